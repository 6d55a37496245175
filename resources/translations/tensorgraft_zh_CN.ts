<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>CompareSubject</name>
    <message>
        <source>This entry cannot be run, so there is nothing to compare.</source>
        <translation>此条目无法执行，因此没有可比较的内容。</translation>
    </message>
    <message>
        <source>Nothing is mapped onto this tensor: it keeps its own value.</source>
        <translation>没有内容映射到此张量：它保留自己的值。</translation>
    </message>
</context>
<context>
    <name>Dialects</name>
    <message>
        <source>TensorFlow Saver name map</source>
        <translation>TensorFlow Saver 名称映射</translation>
    </message>
    <message>
        <source>TensorFlow init_from_checkpoint</source>
        <translation>TensorFlow init_from_checkpoint</translation>
    </message>
    <message>
        <source>TF-slim variables to restore</source>
        <translation>TF-slim 要恢复的变量</translation>
    </message>
    <message>
        <source>SKIP_LAYER of the AlexNet tutorials</source>
        <translation>AlexNet 教程的 SKIP_LAYER</translation>
    </message>
    <message>
        <source>Hugging Face key_mapping</source>
        <translation>Hugging Face key_mapping</translation>
    </message>
    <message>
        <source>vLLM WeightsMapper</source>
        <translation>vLLM WeightsMapper</translation>
    </message>
    <message>
        <source>torchtune key templates</source>
        <translation>torchtune 键模板</translation>
    </message>
    <message>
        <source>Orbax transformations</source>
        <translation>Orbax 变换</translation>
    </message>
    <message>
        <source>mmengine revise_keys</source>
        <translation>mmengine revise_keys</translation>
    </message>
    <message>
        <source>mergekit layer_range slices</source>
        <translation>mergekit layer_range 切片</translation>
    </message>
    <message>
        <source>Table of two columns (CSV)</source>
        <translation>两列表格 (CSV)</translation>
    </message>
    <message>
        <source>Python: tf.train.Saver</source>
        <translation>Python: tf.train.Saver</translation>
    </message>
    <message>
        <source>Python: init_from_checkpoint</source>
        <translation>Python: init_from_checkpoint</translation>
    </message>
    <message>
        <source>Python: Keras set_weights</source>
        <translation>Python: Keras set_weights</translation>
    </message>
    <message>
        <source>Python: PyTorch load_state_dict</source>
        <translation>Python: PyTorch load_state_dict</translation>
    </message>
    <message>
        <source>Python: restored variables and var_list</source>
        <translation>Python: 已恢复的变量与 var_list</translation>
    </message>
    <message>
        <source>One variable for each name of the checkpoint; no transforms, no patterns</source>
        <translation>检查点的每个名称对应一个变量；没有变换和模式</translation>
    </message>
    <message>
        <source>Names to names and whole scopes to scopes, partitioned variables; no transforms</source>
        <translation>名称对名称、整个作用域对作用域，支持分区变量；没有变换</translation>
    </message>
    <message>
        <source>Variables under their own names, scopes in and out, missing ones ignored</source>
        <translation>变量用自己的名称，作用域可包含或排除，缺少的可忽略</translation>
    </message>
    <message>
        <source>Layers under their own names, weights and biases told apart by rank, a list of layers left out</source>
        <translation>层用自己的名称，按轴数区分权重与偏置，列表中的层被跳过</translation>
    </message>
    <message>
        <source>Regular expressions in order, the first that occurs in a name renames it; no transforms</source>
        <translation>按顺序的正则表达式，名称中最先出现者负责改名；没有变换</translation>
    </message>
    <message>
        <source>Parts, beginnings and ends of names replaced, tensors dropped; no transforms</source>
        <translation>替换名称的部分、开头和结尾，可丢弃张量；没有变换</translation>
    </message>
    <message>
        <source>Names with {} for the number of the layer; no transforms</source>
        <translation>名称中以 {} 表示层的编号；没有变换</translation>
    </message>
    <message>
        <source>Names of the target, also as expressions, with the original key of each; fallbacks; no functions</source>
        <translation>目标的名称（也可为表达式）及各自的原键；可有后备；没有函数</translation>
    </message>
    <message>
        <source>Regular expressions applied one after the other; no transforms</source>
        <translation>依次应用的正则表达式；没有变换</translation>
    </message>
    <message>
        <source>Whole layers of one model in a new order</source>
        <translation>一个模型的整层按新顺序排列</translation>
    </message>
    <message>
        <source>One source for each target, with a third column for transforms</source>
        <translation>每个目标一个源，第三列为变换</translation>
    </message>
    <message>
        <source>A program that restores the variables by name; no transforms</source>
        <translation>按名称恢复变量的程序；没有变换</translation>
    </message>
    <message>
        <source>A program that initialises variables from the checkpoint; no transforms</source>
        <translation>从检查点初始化变量的程序；没有变换</translation>
    </message>
    <message>
        <source>A program that fills the layers, with the transforms in NumPy</source>
        <translation>填充各层的程序，变换用 NumPy 写成</translation>
    </message>
    <message>
        <source>A program that makes the state dict, with the transforms in PyTorch</source>
        <translation>生成 state dict 的程序，变换用 PyTorch 写成</translation>
    </message>
    <message>
        <source>The restored and the other variables as two lists, to freeze and to train</source>
        <translation>已恢复的与其余变量各成一个列表，用于冻结和训练</translation>
    </message>
    <message>
        <source>TensorFlow: the variables of a checkpoint</source>
        <translation>TensorFlow：检查点的变量</translation>
    </message>
    <message>
        <source>Keras: a model that is built in Python</source>
        <translation>Keras：在 Python 中构建的模型</translation>
    </message>
    <message>
        <source>Keras: a subclassed model, by its weights</source>
        <translation>Keras：子类模型，按其权重</translation>
    </message>
    <message>
        <source>PyTorch: the state_dict() of a module</source>
        <translation>PyTorch：模块的 state_dict()</translation>
    </message>
</context>
<context>
    <name>DropText</name>
    <message>
        <source>Fits: %1</source>
        <translation>吻合：%1</translation>
    </message>
    <message>
        <source>Fits after %1: %2 becomes %3</source>
        <translation>经 %1 后吻合：%2 变为 %3</translation>
    </message>
    <message>
        <source>%1 of %2 pair by name, kind and shape</source>
        <translation>%2 个中有 %1 个按名称、种类和形状配对</translation>
    </message>
    <message>
        <source>Cannot: %1 onto %2</source>
        <translation>不能把 %1 映射到 %2</translation>
    </message>
    <message>
        <source>Cannot: these types hold no numbers that could be moved</source>
        <translation>不能：这些类型不含可移动的数值</translation>
    </message>
    <message>
        <source>Cannot: nothing in these layers pairs by kind and shape</source>
        <translation>不能：这些层中没有种类和形状相配的张量</translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message>
        <source>This is not a weight file that TensorGraft knows.</source>
        <translation>这不是 TensorGraft 认识的权重文件。</translation>
    </message>
    <message>
        <source>The data is damaged.</source>
        <translation>数据已损坏。</translation>
    </message>
    <message>
        <source>This is not supported.</source>
        <translation>不支持此内容。</translation>
    </message>
    <message>
        <source>The file could not be read or written.</source>
        <translation>文件无法读取或写入。</translation>
    </message>
    <message>
        <source>Source and target do not fit.</source>
        <translation>源与目标不吻合。</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <source>This does not make sense.</source>
        <translation>这没有意义。</translation>
    </message>
    <message>
        <source>%1 is not a weight file that TensorGraft knows.</source>
        <translation>%1 不是 TensorGraft 认识的权重文件。</translation>
    </message>
    <message>
        <source>%1 is damaged.</source>
        <translation>%1 已损坏。</translation>
    </message>
    <message>
        <source>%1 needs something that is not supported.</source>
        <translation>%1 需要尚不支持的功能。</translation>
    </message>
    <message>
        <source>%1 could not be read or written.</source>
        <translation>%1 无法读取或写入。</translation>
    </message>
    <message>
        <source>%1 does not fit.</source>
        <translation>%1 不吻合。</translation>
    </message>
    <message>
        <source>%1 does not make sense.</source>
        <translation>%1 没有意义。</translation>
    </message>
    <message>
        <source>Tensor: %1</source>
        <translation>张量：%1</translation>
    </message>
    <message>
        <source>At byte %1</source>
        <translation>位于第 %1 字节</translation>
    </message>
    <message>
        <source>Expected: %1</source>
        <translation>应为：%1</translation>
    </message>
    <message>
        <source>Found: %1</source>
        <translation>实为：%1</translation>
    </message>
    <message>
        <source>What you can do: %1</source>
        <translation>可以这样做：%1</translation>
    </message>
    <message>
        <source>File: %1</source>
        <translation>文件：%1</translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message>
        <source>Pattern makes no sense</source>
        <translation>模式无效</translation>
    </message>
    <message>
        <source>Transform makes no sense</source>
        <translation>变换无效</translation>
    </message>
    <message>
        <source>Source is missing</source>
        <translation>缺少源张量</translation>
    </message>
    <message>
        <source>Target is missing</source>
        <translation>缺少目标张量</translation>
    </message>
    <message>
        <source>Name fits several</source>
        <translation>名称对应多个张量</translation>
    </message>
    <message>
        <source>Filled twice</source>
        <translation>重复填充</translation>
    </message>
    <message>
        <source>Shapes differ</source>
        <translation>形状不同</translation>
    </message>
    <message>
        <source>Element type</source>
        <translation>元素类型</translation>
    </message>
    <message>
        <source>Not mapped</source>
        <translation>未映射</translation>
    </message>
    <message>
        <source>Rule matches nothing</source>
        <translation>规则无匹配</translation>
    </message>
    <message>
        <source>Rule is overridden</source>
        <translation>规则被覆盖</translation>
    </message>
    <message>
        <source>Filter matches nothing</source>
        <translation>过滤器无匹配</translation>
    </message>
    <message>
        <source>Entry left out</source>
        <translation>条目被排除</translation>
    </message>
    <message>
        <source>Optimizer state</source>
        <translation>优化器状态</translation>
    </message>
    <message>
        <source>Values are rounded</source>
        <translation>数值被舍入</translation>
    </message>
    <message>
        <source>Part is left out</source>
        <translation>部分数据被舍弃</translation>
    </message>
    <message>
        <source>Grouped convolution</source>
        <translation>分组卷积</translation>
    </message>
    <message>
        <source>Theano kernels</source>
        <translation>Theano 卷积核</translation>
    </message>
    <message>
        <source>Transposed or not</source>
        <translation>是否转置</translation>
    </message>
    <message>
        <source>Height and width</source>
        <translation>高与宽</translation>
    </message>
    <message>
        <source>Flatten order</source>
        <translation>展平顺序</translation>
    </message>
    <message>
        <source>Gate order</source>
        <translation>门的顺序</translation>
    </message>
    <message>
        <source>Channel order</source>
        <translation>通道顺序</translation>
    </message>
    <message>
        <source>error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>note</source>
        <translation>提示</translation>
    </message>
</context>
<context>
    <name>Fix</name>
    <message>
        <source>Use it as it is</source>
        <translation>保持原样使用</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>使用 %1</translation>
    </message>
    <message>
        <source>Take %1</source>
        <translation>改用 %1</translation>
    </message>
    <message>
        <source>Exclude the target</source>
        <translation>排除此目标</translation>
    </message>
    <message>
        <source>Fill with zeros</source>
        <translation>用零填充</translation>
    </message>
    <message>
        <source>Fill with Glorot</source>
        <translation>用 Glorot 初始化填充</translation>
    </message>
    <message>
        <source>Remove the entry</source>
        <translation>删除此条目</translation>
    </message>
    <message>
        <source>Remove the rule</source>
        <translation>删除此规则</translation>
    </message>
    <message>
        <source>Move the rule to the end</source>
        <translation>将规则移到末尾</translation>
    </message>
    <message>
        <source>Remove the filter</source>
        <translation>删除此过滤器</translation>
    </message>
    <message>
        <source>Policy: skip missing sources</source>
        <translation>策略：跳过缺失的源</translation>
    </message>
    <message>
        <source>Policy: skip what does not fit</source>
        <translation>策略：跳过形状不符的张量</translation>
    </message>
    <message>
        <source>Policy: keep what is not mapped</source>
        <translation>策略：保留未映射的张量</translation>
    </message>
    <message>
        <source>Policy: write the source&apos;s type</source>
        <translation>策略：按源的类型写入</translation>
    </message>
</context>
<context>
    <name>Library</name>
    <message>
        <source>Nothing fills this tensor, and the policy unmappedTarget is error</source>
        <translation>没有内容填充此张量，而策略 unmappedTarget 为 error</translation>
    </message>
    <message>
        <source>Map it, exclude it, or set the policy to keep</source>
        <translation>请映射或排除它，或将策略设为 keep</translation>
    </message>
    <message>
        <source>Rule %1 (%2)</source>
        <translation>规则 %1（%2）</translation>
    </message>
    <message>
        <source>Entry %1</source>
        <translation>条目 %1</translation>
    </message>
    <message>
        <source>Rule %1 (%2): %3</source>
        <translation>规则 %1（%2）：%3</translation>
    </message>
    <message>
        <source>Rule %1 (%2) changes nothing: its transform fits none of the targets that it matches, or a later rule or an entry decides there</source>
        <translation>规则 %1（%2）不起作用：其变换不适用于它匹配的任何目标，或者已由后面的规则或条目决定</translation>
    </message>
    <message>
        <source>Rule %1 (%2) changes nothing: later rules or entries decide for every target that it matches</source>
        <translation>规则 %1（%2）不起作用：它匹配的每个目标都已由后面的规则或条目决定</translation>
    </message>
    <message>
        <source>Remove it, or move it behind the rules that override it</source>
        <translation>请删除它，或将它移到覆盖它的规则之后</translation>
    </message>
    <message>
        <source>The transform is that of rule %1</source>
        <translation>采用规则 %1 的变换</translation>
    </message>
    <message>
        <source>The source is %1, the target %2</source>
        <translation>源的形状为 %1，目标为 %2</translation>
    </message>
    <message>
        <source>&apos;%1&apos; makes %2 of %3, the target is %4</source>
        <translation>“%1”将 %3 变为 %2，而目标为 %4</translation>
    </message>
    <message>
        <source>&apos;%1&apos; cannot turn %2 into %3: %4</source>
        <translation>“%1”无法将 %2 变为 %3：%4</translation>
    </message>
    <message>
        <source>the target keeps its own values</source>
        <translation>目标保留自己的值</translation>
    </message>
    <message>
        <source>Without the transform it would fit</source>
        <translation>去掉变换即可匹配</translation>
    </message>
    <message>
        <source>A further %1 would give %2</source>
        <translation>再加一步 %1 即可得到 %2</translation>
    </message>
    <message>
        <source>%1 would give %2</source>
        <translation>使用 %1 可得到 %2</translation>
    </message>
    <message>
        <source>Only axis %1 differs (%2 against %3), as with another number of classes: exclude &apos;%4&apos; to keep the target&apos;s own values, or use %5 for the part that fits</source>
        <translation>只有轴 %1 不同（%2 与 %3），类别数不同时常见：可排除“%4”以保留目标自己的值，或使用 %5 只取能对应的部分</translation>
    </message>
    <message>
        <source>Only axis %1 differs (%2 against %3), as with another number of classes (after %6): exclude &apos;%4&apos; to keep the target&apos;s own values, or use %5 for the part that fits</source>
        <translation>（经 %6 后）只有轴 %1 不同（%2 与 %3），类别数不同时常见：可排除“%4”以保留目标自己的值，或使用 %5 只取能对应的部分</translation>
    </message>
    <message>
        <source>The numbers of elements agree, but that does not show that the order does; a reshape must be written</source>
        <translation>元素个数一致，但这并不说明顺序也一致；reshape 必须明确写出</translation>
    </message>
    <message>
        <source>Use %1, which puts zeros between the groups, or build the target with groups=%2</source>
        <translation>使用 %1，在各组之间补零；或以 groups=%2 构建目标</translation>
    </message>
    <message>
        <source>Use %1, which puts zeros between the groups, or build the target with groups=%2; where the target keeps a layer for each group, %3 gives the first</source>
        <translation>使用 %1，在各组之间补零；或以 groups=%2 构建目标；若目标为每组单设一层，可用 %3 取得第一组</translation>
    </message>
    <message>
        <source>Use %1, which refuses where the weights between the groups are not zero, or build the target without groups</source>
        <translation>使用 %1（若组间权重不为零则拒绝执行），或不分组构建目标</translation>
    </message>
    <message>
        <source>The source&apos;s kernel sees %1 input channels where the other sees %2: it may be a grouped convolution of %3 groups</source>
        <translation>源的卷积核有 %1 个输入通道，另一侧有 %2 个：可能是 %3 组的分组卷积</translation>
    </message>
    <message>
        <source>The target&apos;s kernel sees %1 input channels where the other sees %2: it may be a grouped convolution of %3 groups</source>
        <translation>目标的卷积核有 %1 个输入通道，另一侧有 %2 个：可能是 %3 组的分组卷积</translation>
    </message>
    <message>
        <source>Values are rounded: %1 to %2</source>
        <translation>数值会被舍入：%1 转为 %2</translation>
    </message>
    <message>
        <source>Set the policy dtype to source where the target&apos;s format may hold the source&apos;s type</source>
        <translation>若目标格式能存放源的类型，可将策略 dtype 设为 source</translation>
    </message>
    <message>
        <source>Part of the source is left out: it %1</source>
        <translation>源的一部分被舍去：%1</translation>
    </message>
    <message>
        <source>takes %1 of %2 from axis %3</source>
        <translation>从轴 %3 的 %2 个中取 %1 个</translation>
    </message>
    <message>
        <source>crops axis %1 from %2 to %3</source>
        <translation>将轴 %1 从 %2 裁剪为 %3</translation>
    </message>
    <message>
        <source>rounds %1 to %2</source>
        <translation>将 %1 舍入为 %2</translation>
    </message>
    <message>
        <source>Optimizer state is copied: it belongs to the training run of the source, not to the weights</source>
        <translation>将复制优化器状态：它属于源的训练过程，而不是权重</translation>
    </message>
    <message>
        <source>Weights are written over the target&apos;s optimizer state</source>
        <translation>权重将覆盖目标的优化器状态</translation>
    </message>
    <message>
        <source>Optimizer state of the source is written over weights</source>
        <translation>源的优化器状态将覆盖权重</translation>
    </message>
    <message>
        <source>Exclude it where only the weights are meant, for example with exclude: [&quot;optimizer_weights/**&quot;]</source>
        <translation>若只需要权重，请将其排除，例如 exclude: [&quot;optimizer_weights/**&quot;]</translation>
    </message>
    <message>
        <source>The source was saved with Theano, whose kernels are turned by 180 degrees against those of the other side</source>
        <translation>源由 Theano 保存，其卷积核相对另一侧旋转了 180 度</translation>
    </message>
    <message>
        <source>The target was saved with Theano, whose kernels are turned by 180 degrees against those of the other side</source>
        <translation>目标由 Theano 保存，其卷积核相对另一侧旋转了 180 度</translation>
    </message>
    <message>
        <source>Put the recipe %1 in front of the transform</source>
        <translation>请在变换前加上配方 %1</translation>
    </message>
    <message>
        <source>Not mapped, the target keeps its own values: the source has a tensor of this name, but of another shape</source>
        <translation>未映射，目标保留自己的值：源中有同名张量，但形状不同</translation>
    </message>
    <message>
        <source>The kernel is square, %1: its shape does not show whether it must be transposed, and %2. It is transposed</source>
        <translation>此卷积核为方阵 %1：从形状看不出是否需要转置，且%2。现已转置</translation>
    </message>
    <message>
        <source>The kernel is square, %1: its shape does not show whether it must be transposed, and %2. It is not transposed</source>
        <translation>此卷积核为方阵 %1：从形状看不出是否需要转置，且%2。现未转置</translation>
    </message>
    <message>
        <source>both models order axes alike, and the transform changes that</source>
        <translation>两个模型的轴顺序相同，而变换改变了它</translation>
    </message>
    <message>
        <source>%1 and %2 order axes differently</source>
        <translation>%1 与 %2 的轴顺序不同</translation>
    </message>
    <message>
        <source>%1 and %2 order axes differently (dense kernels: %3 against %4)</source>
        <translation>%1 与 %2 的轴顺序不同（全连接权重：%3 与 %4）</translation>
    </message>
    <message>
        <source>%1 does not say how axes are ordered</source>
        <translation>%1 未说明轴的顺序</translation>
    </message>
    <message>
        <source>a model of unknown format</source>
        <translation>格式未知的模型</translation>
    </message>
    <message>
        <source>in an order that the format does not say</source>
        <translation>格式未说明的顺序</translation>
    </message>
    <message>
        <source>Compare one layer&apos;s output with the original; use identity where it must stay as it is</source>
        <translation>请将某一层的输出与原模型比较；若应保持原样，请用 identity</translation>
    </message>
    <message>
        <source>Compare one layer&apos;s output with the original; use transpose(1,0) where it must be turned</source>
        <translation>请将某一层的输出与原模型比较；若需要转置，请用 transpose(1,0)</translation>
    </message>
    <message>
        <source>Height and width of the kernel are both %1: its shape does not show whether they are swapped, and %2. %3 is used, %4 fits as well</source>
        <translation>卷积核的高和宽都是 %1：从形状看不出是否对调，且%2。现用 %3，而 %4 同样适用</translation>
    </message>
    <message>
        <source>Some published conversions swap them by reversing all axes; where the target expects the other order, use %1</source>
        <translation>有些公开的转换会反转所有轴而使高宽对调；若目标要求另一种顺序，请用 %1</translation>
    </message>
    <message>
        <source>Height and width of the kernel are 1: %1 and %2 do the same here, there is nothing to choose</source>
        <translation>卷积核的高和宽都是 1：%1 与 %2 在此效果相同，无需选择</translation>
    </message>
    <message>
        <source>Axes %1 and %2 of the kernel are both %3: its shape does not show which is which, and %4</source>
        <translation>卷积核的轴 %1 与轴 %2 大小都是 %3：从形状无法区分，且%4</translation>
    </message>
    <message>
        <source>Where they are the wrong way round, use %1</source>
        <translation>若两者颠倒，请用 %1</translation>
    </message>
    <message>
        <source>Its %1 inputs look like a flattened map of %2 positions and the %3 channels of &apos;%4&apos;; the transform reorders them</source>
        <translation>它的 %1 个输入像是由 %2 个位置与“%4”的 %3 个通道展平而成；变换会重新排列它们</translation>
    </message>
    <message>
        <source>Its %1 inputs look like a flattened map of %2 positions and the %3 channels of &apos;%4&apos;, and %5: one side may flatten channels last, the other channels first</source>
        <translation>它的 %1 个输入像是由 %2 个位置与“%4”的 %3 个通道展平而成，且%5：一侧可能按通道在后展平，另一侧按通道在前</translation>
    </message>
    <message>
        <source>Shapes alone do not prove the order; compare the layer&apos;s output with the original</source>
        <translation>仅凭形状无法证明顺序；请将该层的输出与原模型比较</translation>
    </message>
    <message>
        <source>Where that is so, use %1</source>
        <translation>若是如此，请用 %1</translation>
    </message>
    <message>
        <source>The tensor holds %1 gates side by side, and frameworks order them differently</source>
        <translation>此张量并列存放 %1 个门，各框架的顺序不同</translation>
    </message>
    <message>
        <source>The tensor holds %1 gates side by side, and frameworks order them differently (%2 usually %3; %4 usually %5)</source>
        <translation>此张量并列存放 %1 个门，各框架的顺序不同（%2 通常为 %3；%4 通常为 %5）</translation>
    </message>
    <message>
        <source>Where the orders differ, cut the gates out with slice and join them with concat in the target&apos;s order</source>
        <translation>若顺序不同，请用 slice 切出各门，再按目标的顺序用 concat 拼接</translation>
    </message>
    <message>
        <source>The kernel sees 3 input channels, and networks that come from Caffe usually expect blue, green, red: shapes do not show which order it is</source>
        <translation>此卷积核有 3 个输入通道，而源自 Caffe 的网络通常采用蓝、绿、红：从形状看不出是哪种顺序</translation>
    </message>
    <message>
        <source>Where the target is fed red, green, blue, add %1 behind the transform</source>
        <translation>若目标的输入为红、绿、蓝，请在变换后加上 %1</translation>
    </message>
    <message>
        <source>exclude &apos;%1&apos;: %2</source>
        <translation>排除模式“%1”：%2</translation>
    </message>
    <message>
        <source>include &apos;%1&apos;: %2</source>
        <translation>包含模式“%1”：%2</translation>
    </message>
    <message>
        <source>exclude &apos;%1&apos; matches no tensor of either model</source>
        <translation>排除模式“%1”在两个模型中都不匹配任何张量</translation>
    </message>
    <message>
        <source>include &apos;%1&apos; matches no tensor of either model</source>
        <translation>包含模式“%1”在两个模型中都不匹配任何张量</translation>
    </message>
    <message>
        <source>Check the spelling; patterns match whole path segments, use ** for the rest of a path</source>
        <translation>请检查拼写；模式按整个路径段匹配，其余路径请用 **</translation>
    </message>
    <message>
        <source>Check the spelling; patterns match whole path segments: * stays inside one, ** is any number of them</source>
        <translation>请检查拼写；模式按整个路径段匹配：* 不跨段，** 可匹配任意多段</translation>
    </message>
    <message>
        <source>Several tensors of the target answer to &apos;%1&apos;</source>
        <translation>目标中有多个张量对应“%1”</translation>
    </message>
    <message>
        <source>Write the full name</source>
        <translation>请写出完整名称</translation>
    </message>
    <message>
        <source>The target has no tensor &apos;%1&apos;</source>
        <translation>目标中没有张量“%1”</translation>
    </message>
    <message>
        <source>Remove the entry or correct the name</source>
        <translation>请删除该条目或更正名称</translation>
    </message>
    <message>
        <source>Entries %1 and %2 both fill this tensor</source>
        <translation>条目 %1 与条目 %2 都填充此张量</translation>
    </message>
    <message>
        <source>Keep one of them</source>
        <translation>请只保留其中一个</translation>
    </message>
    <message>
        <source>%1 names the source &apos;%2&apos;, and several tensors answer to that</source>
        <translation>%1 指定的源“%2”对应多个张量</translation>
    </message>
    <message>
        <source>%1 names the source &apos;%2&apos;, which is not there</source>
        <translation>%1 指定的源“%2”不存在</translation>
    </message>
    <message>
        <source>%1 names the source &apos;%2&apos;, to which several tensors answer</source>
        <translation>%1 指定的源“%2”对应多个张量</translation>
    </message>
    <message>
        <source>the proposal is used</source>
        <translation>改用自动匹配的建议</translation>
    </message>
    <message>
        <source>an earlier rule is used</source>
        <translation>改用前面的规则</translation>
    </message>
    <message>
        <source>Correct the name, exclude the target, or set the policy missingSource to skip</source>
        <translation>请更正名称、排除该目标，或将策略 missingSource 设为 skip</translation>
    </message>
    <message>
        <source>Correct the rule, or let it match fewer targets</source>
        <translation>请更正该规则，或让它匹配较少的目标</translation>
    </message>
    <message>
        <source>Entry %1 is left out by the filters</source>
        <translation>条目 %1 被筛选条件排除</translation>
    </message>
    <message>
        <source>Change include or exclude where it is wanted</source>
        <translation>若需要它，请修改包含或排除模式</translation>
    </message>
    <message>
        <source>Rule %1 (%2) sets the transform of targets that nothing fills</source>
        <translation>规则 %1（%2）为没有内容填充的目标设置变换</translation>
    </message>
    <message>
        <source>Rule %1 (%2) matches no target</source>
        <translation>规则 %1（%2）不匹配任何目标</translation>
    </message>
    <message>
        <source>Rule %1 (%2) matches targets, but not their sources</source>
        <translation>规则 %1（%2）能匹配目标，但找不到对应的源</translation>
    </message>
    <message>
        <source>The filters leave it out</source>
        <translation>被筛选条件排除</translation>
    </message>
    <message>
        <source>Optimizer state, which nothing fills</source>
        <translation>优化器状态，没有内容填充</translation>
    </message>
    <message>
        <source>A counter, which nothing fills</source>
        <translation>计数器，没有内容填充</translation>
    </message>
    <message>
        <source>Nothing in the mapping fills it</source>
        <translation>映射中没有内容填充它</translation>
    </message>
    <message>
        <source>same name</source>
        <translation>名称相同</translation>
    </message>
    <message>
        <source>same name after normalising %1 to %2</source>
        <translation>将 %1 规范化为 %2 后名称相同</translation>
    </message>
    <message>
        <source>stands beside a matched layer, as %1 does in the source</source>
        <translation>位于已匹配的层旁，与源中的 %1 一样</translation>
    </message>
    <message>
        <source>same place in a block of the same make</source>
        <translation>在同类结构块中位置相同</translation>
    </message>
    <message>
        <source>in a block of the same make, and the names share %1</source>
        <translation>位于同类结构块中，且名称都含有 %1</translation>
    </message>
    <message>
        <source>same place in the order of the layers</source>
        <translation>在层的顺序中位置相同</translation>
    </message>
    <message>
        <source>same place in the order of the layers, and the names share %1</source>
        <translation>在层的顺序中位置相同，且名称都含有 %1</translation>
    </message>
    <message>
        <source>its neighbours are matched with the neighbours of %1</source>
        <translation>相邻的层与 %1 的相邻层匹配</translation>
    </message>
    <message>
        <source>the names share %1, and the neighbours match</source>
        <translation>名称都含有 %1，且相邻的层匹配</translation>
    </message>
    <message>
        <source>the names share %1 and the shapes agree</source>
        <translation>名称都含有 %1，且形状一致</translation>
    </message>
    <message>
        <source>the only one left of this shape</source>
        <translation>此形状仅剩的一个</translation>
    </message>
    <message>
        <source>joined from %1 tensors</source>
        <translation>由 %1 个张量拼接</translation>
    </message>
    <message>
        <source>its part of the fused tensor</source>
        <translation>取自融合张量的对应部分</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 转为 %2</translation>
    </message>
    <message>
        <source>heads as the target keeps them</source>
        <translation>注意力头按目标的方式排列</translation>
    </message>
    <message>
        <source>axes of size one apart, the same shape</source>
        <translation>除大小为 1 的轴外形状相同</translation>
    </message>
    <message>
        <source>the order of the axes is assumed</source>
        <translation>轴的顺序为推测</translation>
    </message>
    <message>
        <source>rows reordered for the other form of rotary embedding</source>
        <translation>各行已按另一种旋转位置编码形式重排</translation>
    </message>
    <message>
        <source>with the usual width of a head</source>
        <translation>采用常见的注意力头宽度</translation>
    </message>
    <message>
        <source>not claimed: %1</source>
        <translation>未采用：%1</translation>
    </message>
    <message>
        <source>the height and width of the flattened map before it cannot be told</source>
        <translation>无法得知其前展平特征图的高和宽</translation>
    </message>
    <message>
        <source>first dense layer after a flattened map, whose order differs</source>
        <translation>展平特征图后的第一个全连接层，其顺序不同</translation>
    </message>
    <message>
        <source>buffers are matched with their namesakes only</source>
        <translation>缓冲区只按同名匹配</translation>
    </message>
    <message>
        <source>the target has the batch norm that follows folded into this layer</source>
        <translation>目标已将其后的批归一化折叠进此层</translation>
    </message>
    <message>
        <source>only the shapes agree</source>
        <translation>只有形状一致</translation>
    </message>
    <message>
        <source>the shapes agree, but the names do not, which they do nearly everywhere else</source>
        <translation>形状一致但名称不一致，而其他地方名称几乎都一致</translation>
    </message>
    <message>
        <source>the bias of the output layer, which the target keeps twice</source>
        <translation>输出层的偏置，目标中存有两份</translation>
    </message>
    <message>
        <source>stands in the target a second time, as %1</source>
        <translation>在目标中再次出现，同 %1</translation>
    </message>
    <message>
        <source>the classifier with one class more: class 0 of the source is the background</source>
        <translation>分类层多一个类别：源的第 0 类是背景</translation>
    </message>
    <message>
        <source>a convolution over the whole map is a dense layer after flattening</source>
        <translation>覆盖整个特征图的卷积等同于展平后的全连接层</translation>
    </message>
    <message>
        <source>a convolution over the whole map is a dense layer after flattening, in the other order of the axes</source>
        <translation>覆盖整个特征图的卷积等同于展平后的全连接层，轴的顺序相反</translation>
    </message>
    <message>
        <source>shares the word embedding, of which the source has one table</source>
        <translation>共用词嵌入，源中只有一张表</translation>
    </message>
    <message>
        <source>same name, but %1 against %2: a layer to be trained anew?</source>
        <translation>名称相同，但形状为 %1 与 %2：是要重新训练的层吗？</translation>
    </message>
    <message>
        <source>same name, but %1 outputs against %2: a layer to be trained anew?</source>
        <translation>名称相同，但输出数为 %1 与 %2：是要重新训练的层吗？</translation>
    </message>
    <message>
        <source>the same values in the same places</source>
        <translation>相同位置的值都相同</translation>
    </message>
    <message>
        <source>the same values in the same places, rounded to %1</source>
        <translation>相同位置的值在舍入为 %1 后相同</translation>
    </message>
    <message>
        <source>the same values in the same places, as %1</source>
        <translation>相同位置的值按 %1 存放后相同</translation>
    </message>
    <message>
        <source>the same values after %1</source>
        <translation>经 %1 后数值相同</translation>
    </message>
    <message>
        <source>the same values after %1, rounded to %2</source>
        <translation>经 %1 并舍入为 %2 后数值相同</translation>
    </message>
    <message>
        <source>the same values after %1, as %2</source>
        <translation>经 %1 并按 %2 存放后数值相同</translation>
    </message>
    <message>
        <source>the same values up to rounding</source>
        <translation>除舍入误差外数值相同</translation>
    </message>
    <message>
        <source>the same values times a constant</source>
        <translation>数值乘以一个常数后相同</translation>
    </message>
    <message>
        <source>the same values plus a constant</source>
        <translation>数值加上一个常数后相同</translation>
    </message>
    <message>
        <source>the same values times a constant plus another</source>
        <translation>数值乘以一个常数再加另一个常数后相同</translation>
    </message>
    <message>
        <source>exactly</source>
        <translation>完全一致</translation>
    </message>
    <message>
        <source>after %1</source>
        <translation>经 %1 后</translation>
    </message>
    <message>
        <source>rounded to %1</source>
        <translation>舍入为 %1</translation>
    </message>
    <message>
        <source>largest error %1</source>
        <translation>最大误差 %1</translation>
    </message>
    <message>
        <source>largest error %1, %2 of the largest value</source>
        <translation>最大误差 %1，为最大值的 %2</translation>
    </message>
    <message>
        <source>the sum of %1 and %2</source>
        <translation>%1 与 %2 之和</translation>
    </message>
    <message>
        <source>a slice of %1 holds the same values</source>
        <translation>%1 的切片与之数值相同</translation>
    </message>
    <message>
        <source>a slice of %1 holds the same values after %2</source>
        <translation>%1 的切片经 %2 后与之数值相同</translation>
    </message>
    <message>
        <source>%1 sources stacked give the same values</source>
        <translation>%1 个源堆叠后数值相同</translation>
    </message>
    <message>
        <source>%1 sources one behind the other give the same values</source>
        <translation>%1 个源依次拼接后数值相同</translation>
    </message>
    <message>
        <source>rows of %1 sources taking turns, %2 times, give the same values</source>
        <translation>%1 个源的行交替排列 %2 次后数值相同</translation>
    </message>
    <message>
        <source>%1 sources hold these values, %2 decided</source>
        <translation>%1 个源含有这些值，依据%2选定</translation>
    </message>
    <message>
        <source>constant: %1 sources hold nothing but this number, %2 decided</source>
        <translation>常量：%1 个源只含这一个数，依据%2选定</translation>
    </message>
    <message>
        <source>its one number occurs in no other source of this size</source>
        <translation>其唯一的数不见于同样大小的其他源</translation>
    </message>
    <message>
        <source>the one number that fills it occurs in no other source of this size</source>
        <translation>填满它的那个数不见于同样大小的其他源</translation>
    </message>
    <message>
        <source>values say little here, %1 decided</source>
        <translation>此处数值说明不了什么，依据%1选定</translation>
    </message>
    <message>
        <source>the same name</source>
        <translation>相同的名称</translation>
    </message>
    <message>
        <source>names and structure</source>
        <translation>名称与结构</translation>
    </message>
    <message>
        <source>the layer beside it and its kind</source>
        <translation>相邻的层及其种类</translation>
    </message>
    <message>
        <source>the layer beside it</source>
        <translation>相邻的层</translation>
    </message>
    <message>
        <source>hardly anything</source>
        <translation>很少的线索</translation>
    </message>
    <message>
        <source>%1 cannot be told from other orders of equal numbers</source>
        <translation>%1 与相等数值的其他排列无法区分</translation>
    </message>
    <message>
        <source>two permutations are the same here: %1 gives the same values, because axes of size 1 move nothing</source>
        <translation>两种排列在此相同：%1 得到相同的值，因为大小为 1 的轴不移动任何内容</translation>
    </message>
    <message>
        <source>two permutations are the same here: %1 gives the same values, because slices of equal axes are equal</source>
        <translation>两种排列在此相同：%1 得到相同的值，因为等长轴的切片相等</translation>
    </message>
    <message>
        <source>taken as in the other kernels</source>
        <translation>按其他卷积核的方式选取</translation>
    </message>
    <message>
        <source>not in the mapping: filled as asked</source>
        <translation>不在映射中：按要求填充</translation>
    </message>
    <message>
        <source>&apos;%1&apos; cannot be undone: %2</source>
        <translation>“%1”无法逆转：%2</translation>
    </message>
    <message>
        <source>a part of the source is all that is left behind it</source>
        <translation>其后只剩源的一部分</translation>
    </message>
    <message>
        <source>weighted sums cannot be taken apart</source>
        <translation>加权和无法拆分</translation>
    </message>
    <message>
        <source>a sum does not say what was added up</source>
        <translation>从和看不出由哪些值相加</translation>
    </message>
    <message>
        <source>rounding it back would not give every bit</source>
        <translation>舍入后无法还原每一位</translation>
    </message>
    <message>
        <source>a fill takes no source</source>
        <translation>填充不需要源</translation>
    </message>
    <message>
        <source>the shapes differ</source>
        <translation>形状不同</translation>
    </message>
    <message>
        <source>there is no source</source>
        <translation>没有源</translation>
    </message>
    <message>
        <source>Name a source, or use a fill such as fill(zeros)</source>
        <translation>请指定源，或使用 fill(zeros) 之类的填充</translation>
    </message>
    <message>
        <source>%1 sources are given, but nothing joins them</source>
        <translation>给出了 %1 个源，但没有步骤将它们合并</translation>
    </message>
    <message>
        <source>Add concat(axis), stack(axis) or sum to the transform</source>
        <translation>请在变换中加入 concat(axis)、stack(axis) 或 sum</translation>
    </message>
    <message>
        <source>elements of type %1 cannot be transformed</source>
        <translation>类型为 %1 的元素无法变换</translation>
    </message>
    <message>
        <source>elements of type %1 cannot be turned into %2</source>
        <translation>类型为 %1 的元素无法转换为 %2</translation>
    </message>
    <message>
        <source>Such tensors can only be copied as they are</source>
        <translation>此类张量只能原样复制</translation>
    </message>
    <message>
        <source>there is no step &apos;%1&apos;</source>
        <translation>没有名为“%1”的步骤</translation>
    </message>
    <message>
        <source>column %1: %2</source>
        <translation>第 %1 列：%2</translation>
    </message>
    <message>
        <source>column %1 of the transform: %2</source>
        <translation>变换的第 %1 列：%2</translation>
    </message>
    <message>
        <source>column %1 of the pattern: %2</source>
        <translation>模式的第 %1 列：%2</translation>
    </message>
    <message>
        <source>Did you mean &apos;%1&apos;?</source>
        <translation>您是指“%1”吗？</translation>
    </message>
    <message>
        <source>Steps are %1, and recipes such as %2</source>
        <translation>可用的步骤有 %1，以及 %2 等配方</translation>
    </message>
    <message>
        <source>&apos;%1&apos; does not fit %2: it has %3 elements</source>
        <translation>“%1”不适用于 %2：它有 %3 个元素</translation>
    </message>
    <message>
        <source>&apos;%1&apos; names axis %2 twice</source>
        <translation>“%1”两次指定轴 %2</translation>
    </message>
    <message>
        <source>&apos;%1&apos; names axis %2, but the tensor %3 has %4 axes</source>
        <translation>“%1”指定了轴 %2，但张量 %3 只有 %4 个轴</translation>
    </message>
    <message>
        <source>&apos;%1&apos; names axis %2, but the tensor %3 has %4 axis</source>
        <translation>“%1”指定了轴 %2，但张量 %3 只有 %4 个轴</translation>
    </message>
    <message>
        <source>&apos;%1&apos; names %2 axes, but the tensor %3 has %4</source>
        <translation>“%1”指定了 %2 个轴，但张量 %3 有 %4 个</translation>
    </message>
    <message>
        <source>&apos;%1&apos; cannot turn %2 into the target&apos;s %3: the numbers of elements differ</source>
        <translation>“%1”无法将 %2 变为目标的 %3：元素个数不同</translation>
    </message>
    <message>
        <source>&apos;%1&apos; reaches beyond axis %2 of %3</source>
        <translation>“%1”超出 %3 的轴 %2</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is missing</source>
        <translation>缺少“%1”</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>内容为空</translation>
    </message>
    <message>
        <source>A brace itself is written \{</source>
        <translation>花括号本身写作 \{</translation>
    </message>
    <message>
        <source>cannot open the file: %1</source>
        <translation>无法打开文件：%1</translation>
    </message>
    <message>
        <source>cannot read the file: %1</source>
        <translation>无法读取文件：%1</translation>
    </message>
    <message>
        <source>cannot write the file: %1</source>
        <translation>无法写入文件：%1</translation>
    </message>
    <message>
        <source>cannot create the folder: %1</source>
        <translation>无法创建文件夹：%1</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>文件或文件夹不存在</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>没有权限</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>这是一个文件夹</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>磁盘空间不足</translation>
    </message>
    <message>
        <source>Check the path; the file may have been moved or renamed</source>
        <translation>请检查路径；文件可能已被移动或重命名</translation>
    </message>
    <message>
        <source>Check the permissions of the file and of its folder</source>
        <translation>请检查文件及其所在文件夹的权限</translation>
    </message>
    <message>
        <source>Free some space on that disk or choose another place</source>
        <translation>请在该磁盘上释放空间，或选择其他位置</translation>
    </message>
    <message>
        <source>This is a folder; choose a file in it</source>
        <translation>这是一个文件夹；请选择其中的文件</translation>
    </message>
    <message>
        <source>That file system is read-only; choose another place</source>
        <translation>该文件系统是只读的；请选择其他位置</translation>
    </message>
    <message>
        <source>The disk reported an error; copy the file elsewhere and check the disk</source>
        <translation>磁盘报告了错误；请将文件复制到别处并检查磁盘</translation>
    </message>
    <message>
        <source>The file is damaged; copy or download it again</source>
        <translation>文件已损坏；请重新复制或下载</translation>
    </message>
    <message>
        <source>The file is damaged; copy or download it again.</source>
        <translation>文件已损坏；请重新复制或下载。</translation>
    </message>
    <message>
        <source>The file is damaged; get a fresh copy of it</source>
        <translation>文件已损坏；请获取一份新的副本</translation>
    </message>
    <message>
        <source>The file may have been cut or damaged on its way; fetch it again</source>
        <translation>文件可能在传输中被截断或损坏；请重新获取</translation>
    </message>
    <message>
        <source>The file is truncated; copy or download it again.</source>
        <translation>文件被截断；请重新复制或下载。</translation>
    </message>
    <message>
        <source>The file is damaged; fetch or write it again</source>
        <translation>文件已损坏；请重新获取或写出</translation>
    </message>
    <message>
        <source>The file was probably cut short; copy or download it again</source>
        <translation>文件可能被截断；请重新复制或下载</translation>
    </message>
    <message>
        <source>The file may have been cut short; copy or download it again</source>
        <translation>文件可能被截断；请重新复制或下载</translation>
    </message>
    <message>
        <source>The file is damaged or was not written completely; fetch or write it again</source>
        <translation>文件已损坏或未完整写入；请重新获取或写出</translation>
    </message>
    <message>
        <source>Another program may be writing it; wait for that to end and open the file again</source>
        <translation>可能有其他程序正在写入；请等它结束后重新打开文件</translation>
    </message>
    <message>
        <source>the file became shorter while it was being read</source>
        <translation>文件在读取过程中变短了</translation>
    </message>
    <message>
        <source>the header is no valid JSON</source>
        <translation>文件头不是有效的 JSON</translation>
    </message>
    <message>
        <source>the index is no valid JSON</source>
        <translation>索引不是有效的 JSON</translation>
    </message>
    <message>
        <source>the text is no valid JSON</source>
        <translation>文本不是有效的 JSON</translation>
    </message>
    <message>
        <source>this is not an HDF5 file</source>
        <translation>这不是 HDF5 文件</translation>
    </message>
    <message>
        <source>this HDF5 file holds no Keras weights</source>
        <translation>此 HDF5 文件不含 Keras 权重</translation>
    </message>
    <message>
        <source>the zip archive is no PyTorch file</source>
        <translation>此 zip 压缩包不是 PyTorch 文件</translation>
    </message>
    <message>
        <source>the zip archive is no Keras model</source>
        <translation>此 zip 压缩包不是 Keras 模型</translation>
    </message>
    <message>
        <source>the zip archive has no table of contents at its end</source>
        <translation>zip 压缩包末尾没有目录</translation>
    </message>
    <message>
        <source>this is no zip archive</source>
        <translation>这不是 zip 压缩包</translation>
    </message>
    <message>
        <source>this folder is not a model that the program knows</source>
        <translation>此文件夹不是程序能识别的模型</translation>
    </message>
    <message>
        <source>the tensor&apos;s data lies outside of the file</source>
        <translation>张量的数据超出文件范围</translation>
    </message>
    <message>
        <source>the tensor lies beyond the end of the file</source>
        <translation>张量超出文件末尾</translation>
    </message>
    <message>
        <source>two tensors have the same name</source>
        <translation>有两个张量同名</translation>
    </message>
    <message>
        <source>values of this type cannot be read</source>
        <translation>无法读取此类型的值</translation>
    </message>
    <message>
        <source>the output exists already</source>
        <translation>输出已存在</translation>
    </message>
    <message>
        <source>there is not enough space on the disk of the output</source>
        <translation>输出所在磁盘的空间不足</translation>
    </message>
    <message>
        <source>the target is a skeleton: there is no file to put weights into</source>
        <translation>目标是骨架模型：没有可写入权重的文件</translation>
    </message>
</context>
<context>
    <name>RowText</name>
    <message>
        <source>Line %1: %2</source>
        <translation>第 %1 行：%2</translation>
    </message>
    <message>
        <source>no entry with a target</source>
        <translation>不是带有目标的条目</translation>
    </message>
    <message>
        <source>a target and a source are needed, with a comma or a tab between</source>
        <translation>需要目标和源，以逗号或制表符分隔</translation>
    </message>
    <message>
        <source>There is no text to paste.</source>
        <translation>没有可粘贴的文本。</translation>
    </message>
    <message>
        <source>Entry %1 has no target.</source>
        <translation>第 %1 个条目没有目标。</translation>
    </message>
</context>
<context>
    <name>TransformHelp</name>
    <message>
        <source>nothing is changed</source>
        <translation>不作任何改变</translation>
    </message>
    <message>
        <source>axis k of the result is the axis given at place k</source>
        <translation>结果的第 k 轴是第 k 个参数所指的轴</translation>
    </message>
    <message>
        <source>other sizes for the same elements in the same order; one may be -1; without sizes the target&apos;s</source>
        <translation>元素及其顺序不变，只改变各轴大小；可有一个 -1；不写大小则取目标的形状</translation>
    </message>
    <message>
        <source>drops an axis of size 1; without one those that the target does not have</source>
        <translation>去掉大小为 1 的轴；不指定则去掉目标没有的轴</translation>
    </message>
    <message>
        <source>adds an axis of size 1; without one those that the target has</source>
        <translation>增加大小为 1 的轴；不指定则增加目标所有的轴</translation>
    </message>
    <message>
        <source>reverses the axes given</source>
        <translation>翻转所给的轴</translation>
    </message>
    <message>
        <source>a part of an axis, with Python&apos;s bounds; stop may be the word end</source>
        <translation>取某轴的一段，边界规则同 Python；stop 可写 end</translation>
    </message>
    <message>
        <source>joins several sources along an axis, in their order</source>
        <translation>按顺序沿某轴拼接多个源</translation>
    </message>
    <message>
        <source>joins several sources along a new axis</source>
        <translation>沿新轴堆叠多个源</translation>
    </message>
    <message>
        <source>adds up the sources, or an axis where one is given</source>
        <translation>将各源相加；给出轴时沿该轴求和</translation>
    </message>
    <message>
        <source>adds elements at both ends of an axis; zeros where no value is given</source>
        <translation>在某轴两端补元素；不给值则补零</translation>
    </message>
    <message>
        <source>keeps so many elements of an axis, from the offset</source>
        <translation>从偏移处起保留某轴的若干元素</translation>
    </message>
    <message>
        <source>the leading part that fits the target&apos;s shape, zeros behind it</source>
        <translation>保留符合目标形状的前部，其后补零</translation>
    </message>
    <message>
        <source>another element type</source>
        <translation>转换为另一种元素类型</translation>
    </message>
    <message>
        <source>no source: zeros, ones, constant, normal, uniform, glorot_uniform, he_normal, ... and a seed</source>
        <translation>不需要源：zeros、ones、constant、normal、uniform、glorot_uniform、he_normal 等，可带随机种子</translation>
    </message>
    <message>
        <source>the axis as equal blocks in another order, by letters or numbers</source>
        <translation>将某轴等分成块并重排，用字母或数字表示</translation>
    </message>
    <message>
        <source>kernels of grouped convolutions: expand, collapse, split or concat</source>
        <translation>分组卷积核：expand、collapse、split 或 concat</translation>
    </message>
    <message>
        <source>each element so many times; with the word tile the whole axis</source>
        <translation>每个元素重复若干次；加 tile 则重复整个轴</translation>
    </message>
    <message>
        <source>multiplies by a number</source>
        <translation>乘以一个数</translation>
    </message>
    <message>
        <source>adds a number</source>
        <translation>加上一个数</translation>
    </message>
    <message>
        <source>quantised integers as numbers, with the tensor&apos;s own scale or the one given</source>
        <translation>将量化整数还原为实数，用张量自带或给出的缩放系数</translation>
    </message>
    <message>
        <source>interpolates axes to other sizes: nearest, bilinear or bicubic; the target&apos;s where none are given</source>
        <translation>将轴插值到其他大小：nearest、bilinear 或 bicubic；不给大小则取目标的大小</translation>
    </message>
    <message>
        <source>a convolution&apos;s axes from one order to another; also groups-expand, groups-split, theano-flip</source>
        <translation>把卷积核的轴从一种顺序换成另一种；另有 groups-expand、groups-split、theano-flip</translation>
    </message>
    <message>
        <source>a dense kernel (in, out) to (out, in), or back</source>
        <translation>全连接核 (in, out) 与 (out, in) 互换</translation>
    </message>
    <message>
        <source>a depthwise kernel between Keras, PyTorch and TFLite</source>
        <translation>深度卷积核在 Keras、PyTorch、TFLite 之间转换</translation>
    </message>
    <message>
        <source>the first dense kernel behind a flattened map of these sizes</source>
        <translation>展平特征图（给出其大小）之后的第一个全连接核</translation>
    </message>
    <message>
        <source>LSTM weights between keras, cudnn, pytorch, onnx and tf</source>
        <translation>LSTM 权重在 keras、cudnn、pytorch、onnx、tf 之间转换</translation>
    </message>
    <message>
        <source>GRU weights between keras, cudnn, pytorch, onnx and tf</source>
        <translation>GRU 权重在 keras、cudnn、pytorch、onnx、tf 之间转换</translation>
    </message>
    <message>
        <source>queries, keys and values out of one tensor (split) or into one (fuse)</source>
        <translation>从一个张量拆出 Q、K、V（split），或合并为一个（fuse）</translation>
    </message>
    <message>
        <source>rotary embeddings from pairs (Meta) to halves (Hugging Face); unpermute: back</source>
        <translation>旋转位置编码从相邻成对（Meta）改为前后两半（Hugging Face）；unpermute 为反向</translation>
    </message>
    <message>
        <source>gate and up projections into one tensor, or split out of it</source>
        <translation>gate 与 up 投影合并为一个张量，或从中拆出</translation>
    </message>
    <message>
        <source>the same tensor of all layers as one, or one of them out of it</source>
        <translation>把各层的同名张量堆成一个，或从中取出一层</translation>
    </message>
    <message>
        <source>the same tensor of all experts as one, or one of them out of it</source>
        <translation>把各专家的同名张量堆成一个，或从中取出一个</translation>
    </message>
    <message>
        <source>sources g, v: the weight that weight normalisation stands for</source>
        <translation>源为 g、v：得到权重归一化所表示的权重</translation>
    </message>
    <message>
        <source>batch normalisation folded into the kernel, or into the bias, of the convolution before it</source>
        <translation>把批归一化折叠进前面卷积的核或偏置</translation>
    </message>
    <message>
        <source>the input channels of the first convolution: rgb-&gt;bgr, rgb-&gt;gray, gray-&gt;rgb</source>
        <translation>第一个卷积的输入通道：rgb-&gt;bgr、rgb-&gt;gray、gray-&gt;rgb</translation>
    </message>
    <message>
        <source>1001 classes to 1000 (drop-background) or back (add-background)</source>
        <translation>1001 类变为 1000 类（drop-background），或反之（add-background）</translation>
    </message>
    <message>
        <source>an embedding with more words (pad) or fewer (crop)</source>
        <translation>增加（pad）或减少（crop）词嵌入的词数</translation>
    </message>
    <message>
        <source>position embeddings for another grid, the first tokens kept</source>
        <translation>为另一种网格调整位置嵌入，保留前面的标记</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>Inspects neural-network weight files and grafts the weights of one model onto another.</source>
        <translation>查看神经网络权重文件，并把一个模型的权重嫁接到另一个模型。</translation>
    </message>
    <message>
        <source>The model whose weights are taken.</source>
        <translation>提供权重的模型。</translation>
    </message>
    <message>
        <source>The model that receives weights.</source>
        <translation>接收权重的模型。</translation>
    </message>
    <message>
        <source>Open the mapping document &lt;M&gt;.</source>
        <translation>打开映射文档 &lt;M&gt;。</translation>
    </message>
    <message>
        <source>Show this help.</source>
        <translation>显示此帮助。</translation>
    </message>
    <message>
        <source>Show the version.</source>
        <translation>显示版本。</translation>
    </message>
    <message>
        <source>Try &apos;tensorgraft-gui --help&apos;.</source>
        <translation>请参阅“tensorgraft-gui --help”。</translation>
    </message>
    <message>
        <source>at most two models can be opened, but %1 are named</source>
        <translation>最多可打开两个模型，但给出了 %1 个</translation>
    </message>
    <message>
        <source>--mapping can be given once</source>
        <translation>--mapping 只能给出一次</translation>
    </message>
    <message>
        <source>--mapping needs the name of a file</source>
        <translation>--mapping 需要一个文件名</translation>
    </message>
</context>
<context>
    <name>tensorgraft::AlikeDialog</name>
    <message>
        <source>Do the same for the others</source>
        <translation>对其余的同样处理</translation>
    </message>
    <message>
        <source>These tensors differ from the ones you mapped only by the numbers in their names.</source>
        <translation>这些张量与您已映射的张量仅在名称中的编号上不同。</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>源</translation>
    </message>
    <message>
        <source>Transform</source>
        <translation>变换</translation>
    </message>
    <message>
        <source>Pairs to map</source>
        <translation>要映射的配对</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>映射</translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies), one a target</source>
        <translation>
            <numerusform>%n 个条目，每个目标一个</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Write it as:</source>
        <translation>写成(&amp;W)：</translation>
    </message>
    <message>
        <source>Looking for rules</source>
        <translation>正在寻找规则</translation>
    </message>
    <message>
        <source>rule: %1 → %2</source>
        <translation>规则：%1 → %2</translation>
    </message>
    <message numerus="yes">
        <source>The rule fills %n more target(s)</source>
        <translation>
            <numerusform>该规则另外填充 %n 个目标</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and takes the place of %n entry(ies).</source>
        <translation>
            <numerusform>并取代 %n 个条目。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new finding(s):</source>
        <translation>
            <numerusform>新增 %n 项检查结果：</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tensorgraft::AlikeOffer</name>
    <message>
        <source>Looking for others</source>
        <translation>正在寻找同类张量</translation>
    </message>
    <message numerus="yes">
        <source>Do the same for the %n alike?</source>
        <translation>
            <numerusform>对另外 %n 个同类张量也这样做吗？</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Map %n</source>
        <translation>
            <numerusform>映射 %n 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Map %n alike</source>
        <translation>
            <numerusform>映射 %n 个同类张量</numerusform>
        </translation>
    </message>
    <message>
        <source>Preview, or as a rule...</source>
        <translation>预览，或写成规则…</translation>
    </message>
    <message>
        <source>No other tensors differ from these by the numbers in their names and fit as well.</source>
        <translation>没有其他只在名称编号上不同且形状也相符的张量。</translation>
    </message>
    <message numerus="yes">
        <source>Rule for %n more</source>
        <translation>
            <numerusform>为另外 %n 个张量添加规则</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tensorgraft::AxisText</name>
    <message>
        <source>depth</source>
        <translation>深度</translation>
    </message>
    <message>
        <source>height</source>
        <translation>高度</translation>
    </message>
    <message>
        <source>width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>multiplier</source>
        <translation>倍增</translation>
    </message>
    <message>
        <source>entry</source>
        <translation>词条</translation>
    </message>
    <message>
        <source>dimension</source>
        <translation>维度</translation>
    </message>
    <message>
        <source>channel</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>Axis %1: %2 (%3)</source>
        <translation>轴 %1：%2（%3）</translation>
    </message>
    <message>
        <source>Axis %1 (%2)</source>
        <translation>轴 %1（%2）</translation>
    </message>
    <message>
        <source>axis %1</source>
        <translation>轴 %1</translation>
    </message>
</context>
<context>
    <name>tensorgraft::CheckPanel</name>
    <message>
        <source>Findings of the check</source>
        <translation>检查结果</translation>
    </message>
    <message>
        <source>The check found nothing to report.</source>
        <translation>检查没有发现问题。</translation>
    </message>
    <message>
        <source>The check runs as soon as a source and a target are open.</source>
        <translation>打开源和目标后即自动检查。</translation>
    </message>
    <message>
        <source>Kind of finding</source>
        <translation>检查结果的种类</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>所有种类</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation>
            <numerusform>%n 个错误</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n 个警告</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n note(s)</source>
        <translation>
            <numerusform>%n 个提示</numerusform>
        </translation>
    </message>
    <message>
        <source>The filters hide all findings.</source>
        <translation>过滤条件隐藏了全部结果。</translation>
    </message>
</context>
<context>
    <name>tensorgraft::ColorMapCombo</name>
    <message>
        <source>Gray</source>
        <translation>灰度</translation>
    </message>
    <message>
        <source>Viridis</source>
        <translation>Viridis（翠绿）</translation>
    </message>
    <message>
        <source>Magma</source>
        <translation>Magma（岩浆）</translation>
    </message>
    <message>
        <source>Cividis</source>
        <translation>Cividis（蓝黄）</translation>
    </message>
    <message>
        <source>Blue to red</source>
        <translation>蓝到红</translation>
    </message>
    <message>
        <source>Purple to green</source>
        <translation>紫到绿</translation>
    </message>
    <message>
        <source>Colour map</source>
        <translation>色图</translation>
    </message>
    <message>
        <source>Colour map. The last two put zero in the middle.</source>
        <translation>色图。最后两种以零为中点。</translation>
    </message>
</context>
<context>
    <name>tensorgraft::CompareFilesDialog</name>
    <message>
        <source>Compare files</source>
        <translation>比较文件</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>已保存 %1</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>The file that is compared</source>
        <translation>被比较的文件</translation>
    </message>
    <message>
        <source>What it is compared with: relative L2 is measured against it</source>
        <translation>作为基准的文件：相对 L2 以它为分母</translation>
    </message>
    <message>
        <source>Open...</source>
        <translation>打开...</translation>
    </message>
    <message>
        <source>Open file A</source>
        <translation>打开文件 A</translation>
    </message>
    <message>
        <source>Open file B</source>
        <translation>打开文件 B</translation>
    </message>
    <message>
        <source>Swap A and B</source>
        <translation>交换 A 与 B</translation>
    </message>
    <message>
        <source>Pair equal names</source>
        <translation>按相同名称配对</translation>
    </message>
    <message>
        <source>Pair by the current mapping</source>
        <translation>按当前映射配对</translation>
    </message>
    <message>
        <source>Which tensors are compared</source>
        <translation>比较哪些张量</translation>
    </message>
    <message>
        <source>Tensors of equal names, or what the mapping of the window makes of the source&apos;s tensors with those of the target</source>
        <translation>名称相同的张量，或将窗口中映射作用于源张量的结果与目标张量比较</translation>
    </message>
    <message>
        <source>Only &amp;changed</source>
        <translation>仅显示有变化的(&amp;C)</translation>
    </message>
    <message>
        <source>Filter: part of a name</source>
        <translation>筛选：名称的一部分</translation>
    </message>
    <message>
        <source>Filter the tensors by name</source>
        <translation>按名称筛选张量</translation>
    </message>
    <message>
        <source>Co&amp;mpare</source>
        <translation>比较(&amp;M)</translation>
    </message>
    <message>
        <source>Differences of the tensors</source>
        <translation>张量差异</translation>
    </message>
    <message>
        <source>Progress of comparing</source>
        <translation>比较进度</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>Save &amp;list...</source>
        <translation>保存列表(&amp;L)...</translation>
    </message>
    <message>
        <source>All pairs as a table (CSV) or as JSON, as `tensorgraft diff --json` prints it</source>
        <translation>将所有配对保存为表格（CSV）或 JSON，与 `tensorgraft diff --json` 的输出相同</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Save the list of differences</source>
        <translation>保存差异列表</translation>
    </message>
    <message>
        <source>Tables (*.csv);;JSON (*.json)</source>
        <translation>表格 (*.csv);;JSON (*.json)</translation>
    </message>
    <message>
        <source>No file yet: open one, or drop it here.</source>
        <translation>尚无文件：请打开，或拖放到此处。</translation>
    </message>
    <message>
        <source>Opening the files...</source>
        <translation>正在打开文件...</translation>
    </message>
    <message>
        <source>%1 of %2 pairs compared</source>
        <translation>已比较 %1 / %2 对</translation>
    </message>
    <message>
        <source>Stopped: %1 of %2 pairs compared</source>
        <translation>已停止：比较了 %1 / %2 对</translation>
    </message>
    <message numerus="yes">
        <source>%n pair(s)</source>
        <translation>
            <numerusform>%n 对张量</numerusform>
        </translation>
    </message>
    <message>
        <source>no tensor changed</source>
        <translation>没有张量发生变化</translation>
    </message>
    <message>
        <source>%1 changed</source>
        <translation>%1 个有变化</translation>
    </message>
    <message>
        <source>%1 only in A</source>
        <translation>%1 个仅在 A 中</translation>
    </message>
    <message>
        <source>%1 only in B</source>
        <translation>%1 个仅在 B 中</translation>
    </message>
    <message numerus="yes">
        <source>%n entry(s) of the mapping cannot be run</source>
        <translation>
            <numerusform>%n 个映射条目无法执行</numerusform>
        </translation>
    </message>
    <message>
        <source>This tensor is only in A: there is nothing to compare it with.</source>
        <translation>此张量仅存在于 A 中，没有可比较的对象。</translation>
    </message>
    <message>
        <source>This tensor is only in B: there is nothing to compare it with.</source>
        <translation>此张量仅存在于 B 中，没有可比较的对象。</translation>
    </message>
    <message>
        <source>No tensor of A has a partner in B: pair by the mapping, or compare other files</source>
        <translation>A 中没有张量能在 B 中配对：请按映射配对，或比较其他文件</translation>
    </message>
</context>
<context>
    <name>tensorgraft::ComparePage</name>
    <message>
        <source>How the two are compared</source>
        <translation>比较方式</translation>
    </message>
    <message>
        <source>Kernels side by side</source>
        <translation>并排显示卷积核</translation>
    </message>
    <message>
        <source>Difference as a heatmap</source>
        <translation>差值热图</translation>
    </message>
    <message>
        <source>Scatter plot</source>
        <translation>散点图</translation>
    </message>
    <message>
        <source>Histograms</source>
        <translation>直方图</translation>
    </message>
    <message>
        <source>Common scale</source>
        <translation>统一色阶</translation>
    </message>
    <message>
        <source>Scale per filter</source>
        <translation>每个滤波器各自的色阶</translation>
    </message>
    <message>
        <source>Colour scale</source>
        <translation>色阶</translation>
    </message>
    <message>
        <source>Source and target share one scale of colours, or each filter uses all of them</source>
        <translation>源与目标共用一个色阶，或每个滤波器各用全部颜色</translation>
    </message>
    <message>
        <source>Source, transformed</source>
        <translation>源（变换后）</translation>
    </message>
    <message>
        <source>Target now</source>
        <translation>目标（现值）</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差值</translation>
    </message>
    <message>
        <source>Select an entry of the mapping to see what it would write beside what the target holds now.</source>
        <translation>选择映射中的一个条目，查看它将写入的值与目标现有的值。</translation>
    </message>
    <message>
        <source>The target is a skeleton: it has names and shapes, but no values to compare with.</source>
        <translation>目标是骨架：只有名称和形状，没有可供比较的值。</translation>
    </message>
    <message>
        <source>The source is a skeleton: it has names and shapes, but no values to compare.</source>
        <translation>源是骨架：只有名称和形状，没有可比较的值。</translation>
    </message>
    <message>
        <source>The shapes differ: the entry would write %1, the target is %2.</source>
        <translation>形状不同：该条目将写入 %1，而目标为 %2。</translation>
    </message>
    <message>
        <source>These tensors hold no numbers that could be compared.</source>
        <translation>这些张量不含可比较的数值。</translation>
    </message>
    <message>
        <source>This tensor is empty.</source>
        <translation>此张量为空。</translation>
    </message>
    <message>
        <source>%1, after %2, beside %3</source>
        <translation>%1 经 %2 变换后，与 %3 比较</translation>
    </message>
    <message>
        <source>Sampled: the figures, the scatter plot and the histograms use %1 of %2 values, in runs spread evenly over the tensor.</source>
        <translation>已抽样：各项数据、散点图和直方图使用 %2 个值中的 %1 个，成段均匀取自整个张量。</translation>
    </message>
    <message>
        <source>Equal</source>
        <translation>相等</translation>
    </message>
    <message>
        <source>no, %1 of %2 differ</source>
        <translation>否，%2 个中有 %1 个不同</translation>
    </message>
    <message>
        <source>yes, where sampled</source>
        <translation>是（抽样部分）</translation>
    </message>
    <message>
        <source>yes, bit for bit</source>
        <translation>是，逐位相等</translation>
    </message>
    <message>
        <source>yes, in value</source>
        <translation>是，数值相等</translation>
    </message>
    <message>
        <source>Largest difference</source>
        <translation>最大差值</translation>
    </message>
    <message>
        <source>Largest magnitude of a difference</source>
        <translation>差值的最大绝对值</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>Cosine of the angle between the two: 1 where they point the same way</source>
        <translation>两者夹角的余弦：方向相同时为 1</translation>
    </message>
    <message>
        <source>Relative L2</source>
        <translation>相对 L2</translation>
    </message>
    <message>
        <source>NaN</source>
        <translation>NaN</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>source %1, target %2</source>
        <translation>源 %1，目标 %2</translation>
    </message>
    <message>
        <source>Values that are not a number</source>
        <translation>非数值</translation>
    </message>
    <message>
        <source>Infinite</source>
        <translation>无穷</translation>
    </message>
    <message>
        <source>column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>row %1, column %2: difference %3</source>
        <translation>第 %1 行第 %2 列：差值 %3</translation>
    </message>
    <message>
        <source>target now</source>
        <translation>目标（现值）</translation>
    </message>
    <message>
        <source>source, transformed</source>
        <translation>源（变换后）</translation>
    </message>
    <message>
        <source>value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>count</source>
        <translation>计数</translation>
    </message>
    <message>
        <source>%1 x %2 values; each cell shows the largest difference of those it covers.</source>
        <translation>%1 x %2 个值；每格显示其所含的最大差值。</translation>
    </message>
    <message>
        <source>%1 x %2 values</source>
        <translation>%1 x %2 个值</translation>
    </message>
    <message>
        <source>Zoom out (-)</source>
        <translation>缩小 (-)</translation>
    </message>
    <message>
        <source>Zoom in (+)</source>
        <translation>放大 (+)</translation>
    </message>
    <message>
        <source>Fit (0)</source>
        <translation>适应窗口 (0)</translation>
    </message>
    <message>
        <source>%1 beside %2</source>
        <translation>%1 与 %2 对照</translation>
    </message>
    <message>
        <source>%1: %2, %3: %4</source>
        <comment>name of one tensor: its value, name of the other: its value</comment>
        <translation>%1：%2，%3：%4</translation>
    </message>
    <message>
        <source>Norm of the difference, relative to the target&apos;s (B&apos;s)</source>
        <translation>差的范数与目标（B）范数之比</translation>
    </message>
    <message>
        <source>[%1]: %2, difference %3</source>
        <comment>index: both values, their difference</comment>
        <translation>[%1]：%2，差 %3</translation>
    </message>
    <message>
        <source>%1 to %2: %3</source>
        <comment>ends of a bin: both counts</comment>
        <translation>%1 至 %2：%3</translation>
    </message>
</context>
<context>
    <name>tensorgraft::DiagnosticsModel</name>
    <message>
        <source>Severity</source>
        <translation>严重程度</translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>发现</translation>
    </message>
    <message>
        <source>What you can do</source>
        <translation>处理办法</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
</context>
<context>
    <name>tensorgraft::DialectExporter</name>
    <message>
        <source>Exporting</source>
        <translation>正在导出</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) could not be said and are left out.</source>
        <translation>
            <numerusform>有 %n 处无法表达，已略去。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n remark(s).</source>
        <translation>
            <numerusform>有 %n 条备注。</numerusform>
        </translation>
    </message>
    <message>
        <source>Details...</source>
        <translation>详情…</translation>
    </message>
    <message>
        <source>Copied: %1.</source>
        <translation>已复制：%1。</translation>
    </message>
    <message>
        <source>Save as: %1</source>
        <translation>另存为：%1</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Saved to %1.</source>
        <translation>已保存到 %1。</translation>
    </message>
</context>
<context>
    <name>tensorgraft::DifferenceModel</name>
    <message>
        <source>identical</source>
        <translation>完全相同</translation>
    </message>
    <message>
        <source>equal</source>
        <translation>数值相等</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>有变化</translation>
    </message>
    <message>
        <source>shapes differ</source>
        <translation>形状不同</translation>
    </message>
    <message>
        <source>only in A</source>
        <translation>仅在 A 中</translation>
    </message>
    <message>
        <source>only in B</source>
        <translation>仅在 B 中</translation>
    </message>
    <message>
        <source>not comparable</source>
        <translation>无法比较</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <comment>tensor: state, relative L2</comment>
        <translation>%1：%2，%3</translation>
    </message>
    <message>
        <source>Largest magnitude of a difference</source>
        <translation>差的最大绝对值</translation>
    </message>
    <message>
        <source>Norm of the difference, relative to that of B</source>
        <translation>差的范数与 B 的范数之比</translation>
    </message>
    <message>
        <source>Cosine of the angle between the two: 1 where they point the same way</source>
        <translation>两者夹角的余弦：方向相同时为 1</translation>
    </message>
    <message>
        <source>How many values differ</source>
        <translation>不同的值的个数</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>Max |A − B|</source>
        <translation>最大 |A − B|</translation>
    </message>
    <message>
        <source>Relative L2</source>
        <translation>相对 L2</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>Differing</source>
        <translation>不同值数</translation>
    </message>
</context>
<context>
    <name>tensorgraft::DropMarks</name>
    <message>
        <source>&amp;Mark for mapping</source>
        <translation>标记以备映射(&amp;M)</translation>
    </message>
    <message>
        <source>Clear marks</source>
        <translation>清除标记</translation>
    </message>
    <message>
        <source>E&amp;xclude from the mapping</source>
        <translation>从映射中排除(&amp;X)</translation>
    </message>
    <message>
        <source>&amp;Include again</source>
        <translation>重新包含(&amp;I)</translation>
    </message>
    <message>
        <source>Mark the selected rows; then go to a row of the other side and press Return</source>
        <translation>标记所选的行；然后移到另一侧的某一行并按回车</translation>
    </message>
    <message>
        <source>Map what is marked, or selected in the source, onto the current row of the other side</source>
        <translation>把已标记的（或源中所选的）映射到另一侧的当前行</translation>
    </message>
    <message numerus="yes">
        <source>%n marked. Go to a row of the target and press Return; Escape takes the marks away.</source>
        <translation>
            <numerusform>已标记 %n 项。移到目标的某一行并按回车；按 Esc 清除标记。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n marked. Go to a row of the source and press Return; Escape takes the marks away.</source>
        <translation>
            <numerusform>已标记 %n 项。移到源的某一行并按回车；按 Esc 清除标记。</numerusform>
        </translation>
    </message>
    <message>
        <source>Select what to take in the source, and a row in the target; then map.</source>
        <translation>先在源中选择要取用的内容，再在目标中选择一行，然后映射。</translation>
    </message>
    <message>
        <source>Map &amp;onto the current row</source>
        <translation>映射到当前行(&amp;O)</translation>
    </message>
</context>
<context>
    <name>tensorgraft::FileComparison</name>
    <message>
        <source>Comparing</source>
        <translation>正在比较</translation>
    </message>
    <message>
        <source>Saving the differences</source>
        <translation>正在保存差异</translation>
    </message>
</context>
<context>
    <name>tensorgraft::FixPane</name>
    <message>
        <source>What can be done about the finding</source>
        <translation>如何处理此检查结果</translation>
    </message>
    <message>
        <source>Select a finding to see what can be done about it.</source>
        <translation>选择一项检查结果，查看可以如何处理。</translation>
    </message>
    <message>
        <source>Looking for fixes</source>
        <translation>正在寻找修复办法</translation>
    </message>
    <message numerus="yes">
        <source>For all %n of this kind</source>
        <translation>
            <numerusform>应用于全部 %n 项同类结果</numerusform>
        </translation>
    </message>
    <message>
        <source>Applying the fix</source>
        <translation>正在应用修复</translation>
    </message>
    <message numerus="yes">
        <source>%1 (%n finding(s))</source>
        <translation>
            <numerusform>%1（%n 项）</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tensorgraft::GuideBrowser</name>
    <message>
        <source>Page of the guide</source>
        <translation>指南页面</translation>
    </message>
</context>
<context>
    <name>tensorgraft::GuideWindow</name>
    <message>
        <source>User guide</source>
        <translation>用户指南</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>后退</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>前进</translation>
    </message>
    <message>
        <source>Find on this page</source>
        <translation>在本页查找</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>目录</translation>
    </message>
    <message>
        <source>The guide is not installed.</source>
        <translation>未安装用户指南。</translation>
    </message>
</context>
<context>
    <name>tensorgraft::HeatmapPage</name>
    <message>
        <source>Axis of the rows</source>
        <translation>行所在的轴</translation>
    </message>
    <message>
        <source>Axis that runs downwards</source>
        <translation>向下延伸的轴</translation>
    </message>
    <message>
        <source>Axis of the columns</source>
        <translation>列所在的轴</translation>
    </message>
    <message>
        <source>Axis that runs to the right</source>
        <translation>向右延伸的轴</translation>
    </message>
    <message>
        <source>Swap rows and columns</source>
        <translation>交换行与列</translation>
    </message>
    <message>
        <source>Means</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>Minima</source>
        <translation>最小值</translation>
    </message>
    <message>
        <source>Maxima</source>
        <translation>最大值</translation>
    </message>
    <message>
        <source>What a cell of several values shows</source>
        <translation>含多个数值的单元格显示什么</translation>
    </message>
    <message>
        <source>Heatmap</source>
        <translation>热图</translation>
    </message>
    <message>
        <source>Values of this type cannot be shown as pictures.</source>
        <translation>此类型的数值无法显示为图像。</translation>
    </message>
    <message>
        <source>This tensor is empty.</source>
        <translation>此张量为空。</translation>
    </message>
    <message>
        <source>Index along this axis</source>
        <translation>沿此轴的索引</translation>
    </message>
    <message>
        <source>Reduced: a cell covers about %1 by %2 values. Zoom in for single values.</source>
        <translation>已缩略：每格约含 %1 × %2 个数值。放大可见单个数值。</translation>
    </message>
    <message>
        <source>[%1] = %2</source>
        <translation>[%1] = %2</translation>
    </message>
    <message>
        <source>rows %1 to %2, columns %3 to %4: mean %5, %6 to %7</source>
        <translation>第 %1 至 %2 行，第 %3 至 %4 列：均值 %5，范围 %6 至 %7</translation>
    </message>
    <message>
        <source>A first impression from a sample; the exact values are being read.</source>
        <translation>这是抽样得到的初步图像，正在读取精确值。</translation>
    </message>
</context>
<context>
    <name>tensorgraft::HistogramPage</name>
    <message>
        <source>Bins</source>
        <translation>分箱数</translation>
    </message>
    <message>
        <source>Bins: </source>
        <translation>分箱：</translation>
    </message>
    <message>
        <source>Logarithmic counts</source>
        <translation>计数取对数</translation>
    </message>
    <message>
        <source>Histogram</source>
        <translation>直方图</translation>
    </message>
    <message>
        <source>value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>count</source>
        <translation>计数</translation>
    </message>
    <message>
        <source>This tensor holds no numbers.</source>
        <translation>此张量不含数值。</translation>
    </message>
    <message>
        <source>This tensor is empty.</source>
        <translation>此张量为空。</translation>
    </message>
    <message>
        <source>Zeros: %1</source>
        <translation>零：%1</translation>
    </message>
    <message>
        <source>NaN: %1</source>
        <translation>NaN：%1</translation>
    </message>
    <message>
        <source>+inf: %1</source>
        <translation>+inf：%1</translation>
    </message>
    <message>
        <source>-inf: %1</source>
        <translation>-inf：%1</translation>
    </message>
    <message>
        <source>line: mean %1</source>
        <translation>实线：均值 %1</translation>
    </message>
    <message>
        <source>dashes: one standard deviation, %1</source>
        <translation>虚线：一个标准差，%1</translation>
    </message>
    <message>
        <source>%1 to %2: %3 values</source>
        <translation>%1 至 %2：%3 个数值</translation>
    </message>
    <message>
        <source>How many bins</source>
        <translation>直方图的分箱数</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Magnitudes, logarithmic</source>
        <translation>绝对值（对数）</translation>
    </message>
    <message>
        <source>Axis of the values</source>
        <translation>数值轴</translation>
    </message>
    <message>
        <source>Values on a linear axis, or their magnitudes on a logarithmic one; zeros are counted apart there</source>
        <translation>线性轴上的值，或对数轴上的绝对值；此时零单独计数</translation>
    </message>
    <message>
        <source>Normal fit</source>
        <translation>正态拟合</translation>
    </message>
    <message>
        <source>The normal distribution of the same mean and standard deviation</source>
        <translation>均值与标准差相同的正态分布</translation>
    </message>
    <message>
        <source>Percentiles</source>
        <translation>百分位数</translation>
    </message>
    <message>
        <source>The values below which 1, 5, 25, 50, 75, 95 and 99 % of the finite values lie</source>
        <translation>有限值中有 1、5、25、50、75、95、99 % 小于这些值</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 %: %2</source>
        <comment>percentile: value</comment>
        <translation>%1 %：%2</translation>
    </message>
    <message>
        <source>percentiles %1</source>
        <translation>百分位数 %1</translation>
    </message>
    <message>
        <source>magnitude</source>
        <translation>绝对值</translation>
    </message>
</context>
<context>
    <name>tensorgraft::ImportDialog</name>
    <message>
        <source>Import a mapping</source>
        <translation>导入映射</translation>
    </message>
    <message>
        <source>Recognise by itself</source>
        <translation>自动识别</translation>
    </message>
    <message>
        <source>&amp;Open file...</source>
        <translation>打开文件(&amp;O)…</translation>
    </message>
    <message>
        <source>Paste a dictionary, a list or a few lines of Python. It is read, never executed.</source>
        <translation>粘贴字典、列表或几行 Python。只读取，绝不执行。</translation>
    </message>
    <message>
        <source>Text to import</source>
        <translation>要导入的文本</translation>
    </message>
    <message>
        <source>What it becomes</source>
        <translation>导入结果</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>&amp;What it becomes</source>
        <translation>导入结果(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Remarks, and what could not be expressed</source>
        <translation>备注及无法表达之处(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Text</source>
        <translation>文本(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>导入(&amp;I)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>&amp;Dialect:</source>
        <translation>写法(&amp;D)：</translation>
    </message>
    <message>
        <source>The file could not be read.</source>
        <translation>无法读取文件。</translation>
    </message>
    <message>
        <source>The file is too long.</source>
        <translation>文件过长。</translation>
    </message>
    <message>
        <source>Texts of up to 64 MiB are read.</source>
        <translation>最多读取 64 MiB 的文本。</translation>
    </message>
    <message>
        <source>Open file to import</source>
        <translation>打开要导入的文件</translation>
    </message>
    <message>
        <source>Texts (*.py *.json *.csv *.tsv *.yaml *.yml *.txt);;All files (*)</source>
        <translation>文本 (*.py *.json *.csv *.tsv *.yaml *.yml *.txt);;所有文件 (*)</translation>
    </message>
    <message>
        <source>The imported mapping takes the place of the present one; one undo brings that back.</source>
        <translation>导入的映射将取代当前映射；撤销一次即可恢复。</translation>
    </message>
    <message>
        <source>With a source and a target opened, the import is exact for these two, and the preview shows every tensor.</source>
        <translation>打开源和目标后，导入对这两个模型是精确的，预览会显示每个张量。</translation>
    </message>
    <message>
        <source>Cannot tell in which dialect this is written: choose one above.</source>
        <translation>无法判断这是哪种写法：请在上方选择。</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>正在读取</translation>
    </message>
    <message>
        <source>None.</source>
        <translation>无。</translation>
    </message>
    <message>
        <source>%1: %2, %3.</source>
        <translation>%1：%2，%3。</translation>
    </message>
    <message numerus="yes">
        <source>%n rule(s)</source>
        <translation>
            <numerusform>%n 条规则</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies)</source>
        <translation>
            <numerusform>%n 个条目</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n tensor(s) of the target get weights.</source>
        <translation>
            <numerusform>目标的 %n 个张量中有 %1 个获得权重。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) could not be expressed and are left out.</source>
        <translation>
            <numerusform>有 %n 处无法表达，已略去。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The check will find %n error(s).</source>
        <translation>
            <numerusform>检查将发现 %n 个错误。</numerusform>
        </translation>
    </message>
    <message>
        <source>Import: %1</source>
        <translation>导入：%1</translation>
    </message>
</context>
<context>
    <name>tensorgraft::InspectorPage</name>
    <message>
        <source>Read again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>Progress of reading</source>
        <translation>读取进度</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stop reading</source>
        <translation>停止读取</translation>
    </message>
    <message>
        <source>Select a tensor to look at it.</source>
        <translation>选择一个张量即可查看。</translation>
    </message>
    <message>
        <source>Reading was cancelled.</source>
        <translation>读取已取消。</translation>
    </message>
    <message>
        <source>What is under the mouse</source>
        <translation>鼠标所指内容</translation>
    </message>
    <message>
        <source>Clipping of the colour scale</source>
        <translation>色阶截断</translation>
    </message>
    <message>
        <source>The outermost values at each end take the colours of the ends, so that a few extremes do not hide the rest</source>
        <translation>两端最外侧的值取端点颜色，以免少数极端值掩盖其余的值</translation>
    </message>
    <message>
        <source>No clipping</source>
        <translation>不截断</translation>
    </message>
    <message>
        <source>Clip %1 %</source>
        <translation>截断 %1 %</translation>
    </message>
</context>
<context>
    <name>tensorgraft::InspectorPanel</name>
    <message>
        <source>Kernels</source>
        <translation>卷积核</translation>
    </message>
    <message>
        <source>The filters as pictures</source>
        <translation>以图像显示滤波器</translation>
    </message>
    <message>
        <source>Heatmap</source>
        <translation>热图</translation>
    </message>
    <message>
        <source>Any two axes as a picture</source>
        <translation>以图像显示任意两个轴</translation>
    </message>
    <message>
        <source>Histogram</source>
        <translation>直方图</translation>
    </message>
    <message>
        <source>How the values are distributed</source>
        <translation>数值的分布</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>The numbers themselves</source>
        <translation>数值本身</translation>
    </message>
    <message>
        <source>Metadata</source>
        <translation>元数据</translation>
    </message>
    <message>
        <source>What the file says beside its weights</source>
        <translation>文件中权重以外的信息</translation>
    </message>
    <message>
        <source>Spectrum</source>
        <translation>谱</translation>
    </message>
    <message>
        <source>Norms of the channels and singular values</source>
        <translation>各通道的范数与奇异值</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>What the selected entry would write beside what the target holds now</source>
        <translation>所选条目将写入的值与目标现有的值</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>name of a page: what it shows</comment>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>tensorgraft::InspectorText</name>
    <message>
        <source>The file has another format</source>
        <translation>文件是另一种格式</translation>
    </message>
    <message>
        <source>The file is damaged</source>
        <translation>文件已损坏</translation>
    </message>
    <message>
        <source>This cannot be shown</source>
        <translation>无法显示</translation>
    </message>
    <message>
        <source>The file cannot be read or written</source>
        <translation>文件无法读取或写入</translation>
    </message>
    <message>
        <source>These do not fit each other</source>
        <translation>两者不吻合</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>This makes no sense here</source>
        <translation>在此没有意义</translation>
    </message>
    <message>
        <source>File: %1</source>
        <translation>文件：%1</translation>
    </message>
    <message>
        <source>Tensor: %1</source>
        <translation>张量：%1</translation>
    </message>
    <message>
        <source>At byte %1</source>
        <translation>位于第 %1 字节</translation>
    </message>
    <message>
        <source>Expected: %1</source>
        <translation>应为：%1</translation>
    </message>
    <message>
        <source>Found: %1</source>
        <translation>实为：%1</translation>
    </message>
</context>
<context>
    <name>tensorgraft::JobIndicator</name>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancel the running job</source>
        <translation>取消正在进行的任务</translation>
    </message>
</context>
<context>
    <name>tensorgraft::KernelPage</name>
    <message>
        <source>Input channel</source>
        <translation>输入通道</translation>
    </message>
    <message>
        <source>Which input channels of the filters are shown</source>
        <translation>显示滤波器的哪些输入通道</translation>
    </message>
    <message>
        <source>Scale per filter</source>
        <translation>按滤波器缩放</translation>
    </message>
    <message>
        <source>Common scale</source>
        <translation>统一缩放</translation>
    </message>
    <message>
        <source>Colour scale</source>
        <translation>色标</translation>
    </message>
    <message>
        <source>Depth</source>
        <translation>深度</translation>
    </message>
    <message>
        <source>Index along the third spatial axis</source>
        <translation>沿第三个空间轴的索引</translation>
    </message>
    <message>
        <source>Zoom out (-)</source>
        <translation>缩小 (-)</translation>
    </message>
    <message>
        <source>Zoom in (+)</source>
        <translation>放大 (+)</translation>
    </message>
    <message>
        <source>Fit (0)</source>
        <translation>适应窗口 (0)</translation>
    </message>
    <message>
        <source>Values of type %1 cannot be shown as pictures.</source>
        <translation>类型 %1 的数值无法显示为图像。</translation>
    </message>
    <message>
        <source>This tensor is empty.</source>
        <translation>此张量为空。</translation>
    </message>
    <message>
        <source>Only tensors of two or more axes have filters.
Look at this one as a heatmap, histogram or table.</source>
        <translation>只有两个轴以上的张量才有滤波器。
可用热图、直方图或表格查看此张量。</translation>
    </message>
    <message>
        <source>RGB</source>
        <translation>RGB</translation>
    </message>
    <message>
        <source>All inputs</source>
        <translation>全部输入</translation>
    </message>
    <message>
        <source>Input %1</source>
        <translation>输入 %1</translation>
    </message>
    <message>
        <source> of %1</source>
        <comment>depth</comment>
        <translation> / %1</translation>
    </message>
    <message>
        <source>Filter %1, row %2, column %3: R %4, G %5, B %6</source>
        <translation>滤波器 %1，第 %2 行，第 %3 列：R %4，G %5，B %6</translation>
    </message>
    <message>
        <source>Filter %1, input %2, %3 = %4</source>
        <translation>滤波器 %1，输入 %2，%3 = %4</translation>
    </message>
    <message>
        <source>Filters: %1</source>
        <translation>滤波器：%1</translation>
    </message>
    <message>
        <source>Filter %1</source>
        <translation>滤波器 %1</translation>
    </message>
    <message>
        <source>Filter %1, input %2</source>
        <translation>滤波器 %1，输入 %2</translation>
    </message>
    <message>
        <source>%1: %2 to %3, norm %4</source>
        <translation>%1：%2 至 %3，范数 %4</translation>
    </message>
    <message>
        <source>Sampled: one row in %1 and one column in %2 is shown.</source>
        <translation>已抽样：每 %1 行显示一行，每 %2 列显示一列。</translation>
    </message>
    <message>
        <source>Marked: %1 dead filters (crossed), %2 that repeat another one (dashed).</source>
        <translation>已标记：%1 个失效滤波器（叉号），%2 个与其他滤波器重复（虚线框）。</translation>
    </message>
    <message>
        <source>dead: all but zero</source>
        <translation>失效：几乎为零</translation>
    </message>
    <message>
        <source>the same as filter %1</source>
        <translation>与滤波器 %1 相同</translation>
    </message>
    <message>
        <source>File order</source>
        <translation>文件顺序</translation>
    </message>
    <message>
        <source>Largest norm first</source>
        <translation>范数从大到小</translation>
    </message>
    <message>
        <source>Smallest norm first</source>
        <translation>范数从小到大</translation>
    </message>
    <message>
        <source>Order of the filters</source>
        <translation>滤波器的顺序</translation>
    </message>
    <message>
        <source>Filters as the file has them, or by their norm: the strongest or the weakest first</source>
        <translation>按文件中的顺序，或按范数排列：最强或最弱的在前</translation>
    </message>
    <message>
        <source>Zoom to a rectangle (Shift+drag)</source>
        <translation>框选放大（Shift+拖动）</translation>
    </message>
    <message>
        <source>Each filter uses the whole range of colours, or all filters of the tensor share one scale</source>
        <translation>每个滤波器各用全部颜色，或整个张量的滤波器共用一个色阶</translation>
    </message>
    <message>
        <source>Depth:</source>
        <translation>深度：</translation>
    </message>
    <message>
        <source>Index along the third spatial axis (Shift+wheel, comma and full stop over the pictures)</source>
        <translation>第三个空间轴上的索引（在图像上用 Shift+滚轮、逗号和句点切换）</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>滤波器</translation>
    </message>
    <message>
        <source>Scrolls to a filter</source>
        <translation>滚动到某个滤波器</translation>
    </message>
    <message>
        <source>Filter </source>
        <comment>before its number</comment>
        <translation>滤波器 </translation>
    </message>
    <message>
        <source> of %1</source>
        <comment>filter</comment>
        <translation> / %1</translation>
    </message>
    <message>
        <source>Some filters cannot be read (hatched).</source>
        <translation>部分滤波器无法读取（斜线标出）。</translation>
    </message>
</context>
<context>
    <name>tensorgraft::KernelView</name>
    <message>
        <source>Filters</source>
        <translation>滤波器</translation>
    </message>
</context>
<context>
    <name>tensorgraft::LayerListModel</name>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Activation</source>
        <translation>激活函数</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数量</translation>
    </message>
</context>
<context>
    <name>tensorgraft::LayerTableModel</name>
    <message>
        <source>(top level)</source>
        <translation>（顶层）</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>not judged</source>
        <translation>未评判</translation>
    </message>
    <message>
        <source>%1 outlier</source>
        <translation>%1 离群</translation>
    </message>
    <message>
        <source>How far the root mean square lies from the median of its kind, in robust standard deviations (of its logarithm)</source>
        <translation>均方根（取对数）偏离同类张量中位数的程度，以稳健标准差为单位</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>占比</translation>
    </message>
    <message>
        <source>Tensors</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>Zeros</source>
        <translation>零值</translation>
    </message>
    <message>
        <source>NaN</source>
        <translation>NaN</translation>
    </message>
    <message>
        <source>Infinite</source>
        <translation>无穷</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>得分</translation>
    </message>
</context>
<context>
    <name>tensorgraft::LinkView</name>
    <message>
        <source>Links between source and target</source>
        <translation>源与目标之间的连线</translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) between %1 and %2</source>
        <translation>
            <numerusform>%1 与 %2 之间有 %n 个条目</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tensorgraft::MainWindow</name>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>History of changes</source>
        <translation>更改历史</translation>
    </message>
    <message>
        <source>Mapping</source>
        <translation>映射</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message numerus="yes">
        <source>%n remark(s) on opening</source>
        <translation>
            <numerusform>打开时有 %n 条备注</numerusform>
        </translation>
    </message>
    <message>
        <source>The matcher proposes nothing.</source>
        <translation>匹配器没有建议。</translation>
    </message>
    <message>
        <source>No tensor of the target resembles one of the source closely enough. Drag layers across by hand.</source>
        <translation>目标中没有与源足够相似的张量。请手动拖动各层。</translation>
    </message>
    <message>
        <source>Open a source and a target</source>
        <translation>请打开源和目标</translation>
    </message>
    <message>
        <source>coverage %1/%2</source>
        <translation>覆盖 %1/%2</translation>
    </message>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation>
            <numerusform>%n 个错误</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n 个警告</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n kept from target</source>
        <translation>
            <numerusform>%n 个保留目标原值</numerusform>
        </translation>
    </message>
    <message>
        <source>Check (%1)</source>
        <translation>检查（%1）</translation>
    </message>
    <message>
        <source>Mapping (%1)</source>
        <translation>映射（%1）</translation>
    </message>
    <message>
        <source>new mapping</source>
        <translation>新映射</translation>
    </message>
    <message>
        <source>%1[*] - TensorGraft</source>
        <translation>%1[*] - TensorGraft</translation>
    </message>
    <message>
        <source>Open &amp;source...</source>
        <translation>打开源(&amp;S)…</translation>
    </message>
    <message>
        <source>Open the model whose weights are taken</source>
        <translation>打开提供权重的模型</translation>
    </message>
    <message>
        <source>Open &amp;target...</source>
        <translation>打开目标(&amp;T)…</translation>
    </message>
    <message>
        <source>Open the model that receives weights</source>
        <translation>打开接收权重的模型</translation>
    </message>
    <message>
        <source>&amp;New mapping</source>
        <translation>新建映射(&amp;N)</translation>
    </message>
    <message>
        <source>Open &amp;mapping...</source>
        <translation>打开映射(&amp;M)…</translation>
    </message>
    <message>
        <source>Save mapping &amp;as...</source>
        <translation>映射另存为(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Export mapping...</source>
        <translation>导出映射(&amp;E)…</translation>
    </message>
    <message>
        <source>Write every entry out as a mapping or a table (CSV)</source>
        <translation>把每个条目写成映射或表格 (CSV)</translation>
    </message>
    <message>
        <source>Close source</source>
        <translation>关闭源</translation>
    </message>
    <message>
        <source>Close target</source>
        <translation>关闭目标</translation>
    </message>
    <message>
        <source>S&amp;wap source and target</source>
        <translation>交换源与目标(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>查找(&amp;F)</translation>
    </message>
    <message>
        <source>Filter the tensors by name</source>
        <translation>按名称筛选张量</translation>
    </message>
    <message>
        <source>Set &amp;transform...</source>
        <translation>设置变换(&amp;T)…</translation>
    </message>
    <message>
        <source>Remove &amp;entries</source>
        <translation>移除条目(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Auto-match</source>
        <translation>自动匹配(&amp;A)</translation>
    </message>
    <message>
        <source>Propose a mapping from names, shapes and order</source>
        <translation>根据名称、形状和顺序提出映射</translation>
    </message>
    <message>
        <source>&amp;Check</source>
        <translation>检查(&amp;C)</translation>
    </message>
    <message>
        <source>List everything that is wrong or uncertain</source>
        <translation>列出所有错误和不确定之处</translation>
    </message>
    <message>
        <source>&amp;Transfer...</source>
        <translation>迁移(&amp;T)…</translation>
    </message>
    <message>
        <source>Write the target with the new weights</source>
        <translation>写出带有新权重的目标</translation>
    </message>
    <message>
        <source>&amp;Expand all</source>
        <translation>全部展开(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Collapse all</source>
        <translation>全部折叠(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Inspector</source>
        <translation>检视器(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Mapping and check</source>
        <translation>映射与检查(&amp;M)</translation>
    </message>
    <message>
        <source>Open the sample &amp;pair</source>
        <translation>打开示例对(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;About TensorGraft</source>
        <translation>关于 TensorGraft(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Recent files</source>
        <translation>最近的文件(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Mapping</source>
        <translation>映射(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>Open source</source>
        <translation>打开源</translation>
    </message>
    <message>
        <source>Open target</source>
        <translation>打开目标</translation>
    </message>
    <message>
        <source>Auto-match</source>
        <translation>自动匹配</translation>
    </message>
    <message>
        <source>Transfer...</source>
        <translation>迁移…</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>About TensorGraft</source>
        <translation>关于 TensorGraft</translation>
    </message>
    <message>
        <source>&lt;h3&gt;TensorGraft %1&lt;/h3&gt;&lt;p&gt;Inspects neural-network weight files and grafts the weights of one model onto another.&lt;/p&gt;&lt;p&gt;Free software under the GNU General Public License, version 3 or later.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;TensorGraft %1&lt;/h3&gt;&lt;p&gt;查看神经网络权重文件，并把一个模型的权重嫁接到另一个模型。&lt;/p&gt;&lt;p&gt;自由软件，遵循 GNU 通用公共许可证第 3 版或更新版本。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Weight files (%1)</source>
        <translation>权重文件 (%1)</translation>
    </message>
    <message>
        <source>Mappings (*.json);;All files (*)</source>
        <translation>映射 (*.json);;所有文件 (*)</translation>
    </message>
    <message>
        <source>The sample pair is not installed.</source>
        <translation>未安装示例对。</translation>
    </message>
    <message>
        <source>Open mapping</source>
        <translation>打开映射</translation>
    </message>
    <message>
        <source>Save mapping</source>
        <translation>保存映射</translation>
    </message>
    <message>
        <source>Export mapping</source>
        <translation>导出映射</translation>
    </message>
    <message>
        <source>Mapping with every entry written out (*.json);;Table (*.csv)</source>
        <translation>写出每个条目的映射 (*.json);;表格 (*.csv)</translation>
    </message>
    <message>
        <source>Exported to %1</source>
        <translation>已导出到 %1</translation>
    </message>
    <message>
        <source>Unsaved mapping</source>
        <translation>映射未保存</translation>
    </message>
    <message>
        <source>The mapping has changes that are not saved.</source>
        <translation>映射有未保存的更改。</translation>
    </message>
    <message>
        <source>Save them now?</source>
        <translation>现在保存吗？</translation>
    </message>
    <message>
        <source>Open as source</source>
        <translation>作为源打开</translation>
    </message>
    <message>
        <source>Open as target</source>
        <translation>作为目标打开</translation>
    </message>
    <message>
        <source>No recent files</source>
        <translation>没有最近的文件</translation>
    </message>
    <message>
        <source>Clear the list</source>
        <translation>清空列表</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>跟随系统(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>Open source &amp;folder...</source>
        <translation>打开源文件夹(&amp;F)…</translation>
    </message>
    <message>
        <source>Open a SavedModel, or the folder of a checkpoint, as the source</source>
        <translation>将 SavedModel 或检查点的文件夹作为源打开</translation>
    </message>
    <message>
        <source>Open target f&amp;older...</source>
        <translation>打开目标文件夹(&amp;O)…</translation>
    </message>
    <message>
        <source>Open a SavedModel, or the folder of a checkpoint, as the target</source>
        <translation>将 SavedModel 或检查点的文件夹作为目标打开</translation>
    </message>
    <message>
        <source>Match by &amp;name (as load_weights by_name)</source>
        <translation>按名称匹配（同 load_weights by_name）(&amp;N)</translation>
    </message>
    <message>
        <source>Pair layers of the same name and their weights in order, as Keras does; what does not fit is skipped and listed</source>
        <translation>像 Keras 那样配对同名的层及其依次的权重；不相配的会跳过并列出</translation>
    </message>
    <message>
        <source>Match by &amp;order (topological)</source>
        <translation>按顺序匹配（拓扑）(&amp;O)</translation>
    </message>
    <message>
        <source>Pair the layers that have weights in their order, as Keras&apos; load_weights(); their names do not matter</source>
        <translation>像 Keras 的 load_weights() 那样按顺序配对有权重的层；名称无关紧要</translation>
    </message>
    <message>
        <source>&amp;Import...</source>
        <translation>导入(&amp;I)…</translation>
    </message>
    <message>
        <source>Make a mapping of a Saver name map, slim scopes, an assignment map, a key mapping or a table</source>
        <translation>由 Saver 名称映射、slim 作用域、assignment map、键映射或表格生成映射</translation>
    </message>
    <message>
        <source>Not &amp;restored...</source>
        <translation>未恢复的张量(&amp;R)…</translation>
    </message>
    <message>
        <source>List the tensors of the target that nothing fills, with the reason</source>
        <translation>列出目标中没有来源的张量及原因</translation>
    </message>
    <message>
        <source>Copy as &amp;Python</source>
        <translation>复制为 Python(&amp;P)</translation>
    </message>
    <message>
        <source>Cop&amp;y as</source>
        <translation>复制为(&amp;Y)</translation>
    </message>
    <message>
        <source>&amp;Save as</source>
        <translation>另存为(&amp;S)</translation>
    </message>
    <message>
        <source>Open source folder</source>
        <translation>打开源文件夹</translation>
    </message>
    <message>
        <source>Open target folder</source>
        <translation>打开目标文件夹</translation>
    </message>
    <message>
        <source>Open as mapping</source>
        <translation>作为映射打开</translation>
    </message>
    <message numerus="yes">
        <source>Imported; %n thing(s) could not be expressed and are left out.</source>
        <translation>
            <numerusform>已导入；有 %n 处无法表达，已略去。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Imported, with %n remark(s).</source>
        <translation>
            <numerusform>已导入，有 %n 条备注。</numerusform>
        </translation>
    </message>
    <message>
        <source>Details...</source>
        <translation>详情…</translation>
    </message>
    <message>
        <source>Import a mapping</source>
        <translation>导入映射</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>按名称</translation>
    </message>
    <message>
        <source>By order</source>
        <translation>按顺序</translation>
    </message>
    <message numerus="yes">
        <source>%1: %2 of %n tensor(s) of the target are filled.</source>
        <translation>
            <numerusform>%1：目标的 %n 个张量中已填充 %2 个。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n skipped.</source>
        <translation>
            <numerusform>跳过 %n 处。</numerusform>
        </translation>
    </message>
    <message>
        <source>Keras would stop here and load nothing.</source>
        <translation>Keras 会在此停止，什么也不加载。</translation>
    </message>
    <message>
        <source>What was skipped, and why</source>
        <translation>跳过的内容及原因</translation>
    </message>
    <message>
        <source>Copied: %1.</source>
        <translation>已复制：%1。</translation>
    </message>
    <message>
        <source>Run it where the model is and open the file that it writes as the target: its names and shapes are enough.</source>
        <translation>在模型所在的环境中运行，再把它写出的文件作为目标打开：有名称和形状就够了。</translation>
    </message>
    <message>
        <source>Model &amp;overview...</source>
        <translation>模型概览(&amp;O)…</translation>
    </message>
    <message>
        <source>Sizes by layer and data type, NaN, infinities and norms of a whole model</source>
        <translation>整个模型按层和数据类型的大小，以及 NaN、无穷值和范数</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Rules (%1)</source>
        <translation>规则（%1）</translation>
    </message>
    <message>
        <source>Comp&amp;are files...</source>
        <translation>比较文件(&amp;A)...</translation>
    </message>
    <message>
        <source>List which tensors of two files differ, the largest change first</source>
        <translation>列出两个文件中不同的张量，变化最大的在前</translation>
    </message>
    <message>
        <source>New w&amp;indow</source>
        <translation>新建窗口(&amp;I)</translation>
    </message>
    <message>
        <source>Open an empty window with a session of its own</source>
        <translation>打开一个空窗口，拥有自己的会话</translation>
    </message>
    <message>
        <source>&amp;Close window</source>
        <translation>关闭窗口(&amp;C)</translation>
    </message>
    <message>
        <source>Sa&amp;ve mapping</source>
        <translation>保存映射(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Settings...</source>
        <translation>设置(&amp;S)…</translation>
    </message>
    <message>
        <source>User &amp;guide</source>
        <translation>用户指南(&amp;G)</translation>
    </message>
    <message>
        <source>How to, with pictures</source>
        <translation>图文教程</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>键盘快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>All keys, to search in</source>
        <translation>可搜索的全部快捷键</translation>
    </message>
    <message>
        <source>&amp;Next pane</source>
        <translation>下一窗格(&amp;N)</translation>
    </message>
    <message>
        <source>Pre&amp;vious pane</source>
        <translation>上一窗格(&amp;V)</translation>
    </message>
    <message>
        <source>Cop&amp;y snippet for a target without weights</source>
        <translation>为没有权重的目标复制代码片段(&amp;Y)</translation>
    </message>
    <message>
        <source>&amp;High contrast</source>
        <translation>高对比度(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Keep what is shown</source>
        <translation>保留当前显示(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Reload</source>
        <translation>重新载入(&amp;R)</translation>
    </message>
    <message>
        <source>%1 is gone from the disk.</source>
        <translation>%1 已从磁盘上消失。</translation>
    </message>
    <message>
        <source>Its names and shapes are still shown; values may not be readable any more.</source>
        <translation>仍显示其名称和形状，但数值可能无法再读取。</translation>
    </message>
    <message>
        <source>%1 has changed on the disk.</source>
        <translation>%1 在磁盘上已更改。</translation>
    </message>
    <message>
        <source>What is shown was read before.</source>
        <translation>当前显示的是更改之前读取的内容。</translation>
    </message>
    <message>
        <source>The mapping %1 is gone from the disk.</source>
        <translation>映射 %1 已从磁盘上消失。</translation>
    </message>
    <message>
        <source>Save it again to keep it.</source>
        <translation>请重新保存以保留它。</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>The mapping %1 was changed by another program.</source>
        <translation>映射 %1 已被其他程序更改。</translation>
    </message>
    <message>
        <source>That is too much at once.</source>
        <translation>一次拖入的文件太多。</translation>
    </message>
    <message>
        <source>Drop one model, or two: the source first. A mapping may come with them.</source>
        <translation>请拖入一个或两个模型（源模型在前），可同时带一份映射。</translation>
    </message>
    <message>
        <source>Which side is %1 for?</source>
        <translation>%1 用于哪一侧？</translation>
    </message>
</context>
<context>
    <name>tensorgraft::MappingPanel</name>
    <message>
        <source>Mapping</source>
        <translation>映射</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Open a source and a target to map between them.</source>
        <translation>打开源和目标后即可在其间建立映射。</translation>
    </message>
    <message numerus="yes">
        <source>Transform for %n entry(ies):</source>
        <translation>
            <numerusform>%n 个条目的变换：</numerusform>
        </translation>
    </message>
    <message>
        <source>Set transform</source>
        <translation>设置变换</translation>
    </message>
    <message>
        <source>That is not a transform: %1</source>
        <translation>这不是变换：%1</translation>
    </message>
    <message>
        <source>Set transform...</source>
        <translation>设置变换…</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Choose transform...</source>
        <translation>选择变换...</translation>
    </message>
    <message>
        <source>Source of %1</source>
        <translation>修改 %1 的源</translation>
    </message>
    <message>
        <source>Target %1</source>
        <translation>修改目标 %1</translation>
    </message>
    <message>
        <source>Map %1</source>
        <translation>映射 %1</translation>
    </message>
    <message>
        <source>Nothing is mapped yet. Drag tensors or layers from the source onto the target, or &lt;a href=&quot;match&quot;&gt;let the matcher propose&lt;/a&gt;. Insert adds a row to type.</source>
        <translation>尚未建立映射。把张量或层从源拖到目标上，或&lt;a href=&quot;match&quot;&gt;让匹配器给出建议&lt;/a&gt;。按 Insert 键可添加一行手动输入。</translation>
    </message>
    <message>
        <source>Copy rows</source>
        <translation>复制行</translation>
    </message>
    <message>
        <source>Paste rows</source>
        <translation>粘贴行</translation>
    </message>
    <message>
        <source>Do the same for the others...</source>
        <translation>对同类张量也这样做…</translation>
    </message>
    <message>
        <source>Add a row</source>
        <translation>添加一行</translation>
    </message>
    <message>
        <source>These are no rows of a mapping. %1</source>
        <translation>这不是映射的行。%1</translation>
    </message>
    <message numerus="yes">
        <source>Paste %n row(s)</source>
        <translation>
            <numerusform>粘贴 %n 行</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tensorgraft::MappingTableModel</name>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>手动</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>源</translation>
    </message>
    <message>
        <source>Transform</source>
        <translation>变换</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>置信度</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>type a target</source>
        <translation>输入目标</translation>
    </message>
    <message>
        <source>type a source, or several: a + b</source>
        <translation>输入源；多个写作 a + b</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新建</translation>
    </message>
</context>
<context>
    <name>tensorgraft::MappingTools</name>
    <message>
        <source>&amp;Learn from values</source>
        <translation>从数值学习(&amp;L)</translation>
    </message>
    <message>
        <source>The target is the source after somebody&apos;s conversion: find the mapping by comparing the values</source>
        <translation>目标是源经他人转换后的结果：通过比较数值找出映射</translation>
    </message>
    <message>
        <source>&amp;Fold entries into rules</source>
        <translation>将条目归并为规则(&amp;F)</translation>
    </message>
    <message>
        <source>Entries that follow a pattern become one rule, which also holds for the next model of the family</source>
        <translation>符合同一模式的条目合并为一条规则，该规则也适用于同系列的下一个模型</translation>
    </message>
    <message>
        <source>Re&amp;verse</source>
        <translation>反转(&amp;V)</translation>
    </message>
    <message>
        <source>The models change sides and the mapping leads the other way</source>
        <translation>两个模型互换位置，映射方向反转</translation>
    </message>
    <message>
        <source>No tensor of the target holds values of the source.</source>
        <translation>目标中没有任何张量含有源的数值。</translation>
    </message>
    <message>
        <source>Learning compares values: the target has to be this very source after a conversion, not another training run.</source>
        <translation>学习比较的是数值：目标必须正是此源经转换后的结果，而不是另一次训练的结果。</translation>
    </message>
    <message numerus="yes">
        <source>%n tensor(s) found by their values; each transform was executed and compared.</source>
        <translation>
            <numerusform>通过数值找到 %n 个张量；每个变换都已执行并比较过。</numerusform>
        </translation>
    </message>
    <message>
        <source>Details...</source>
        <translation>详情...</translation>
    </message>
    <message>
        <source>Learn from values</source>
        <translation>从数值学习</translation>
    </message>
    <message>
        <source>No rule says the same as the entries.</source>
        <translation>没有规则能与这些条目完全等价。</translation>
    </message>
    <message>
        <source>Rules are taken only where they fill exactly what the entries fill.</source>
        <translation>只有当规则填充的内容与条目完全一致时才会采用规则。</translation>
    </message>
    <message>
        <source>The mapping is now %1 and %2; it fills the same tensors in the same way.</source>
        <translation>映射现在由%1和%2组成；填充的张量与方式均不变。</translation>
    </message>
    <message numerus="yes">
        <source>%n rule(s)</source>
        <translation>
            <numerusform> %n 条规则 </numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies)</source>
        <translation>
            <numerusform> %n 个条目 </numerusform>
        </translation>
    </message>
    <message>
        <source>The models have changed sides and the mapping leads the other way.</source>
        <translation>两个模型已互换位置，映射方向已反转。</translation>
    </message>
    <message numerus="yes">
        <source>The mapping leads the other way; %n tensor(s) have no way back.</source>
        <translation>
            <numerusform>映射方向已反转；有 %n 个张量无法反向转换。</numerusform>
        </translation>
    </message>
    <message>
        <source>What has no way back</source>
        <translation>无法反向转换的内容</translation>
    </message>
</context>
<context>
    <name>tensorgraft::MessageBar</name>
    <message>
        <source>Close message</source>
        <translation>关闭消息</translation>
    </message>
</context>
<context>
    <name>tensorgraft::MetadataModel</name>
    <message>
        <source>Tensor</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Metadata</source>
        <translation>元数据</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>空</translation>
    </message>
    <message>
        <source>truth value</source>
        <translation>布尔值</translation>
    </message>
    <message>
        <source>integer</source>
        <translation>整数</translation>
    </message>
    <message>
        <source>number</source>
        <translation>数</translation>
    </message>
    <message>
        <source>text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>opaque</source>
        <translation>不透明</translation>
    </message>
    <message>
        <source>list</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>map</source>
        <translation>映射表</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>键</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
</context>
<context>
    <name>tensorgraft::MetadataPage</name>
    <message>
        <source>Metadata</source>
        <translation>元数据</translation>
    </message>
    <message>
        <source>Copy Value</source>
        <translation>复制值</translation>
    </message>
    <message>
        <source>Value as JSON</source>
        <translation>JSON 形式的值</translation>
    </message>
    <message>
        <source>Select a key to read its whole value.</source>
        <translation>选择一个键以查看其完整的值。</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Layers of the model, or all metadata</source>
        <translation>模型的层，或全部元数据</translation>
    </message>
    <message>
        <source>Find in metadata</source>
        <translation>在元数据中查找</translation>
    </message>
    <message>
        <source>Part of a key or of a value. Enter goes to the next, Shift+Enter to the one before.</source>
        <translation>键或值的一部分。按 Enter 跳到下一处，按 Shift+Enter 跳到上一处。</translation>
    </message>
    <message>
        <source>The one before (Shift+Enter)</source>
        <translation>上一处 (Shift+Enter)</translation>
    </message>
    <message>
        <source>The next (Enter)</source>
        <translation>下一处 (Enter)</translation>
    </message>
    <message>
        <source>Layers of the model</source>
        <translation>模型的层</translation>
    </message>
    <message>
        <source>Copy Layers</source>
        <translation>复制层</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>place among what was found</comment>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1 of the first %2</source>
        <comment>place among what was found</comment>
        <translation>前 %2 处中的第 %1 处</translation>
    </message>
</context>
<context>
    <name>tensorgraft::ModelPane</name>
    <message>
        <source>Filter the source</source>
        <translation>筛选源</translation>
    </message>
    <message>
        <source>Filter the target</source>
        <translation>筛选目标</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>源</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Open a source model</source>
        <translation>打开源模型</translation>
    </message>
    <message>
        <source>Open a target model</source>
        <translation>打开目标模型</translation>
    </message>
    <message>
        <source>Open source...</source>
        <translation>打开源…</translation>
    </message>
    <message>
        <source>Open target...</source>
        <translation>打开目标…</translation>
    </message>
    <message>
        <source>or try the sample pair</source>
        <translation>或试用示例对</translation>
    </message>
    <message numerus="yes">
        <source>%n tensor(s)</source>
        <translation>
            <numerusform>%n 个张量</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n tensor(s)</source>
        <translation>
            <numerusform>%n 个张量中的 %1 个</numerusform>
        </translation>
    </message>
    <message>
        <source>No weights yet? Copy snippet</source>
        <translation>还没有权重？复制代码片段</translation>
    </message>
    <message>
        <source>A few lines of Python write the names and shapes of a model; they are enough for a target</source>
        <translation>几行 Python 即可写出模型的名称和形状；作为目标已足够</translation>
    </message>
    <message>
        <source>Drop a weight file or a folder here:
the model whose weights you want</source>
        <translation>把权重文件或文件夹拖到这里：
提供权重的模型</translation>
    </message>
    <message>
        <source>Drop a weight file or a folder here:
the model that receives weights</source>
        <translation>把权重文件或文件夹拖到这里：
接收权重的模型</translation>
    </message>
    <message>
        <source>Layers: each by its whole path, in the order of the file (Alt+1)</source>
        <translation>按层：以完整路径显示每一层，按文件中的顺序 (Alt+1)</translation>
    </message>
    <message>
        <source>Scopes: the nested path (Alt+2)</source>
        <translation>按作用域：嵌套路径 (Alt+2)</translation>
    </message>
    <message>
        <source>Flat: every tensor by its whole name (Alt+3)</source>
        <translation>平铺：以完整名称显示每个张量 (Alt+3)</translation>
    </message>
    <message>
        <source>%1, arranging...</source>
        <translation>%1，正在整理…</translation>
    </message>
    <message>
        <source>Recent files</source>
        <translation>最近的文件</translation>
    </message>
</context>
<context>
    <name>tensorgraft::NameDelegate</name>
    <message>
        <source>Source tensors, joined by +</source>
        <translation>源张量，以 + 连接</translation>
    </message>
    <message>
        <source>Target tensor</source>
        <translation>目标张量</translation>
    </message>
</context>
<context>
    <name>tensorgraft::NotRestoredDialog</name>
    <message>
        <source>Not restored</source>
        <translation>未恢复的张量</translation>
    </message>
    <message>
        <source>Tensors that nothing fills</source>
        <translation>没有来源的张量</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Save...</source>
        <translation>保存(&amp;S)…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>已复制。</translation>
    </message>
    <message>
        <source>As &amp;text</source>
        <translation>文本(&amp;T)</translation>
    </message>
    <message>
        <source>As a &amp;Python list</source>
        <translation>Python 列表(&amp;P)</translation>
    </message>
    <message>
        <source>As &amp;JSON</source>
        <translation>JSON(&amp;J)</translation>
    </message>
    <message>
        <source>Restored variables and &amp;var_list (Python)</source>
        <translation>已恢复的变量与 var_list（Python）(&amp;V)</translation>
    </message>
    <message>
        <source>See the message in the window.</source>
        <translation>请看窗口中的消息。</translation>
    </message>
    <message>
        <source>Open a source and a target.</source>
        <translation>请打开源和目标。</translation>
    </message>
    <message>
        <source>Every tensor of the target is filled.</source>
        <translation>目标的每个张量都有来源。</translation>
    </message>
    <message numerus="yes">
        <source>%n tensor(s) of the target keep their own values: what is left to initialise or to train.</source>
        <translation>
            <numerusform>目标有 %n 个张量保留原值：这些有待初始化或训练。</numerusform>
        </translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>文本 (*.txt)</translation>
    </message>
    <message>
        <source>Python list (*.py)</source>
        <translation>Python 列表 (*.py)</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>Save the list</source>
        <translation>保存列表</translation>
    </message>
    <message>
        <source>%1 could not be written: %2</source>
        <translation>无法写入 %1：%2</translation>
    </message>
    <message>
        <source>Saved to %1</source>
        <translation>已保存到 %1</translation>
    </message>
</context>
<context>
    <name>tensorgraft::NotRestoredModel</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
</context>
<context>
    <name>tensorgraft::OverviewDialog</name>
    <message>
        <source>Model overview</source>
        <translation>模型概览</translation>
    </message>
    <message>
        <source>Source and target</source>
        <translation>源模型和目标模型</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>源模型</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标模型</translation>
    </message>
</context>
<context>
    <name>tensorgraft::OverviewPage</name>
    <message>
        <source>Layers</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Cancel the scan</source>
        <translation>取消扫描</translation>
    </message>
    <message>
        <source>&amp;Colour by:</source>
        <translation>着色方式(&amp;C)：</translation>
    </message>
    <message>
        <source>What the colours stand for</source>
        <translation>颜色代表什么</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Data type</source>
        <translation>数据类型</translation>
    </message>
    <message>
        <source>Score of the norm</source>
        <translation>范数得分</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>导出(&amp;E)</translation>
    </message>
    <message>
        <source>Treemap as PNG...</source>
        <translation>树图存为 PNG…</translation>
    </message>
    <message>
        <source>Treemap as SVG...</source>
        <translation>树图存为 SVG…</translation>
    </message>
    <message>
        <source>Table as CSV...</source>
        <translation>表格存为 CSV…</translation>
    </message>
    <message>
        <source>Everything as JSON...</source>
        <translation>全部存为 JSON…</translation>
    </message>
    <message>
        <source>Summing up</source>
        <translation>正在汇总</translation>
    </message>
    <message>
        <source>Scanning the values</source>
        <translation>正在扫描数值</translation>
    </message>
    <message>
        <source>Summing up...</source>
        <translation>正在汇总...</translation>
    </message>
    <message>
        <source>Nothing is open on this side.</source>
        <translation>这一侧没有打开模型。</translation>
    </message>
    <message numerus="yes">
        <source>%1: %2 parameters in %n tensor(s), %3</source>
        <translation>
            <numerusform>%1：%n 个张量共 %2 个参数，%3</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2 parameters, %3</source>
        <translation>%1：%2 个参数，%3</translation>
    </message>
    <message>
        <source>The values have not been looked at yet.</source>
        <translation>尚未扫描数值。</translation>
    </message>
    <message>
        <source>%1 NaN</source>
        <translation>%1 个 NaN</translation>
    </message>
    <message>
        <source>no NaN</source>
        <translation>没有 NaN</translation>
    </message>
    <message>
        <source>%1 infinite</source>
        <translation>%1 个无穷值</translation>
    </message>
    <message>
        <source>no infinities</source>
        <translation>没有无穷值</translation>
    </message>
    <message>
        <source>%1 zeros</source>
        <translation>%1 个零值</translation>
    </message>
    <message numerus="yes">
        <source>%n tensor(s) of nothing but zeros</source>
        <translation>
            <numerusform>%n 个张量全为零</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s) with norms out of line</source>
        <translation>
            <numerusform>%n 层的范数异常</numerusform>
        </translation>
    </message>
    <message>
        <source>no norm is out of line</source>
        <translation>没有范数异常</translation>
    </message>
    <message numerus="yes">
        <source>%n tensor(s) cannot be read</source>
        <translation>
            <numerusform>%n 个张量无法读取</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tensor(s) of types that have no statistics</source>
        <translation>
            <numerusform>%n 个张量的类型没有统计量</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Scan again</source>
        <translation>重新扫描(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Scan the values (%1)</source>
        <translation>扫描数值（%1）(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Scan the values</source>
        <translation>扫描数值(&amp;S)</translation>
    </message>
    <message>
        <source>Export the overview</source>
        <translation>导出概览</translation>
    </message>
    <message>
        <source>%1 could not be written: %2</source>
        <translation>无法写入 %1：%2</translation>
    </message>
</context>
<context>
    <name>tensorgraft::PatternDelegate</name>
    <message>
        <source>Source pattern</source>
        <translation>源模式</translation>
    </message>
    <message>
        <source>Target pattern</source>
        <translation>目标模式</translation>
    </message>
</context>
<context>
    <name>tensorgraft::PlotTools</name>
    <message>
        <source>Zoom to a rectangle (Shift+drag)</source>
        <translation>框选放大（Shift+拖动）</translation>
    </message>
    <message>
        <source>Zoom out (-)</source>
        <translation>缩小 (-)</translation>
    </message>
    <message>
        <source>Zoom in (+)</source>
        <translation>放大 (+)</translation>
    </message>
    <message>
        <source>Show everything (0)</source>
        <translation>显示全部 (0)</translation>
    </message>
</context>
<context>
    <name>tensorgraft::Program</name>
    <message>
        <source>a new mapping</source>
        <translation>新映射</translation>
    </message>
    <message>
        <source>%1, kept at %2</source>
        <translation>%1，备份于 %2</translation>
    </message>
    <message numerus="yes">
        <source>TensorGraft ended unexpectedly. %n mapping(s) with unsaved changes can be recovered.</source>
        <translation>
            <numerusform>TensorGraft 意外退出。有 %n 份带未保存更改的映射可以恢复。</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Recover</source>
        <translation>恢复(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>放弃(&amp;D)</translation>
    </message>
</context>
<context>
    <name>tensorgraft::RulesModel</name>
    <message>
        <source>needs a target</source>
        <translation>还需要目标</translation>
    </message>
    <message>
        <source>needs a source or a transform</source>
        <translation>还需要源或变换</translation>
    </message>
    <message>
        <source>matches nothing</source>
        <translation>无匹配</translation>
    </message>
    <message numerus="yes">
        <source>%n target(s)</source>
        <translation>
            <numerusform>%n 个目标</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n source(s)</source>
        <translation>
            <numerusform>%n 个源</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n without its source</source>
        <translation>
            <numerusform>%n 个缺少源</numerusform>
        </translation>
    </message>
    <message>
        <source>fills nothing</source>
        <translation>未填充任何目标</translation>
    </message>
    <message numerus="yes">
        <source>matches %n, others decide for all</source>
        <translation>
            <numerusform>匹配 %n 个，均由其他规则或条目决定</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>decides %1 of %n that it matches</source>
        <translation>
            <numerusform>匹配 %n 个，决定其中 %1 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>decides %n</source>
        <translation>
            <numerusform>决定 %n 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>以及另外 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Decides:</source>
        <translation>由它决定：</translation>
    </message>
    <message>
        <source>An entry, a later rule or a filter decides:</source>
        <translation>由条目、后面的规则或过滤器决定：</translation>
    </message>
    <message>
        <source>Without a source, or with several that fit:</source>
        <translation>缺少源，或有多个源符合：</translation>
    </message>
    <message>
        <source>Targets:</source>
        <translation>目标：</translation>
    </message>
    <message>
        <source>rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>include</source>
        <translation>包含</translation>
    </message>
    <message>
        <source>exclude</source>
        <translation>排除</translation>
    </message>
    <message>
        <source>new rule: type a target, then a source</source>
        <translation>新规则：先输入目标，再输入源</translation>
    </message>
    <message>
        <source>type a pattern of names</source>
        <translation>输入名称模式</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>源</translation>
    </message>
    <message>
        <source>Target, or names</source>
        <translation>目标或名称</translation>
    </message>
    <message>
        <source>Transform</source>
        <translation>变换</translation>
    </message>
    <message>
        <source>Matches</source>
        <translation>匹配情况</translation>
    </message>
</context>
<context>
    <name>tensorgraft::RulesPanel</name>
    <message>
        <source>Rules and filters</source>
        <translation>规则与过滤器</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Add a rule or a filter</source>
        <translation>添加规则或过滤器</translation>
    </message>
    <message>
        <source>&amp;Rule: source pattern to target pattern</source>
        <translation>规则：源模式到目标模式(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Exclude: names that are left alone</source>
        <translation>排除：不处理的名称(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Include: only these names take part</source>
        <translation>包含：只处理这些名称(&amp;I)</translation>
    </message>
    <message>
        <source>What happens where a source is missing, shapes differ or nothing fills a target</source>
        <translation>缺少源、形状不同或目标未被填充时如何处理</translation>
    </message>
    <message>
        <source>Edit rule %1</source>
        <translation>编辑规则 %1</translation>
    </message>
    <message>
        <source>Edit the filter %1</source>
        <translation>编辑过滤器 %1</translation>
    </message>
    <message>
        <source>Add a rule for %1</source>
        <translation>为 %1 添加规则</translation>
    </message>
    <message>
        <source>Include %1</source>
        <translation>包含 %1</translation>
    </message>
    <message>
        <source>Exclude %1</source>
        <translation>排除 %1</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Remove the selected lines</source>
        <translation>删除所选的行</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Earlier: later rules win</source>
        <translation>提前：后面的规则优先</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Later: later rules win</source>
        <translation>推后：后面的规则优先</translation>
    </message>
    <message>
        <source>Entries to rules</source>
        <translation>条目转为规则</translation>
    </message>
    <message>
        <source>Write entries that follow a pattern as rules; the mapping stays the same</source>
        <translation>把符合模式的条目写成规则；映射结果不变</translation>
    </message>
    <message>
        <source>Rules to entries</source>
        <translation>规则转为条目</translation>
    </message>
    <message>
        <source>Write out what the selected rules decide, one entry a target</source>
        <translation>把所选规则的结果逐个目标写成条目</translation>
    </message>
    <message>
        <source>Policy: %1</source>
        <translation>策略：%1</translation>
    </message>
    <message>
        <source>A source is missing</source>
        <translation>缺少源</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>报错</translation>
    </message>
    <message>
        <source>The target keeps its values</source>
        <translation>目标保留原值</translation>
    </message>
    <message>
        <source>Shapes differ</source>
        <translation>形状不同</translation>
    </message>
    <message>
        <source>Nothing fills a target</source>
        <translation>目标未被填充</translation>
    </message>
    <message>
        <source>Element type that is written</source>
        <translation>写入的元素类型</translation>
    </message>
    <message>
        <source>The target&apos;s</source>
        <translation>与目标相同</translation>
    </message>
    <message>
        <source>The source&apos;s</source>
        <translation>与源相同</translation>
    </message>
    <message>
        <source>Policies</source>
        <translation>策略</translation>
    </message>
    <message>
        <source>Policies (changed)</source>
        <translation>策略（已修改）</translation>
    </message>
    <message>
        <source>Matching rules</source>
        <translation>正在匹配规则</translation>
    </message>
    <message numerus="yes">
        <source>Remove %n line(s)</source>
        <translation>
            <numerusform>删除 %n 行</numerusform>
        </translation>
    </message>
    <message>
        <source>Move rule %1</source>
        <translation>移动规则 %1</translation>
    </message>
    <message>
        <source>Looking for rules</source>
        <translation>正在寻找规则</translation>
    </message>
    <message>
        <source>No entries follow a common pattern.</source>
        <translation>没有条目符合共同的模式。</translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) became</source>
        <translation>
            <numerusform>%n 个条目已转为</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rule(s).</source>
        <translation>
            <numerusform>%n 条规则。</numerusform>
        </translation>
    </message>
    <message>
        <source>New rule</source>
        <translation>新建规则</translation>
    </message>
    <message>
        <source>Type a new rule</source>
        <translation>输入一条新规则</translation>
    </message>
</context>
<context>
    <name>tensorgraft::SaveMenu</name>
    <message>
        <source>Saved %1</source>
        <translation>已保存 %1</translation>
    </message>
    <message>
        <source>Save or copy what is shown</source>
        <translation>保存或复制所显示的内容</translation>
    </message>
    <message>
        <source>Save or copy</source>
        <translation>保存或复制</translation>
    </message>
    <message>
        <source>&amp;Copy Picture</source>
        <translation>复制图像(&amp;C)</translation>
    </message>
    <message>
        <source>Save Picture as &amp;PNG…</source>
        <translation>图像存为 &amp;PNG…</translation>
    </message>
    <message>
        <source>Save Picture as &amp;SVG…</source>
        <translation>图像存为 &amp;SVG…</translation>
    </message>
    <message>
        <source>Save Picture as P&amp;DF…</source>
        <translation>图像存为 P&amp;DF…</translation>
    </message>
    <message>
        <source>Save Tensor as &amp;NumPy (.npy)…</source>
        <translation>张量存为 &amp;NumPy (.npy)…</translation>
    </message>
    <message>
        <source>Save Values as CS&amp;V…</source>
        <translation>数值存为 CS&amp;V…</translation>
    </message>
    <message>
        <source>The part that the table of values shows</source>
        <translation>数值表所显示的部分</translation>
    </message>
    <message>
        <source>Progress of saving</source>
        <translation>保存进度</translation>
    </message>
    <message>
        <source>Close, or stop saving</source>
        <translation>关闭，或停止保存</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Save Picture</source>
        <translation>保存图像</translation>
    </message>
    <message>
        <source>Pictures (*.png *.svg *.pdf)</source>
        <translation>图像 (*.png *.svg *.pdf)</translation>
    </message>
    <message>
        <source>NumPy arrays (*.npy)</source>
        <translation>NumPy 数组 (*.npy)</translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation>逗号分隔值 (*.csv)</translation>
    </message>
    <message>
        <source>Save Tensor</source>
        <translation>保存张量</translation>
    </message>
    <message>
        <source>Saving %1</source>
        <translation>正在保存 %1</translation>
    </message>
    <message>
        <source>The picture is in the clipboard.</source>
        <translation>图像已复制到剪贴板。</translation>
    </message>
    <message>
        <source>Save &amp;Data of the Picture as CSV…</source>
        <translation>将图中数据另存为 CSV(&amp;D)…</translation>
    </message>
    <message>
        <source>The numbers that are drawn: cells, bars, points</source>
        <translation>图中绘制的数值：单元格、柱、点</translation>
    </message>
    <message>
        <source>Save Data of the Picture</source>
        <translation>保存图中数据</translation>
    </message>
</context>
<context>
    <name>tensorgraft::Session</name>
    <message>
        <source>Opening %1</source>
        <translation>正在打开 %1</translation>
    </message>
    <message numerus="yes">
        <source>Remove %n entry(ies)</source>
        <translation>
            <numerusform>移除 %n 个条目</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies)</source>
        <translation>
            <numerusform>%n 个条目</numerusform>
        </translation>
    </message>
    <message>
        <source>Transform of %1: %2</source>
        <translation>%1 的变换：%2</translation>
    </message>
    <message numerus="yes">
        <source>Exclude %n tensor(s)</source>
        <translation>
            <numerusform>排除 %n 个张量</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Include %n tensor(s)</source>
        <translation>
            <numerusform>包含 %n 个张量</numerusform>
        </translation>
    </message>
    <message>
        <source>Matching</source>
        <translation>正在匹配</translation>
    </message>
    <message numerus="yes">
        <source>Auto-match (%n entry(ies))</source>
        <translation>
            <numerusform>自动匹配（%n 个条目）</numerusform>
        </translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>正在检查</translation>
    </message>
    <message>
        <source>Map %1</source>
        <translation>映射 %1</translation>
    </message>
    <message numerus="yes">
        <source>Map %n tensor(s)</source>
        <translation>
            <numerusform>映射 %n 个张量</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Match by name (%n tensor(s))</source>
        <translation>
            <numerusform>按名称匹配（%n 个张量）</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Match by order (%n tensor(s))</source>
        <translation>
            <numerusform>按顺序匹配（%n 个张量）</numerusform>
        </translation>
    </message>
    <message>
        <source>Comparing values</source>
        <translation>正在比较数值</translation>
    </message>
    <message numerus="yes">
        <source>Learn from values (%n entry(ies))</source>
        <translation>
            <numerusform>从数值学习（%n 个条目）</numerusform>
        </translation>
    </message>
    <message>
        <source>Looking for rules</source>
        <translation>正在寻找规则</translation>
    </message>
    <message>
        <source>Fold entries into rules</source>
        <translation>将条目归并为规则</translation>
    </message>
    <message>
        <source>Reversing</source>
        <translation>正在反转</translation>
    </message>
    <message>
        <source>Reverse the mapping</source>
        <translation>反转映射</translation>
    </message>
    <message>
        <source>Recover unsaved changes</source>
        <translation>恢复未保存的更改</translation>
    </message>
</context>
<context>
    <name>tensorgraft::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>&amp;Language:</source>
        <translation>语言(&amp;L)：</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>高对比度</translation>
    </message>
    <message>
        <source>&amp;Theme:</source>
        <translation>主题(&amp;T)：</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>会话</translation>
    </message>
    <message>
        <source> s</source>
        <translation> 秒</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>An unsaved mapping is kept beside the settings this long after a change, and offered again if the program ends unexpectedly</source>
        <translation>更改后经过这段时间，未保存的映射会备份在设置旁边；程序意外退出后会询问是否恢复</translation>
    </message>
    <message>
        <source>&amp;Keep unsaved changes after:</source>
        <translation>备份未保存更改的间隔(&amp;K)：</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>传输</translation>
    </message>
    <message>
        <source> MiB</source>
        <translation> MiB</translation>
    </message>
    <message>
        <source>How much memory a transfer may use at a time; larger is not much faster</source>
        <translation>传输一次可用的内存；更大并不会快多少</translation>
    </message>
    <message>
        <source>&amp;Memory:</source>
        <translation>内存(&amp;M)：</translation>
    </message>
    <message>
        <source>Open what was open at the &amp;end of the last session</source>
        <translation>启动时打开上次会话的内容(&amp;E)</translation>
    </message>
    <message>
        <source>Text si&amp;ze:</source>
        <translation>文字大小(&amp;Z)：</translation>
    </message>
</context>
<context>
    <name>tensorgraft::ShortcutSheet</name>
    <message>
        <source>Trees and tables</source>
        <translation>树和表格</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Map the selection of both trees</source>
        <translation>映射两侧选中的内容</translation>
    </message>
    <message>
        <source>Expand, collapse</source>
        <translation>展开、折叠</translation>
    </message>
    <message>
        <source>Expand everything below</source>
        <translation>展开其下全部内容</translation>
    </message>
    <message>
        <source>Go to the row that begins with</source>
        <translation>跳到以此开头的行</translation>
    </message>
    <message>
        <source>letters</source>
        <translation>字母</translation>
    </message>
    <message>
        <source>Edit the transform of an entry</source>
        <translation>编辑条目的变换</translation>
    </message>
    <message>
        <source>Remove the entries that are selected</source>
        <translation>删除选中的条目</translation>
    </message>
    <message>
        <source>Next, previous tab</source>
        <translation>下一个、上一个标签页</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Search for a command or a key</source>
        <translation>搜索命令或按键</translation>
    </message>
    <message>
        <source>Search the shortcuts</source>
        <translation>搜索快捷键</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Pictures and plots</source>
        <translation>图像与图表</translation>
    </message>
    <message>
        <source>Zoom in, zoom out, show everything</source>
        <translation>放大、缩小、显示全部</translation>
    </message>
    <message>
        <source>From filter to filter, or move what is seen</source>
        <translation>逐个滤波器移动，或平移视野</translation>
    </message>
    <message>
        <source>arrow keys</source>
        <translation>方向键</translation>
    </message>
    <message>
        <source>A screen of filters up, down</source>
        <translation>滤波器向上、向下翻一屏</translation>
    </message>
    <message>
        <source>Step through the depth of a kernel</source>
        <translation>逐层查看卷积核的深度</translation>
    </message>
    <message>
        <source>comma, full stop, Shift+wheel</source>
        <translation>逗号、句点、Shift+滚轮</translation>
    </message>
    <message>
        <source>Copy the picture</source>
        <translation>复制图像</translation>
    </message>
</context>
<context>
    <name>tensorgraft::SpectrumPage</name>
    <message>
        <source>Norm of each channel</source>
        <translation>各通道的范数</translation>
    </message>
    <message>
        <source>Singular values</source>
        <translation>奇异值</translation>
    </message>
    <message>
        <source>What is drawn</source>
        <translation>绘制内容</translation>
    </message>
    <message>
        <source>Axis of the channels</source>
        <translation>通道轴</translation>
    </message>
    <message>
        <source>The tensor is taken as a matrix: one row for each index of this axis, everything else in columns</source>
        <translation>把张量视为矩阵：此轴的每个下标为一行，其余为列</translation>
    </message>
    <message>
        <source>Sorted</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>Logarithmic</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>Norms or singular values</source>
        <translation>范数或奇异值</translation>
    </message>
    <message>
        <source>This tensor holds no numbers.</source>
        <translation>此张量不含数值。</translation>
    </message>
    <message>
        <source>This tensor is empty.</source>
        <translation>此张量为空。</translation>
    </message>
    <message>
        <source>Only tensors of two or more axes have channels and singular values.</source>
        <translation>只有两轴或更多轴的张量才有通道和奇异值。</translation>
    </message>
    <message>
        <source>number, largest first</source>
        <translation>序号（从大到小）</translation>
    </message>
    <message>
        <source>channels, largest norm first</source>
        <translation>通道（范数从大到小）</translation>
    </message>
    <message>
        <source>channel</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>norm</source>
        <translation>范数</translation>
    </message>
    <message>
        <source>singular value</source>
        <translation>奇异值</translation>
    </message>
    <message>
        <source>Channels: %1</source>
        <translation>通道：%1</translation>
    </message>
    <message>
        <source>dead: %1</source>
        <translation>失效：%1</translation>
    </message>
    <message>
        <source>duplicates: %1</source>
        <translation>重复：%1</translation>
    </message>
    <message>
        <source>Matrix: %1 x %2</source>
        <translation>矩阵：%1 x %2</translation>
    </message>
    <message>
        <source>effective rank: %1</source>
        <translation>有效秩：%1</translation>
    </message>
    <message>
        <source>stable rank: %1</source>
        <translation>稳定秩：%1</translation>
    </message>
    <message>
        <source>numerical rank: %1</source>
        <translation>数值秩：%1</translation>
    </message>
    <message>
        <source>Singular value %1: %2</source>
        <translation>奇异值 %1：%2</translation>
    </message>
    <message>
        <source>Channel %1: norm %2</source>
        <translation>通道 %1：范数 %2</translation>
    </message>
    <message>
        <source>dead</source>
        <translation>失效</translation>
    </message>
    <message>
        <source>the same as channel %1</source>
        <translation>与通道 %1 相同</translation>
    </message>
</context>
<context>
    <name>tensorgraft::SummaryBox</name>
    <message>
        <source>Values of this type are not computed with.</source>
        <translation>此类型的数值不参与计算。</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>%1, axes %2</source>
        <translation>%1，轴序 %2</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Elements</source>
        <translation>元素数</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 字节</translation>
    </message>
    <message>
        <source>Minimum</source>
        <translation>最小值</translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation>最大值</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>Std. dev.</source>
        <translation>标准差</translation>
    </message>
    <message>
        <source>Zeros</source>
        <translation>零</translation>
    </message>
    <message>
        <source>NaN</source>
        <translation>NaN</translation>
    </message>
    <message>
        <source>Infinite</source>
        <translation>无穷</translation>
    </message>
    <message>
        <source>L2 norm</source>
        <translation>L2 范数</translation>
    </message>
    <message>
        <source>Being computed</source>
        <translation>正在计算</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Tensors</source>
        <translation>张量数</translation>
    </message>
    <message>
        <source>Trainable</source>
        <translation>可训练</translation>
    </message>
    <message>
        <source>Size of values</source>
        <translation>数值大小</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件数</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>What was met while opening; see Metadata</source>
        <translation>打开时遇到的情况，见“元数据”</translation>
    </message>
    <message>
        <source>Nothing selected</source>
        <translation>未选择</translation>
    </message>
</context>
<context>
    <name>tensorgraft::TensorFilterEdit</name>
    <message>
        <source>/%1/ is no regular expression: %2</source>
        <translation>/%1/ 不是有效的正则表达式：%2</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no shape. Try 3x3, (3,3,*,*) or (...,64)</source>
        <translation>“%1”不是形状。可写 3x3、(3,3,*,*) 或 (...,64)</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no size. Try &gt;1M, &lt;=64K or 1K..2M</source>
        <translation>“%1”不是大小。可写 &gt;1M、&lt;=64K 或 1K..2M</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no data type. Known are %2</source>
        <translation>“%1”不是数据类型。可用的有 %2</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no state. Known are %2</source>
        <translation>“%1”不是状态。可用的有 %2</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no kind. Known are %2</source>
        <translation>“%1”不是种类。可用的有 %2</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no role. Known are %2</source>
        <translation>“%1”不是角色。可用的有 %2</translation>
    </message>
    <message>
        <source>After %1 a value is missing</source>
        <translation>%1 之后缺少值</translation>
    </message>
    <message>
        <source>The quotation mark is not closed</source>
        <translation>引号没有闭合</translation>
    </message>
    <message>
        <source>Filter: conv, */kernel, shape:3x3, state:warning</source>
        <translation>筛选：conv、*/kernel、shape:3x3、state:warning</translation>
    </message>
    <message>
        <source>&lt;p&gt;Terms separated by spaces must all hold; &lt;b&gt;-&lt;/b&gt; before a term turns it round. Case does not matter.&lt;/p&gt;&lt;table cellpadding=&apos;2&apos;&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;conv&lt;/code&gt;&lt;/td&gt;&lt;td&gt;part of the name&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;*/conv?/k*&lt;/code&gt;&lt;/td&gt;&lt;td&gt;pattern for the whole name&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;/conv\d+/&lt;/code&gt;&lt;/td&gt;&lt;td&gt;regular expression&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;shape:3x3&lt;/code&gt;&lt;/td&gt;&lt;td&gt;these sizes side by side&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;shape:(3,3,*,*)&lt;/code&gt;&lt;/td&gt;&lt;td&gt;the whole shape&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;dtype:float16&lt;/code&gt;&lt;/td&gt;&lt;td&gt;data type; several with commas&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;state:warning&lt;/code&gt;&lt;/td&gt;&lt;td&gt;also mapped, unmapped, conflict, kept, excluded, used, unused&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;kind:kernel&lt;/code&gt;&lt;/td&gt;&lt;td&gt;also bias, gamma, embedding ...&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;size:&amp;gt;1M&lt;/code&gt;&lt;/td&gt;&lt;td&gt;bytes; also &lt;code&gt;params:&lt;/code&gt; and &lt;code&gt;rank:&lt;/code&gt;&lt;/td&gt;&lt;/tr&gt;&lt;/table&gt;</source>
        <translation>&lt;p&gt;以空格分隔的条件须同时满足；条件前加 &lt;b&gt;-&lt;/b&gt; 表示取反。不区分大小写。&lt;/p&gt;&lt;table cellpadding=&apos;2&apos;&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;conv&lt;/code&gt;&lt;/td&gt;&lt;td&gt;名称的一部分&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;*/conv?/k*&lt;/code&gt;&lt;/td&gt;&lt;td&gt;匹配完整名称的通配符&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;/conv\d+/&lt;/code&gt;&lt;/td&gt;&lt;td&gt;正则表达式&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;shape:3x3&lt;/code&gt;&lt;/td&gt;&lt;td&gt;相邻的这些维度&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;shape:(3,3,*,*)&lt;/code&gt;&lt;/td&gt;&lt;td&gt;完整形状&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;dtype:float16&lt;/code&gt;&lt;/td&gt;&lt;td&gt;数据类型；多个用逗号分隔&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;state:warning&lt;/code&gt;&lt;/td&gt;&lt;td&gt;以及 mapped、unmapped、conflict、kept、excluded、used、unused&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;kind:kernel&lt;/code&gt;&lt;/td&gt;&lt;td&gt;以及 bias、gamma、embedding 等&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;size:&amp;gt;1M&lt;/code&gt;&lt;/td&gt;&lt;td&gt;字节数；另有 &lt;code&gt;params:&lt;/code&gt; 与 &lt;code&gt;rank:&lt;/code&gt;&lt;/td&gt;&lt;/tr&gt;&lt;/table&gt;</translation>
    </message>
</context>
<context>
    <name>tensorgraft::TensorRowsModel</name>
    <message>
        <source>expanded</source>
        <translation>已展开</translation>
    </message>
    <message>
        <source>collapsed</source>
        <translation>已折叠</translation>
    </message>
</context>
<context>
    <name>tensorgraft::TensorTreeModel</name>
    <message numerus="yes">
        <source>%n tensor(s)</source>
        <translation>
            <numerusform>%n 个张量</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 used</source>
        <translation>已用 %1</translation>
    </message>
    <message>
        <source>%1 mapped</source>
        <translation>已映射 %1</translation>
    </message>
    <message numerus="yes">
        <source>%1
%n tensor(s), %2</source>
        <translation>
            <numerusform>%1
%n 个张量，%2</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 values, %2</source>
        <translation>%1 个数值，%2</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>mapped</source>
        <translation>已映射</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>conflict</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>excluded</source>
        <translation>已排除</translation>
    </message>
    <message>
        <source>used</source>
        <translation>已使用</translation>
    </message>
    <message>
        <source>not used</source>
        <translation>未使用</translation>
    </message>
    <message>
        <source>known as %1</source>
        <translation>又名 %1</translation>
    </message>
    <message>
        <source>height</source>
        <translation>高</translation>
    </message>
    <message>
        <source>width</source>
        <translation>宽</translation>
    </message>
    <message>
        <source>depth</source>
        <translation>深</translation>
    </message>
    <message>
        <source>input channels</source>
        <translation>输入通道</translation>
    </message>
    <message>
        <source>output channels</source>
        <translation>输出通道</translation>
    </message>
    <message>
        <source>depth multiplier</source>
        <translation>深度乘数</translation>
    </message>
    <message>
        <source>vocabulary</source>
        <translation>词表</translation>
    </message>
    <message>
        <source>embedding width</source>
        <translation>嵌入宽度</translation>
    </message>
    <message>
        <source>channels</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>%1 values</source>
        <translation>%1 个数值</translation>
    </message>
    <message>
        <source>Layer: %1</source>
        <translation>层：%1</translation>
    </message>
    <message>
        <source>Kind: %1</source>
        <translation>种类：%1</translation>
    </message>
    <message>
        <source>Axes: %1</source>
        <translation>轴：%1</translation>
    </message>
    <message>
        <source>State: %1</source>
        <translation>状态：%1</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数量</translation>
    </message>
</context>
<context>
    <name>tensorgraft::TensorTreeView</name>
    <message>
        <source>Source tensors</source>
        <translation>源张量</translation>
    </message>
    <message>
        <source>Target tensors</source>
        <translation>目标张量</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 及其他 %n 个</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tensorgraft::TextDialog</name>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Save...</source>
        <translation>保存(&amp;S)…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Text (*.txt);;All files (*)</source>
        <translation>文本 (*.txt);;所有文件 (*)</translation>
    </message>
    <message>
        <source>%1 could not be written: %2</source>
        <translation>无法写入 %1：%2</translation>
    </message>
</context>
<context>
    <name>tensorgraft::TransferDialog</name>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n 秒</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n 分钟</numerusform>
        </translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>迁移</translation>
    </message>
    <message numerus="yes">
        <source>&lt;b&gt;%n tensor(s)&lt;/b&gt; of the target get new weights;</source>
        <translation>
            <numerusform>目标中 &lt;b&gt;%n 个张量&lt;/b&gt;获得新权重；</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n keep(s) their own.</source>
        <translation>
            <numerusform>%n 个保留原值。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&lt;b&gt;%n error(s)&lt;/b&gt; must be solved first: see the Check tab.</source>
        <translation>
            <numerusform>须先解决 &lt;b&gt;%n 个错误&lt;/b&gt;：见“检查”页。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s): see the Check tab.</source>
        <translation>
            <numerusform>%n 个警告：见“检查”页。</numerusform>
        </translation>
    </message>
    <message>
        <source>Browse...</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>As the target: %1, everything else kept</source>
        <translation>与目标相同：%1，其余全部保留</translation>
    </message>
    <message>
        <source>New file: %1</source>
        <translation>新文件：%1</translation>
    </message>
    <message>
        <source>&amp;Write to:</source>
        <translation>写入(&amp;W)：</translation>
    </message>
    <message>
        <source>&amp;Format:</source>
        <translation>格式(&amp;F)：</translation>
    </message>
    <message>
        <source>Size:</source>
        <translation>大小：</translation>
    </message>
    <message>
        <source>Disk:</source>
        <translation>磁盘：</translation>
    </message>
    <message>
        <source>Memory:</source>
        <translation>内存：</translation>
    </message>
    <message>
        <source>The source and the target stay as they are. Every tensor written is read back and compared; until then nothing appears under the new name.</source>
        <translation>源和目标保持不变。写出的每个张量都会读回比对；在此之前，新名称下不会出现任何文件。</translation>
    </message>
    <message>
        <source>&amp;Transfer</source>
        <translation>迁移(&amp;T)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Progress of the transfer</source>
        <translation>迁移进度</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancelling...</source>
        <translation>正在取消…</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Open &amp;folder</source>
        <translation>打开文件夹(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Save report...</source>
        <translation>保存报告(&amp;S)…</translation>
    </message>
    <message>
        <source>Write to</source>
        <translation>写入</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Estimating</source>
        <translation>正在估算</translation>
    </message>
    <message>
        <source>%1 (%2 written, %3 kept)</source>
        <translation>%1（写入 %2，保留 %3）</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>至多 %1</translation>
    </message>
    <message>
        <source>There may not be enough room on the disk.</source>
        <translation>磁盘空间可能不足。</translation>
    </message>
    <message>
        <source>Replace the file?</source>
        <translation>替换文件吗？</translation>
    </message>
    <message>
        <source>%1 exists. Replace it once the new file is complete and verified?</source>
        <translation>%1 已存在。新文件完成并通过验证后替换它吗？</translation>
    </message>
    <message>
        <source>Writing %1</source>
        <translation>正在写入 %1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/秒</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>Cancelled. Nothing was written.</source>
        <translation>已取消。没有写入任何内容。</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n tensor(s) verified</source>
        <translation>
            <numerusform>%n 个张量中 %1 个已验证</numerusform>
        </translation>
    </message>
    <message>
        <source>%1
%2 written, %3 kept, in %4 s</source>
        <translation>%1
写入 %2，保留 %3，用时 %4 秒</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>Report (*.json);;Text (*.txt)</source>
        <translation>报告 (*.json);;文本 (*.txt)</translation>
    </message>
    <message>
        <source>The report could not be saved.</source>
        <translation>报告无法保存。</translation>
    </message>
    <message>
        <source>Nothing: every tensor must have a source</source>
        <translation>不填：每个张量都须有来源</translation>
    </message>
    <message>
        <source>As a new Keras model starts: Glorot, zeros, ones by kind</source>
        <translation>如新建的 Keras 模型：按种类取 Glorot、零或一</translation>
    </message>
    <message>
        <source>Zeros</source>
        <translation>零</translation>
    </message>
    <message>
        <source>Glorot uniform</source>
        <translation>Glorot 均匀分布</translation>
    </message>
    <message>
        <source>&amp;Unmapped get:</source>
        <translation>未映射者填(&amp;U)：</translation>
    </message>
    <message numerus="yes">
        <source>%n have no source.</source>
        <translation>
            <numerusform>%n 个没有来源。</numerusform>
        </translation>
    </message>
    <message>
        <source>Say what the tensors without a source get.</source>
        <translation>请选择没有来源的张量填什么。</translation>
    </message>
    <message>
        <source>Replace the folder?</source>
        <translation>替换文件夹？</translation>
    </message>
    <message>
        <source>%1 exists. Replace the whole folder once the new one is complete and verified?</source>
        <translation>%1 已存在。新文件夹完成并验证后替换整个旧文件夹吗？</translation>
    </message>
    <message>
        <source>&amp;Open result as</source>
        <translation>将结果打开为(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Source</source>
        <translation>源(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Target</source>
        <translation>目标(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Copy command</source>
        <translation>复制命令(&amp;C)</translation>
    </message>
    <message>
        <source>Copy the command line that does the same without the window</source>
        <translation>复制不用窗口即可完成同样操作的命令行</translation>
    </message>
    <message>
        <source>This is a file that is open here. It is replaced once the new one is complete and verified.</source>
        <translation>这是此处已打开的文件。新文件完整写入并校验后才会替换它。</translation>
    </message>
    <message>
        <source>Exists, and is replaced once the new one is complete and verified.</source>
        <translation>文件已存在；新文件完整写入并校验后才会替换它。</translation>
    </message>
    <message>
        <source>%1 needed, %2 free</source>
        <translation>需要 %1，可用 %2</translation>
    </message>
    <message>
        <source>Each tensor was read back from the file and compared by its XXH3-128 hash.</source>
        <translation>每个张量都已从文件读回，并按 XXH3-128 哈希比对。</translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s) of the check are in the report.</source>
        <translation>
            <numerusform>检查的 %n 个警告已写入报告。</numerusform>
        </translation>
    </message>
    <message>
        <source>The command line is copied.</source>
        <translation>命令行已复制。</translation>
    </message>
    <message>
        <source>It reads the mapping from %1: save it there first.</source>
        <translation>它从 %1 读取映射：请先保存到那里。</translation>
    </message>
</context>
<context>
    <name>tensorgraft::TransformChoiceDialog</name>
    <message>
        <source>Choose a transform</source>
        <translation>选择变换</translation>
    </message>
    <message>
        <source>The shapes do not show which of these is meant. Compare the pictures, then choose.</source>
        <translation>仅凭形状无法判断应选哪一个。请比较图像后选择。</translation>
    </message>
    <message>
        <source>Transforms that fit</source>
        <translation>吻合的变换</translation>
    </message>
    <message>
        <source>Target now</source>
        <translation>目标（现值）</translation>
    </message>
    <message>
        <source>Use this transform</source>
        <translation>使用此变换</translation>
    </message>
    <message>
        <source>as it is</source>
        <translation>保持原样</translation>
    </message>
    <message>
        <source>likeliest</source>
        <translation>最可能</translation>
    </message>
    <message>
        <source>equal to the target now</source>
        <translation>与目标现值相等</translation>
    </message>
    <message>
        <source>cosine with the target now: %1</source>
        <translation>与目标现值的余弦：%1</translation>
    </message>
    <message>
        <source>no values</source>
        <translation>没有值</translation>
    </message>
    <message>
        <source>no picture: %1</source>
        <translation>没有图像：%1</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 及另外 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>%1
onto %2 %3</source>
        <translation>%1
映射到 %2 %3</translation>
    </message>
</context>
<context>
    <name>tensorgraft::TransformChooser</name>
    <message>
        <source>Choose a transform</source>
        <translation>选择变换</translation>
    </message>
    <message>
        <source>No known transform makes these shapes fit.</source>
        <translation>没有已知的变换能使这些形状吻合。</translation>
    </message>
    <message>
        <source>Only one known transform makes these shapes fit: %1.</source>
        <translation>只有一种已知的变换能使这些形状吻合：%1。</translation>
    </message>
</context>
<context>
    <name>tensorgraft::TransformDelegate</name>
    <message>
        <source>Transform</source>
        <translation>变换</translation>
    </message>
</context>
<context>
    <name>tensorgraft::TreeActions</name>
    <message>
        <source>By &amp;layers</source>
        <translation>按层(&amp;L)</translation>
    </message>
    <message>
        <source>By &amp;scopes</source>
        <translation>按作用域(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Flat list</source>
        <translation>平铺列表(&amp;F)</translation>
    </message>
    <message>
        <source>How the tree with the focus shows its tensors</source>
        <translation>具有焦点的树以何种方式显示张量</translation>
    </message>
    <message>
        <source>Small pictures of the tensors in both trees</source>
        <translation>在两棵树中显示张量的小图</translation>
    </message>
    <message>
        <source>Scrolling one tree keeps the mapped rows of the other beside it</source>
        <translation>滚动一棵树时，另一棵树中与之映射的行保持在旁边</translation>
    </message>
    <message>
        <source>Selecting a row in one tree shows what it is mapped with in the other</source>
        <translation>在一棵树中选择一行时，在另一棵树中显示与之映射的行</translation>
    </message>
    <message>
        <source>Go to the next tensor of the target that nothing fills</source>
        <translation>转到目标中下一个没有来源的张量</translation>
    </message>
    <message>
        <source>&amp;Previous unmapped target</source>
        <translation>上一个未映射的目标(&amp;P)</translation>
    </message>
    <message>
        <source>Go to the tensor before that nothing fills</source>
        <translation>转到目标中上一个没有来源的张量</translation>
    </message>
    <message>
        <source>Next &amp;warning</source>
        <translation>下一个警告(&amp;W)</translation>
    </message>
    <message>
        <source>Go to the next tensor with a warning or a conflict</source>
        <translation>转到下一个有警告或冲突的张量</translation>
    </message>
    <message>
        <source>Go to the tensor before with a warning or a conflict</source>
        <translation>转到上一个有警告或冲突的张量</translation>
    </message>
    <message>
        <source>&amp;Go to the counterpart</source>
        <translation>转到对应项(&amp;G)</translation>
    </message>
    <message>
        <source>Go to what the current row is mapped with in the other tree</source>
        <translation>转到另一棵树中与当前行映射的行</translation>
    </message>
    <message>
        <source>Nothing in the target is unmapped.</source>
        <translation>目标中没有未映射的张量。</translation>
    </message>
    <message>
        <source>There are no warnings.</source>
        <translation>没有警告。</translation>
    </message>
    <message>
        <source>Once around the end</source>
        <translation>已从头继续</translation>
    </message>
    <message>
        <source>The filter hides the counterpart.</source>
        <translation>对应项被筛选隐藏。</translation>
    </message>
    <message>
        <source>The current row is not mapped.</source>
        <translation>当前行没有映射。</translation>
    </message>
    <message>
        <source>T&amp;humbnails</source>
        <translation>缩略图(&amp;H)</translation>
    </message>
    <message>
        <source>Scroll in ste&amp;p</source>
        <translation>同步滚动(&amp;P)</translation>
    </message>
    <message>
        <source>Show the counterpa&amp;rt</source>
        <translation>显示对应项(&amp;R)</translation>
    </message>
    <message>
        <source>Ne&amp;xt unmapped target</source>
        <translation>下一个未映射的目标(&amp;X)</translation>
    </message>
    <message>
        <source>Previous warn&amp;ing</source>
        <translation>上一个警告(&amp;I)</translation>
    </message>
</context>
<context>
    <name>tensorgraft::TreeColumns</name>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Order of the file</source>
        <translation>文件中的顺序</translation>
    </message>
    <message>
        <source>Columns as they fit</source>
        <translation>自动选择列</translation>
    </message>
</context>
<context>
    <name>tensorgraft::TreemapView</name>
    <message>
        <source>Sizes of the tensors</source>
        <translation>张量的大小</translation>
    </message>
    <message>
        <source>The table beside it lists the same layers.</source>
        <translation>旁边的表格列出同样的层。</translation>
    </message>
    <message>
        <source>unusually small</source>
        <translation>异常小</translation>
    </message>
    <message>
        <source>as usual</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>unusually large</source>
        <translation>异常大</translation>
    </message>
    <message>
        <source>not judged</source>
        <translation>未评判</translation>
    </message>
    <message>
        <source>%1 % of the model</source>
        <translation>占模型的 %1 %</translation>
    </message>
    <message numerus="yes">
        <source>%n tensor(s)</source>
        <translation>
            <numerusform>%n 个张量</numerusform>
        </translation>
    </message>
    <message>
        <source>cannot be read: %1</source>
        <translation>无法读取：%1</translation>
    </message>
    <message>
        <source>%1 NaN</source>
        <translation>%1 个 NaN</translation>
    </message>
    <message>
        <source>%1 infinite</source>
        <translation>%1 个无穷值</translation>
    </message>
    <message>
        <source>unusually large values for its kind (score %1)</source>
        <translation>数值比同类张量异常大（得分 %1）</translation>
    </message>
    <message>
        <source>unusually small values for its kind (score %1)</source>
        <translation>数值比同类张量异常小（得分 %1）</translation>
    </message>
    <message>
        <source>Kernels</source>
        <translation>卷积核与权重</translation>
    </message>
    <message>
        <source>Recurrent kernels</source>
        <translation>循环核</translation>
    </message>
    <message>
        <source>Embeddings</source>
        <translation>嵌入</translation>
    </message>
    <message>
        <source>Biases</source>
        <translation>偏置</translation>
    </message>
    <message>
        <source>Normalisation</source>
        <translation>归一化</translation>
    </message>
    <message>
        <source>Moving statistics</source>
        <translation>滑动统计量</translation>
    </message>
    <message>
        <source>Optimizer state</source>
        <translation>优化器状态</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
</context>
<context>
    <name>tensorgraft::ValuesPage</name>
    <message>
        <source>Copied.</source>
        <translation>已复制。</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>First rows</source>
        <translation>最前面的行</translation>
    </message>
    <message>
        <source>Rows before</source>
        <translation>前面的行</translation>
    </message>
    <message>
        <source>Page of rows</source>
        <translation>行页</translation>
    </message>
    <message>
        <source>Rows after</source>
        <translation>后面的行</translation>
    </message>
    <message>
        <source>Last rows</source>
        <translation>最后面的行</translation>
    </message>
    <message>
        <source>Axis of the rows</source>
        <translation>行所在的轴</translation>
    </message>
    <message>
        <source>Axis that runs downwards</source>
        <translation>向下延伸的轴</translation>
    </message>
    <message>
        <source>Axis of the columns</source>
        <translation>列所在的轴</translation>
    </message>
    <message>
        <source>Axis that runs to the right</source>
        <translation>向右延伸的轴</translation>
    </message>
    <message>
        <source>Swap rows and columns</source>
        <translation>交换行与列</translation>
    </message>
    <message>
        <source>Part of the tensor</source>
        <translation>张量的一部分</translation>
    </message>
    <message>
        <source>[0, :, 3:9]</source>
        <translation>[0, :, 3:9]</translation>
    </message>
    <message>
        <source>The part that is shown, as NumPy writes it: [0, :, 3:9]. Two axes may be ranges, the others are an index. Enter applies it.</source>
        <translation>所显示的部分，用 NumPy 写法：[0, :, 3:9]。可有两个轴为范围，其余各取一个索引。按回车应用。</translation>
    </message>
    <message>
        <source>Values of this type cannot be shown as numbers.</source>
        <translation>此类型的数值无法显示为数字。</translation>
    </message>
    <message>
        <source>This tensor is empty.</source>
        <translation>此张量为空。</translation>
    </message>
    <message>
        <source>of %1</source>
        <comment>page of rows</comment>
        <translation>/ %1</translation>
    </message>
    <message>
        <source>The first %1 of %2 columns are shown. Type a part to see others.</source>
        <translation>显示 %2 列中的前 %1 列。输入切片可查看其他列。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Two axes can be shown. Give the others an index, such as [0, :, 3:9].</source>
        <translation>只能显示两个轴。请给其余的轴指定索引，例如 [0, :, 3:9]。</translation>
    </message>
    <message>
        <source>This part is empty.</source>
        <translation>这一部分为空。</translation>
    </message>
    <message>
        <source>Too much to copy: save it as CSV instead.</source>
        <translation>内容太多，无法复制：请存为 CSV。</translation>
    </message>
</context>
</TS>
