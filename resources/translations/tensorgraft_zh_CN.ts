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
        <translation>可直接适配：%1</translation>
    </message>
    <message>
        <source>Fits after %1: %2 becomes %3</source>
        <translation>经 %1 后适配：%2 变为 %3</translation>
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
    <message numerus="yes">
        <source>%n tensor(s) fit after %1: %2</source>
        <translation>
            <numerusform>%n 个张量经 %1 后适配：%2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ErrorLine</name>
    <message>
        <source>at byte %1: </source>
        <translation>字节 %1 处：</translation>
    </message>
    <message>
        <source> (expected %1, found %2)</source>
        <translation>（应为 %1，实际为 %2）</translation>
    </message>
    <message>
        <source> (expected %1)</source>
        <translation>（应为 %1）</translation>
    </message>
    <message>
        <source> (found %1)</source>
        <translation>（实际为 %1）</translation>
    </message>
    <message>
        <source>. %1</source>
        <translation>。%1</translation>
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
        <translation>源与目标不匹配。</translation>
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
        <translation>%1 不匹配。</translation>
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
        <translation>无法得知其前面展平的特征图的高和宽</translation>
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
        <source>The file is damaged; get a fresh copy of it</source>
        <translation>文件已损坏；请获取一份新的副本</translation>
    </message>
    <message>
        <source>The file may have been cut or damaged on its way; fetch it again</source>
        <translation>文件可能在传输中被截断或损坏；请重新获取</translation>
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
    <message>
        <source>The file is truncated; copy or download it again</source>
        <translation>文件被截断；请重新复制或下载</translation>
    </message>
    <message>
        <source>the data lies outside of the file</source>
        <translation>数据位于文件之外</translation>
    </message>
    <message>
        <source>a file of %1 bytes</source>
        <translation>文件大小为 %1 字节</translation>
    </message>
    <message>
        <source>open the file</source>
        <translation>打开文件</translation>
    </message>
    <message>
        <source>look at the file</source>
        <translation>查看文件</translation>
    </message>
    <message>
        <source>read the file</source>
        <translation>读取文件</translation>
    </message>
    <message>
        <source>not a regular file</source>
        <translation>不是普通文件</translation>
    </message>
    <message>
        <source>Choose a weight file</source>
        <translation>请选择权重文件</translation>
    </message>
    <message>
        <source>%1 bytes, as when it was opened</source>
        <translation>%1 字节，与打开时相同</translation>
    </message>
    <message>
        <source>the end of the file</source>
        <translation>文件结尾</translation>
    </message>
    <message>
        <source>map the file</source>
        <translation>映射文件</translation>
    </message>
    <message>
        <source>the data lies outside of its part of the file</source>
        <translation>数据位于它所属的文件区段之外</translation>
    </message>
    <message>
        <source>line %1: a quote is opened and never closed</source>
        <translation>第 %1 行：引号没有闭合</translation>
    </message>
    <message>
        <source>Close it; a quote inside a quoted field is written twice</source>
        <translation>请闭合引号；引号内的引号要写两次</translation>
    </message>
    <message>
        <source>line %1: there is text after a closing quote</source>
        <translation>第 %1 行：结束引号之后还有文字</translation>
    </message>
    <message>
        <source>Put the whole field into quotes</source>
        <translation>请把整个字段放进引号</translation>
    </message>
    <message>
        <source>the file became shorter while it was being copied</source>
        <translation>复制过程中文件变短了</translation>
    </message>
    <message>
        <source>Another program may be writing it; wait for that to end and try again</source>
        <translation>可能有其他程序正在写入；等它结束后再试</translation>
    </message>
    <message>
        <source>create the file</source>
        <translation>创建文件</translation>
    </message>
    <message>
        <source>open the file for writing</source>
        <translation>打开文件以写入</translation>
    </message>
    <message>
        <source>write the file</source>
        <translation>写入文件</translation>
    </message>
    <message>
        <source>the file ends before its data</source>
        <translation>文件在数据结束之前就到头了</translation>
    </message>
    <message>
        <source>set the size of the file</source>
        <translation>设置文件大小</translation>
    </message>
    <message>
        <source>finish writing the file</source>
        <translation>完成文件写入</translation>
    </message>
    <message>
        <source>the file became unreadable while it was being read</source>
        <translation>读取过程中文件变得不可读</translation>
    </message>
    <message>
        <source>a shorter file or a disk error</source>
        <translation>文件变短或磁盘出错</translation>
    </message>
    <message>
        <source>the compressed data ends before its declared size</source>
        <translation>压缩数据未达到声明的大小就结束了</translation>
    </message>
    <message>
        <source>the compressed data is longer than its declared size</source>
        <translation>压缩数据超过了声明的大小</translation>
    </message>
    <message>
        <source>the compressed data does not end</source>
        <translation>压缩数据没有结束</translation>
    </message>
    <message>
        <source>the checksum (CRC-32) does not match</source>
        <translation>校验和（CRC-32）不匹配</translation>
    </message>
    <message>
        <source>the compressed data is damaged</source>
        <translation>压缩数据已损坏</translation>
    </message>
    <message>
        <source>a read passes the end</source>
        <translation>读取越过了结尾</translation>
    </message>
    <message>
        <source>end of group</source>
        <translation>组结束标记</translation>
    </message>
    <message>
        <source>unknown wire type</source>
        <translation>未知的 wire 类型</translation>
    </message>
    <message>
        <source>the tag of a field cannot be read</source>
        <translation>无法读取字段的标签</translation>
    </message>
    <message>
        <source>a varint of at most ten bytes inside the message</source>
        <translation>消息之内、最多十个字节的 varint</translation>
    </message>
    <message>
        <source>%1 bytes up to the end of the message</source>
        <translation>到消息结尾还有 %1 字节</translation>
    </message>
    <message>
        <source>a field has a number that does not exist</source>
        <translation>字段的编号不存在</translation>
    </message>
    <message>
        <source>a field has a wire type that does not exist</source>
        <translation>字段的 wire 类型不存在</translation>
    </message>
    <message>
        <source>a varint cannot be read</source>
        <translation>无法读取 varint</translation>
    </message>
    <message>
        <source>at most ten bytes, inside the message</source>
        <translation>消息之内，最多十个字节</translation>
    </message>
    <message>
        <source>a field reaches past the end of its message</source>
        <translation>字段越过了所在消息的结尾</translation>
    </message>
    <message>
        <source>a number reaches past the end of its message</source>
        <translation>数字越过了所在消息的结尾</translation>
    </message>
    <message>
        <source>a group ends that was not begun</source>
        <translation>结束了一个从未开始的组</translation>
    </message>
    <message>
        <source>a field</source>
        <translation>一个字段</translation>
    </message>
    <message>
        <source>the end of group %1</source>
        <translation>组 %1 的结束标记</translation>
    </message>
    <message>
        <source>a group does not end</source>
        <translation>组没有结束</translation>
    </message>
    <message>
        <source>the end of the message</source>
        <translation>消息结尾</translation>
    </message>
    <message>
        <source>the wrong group ends</source>
        <translation>结束的不是对应的组</translation>
    </message>
    <message>
        <source>groups are nested too deeply</source>
        <translation>组的嵌套太深</translation>
    </message>
    <message>
        <source>the encoded message is too large to be read at once</source>
        <translation>编码后的消息太大，无法一次读取</translation>
    </message>
    <message>
        <source>a block of the table is too short</source>
        <translation>表的一个块太短</translation>
    </message>
    <message>
        <source>at least 4 bytes</source>
        <translation>至少 4 个字节</translation>
    </message>
    <message>
        <source>the restart points of a block do not fit into it</source>
        <translation>块的重启点放不进块内</translation>
    </message>
    <message>
        <source>a restart point of a block is impossible</source>
        <translation>块的重启点不合理</translation>
    </message>
    <message>
        <source>ascending offsets from 0 on, below %1</source>
        <translation>从 0 开始递增、小于 %1 的偏移</translation>
    </message>
    <message>
        <source>the place of %1 cannot be read</source>
        <translation>无法读取%1的位置</translation>
    </message>
    <message>
        <source>two varints of at most 10 bytes</source>
        <translation>两个最多 10 字节的 varint</translation>
    </message>
    <message>
        <source>a number that does not end</source>
        <translation>没有结束的数字</translation>
    </message>
    <message>
        <source>%1 lies outside of the file</source>
        <translation>%1位于文件之外</translation>
    </message>
    <message>
        <source>a block that ends before byte %1</source>
        <translation>在字节 %1 之前结束的块</translation>
    </message>
    <message>
        <source>the checksum of %1 is wrong</source>
        <translation>%1的校验和不正确</translation>
    </message>
    <message>
        <source>%1 is compressed in an unknown way</source>
        <translation>%1的压缩方式未知</translation>
    </message>
    <message>
        <source>none (0) or Snappy (1)</source>
        <translation>无压缩 (0) 或 Snappy (1)</translation>
    </message>
    <message>
        <source>The file was written by a newer program than this one knows</source>
        <translation>写入该文件的程序比本程序所支持的更新</translation>
    </message>
    <message>
        <source>the Snappy data of %1 claims an impossible length</source>
        <translation>%1的 Snappy 数据声明的长度不合理</translation>
    </message>
    <message>
        <source>the Snappy data of %1 cannot be unpacked</source>
        <translation>%1的 Snappy 数据无法解压</translation>
    </message>
    <message>
        <source>a Snappy stream that unpacks to %1 bytes</source>
        <translation>解压为 %1 字节的 Snappy 流</translation>
    </message>
    <message>
        <source>a stream that does not, of %1 bytes</source>
        <translation>%1 字节、不符合该要求的流</translation>
    </message>
    <message>
        <source>the file does not end as a table does</source>
        <translation>文件结尾不是表应有的结尾</translation>
    </message>
    <message>
        <source>the magic number of an SSTable</source>
        <translation>SSTable 的魔数</translation>
    </message>
    <message>
        <source>other bytes</source>
        <translation>其他字节</translation>
    </message>
    <message>
        <source>the table&apos;s metaindex</source>
        <translation>表的元索引</translation>
    </message>
    <message>
        <source>the table&apos;s index</source>
        <translation>表的索引</translation>
    </message>
    <message>
        <source>a block of the table</source>
        <translation>表的一个块</translation>
    </message>
    <message>
        <source>blocks of the table overlap</source>
        <translation>表的块互相重叠</translation>
    </message>
    <message>
        <source>a block from byte %1 on</source>
        <translation>从字节 %1 开始的块</translation>
    </message>
    <message>
        <source>block %1 of the table</source>
        <translation>表的块 %1</translation>
    </message>
    <message>
        <source>an entry of the table cannot be read</source>
        <translation>无法读取表的一个条目</translation>
    </message>
    <message>
        <source>three varints of at most 32 bits</source>
        <translation>三个最多 32 位的 varint</translation>
    </message>
    <message>
        <source>a number that does not end or is too large</source>
        <translation>没有结束或过大的数字</translation>
    </message>
    <message>
        <source>an entry of the table passes the end of its block</source>
        <translation>表的条目越过了所在块的结尾</translation>
    </message>
    <message>
        <source>at most %1 bytes of the last key and %2 bytes of the block</source>
        <translation>最多取上一个键的 %1 字节和块的 %2 字节</translation>
    </message>
    <message>
        <source>the keys of the table expand to more than its bytes can hold</source>
        <translation>表的键展开后超过了其字节所能容纳的量</translation>
    </message>
    <message>
        <source>at most %1 times the file</source>
        <translation>最多为文件的 %1 倍</translation>
    </message>
    <message>
        <source>the keys of the table are not in order</source>
        <translation>表的键没有按顺序排列</translation>
    </message>
    <message>
        <source>ascending keys</source>
        <translation>递增的键</translation>
    </message>
    <message>
        <source>the keys of a table must ascend</source>
        <translation>表的键必须递增</translation>
    </message>
    <message>
        <source>the table cannot be built</source>
        <translation>无法构建表</translation>
    </message>
    <message>
        <source>damaged zip archive: &apos;%1&apos; %2</source>
        <translation>zip 归档已损坏：“%1”%2</translation>
    </message>
    <message>
        <source>lies outside the file</source>
        <translation>位于文件之外</translation>
    </message>
    <message>
        <source>has no local header where the table of contents says</source>
        <translation>在目录所指的位置没有本地头</translation>
    </message>
    <message>
        <source>has a local header that passes the end of the file</source>
        <translation>的本地头越过了文件结尾</translation>
    </message>
    <message>
        <source>has another name in its local header</source>
        <translation>在本地头中的名称不同</translation>
    </message>
    <message>
        <source>has another compression in its local header</source>
        <translation>在本地头中的压缩方式不同</translation>
    </message>
    <message>
        <source>has another size or checksum in its local header</source>
        <translation>在本地头中的大小或校验和不同</translation>
    </message>
    <message>
        <source>passes the table of contents</source>
        <translation>越过了目录</translation>
    </message>
    <message>
        <source>is stored but declares two sizes</source>
        <translation>未压缩存储，却声明了两个大小</translation>
    </message>
    <message>
        <source>declares a size that its data cannot unfold to</source>
        <translation>声明的大小是其数据不可能解压出来的</translation>
    </message>
    <message>
        <source>occurs twice</source>
        <translation>出现了两次</translation>
    </message>
    <message>
        <source>overlaps the entry behind it</source>
        <translation>与其后的条目重叠</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is compressed in an unknown way</source>
        <translation>“%1”的压缩方式未知</translation>
    </message>
    <message>
        <source>method 0 (stored) or 8 (deflate)</source>
        <translation>方法 0（不压缩）或 8（deflate）</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is too large to be read at once</source>
        <translation>“%1”太大，无法一次读取</translation>
    </message>
    <message>
        <source>has the wrong checksum (CRC-32)</source>
        <translation>的校验和（CRC-32）不正确</translation>
    </message>
    <message>
        <source>an end-of-central-directory record</source>
        <translation>中央目录结束记录</translation>
    </message>
    <message>
        <source>damaged zip archive: %1</source>
        <translation>zip 归档已损坏：%1</translation>
    </message>
    <message>
        <source>the zip archive is split over several disks</source>
        <translation>zip 归档分布在多张磁盘上</translation>
    </message>
    <message>
        <source>the ZIP64 end record is missing</source>
        <translation>缺少 ZIP64 结束记录</translation>
    </message>
    <message>
        <source>the table of contents lies outside the file</source>
        <translation>目录位于文件之外</translation>
    </message>
    <message>
        <source>the table of contents has an absurd size</source>
        <translation>目录的大小不合理</translation>
    </message>
    <message>
        <source>an entry of the table of contents is missing</source>
        <translation>目录缺少一个条目</translation>
    </message>
    <message>
        <source>an entry of the table of contents is cut off</source>
        <translation>目录的一个条目被截断</translation>
    </message>
    <message>
        <source>the ZIP64 sizes of &apos;%1&apos; are cut off</source>
        <translation>“%1”的 ZIP64 大小被截断</translation>
    </message>
    <message>
        <source>&apos;%1&apos; lies outside the file</source>
        <translation>“%1”位于文件之外</translation>
    </message>
    <message>
        <source>the zip archive is encrypted</source>
        <translation>zip 归档已加密</translation>
    </message>
    <message>
        <source>a name is too long for a zip archive</source>
        <translation>名称太长，zip 归档无法容纳</translation>
    </message>
    <message>
        <source>the extra field of a zip entry is too long</source>
        <translation>zip 条目的扩展字段太长</translation>
    </message>
    <message>
        <source>The other blobs of the model are usable</source>
        <translation>模型的其他 blob 仍可使用</translation>
    </message>
    <message>
        <source>the shape of a blob is impossible</source>
        <translation>blob 的形状不合理</translation>
    </message>
    <message>
        <source>at most 32 sizes of 0 or more</source>
        <translation>最多 32 个不小于 0 的大小</translation>
    </message>
    <message>
        <source>another shape</source>
        <translation>另一种形状</translation>
    </message>
    <message>
        <source>the values of a blob are not stored as one packed run</source>
        <translation>blob 的值没有存成一段连续的 packed 数据</translation>
    </message>
    <message>
        <source>one run</source>
        <translation>一段</translation>
    </message>
    <message>
        <source>a blob has another number of bytes than its shape asks for</source>
        <translation>blob 的字节数与其形状不符</translation>
    </message>
    <message>
        <source>the file is no Caffe model</source>
        <translation>该文件不是 Caffe 模型</translation>
    </message>
    <message>
        <source>a NetParameter with layers</source>
        <translation>含有层的 NetParameter</translation>
    </message>
    <message>
        <source>MXNet parameters</source>
        <translation>MXNet 参数</translation>
    </message>
    <message>
        <source>the list of arrays ends too early</source>
        <translation>数组列表过早结束</translation>
    </message>
    <message>
        <source>an array has too many axes</source>
        <translation>数组的轴太多</translation>
    </message>
    <message>
        <source>the shape of an array is impossible</source>
        <translation>数组的形状不合理</translation>
    </message>
    <message>
        <source>sparse arrays cannot be read</source>
        <translation>无法读取稀疏数组</translation>
    </message>
    <message>
        <source>dense storage</source>
        <translation>稠密存储</translation>
    </message>
    <message>
        <source>Save the parameters densely in MXNet</source>
        <translation>请在 MXNet 中以稠密方式保存参数</translation>
    </message>
    <message>
        <source>an array is of a type that is not known</source>
        <translation>数组的类型未知</translation>
    </message>
    <message>
        <source>an array reaches past the end of the file</source>
        <translation>数组越过了文件结尾</translation>
    </message>
    <message>
        <source>the file is no list of MXNet arrays</source>
        <translation>该文件不是 MXNet 数组列表</translation>
    </message>
    <message>
        <source>the list claims more arrays than fit the file</source>
        <translation>列表声明的数组比文件能容纳的多</translation>
    </message>
    <message>
        <source>the list has another number of names than arrays</source>
        <translation>列表中名称与数组的数目不同</translation>
    </message>
    <message>
        <source>the folder is no sharded safetensors model</source>
        <translation>该文件夹不是分片的 safetensors 模型</translation>
    </message>
    <message>
        <source>exactly one *.safetensors.index.json</source>
        <translation>恰好一个 *.safetensors.index.json</translation>
    </message>
    <message>
        <source>Choose the index or one of the shards</source>
        <translation>请选择索引或其中一个分片</translation>
    </message>
    <message>
        <source>a size or offset is negative</source>
        <translation>大小或偏移是负数</translation>
    </message>
    <message>
        <source>a number from 0 on</source>
        <translation>不小于 0 的数字</translation>
    </message>
    <message>
        <source>a size or offset is no whole number</source>
        <translation>大小或偏移不是整数</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>整数</translation>
    </message>
    <message>
        <source>a field of a tensor has the wrong type</source>
        <translation>张量的某个字段类型不对</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>&apos;__metadata__&apos; holds more than text</source>
        <translation>“__metadata__”中不只有文本</translation>
    </message>
    <message>
        <source>text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>a tensor is described incompletely</source>
        <translation>张量的描述不完整</translation>
    </message>
    <message>
        <source>dtype, shape and data_offsets</source>
        <translation>dtype、shape 和 data_offsets</translation>
    </message>
    <message>
        <source>no data_offsets</source>
        <translation>没有 data_offsets</translation>
    </message>
    <message>
        <source>no shape</source>
        <translation>没有 shape</translation>
    </message>
    <message>
        <source>no shape no data_offsets</source>
        <translation>没有 shape 和 data_offsets</translation>
    </message>
    <message>
        <source>no dtype</source>
        <translation>没有 dtype</translation>
    </message>
    <message>
        <source>no dtype no data_offsets</source>
        <translation>没有 dtype 和 data_offsets</translation>
    </message>
    <message>
        <source>no dtype no shape</source>
        <translation>没有 dtype 和 shape</translation>
    </message>
    <message>
        <source>no dtype no shape no data_offsets</source>
        <translation>没有 dtype、shape 和 data_offsets</translation>
    </message>
    <message>
        <source>the header has this name twice</source>
        <translation>文件头中该名称出现了两次</translation>
    </message>
    <message>
        <source>each name once</source>
        <translation>每个名称只出现一次</translation>
    </message>
    <message>
        <source>the header has a field twice</source>
        <translation>文件头中有字段出现了两次</translation>
    </message>
    <message>
        <source>each field once</source>
        <translation>每个字段只出现一次</translation>
    </message>
    <message>
        <source>a list of numbers holds another list</source>
        <translation>数字列表中含有另一个列表</translation>
    </message>
    <message>
        <source>numbers</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>the header has a list at a wrong place</source>
        <translation>文件头中列表出现在不该出现的位置</translation>
    </message>
    <message>
        <source>a size is too large</source>
        <translation>大小太大</translation>
    </message>
    <message>
        <source>below 2^63</source>
        <translation>小于 2^63</translation>
    </message>
    <message>
        <source>data_offsets is no pair</source>
        <translation>data_offsets 不是一对数字</translation>
    </message>
    <message>
        <source>2 numbers</source>
        <translation>2 个数字</translation>
    </message>
    <message>
        <source>a JSON object</source>
        <translation>JSON 对象</translation>
    </message>
    <message>
        <source>a list of sizes</source>
        <translation>大小列表</translation>
    </message>
    <message>
        <source>a pair of offsets</source>
        <translation>一对偏移</translation>
    </message>
    <message>
        <source>the header is no JSON object</source>
        <translation>文件头不是 JSON 对象</translation>
    </message>
    <message>
        <source>another value</source>
        <translation>其他值</translation>
    </message>
    <message>
        <source>an entry of the header is no object</source>
        <translation>文件头中有条目不是对象</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>data_offsets end before they begin</source>
        <translation>data_offsets 的终点在起点之前</translation>
    </message>
    <message>
        <source>an end of at most %1 after the header</source>
        <translation>终点不超过文件头之后的 %1</translation>
    </message>
    <message>
        <source>shape and dtype do not fit the stored bytes</source>
        <translation>shape 和 dtype 与存储的字节不符</translation>
    </message>
    <message>
        <source>a size below 2^63</source>
        <translation>小于 2^63 的大小</translation>
    </message>
    <message>
        <source>below 2^63 elements</source>
        <translation>少于 2^63 个元素</translation>
    </message>
    <message>
        <source>there is a hole before this tensor</source>
        <translation>该张量之前有空洞</translation>
    </message>
    <message>
        <source>the tensor overlaps the one before it</source>
        <translation>该张量与前一个张量重叠</translation>
    </message>
    <message>
        <source>bytes after the last tensor belong to none</source>
        <translation>最后一个张量之后的字节不属于任何张量</translation>
    </message>
    <message>
        <source>the file is too short for a safetensors header</source>
        <translation>文件太短，放不下 safetensors 文件头</translation>
    </message>
    <message>
        <source>at least 8 bytes</source>
        <translation>至少 8 个字节</translation>
    </message>
    <message>
        <source>the header claims to be larger than any that is allowed</source>
        <translation>文件头声明的大小超过了允许的上限</translation>
    </message>
    <message>
        <source>the header claims to be larger than the file</source>
        <translation>文件头声明的大小超过了文件本身</translation>
    </message>
    <message>
        <source>a header of at most %1</source>
        <translation>不超过 %1 的文件头</translation>
    </message>
    <message>
        <source>The file is damaged, was not written completely or is no safetensors file</source>
        <translation>文件已损坏、没有写完整，或不是 safetensors 文件</translation>
    </message>
    <message>
        <source>The file is damaged or was written by a faulty program</source>
        <translation>文件已损坏，或由有缺陷的程序写出</translation>
    </message>
    <message>
        <source>a name or metadata text is not UTF-8, which safetensors demands</source>
        <translation>有名称或元数据文本不是 UTF-8，而 safetensors 要求 UTF-8</translation>
    </message>
    <message>
        <source>Choose another output format or rename the tensor</source>
        <translation>请选择其他输出格式，或给张量改名</translation>
    </message>
    <message>
        <source>the header would be larger than safetensors allows</source>
        <translation>文件头会超过 safetensors 允许的大小</translation>
    </message>
    <message>
        <source>Write several files (shards) instead</source>
        <translation>请改为写成多个文件（分片）</translation>
    </message>
    <message>
        <source>the index has this name twice</source>
        <translation>索引中该名称出现了两次</translation>
    </message>
    <message>
        <source>weight_map gives no file name for this tensor</source>
        <translation>weight_map 没有给出该张量的文件名</translation>
    </message>
    <message>
        <source>weight_map is no object</source>
        <translation>weight_map 不是对象</translation>
    </message>
    <message>
        <source>Fetch the index again; the shards can also be opened one by one</source>
        <translation>请重新获取索引；各分片也可以逐个打开</translation>
    </message>
    <message>
        <source>the JSON is no index of a sharded safetensors model</source>
        <translation>该 JSON 不是分片 safetensors 模型的索引</translation>
    </message>
    <message>
        <source>an object &apos;weight_map&apos;</source>
        <translation>名为 weight_map 的对象</translation>
    </message>
    <message>
        <source>the index names a file outside its folder</source>
        <translation>索引指向了所在文件夹之外的文件</translation>
    </message>
    <message>
        <source>the name of a file beside the index</source>
        <translation>索引旁边某个文件的名称</translation>
    </message>
    <message>
        <source>Do not use this index: it may have been made to reach other files</source>
        <translation>请勿使用该索引：它可能是为了触及其他文件而制作的</translation>
    </message>
    <message>
        <source>the index cannot be rewritten</source>
        <translation>索引无法改写</translation>
    </message>
    <message>
        <source>a name is not UTF-8, which safetensors demands</source>
        <translation>有名称不是 UTF-8，而 safetensors 要求 UTF-8</translation>
    </message>
    <message>
        <source>elements of the type &apos;%1&apos; cannot be read</source>
        <translation>无法读取“%1”类型的元素</translation>
    </message>
    <message>
        <source>the index is too large</source>
        <translation>索引太大</translation>
    </message>
    <message>
        <source>the index is of a model in another format</source>
        <translation>该索引属于其他格式的模型</translation>
    </message>
    <message>
        <source>shards named *.safetensors</source>
        <translation>名为 *.safetensors 的分片</translation>
    </message>
    <message>
        <source>Open the shards one by one</source>
        <translation>请逐个打开分片</translation>
    </message>
    <message>
        <source>The other shards are usable; fetch this one again. %1</source>
        <translation>其他分片可以使用；请重新获取这一个。%1</translation>
    </message>
    <message>
        <source>in &apos;%1&apos;, which cannot be read</source>
        <translation>位于无法读取的“%1”中</translation>
    </message>
    <message>
        <source>the index places a tensor in a shard that does not hold it</source>
        <translation>索引把某个张量归入了并不含有它的分片</translation>
    </message>
    <message>
        <source>Index and shards are of different models or versions; fetch them again</source>
        <translation>索引与分片来自不同的模型或版本；请重新获取</translation>
    </message>
    <message>
        <source>the shard holds tensors that the index does not place in it</source>
        <translation>分片中有索引没有归入它的张量</translation>
    </message>
    <message>
        <source>%1 tensors, which are not shown</source>
        <translation>%1 个张量没有显示</translation>
    </message>
    <message>
        <source>safetensors has no such data type</source>
        <translation>safetensors 没有这种数据类型</translation>
    </message>
    <message>
        <source>float, integer, bool or complex64</source>
        <translation>浮点、整数、布尔或 complex64</translation>
    </message>
    <message>
        <source>Cast the tensor to a type that safetensors has, or choose another output format</source>
        <translation>请把张量转换为 safetensors 支持的类型，或选择其他输出格式</translation>
    </message>
    <message>
        <source>safetensors reserves this name</source>
        <translation>safetensors 保留了这个名称</translation>
    </message>
    <message>
        <source>the model cannot be rewritten because one of its shards cannot be read</source>
        <translation>模型无法改写，因为它的一个分片无法读取</translation>
    </message>
    <message>
        <source>Fetch the shard again, or export the tensors that are there to a new file</source>
        <translation>请重新获取该分片，或把现有的张量导出到新文件</translation>
    </message>
    <message>
        <source>the model cannot be rewritten because a tensor is missing in it</source>
        <translation>模型无法改写，因为其中缺少一个张量</translation>
    </message>
    <message>
        <source>Index and shards do not fit each other; fetch them again</source>
        <translation>索引与分片不匹配；请重新获取</translation>
    </message>
    <message>
        <source>a truth value</source>
        <translation>布尔值</translation>
    </message>
    <message>
        <source>the skeleton is of a later version</source>
        <translation>该骨架文件来自更新的版本</translation>
    </message>
    <message>
        <source>version 1</source>
        <translation>版本 1</translation>
    </message>
    <message>
        <source>Update the program</source>
        <translation>请更新本程序</translation>
    </message>
    <message>
        <source>the data type is not known</source>
        <translation>数据类型未知</translation>
    </message>
    <message>
        <source>a NumPy name such as float32, or a GGUF one such as Q4_K</source>
        <translation>NumPy 名称如 float32，或 GGUF 名称如 Q4_K</translation>
    </message>
    <message>
        <source>a shape holds more than sizes</source>
        <translation>形状中不只有大小</translation>
    </message>
    <message>
        <source>whole numbers</source>
        <translation>若干整数</translation>
    </message>
    <message>
        <source>name and shape</source>
        <translation>name 和 shape</translation>
    </message>
    <message>
        <source>no name</source>
        <translation>没有 name</translation>
    </message>
    <message>
        <source>the list of tensors holds something else</source>
        <translation>张量列表中有其他内容</translation>
    </message>
    <message>
        <source>objects</source>
        <translation>若干对象</translation>
    </message>
    <message>
        <source>a size is not known or no whole number</source>
        <translation>某个大小未知或不是整数</translation>
    </message>
    <message>
        <source>a whole number from 0 on</source>
        <translation>不小于 0 的整数</translation>
    </message>
    <message>
        <source>A skeleton is {&quot;skeleton&quot;: 1, &quot;tensors&quot;: [{&quot;name&quot;, &quot;shape&quot;, &quot;dtype&quot;}]}</source>
        <translation>骨架文件的形式是 {&quot;skeleton&quot;: 1, &quot;tensors&quot;: [{&quot;name&quot;, &quot;shape&quot;, &quot;dtype&quot;}]}</translation>
    </message>
    <message>
        <source>the JSON is no skeleton</source>
        <translation>该 JSON 不是骨架文件</translation>
    </message>
    <message>
        <source>{&quot;skeleton&quot;: 1, &quot;tensors&quot;: [...]} or {name: shape}</source>
        <translation>形如 {&quot;skeleton&quot;: 1, &quot;tensors&quot;: [...]} 或 {name: shape} 的 JSON</translation>
    </message>
    <message>
        <source>JSON of another kind</source>
        <translation>另一种 JSON</translation>
    </message>
    <message>
        <source>the skeleton has this name twice</source>
        <translation>骨架文件中该名称出现了两次</translation>
    </message>
    <message>
        <source>Give each tensor a name of its own</source>
        <translation>请给每个张量各自的名称</translation>
    </message>
    <message>
        <source>Skeleton (names and shapes)</source>
        <translation>骨架文件（名称和形状）</translation>
    </message>
    <message>
        <source>the list or configuration is too large</source>
        <translation>列表或配置太大</translation>
    </message>
    <message>
        <source>Write a skeleton or a map {name: shape}, which may be larger</source>
        <translation>请写成骨架文件或 {name: shape} 映射，它们可以更大</translation>
    </message>
    <message>
        <source>the skeleton is too large</source>
        <translation>骨架文件太大</translation>
    </message>
    <message>
        <source>a name is not UTF-8, which JSON demands</source>
        <translation>有名称不是 UTF-8，而 JSON 要求 UTF-8</translation>
    </message>
    <message>
        <source>the shape is no list of sizes</source>
        <translation>形状不是大小列表</translation>
    </message>
    <message>
        <source>the data type &apos;%1&apos; is not known</source>
        <translation>数据类型“%1”未知</translation>
    </message>
    <message>
        <source>a NumPy name such as float32</source>
        <translation>NumPy 名称，例如 float32</translation>
    </message>
    <message>
        <source>this Keras model does not list its layers</source>
        <translation>该 Keras 模型没有列出它的层</translation>
    </message>
    <message>
        <source>a skeleton, {name: shape}, a list of [name, shape], or model.to_json() of a Sequential or functional model</source>
        <translation>骨架文件、{name: shape}、[name, shape] 列表，或顺序模型、函数式模型的 model.to_json()</translation>
    </message>
    <message>
        <source>the configuration of a subclassed model</source>
        <translation>子类化模型的配置</translation>
    </message>
    <message>
        <source>Save the names and shapes of model.weights instead</source>
        <translation>请改为保存 model.weights 的名称和形状</translation>
    </message>
    <message>
        <source>The guide has the three lines of Python that write one</source>
        <translation>用户指南中有三行 Python 可以写出骨架文件</translation>
    </message>
    <message>
        <source>elements of this type have no norms</source>
        <translation>这种类型的元素没有范数</translation>
    </message>
    <message>
        <source>the axis has too many channels to list their norms</source>
        <translation>该轴的通道太多，无法列出各通道的范数</translation>
    </message>
    <message>
        <source>the shapes differ, there is nothing to compare element by element</source>
        <translation>形状不同，无法逐元素比较</translation>
    </message>
    <message>
        <source>elements of this type cannot be compared</source>
        <translation>这种类型的元素无法比较</translation>
    </message>
    <message>
        <source>a matrix with NaN or infinite values has no singular values</source>
        <translation>含有 NaN 或无穷值的矩阵没有奇异值</translation>
    </message>
    <message>
        <source>the singular values of this matrix could not be found</source>
        <translation>无法求出该矩阵的奇异值</translation>
    </message>
    <message>
        <source>elements of this type have no quantiles</source>
        <translation>这种类型的元素没有分位数</translation>
    </message>
    <message>
        <source>only real numbers have a spectrum here</source>
        <translation>这里只有实数才有谱</translation>
    </message>
    <message>
        <source>the tensor is empty</source>
        <translation>张量是空的</translation>
    </message>
    <message>
        <source>the matrix is too large for its singular values: they would take many minutes</source>
        <translation>矩阵太大，计算奇异值需要很多分钟</translation>
    </message>
    <message>
        <source>a shorter side of at most %1</source>
        <translation>较短边最多为 %1</translation>
    </message>
    <message>
        <source>Choose another axis, or look at the norms of the channels</source>
        <translation>换一个轴，或改看各通道的范数</translation>
    </message>
    <message>
        <source>at most %1 values with a side of %2</source>
        <translation>最多 %1 个值，边长 %2</translation>
    </message>
    <message>
        <source>the tensor is too large to be taken as a matrix in memory</source>
        <translation>张量太大，无法作为矩阵放入内存</translation>
    </message>
    <message>
        <source>at most %1 values</source>
        <translation>最多 %1 个值</translation>
    </message>
    <message>
        <source>there are no statistics of elements of this type</source>
        <translation>这种类型的元素没有统计量</translation>
    </message>
    <message>
        <source>A slice is written as NumPy writes it, for example &quot;[0, :, 3:9]&quot;</source>
        <translation>切片按 NumPy 的写法，例如 &quot;[0, :, 3:9]&quot;</translation>
    </message>
    <message>
        <source>not an index or a range</source>
        <translation>不是索引也不是范围</translation>
    </message>
    <message>
        <source>the index is outside axis %1</source>
        <translation>索引超出了轴 %1</translation>
    </message>
    <message>
        <source>a range has at most start, stop and step</source>
        <translation>范围最多由起点、终点和步长组成</translation>
    </message>
    <message>
        <source>not a range</source>
        <translation>不是范围</translation>
    </message>
    <message>
        <source>the step must be 1 or more</source>
        <translation>步长必须不小于 1</translation>
    </message>
    <message>
        <source>a bracket is missing</source>
        <translation>缺少方括号</translation>
    </message>
    <message>
        <source>only one &apos;...&apos; can stand in a slice</source>
        <translation>切片中只能有一个 &apos;...&apos;</translation>
    </message>
    <message>
        <source>the slice has more axes than the tensor</source>
        <translation>切片的轴数多于张量</translation>
    </message>
    <message>
        <source>at most %1 for shape %2</source>
        <translation>形状 %2 最多 %1 个</translation>
    </message>
    <message>
        <source>values of type %1 cannot be shown as numbers</source>
        <translation>%1 类型的值无法显示为数字</translation>
    </message>
    <message>
        <source>the part is too large to be shown at once</source>
        <translation>这一部分太大，无法一次显示</translation>
    </message>
    <message>
        <source>Choose a smaller part</source>
        <translation>请选择较小的部分</translation>
    </message>
    <message>
        <source>the elements of this tensor are not numbers</source>
        <translation>该张量的元素不是数字</translation>
    </message>
    <message>
        <source>Too many files are open; raise the limit (ulimit -n)</source>
        <translation>打开的文件太多；请提高上限 (ulimit -n)</translation>
    </message>
    <message>
        <source>%1 files cannot be rewritten</source>
        <translation>%1 文件无法改写</translation>
    </message>
    <message>
        <source>Choose another output format; `tensorgraft formats` lists those that can be written</source>
        <translation>请选择其他输出格式；`tensorgraft formats` 列出可写的格式</translation>
    </message>
    <message>
        <source>new files of the format &apos;%1&apos; cannot be written</source>
        <translation>无法写出“%1”格式的新文件</translation>
    </message>
    <message>
        <source>the tensor is too large to be read at once</source>
        <translation>张量太大，无法一次读取</translation>
    </message>
    <message>
        <source>dequantised from %1</source>
        <translation>由 %1 反量化</translation>
    </message>
    <message>
        <source>the range lies outside of the tensor</source>
        <translation>范围位于张量之外</translation>
    </message>
    <message>
        <source>create the folder</source>
        <translation>创建文件夹</translation>
    </message>
    <message>
        <source>the bytes given for a tensor do not fit it</source>
        <translation>给张量的字节与它不符</translation>
    </message>
    <message>
        <source>a JPEG picture</source>
        <translation>JPEG 图片</translation>
    </message>
    <message>
        <source>a PNG picture</source>
        <translation>PNG 图片</translation>
    </message>
    <message>
        <source>a GIF picture</source>
        <translation>GIF 图片</translation>
    </message>
    <message>
        <source>a PDF document</source>
        <translation>PDF 文档</translation>
    </message>
    <message>
        <source>a gzip archive</source>
        <translation>gzip 归档</translation>
    </message>
    <message>
        <source>a bzip2 archive</source>
        <translation>bzip2 归档</translation>
    </message>
    <message>
        <source>an xz archive</source>
        <translation>xz 归档</translation>
    </message>
    <message>
        <source>a zstd archive</source>
        <translation>zstd 归档</translation>
    </message>
    <message>
        <source>a zip archive</source>
        <translation>zip 归档</translation>
    </message>
    <message>
        <source>a program or library (ELF)</source>
        <translation>程序或库 (ELF)</translation>
    </message>
    <message>
        <source>a web page (a failed download?)</source>
        <translation>网页（下载失败？）</translation>
    </message>
    <message>
        <source>a Git LFS pointer: the file itself was not downloaded</source>
        <translation>Git LFS 指针：文件本身没有下载</translation>
    </message>
    <message>
        <source>a bare pickle</source>
        <translation>裸 pickle</translation>
    </message>
    <message>
        <source>a GGUF model</source>
        <translation>GGUF 模型</translation>
    </message>
    <message>
        <source>JSON text</source>
        <translation>JSON 文本</translation>
    </message>
    <message>
        <source>an empty file</source>
        <translation>空文件</translation>
    </message>
    <message>
        <source>plain text</source>
        <translation>纯文本</translation>
    </message>
    <message>
        <source>unknown bytes</source>
        <translation>未知字节</translation>
    </message>
    <message>
        <source>a weight file, or a folder that one of `tensorgraft formats` describes</source>
        <translation>权重文件，或 `tensorgraft formats` 所列的某种文件夹</translation>
    </message>
    <message>
        <source>a folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Choose the weight file inside the folder</source>
        <translation>请选择文件夹中的权重文件</translation>
    </message>
    <message>
        <source>the file is in no format that the program knows</source>
        <translation>本程序不认识该文件的格式</translation>
    </message>
    <message>
        <source>a weight file (`tensorgraft formats` lists them)</source>
        <translation>权重文件（`tensorgraft formats` 列出支持的格式）</translation>
    </message>
    <message>
        <source>Choose a weight file; if this should be one, it may have been cut or damaged on its way</source>
        <translation>请选择权重文件；如果它本该是权重文件，可能在传输中被截断或损坏</translation>
    </message>
    <message>
        <source>the strides do not fit the shape</source>
        <translation>步幅与形状不符</translation>
    </message>
    <message>
        <source>the tensor&apos;s shape is impossible</source>
        <translation>张量的形状不合理</translation>
    </message>
    <message>
        <source>fewer than 2^63 elements and no negative size</source>
        <translation>少于 2^63 个元素，且没有负的大小</translation>
    </message>
    <message>
        <source>data that ends at byte %1</source>
        <translation>在字节 %1 处结束的数据</translation>
    </message>
    <message>
        <source>this tensor has no values to read</source>
        <translation>该张量没有可读的值</translation>
    </message>
    <message>
        <source>A skeleton describes shapes only; open the file that holds the weights</source>
        <translation>骨架文件只描述形状；请打开含有权重的文件</translation>
    </message>
    <message>
        <source>two tensors to be written share bytes of the file</source>
        <translation>要写入的两个张量共用文件中的同一段字节</translation>
    </message>
    <message>
        <source>Write one of them only</source>
        <translation>请只写其中一个</translation>
    </message>
    <message>
        <source>the name of the output does not tell its format</source>
        <translation>从输出文件名看不出格式</translation>
    </message>
    <message>
        <source>there is no format &apos;%1&apos;</source>
        <translation>没有格式“%1”</translation>
    </message>
    <message>
        <source>Name a format with --format; `tensorgraft formats` lists them</source>
        <translation>请用 --format 指定格式；`tensorgraft formats` 列出各种格式</translation>
    </message>
    <message>
        <source>values of type %1 are not exported</source>
        <translation>%1 类型的值无法导出</translation>
    </message>
    <message>
        <source>the value is too large to be held whole</source>
        <translation>该值太大，无法整个放入内存</translation>
    </message>
    <message>
        <source>Name a fill: initial, fill(zeros), fill(glorot_uniform,1), ...</source>
        <translation>请指定填充方式：initial、fill(zeros)、fill(glorot_uniform,1) 等</translation>
    </message>
    <message>
        <source>the mapping names no %1</source>
        <translation>映射没有指定 %1</translation>
    </message>
    <message>
        <source>(temporary file)</source>
        <translation>（临时文件）</translation>
    </message>
    <message>
        <source>map a temporary file</source>
        <translation>映射临时文件</translation>
    </message>
    <message>
        <source>what was read back differs from what was written; nothing was replaced</source>
        <translation>读回的内容与写入的不同；没有替换任何文件</translation>
    </message>
    <message>
        <source>The disk or the memory may be faulty; try another disk, and report this if it happens again</source>
        <translation>磁盘或内存可能有故障；请换一个磁盘，如果再次发生请报告</translation>
    </message>
    <message>
        <source>the tensor</source>
        <translation>该张量</translation>
    </message>
    <message>
        <source>no such tensor</source>
        <translation>没有这个张量</translation>
    </message>
    <message>
        <source>the output exists and is no model of this format; it is not replaced</source>
        <translation>输出已存在，且不是该格式的模型；不会替换它</translation>
    </message>
    <message>
        <source>a new name, or a folder that holds a %1</source>
        <translation>新的名称，或含有 %1 的文件夹</translation>
    </message>
    <message>
        <source>Choose another name, or remove it first</source>
        <translation>请换一个名称，或先把它删除</translation>
    </message>
    <message>
        <source>%1 bytes for the new values alone</source>
        <translation>仅新的值就需要 %1 字节</translation>
    </message>
    <message>
        <source>Choose another name, or allow overwriting (--force)</source>
        <translation>请换一个名称，或允许覆盖 (--force)</translation>
    </message>
    <message>
        <source>the output needs a file name</source>
        <translation>输出需要文件名</translation>
    </message>
    <message>
        <source>the folder of the output does not exist</source>
        <translation>输出所在的文件夹不存在</translation>
    </message>
    <message>
        <source>Create it or choose another place</source>
        <translation>请创建它，或换一个位置</translation>
    </message>
    <message>
        <source>the output is a folder</source>
        <translation>输出是一个文件夹</translation>
    </message>
    <message>
        <source>Give a file name in it</source>
        <translation>请给出其中的文件名</translation>
    </message>
    <message>
        <source>write into the folder of the output</source>
        <translation>写入输出所在的文件夹</translation>
    </message>
    <message>
        <source>cannot lock a folder beside the output</source>
        <translation>无法锁定输出旁边的文件夹</translation>
    </message>
    <message>
        <source>move the finished file to its place</source>
        <translation>把写好的文件移到目标位置</translation>
    </message>
    <message>
        <source>kept from the target</source>
        <translation>保留目标的值</translation>
    </message>
    <message>
        <source>%1 (and %2 more errors)</source>
        <translation>%1（另有 %2 个错误）</translation>
    </message>
    <message>
        <source>Run the check to see every finding</source>
        <translation>运行检查即可看到所有问题</translation>
    </message>
    <message>
        <source>only the tensors of a skeleton can be filled: this target has values of its own</source>
        <translation>只有骨架文件的张量可以填充：该目标有自己的值</translation>
    </message>
    <message>
        <source>Write an entry with a fill for each tensor that shall start anew</source>
        <translation>请为每个要重新初始化的张量写一个填充条目</translation>
    </message>
    <message>
        <source>Choose a format for the new file (--format; `tensorgraft formats` lists them)</source>
        <translation>请为新文件选择格式（--format；`tensorgraft formats` 列出各种格式）</translation>
    </message>
    <message>
        <source>%1 tensors of the skeleton have no source</source>
        <translation>骨架文件有 %1 个张量没有源</translation>
    </message>
    <message>
        <source>Map them, or say what fills them: --fill initial, or an entry with the transform fill(glorot_uniform,1)</source>
        <translation>请建立映射，或指定填充方式：--fill initial，或变换为 fill(glorot_uniform,1) 的条目</translation>
    </message>
    <message>
        <source>`tensorgraft formats` lists them</source>
        <translation>`tensorgraft formats` 列出各种格式</translation>
    </message>
    <message>
        <source>the source is a skeleton, which has no values to learn from</source>
        <translation>源是骨架文件，没有可供学习的值</translation>
    </message>
    <message>
        <source>the example is a skeleton, which has no values to learn from</source>
        <translation>范例是骨架文件，没有可供学习的值</translation>
    </message>
    <message>
        <source>%1 tensor of the source could not be looked at: their elements are no plain numbers</source>
        <translation>源有 %1 个张量无法查看：它们的元素不是普通数字</translation>
    </message>
    <message>
        <source>%1 tensors of the source could not be looked at: their elements are no plain numbers</source>
        <translation>源有 %1 个张量无法查看：它们的元素不是普通数字</translation>
    </message>
    <message>
        <source>%1 tensor of the example could not be looked at: their elements are no plain numbers</source>
        <translation>范例有 %1 个张量无法查看：它们的元素不是普通数字</translation>
    </message>
    <message>
        <source>%1 tensors of the example could not be looked at: their elements are no plain numbers</source>
        <translation>范例有 %1 个张量无法查看：它们的元素不是普通数字</translation>
    </message>
    <message>
        <source>&apos;%1&apos; and &apos;%2&apos; both become &apos;%3&apos;; the last one wins</source>
        <translation>“%1”和“%2”都变成“%3”；以最后一个为准</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>不是文件夹</translation>
    </message>
    <message>
        <source>File exists</source>
        <translation>文件已存在</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>输入/输出错误</translation>
    </message>
    <message>
        <source>Too many open files</source>
        <translation>打开的文件太多</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>文件系统只读</translation>
    </message>
    <message>
        <source>Invalid argument</source>
        <translation>参数无效</translation>
    </message>
    <message>
        <source>Cannot allocate memory</source>
        <translation>内存不足</translation>
    </message>
    <message>
        <source>Operation not permitted</source>
        <translation>不允许的操作</translation>
    </message>
    <message>
        <source>Operation not supported</source>
        <translation>不支持的操作</translation>
    </message>
    <message>
        <source>Device or resource busy</source>
        <translation>设备或资源正忙</translation>
    </message>
    <message>
        <source>File too large</source>
        <translation>文件太大</translation>
    </message>
    <message>
        <source>File name too long</source>
        <translation>文件名太长</translation>
    </message>
    <message>
        <source>Disk quota exceeded</source>
        <translation>超出磁盘配额</translation>
    </message>
    <message>
        <source>Stale file handle</source>
        <translation>文件句柄已失效</translation>
    </message>
    <message>
        <source>Text file busy</source>
        <translation>文件正在执行</translation>
    </message>
    <message>
        <source>Invalid cross-device link</source>
        <translation>不能跨设备链接</translation>
    </message>
    <message>
        <source>Directory not empty</source>
        <translation>文件夹不为空</translation>
    </message>
    <message>
        <source>Too many levels of symbolic links</source>
        <translation>符号链接层数太多</translation>
    </message>
    <message>
        <source>Connection timed out</source>
        <translation>连接超时</translation>
    </message>
    <message>
        <source>Resource temporarily unavailable</source>
        <translation>资源暂时不可用</translation>
    </message>
    <message>
        <source>Broken pipe</source>
        <translation>管道已断开</translation>
    </message>
    <message>
        <source>Bad file descriptor</source>
        <translation>文件描述符无效</translation>
    </message>
    <message>
        <source>Exec format error</source>
        <translation>可执行文件格式错误</translation>
    </message>
    <message>
        <source>Transport endpoint is not connected</source>
        <translation>网络文件系统未连接</translation>
    </message>
    <message>
        <source>No such device or address</source>
        <translation>没有该设备或地址</translation>
    </message>
    <message>
        <source>this quoted cell is never closed</source>
        <translation>这个带引号的单元格没有闭合</translation>
    </message>
    <message>
        <source>something follows the quoted cell</source>
        <translation>带引号的单元格之后还有内容</translation>
    </message>
    <message>
        <source>this row has %1; source, target and perhaps a transform are expected</source>
        <translation>该行有 %1；应为源、目标，以及可选的变换</translation>
    </message>
    <message>
        <source>Leave the row out where nothing is to be taken</source>
        <translation>不需要取值的行请删去</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is filled twice; the first row is kept</source>
        <translation>“%1”被填充两次；保留第一行</translation>
    </message>
    <message>
        <source>Remove one of the rows</source>
        <translation>请删去其中一行</translation>
    </message>
    <message>
        <source>The transform &apos;%1&apos; makes no sense: %2</source>
        <translation>变换“%1”不合理：%2</translation>
    </message>
    <message>
        <source>the table has no rows</source>
        <translation>表中没有行</translation>
    </message>
    <message>
        <source>It is filled by &apos;%1&apos; and has no source</source>
        <translation>它由“%1”填充，没有源</translation>
    </message>
    <message>
        <source>It is made of %1, and a row names one</source>
        <translation>它由 %1组成，而一行只能写一个</translation>
    </message>
    <message>
        <source>no row is left to write</source>
        <translation>没有可写的行</translation>
    </message>
    <message>
        <source>Some tensors are transformed, so the table has a third column</source>
        <translation>有些张量带有变换，因此表有第三列</translation>
    </message>
    <message>
        <source>Programs that read two columns must apply it themselves</source>
        <translation>只读两列的程序必须自行应用变换</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no dialect that can be exported</source>
        <translation>“%1”不是可以导出的方言</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no dialect that can be imported</source>
        <translation>“%1”不是可以导入的方言</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is written from concrete tensors</source>
        <translation>“%1”要根据具体的张量写出</translation>
    </message>
    <message>
        <source>Give the source and the target model</source>
        <translation>请给出源模型和目标模型</translation>
    </message>
    <message>
        <source>The check finds an error, so this is left out: %1</source>
        <translation>检查发现错误，因此略去：%1</translation>
    </message>
    <message>
        <source>The rule is a pattern, and what it matches is known only with both models</source>
        <translation>该规则是模式，只有给出两个模型才知道它匹配什么</translation>
    </message>
    <message>
        <source>Give the source and the target</source>
        <translation>请给出源和目标</translation>
    </message>
    <message>
        <source>It is filled by &apos;%1&apos;; %2 cannot say that</source>
        <translation>它由“%1”填充；%2 无法表达</translation>
    </message>
    <message>
        <source>Let the model&apos;s own initialiser do it</source>
        <translation>请交给模型自己的初始化器</translation>
    </message>
    <message>
        <source>It is made of %1 (%2); %3 names one</source>
        <translation>它由 %1组成（%2）；%3 只能写一个</translation>
    </message>
    <message>
        <source>Write the converted file with `tensorgraft run`, or copy the mapping as NumPy or PyTorch code</source>
        <translation>请用 `tensorgraft run` 写出转换后的文件，或把映射复制为 NumPy 或 PyTorch 代码</translation>
    </message>
    <message>
        <source>The transform &apos;%1&apos; of &apos;%2&apos; cannot be said in %3</source>
        <translation>%3 无法表达“%2”的变换“%1”</translation>
    </message>
    <message>
        <source>&apos;%1&apos; cannot be said in %2</source>
        <translation>%2 无法表达“%1”</translation>
    </message>
    <message>
        <source>Filters cannot be said in %1</source>
        <translation>%1 无法表达过滤器</translation>
    </message>
    <message>
        <source>Give both models: then what they leave is written out</source>
        <translation>请给出两个模型：那样会写出过滤之后剩下的内容</translation>
    </message>
    <message>
        <source>Give the source model: then the names themselves are translated, one entry each</source>
        <translation>请给出源模型：那样会逐个翻译名称，每个一条</translation>
    </message>
    <message>
        <source>One of the two is lost in the dialect too</source>
        <translation>在该方言中，两者之一也会丢失</translation>
    </message>
    <message>
        <source>%1 that the target does not have: %2</source>
        <translation>目标没有的%1：%2</translation>
    </message>
    <message>
        <source>Those tensors are not used</source>
        <translation>不使用这些张量</translation>
    </message>
    <message>
        <source>No new name is a tensor of the target</source>
        <translation>没有任何新名称是目标的张量</translation>
    </message>
    <message>
        <source>Check that source and target are not exchanged, and that the text belongs to these two models</source>
        <translation>请检查源和目标是否颠倒，以及这段文本是否属于这两个模型</translation>
    </message>
    <message>
        <source>Rules alone would not pair these models exactly as the dialect does, so every tensor is an entry</source>
        <translation>仅凭规则不能得到与该方言完全相同的配对，因此每个张量都写成条目</translation>
    </message>
    <message>
        <source>%1; every tensor is an entry</source>
        <translation>%1；每个张量都写成条目</translation>
    </message>
    <message>
        <source>The entries hold for models of these names</source>
        <translation>这些条目适用于具有这些名称的模型</translation>
    </message>
    <message>
        <source>the text holds no value</source>
        <translation>文本中没有值</translation>
    </message>
    <message>
        <source>a second value follows the first</source>
        <translation>第一个值之后还有第二个值</translation>
    </message>
    <message>
        <source>Paste one dictionary, list or call alone</source>
        <translation>请只粘贴一个字典、列表或调用</translation>
    </message>
    <message>
        <source>A key is %1; the keys are names and scopes in the checkpoint</source>
        <translation>有一个键是%1；键应为检查点中的名称和作用域</translation>
    </message>
    <message>
        <source>&apos;%1&apos; goes to %2, and what that names is known only to the running program</source>
        <translation>“%1”指向%2，它的名称只有运行中的程序才知道</translation>
    </message>
    <message>
        <source>Print the map with v.op.name in the place of each variable and import that</source>
        <translation>请把每个变量换成 v.op.name 后打印该映射，再导入打印结果</translation>
    </message>
    <message>
        <source>an item of the assignment map is no pair of names</source>
        <translation>赋值映射中有一项不是一对名称</translation>
    </message>
    <message>
        <source>an assignment map is a dictionary or a list of pairs, this is %1</source>
        <translation>赋值映射应为字典或由名称对组成的列表，这里是%1</translation>
    </message>
    <message>
        <source>&apos;%1&apos; to &apos;%2&apos;: a scope goes to a scope, both with a &apos;/&apos; at the end, and a name to a name</source>
        <translation>“%1”到“%2”：作用域对应作用域，两者都以“/”结尾；名称对应名称</translation>
    </message>
    <message>
        <source>Write &apos;%1/&apos;; TensorFlow takes such a value for a scope only up to its last &apos;/&apos;</source>
        <translation>请写“%1/”；TensorFlow 只取这种值最后一个“/”之前的部分作为作用域</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is assigned twice; TensorFlow takes the pairs in the order of their keys, so &apos;%2&apos; wins</source>
        <translation>“%1”被赋值两次；TensorFlow 按键的顺序处理各对，因此“%2”生效</translation>
    </message>
    <message>
        <source>&apos;%1&apos; goes to the parts of a partitioned variable, whose sizes are known only with both models</source>
        <translation>“%1”指向分区变量的各个部分，只有给出两个模型才知道它们的大小</translation>
    </message>
    <message>
        <source>Give source and target, and check that they have these tensors</source>
        <translation>请给出源和目标，并检查它们是否有这些张量</translation>
    </message>
    <message>
        <source>The scope &apos;%1&apos; also fills &apos;%2&apos;, and comes after its own pair in TensorFlow&apos;s order, which is that of the keys</source>
        <translation>作用域“%1”也会填充“%2”，而且按 TensorFlow 的顺序（即键的顺序）排在它自己的一对之后</translation>
    </message>
    <message>
        <source>Remove one of the two</source>
        <translation>请删去两者之一</translation>
    </message>
    <message>
        <source>The target has no tensor below &apos;%1&apos;</source>
        <translation>目标在“%1”之下没有张量</translation>
    </message>
    <message>
        <source>%1 of the target that the source does not have: %2</source>
        <translation>目标中源所没有的%1：%2</translation>
    </message>
    <message>
        <source>TensorFlow makes them after the weights are restored; they keep their values</source>
        <translation>TensorFlow 在恢复权重之后才创建它们；它们保留自己的值</translation>
    </message>
    <message>
        <source>the assignment map is empty</source>
        <translation>赋值映射是空的</translation>
    </message>
    <message>
        <source>an assignment map</source>
        <translation>赋值映射（assignment map）</translation>
    </message>
    <message>
        <source>no pair of names is left to write</source>
        <translation>没有可写的名称对</translation>
    </message>
    <message>
        <source>A pattern and its replacement are strings, this is %1</source>
        <translation>模式及其替换应为字符串，这里是%1</translation>
    </message>
    <message>
        <source>Callables cannot be imported; give the strings that they make</source>
        <translation>无法导入可调用对象；请给出它们生成的字符串</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not anchored: where it occurs twice in a name, the rule renames only the first occurrence</source>
        <translation>“%1”没有锚定：如果它在一个名称中出现两次，规则只改第一处</translation>
    </message>
    <message>
        <source>Give the source model, and the names are translated exactly</source>
        <translation>请给出源模型，那样会精确翻译各个名称</translation>
    </message>
    <message>
        <source>an item of the list is no pair of pattern and replacement</source>
        <translation>列表中有一项不是模式和替换组成的一对</translation>
    </message>
    <message>
        <source>key_mapping is a dictionary of patterns, this is %1</source>
        <translation>key_mapping 应为由模式组成的字典，这里是%1</translation>
    </message>
    <message>
        <source>the dictionary is empty</source>
        <translation>字典是空的</translation>
    </message>
    <message>
        <source>Names that the patterns above would rename are translated by the others</source>
        <translation>上面的模式会改名的名称，由其他模式翻译</translation>
    </message>
    <message>
        <source>Check the entries of those names</source>
        <translation>请检查这些名称的条目</translation>
    </message>
    <message>
        <source>A pattern has more groups than a rule can take</source>
        <translation>某个模式的分组数超过了规则的上限</translation>
    </message>
    <message>
        <source>revise_keys is a list of pairs, this is %1</source>
        <translation>revise_keys 应为由对组成的列表，这里是%1</translation>
    </message>
    <message>
        <source>an item of revise_keys is no pair of pattern and replacement</source>
        <translation>revise_keys 中有一项不是模式和替换组成的一对</translation>
    </message>
    <message>
        <source>the list is empty</source>
        <translation>列表是空的</translation>
    </message>
    <message>
        <source>revise_keys applies its %1 one after the other to the same name, and rules do not</source>
        <translation>revise_keys 把它的 %1依次作用于同一名称，而规则不会这样做</translation>
    </message>
    <message>
        <source>The pattern has more groups than a rule can take</source>
        <translation>该模式的分组数超过了规则的上限</translation>
    </message>
    <message>
        <source>&apos;%1&apos; already goes to &apos;%2&apos;, and a key has one new name</source>
        <translation>“%1”已经指向“%2”，而一个键只能有一个新名称</translation>
    </message>
    <message>
        <source>Use a list of pairs for init_from_checkpoint, or CSV</source>
        <translation>请为 init_from_checkpoint 使用由对组成的列表，或使用 CSV</translation>
    </message>
    <message>
        <source>The rule cannot be said as a pattern of %1</source>
        <translation>%1 的模式无法表达该规则</translation>
    </message>
    <message>
        <source>Give both models: then its tensors are written one by one</source>
        <translation>请给出两个模型：那样会逐个写出它的张量</translation>
    </message>
    <message>
        <source>Its transform cannot be said; write the converted file with `tensorgraft run`</source>
        <translation>它的变换无法表达；请用 `tensorgraft run` 写出转换后的文件</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is renamed to &apos;%2&apos;, which is itself renamed, and %3 applies its patterns one after the other</source>
        <translation>“%1”被改名为“%2”，而后者又会被改名，因为 %3 依次应用各个模式</translation>
    </message>
    <message>
        <source>Use hf-key-mapping or CSV</source>
        <translation>请用 hf-key-mapping 或 CSV</translation>
    </message>
    <message>
        <source>The mapping does not use it, but the target has &apos;%1&apos;, so %2 loads it</source>
        <translation>映射没有用到它，但目标有“%1”，因此 %2 会加载它</translation>
    </message>
    <message>
        <source>Delete the key from the state dict before loading</source>
        <translation>请在加载前从 state dict 中删除该键</translation>
    </message>
    <message>
        <source>a key_mapping</source>
        <translation>一个 key_mapping</translation>
    </message>
    <message>
        <source>merge_method &apos;%1&apos; computes new weights from several models; only passthrough moves layers</source>
        <translation>merge_method“%1”由多个模型计算新的权重；只有 passthrough 是移动各层</translation>
    </message>
    <message>
        <source>Let mergekit merge, and use its result as the source</source>
        <translation>请让 mergekit 做合并，再把结果作为源</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not a list of slices</source>
        <translation>“%1”不是 slices 列表</translation>
    </message>
    <message>
        <source>Only `slices` with `layer_range` are read</source>
        <translation>只读取带有 `layer_range` 的 `slices`</translation>
    </message>
    <message>
        <source>the text has no list `slices`</source>
        <translation>文本中没有 `slices` 列表</translation>
    </message>
    <message>
        <source>a slice has no list `sources`</source>
        <translation>某个 slice 没有 `sources` 列表</translation>
    </message>
    <message>
        <source>a slice mixes %1; a mapping moves layers of one</source>
        <translation>某个 slice 混合了 %1；映射只移动一个源的层</translation>
    </message>
    <message>
        <source>a source has a `model` and a `layer_range` of two numbers</source>
        <translation>source 应有 `model` 和由两个数字组成的 `layer_range`</translation>
    </message>
    <message>
        <source>&apos;%1&apos; of a source cannot be said by a mapping of layers</source>
        <translation>层的映射无法表达 source 的“%1”</translation>
    </message>
    <message>
        <source>a layer_range is [first, last + 1]</source>
        <translation>layer_range 的形式是 [首层, 末层 + 1]</translation>
    </message>
    <message>
        <source>there are no slices</source>
        <translation>没有 slices</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no part of a mapping of layers</source>
        <translation>“%1”不属于层的映射</translation>
    </message>
    <message>
        <source>Set the mapping&apos;s policy dtype, or convert with --dtype</source>
        <translation>请设置映射的 dtype 策略，或用 --dtype 转换</translation>
    </message>
    <message>
        <source>The layers are taken to stand under &apos;%1&apos;</source>
        <translation>假定各层位于“%1”之下</translation>
    </message>
    <message>
        <source>Give the source model: then the place is read from its names</source>
        <translation>请给出源模型：那样会从它的名称读出位置</translation>
    </message>
    <message>
        <source>there are too many layers</source>
        <translation>层太多</translation>
    </message>
    <message>
        <source>Layers %1 to %2 come from &apos;%3&apos;, and a mapping has one source (&apos;%4&apos;)</source>
        <translation>第 %1 到 %2 层来自“%3”，而映射只有一个源（“%4”）</translation>
    </message>
    <message>
        <source>Make a second mapping for that model and run it on the result of the first</source>
        <translation>请为那个模型另做一个映射，并在第一个映射的结果上运行</translation>
    </message>
    <message>
        <source>The slices make %1, the target has %2</source>
        <translation>这些 slices 得到 %1，而目标有 %2</translation>
    </message>
    <message>
        <source>Build the target with as many layers</source>
        <translation>请以相同的层数构建目标</translation>
    </message>
    <message>
        <source>layer ranges</source>
        <translation>层范围</translation>
    </message>
    <message>
        <source>It takes &apos;%1&apos;, and slices move whole layers and rename nothing</source>
        <translation>它取自“%1”，而 slices 只移动整层，不改名</translation>
    </message>
    <message>
        <source>Use hf-key-mapping or csv</source>
        <translation>请用 hf-key-mapping 或 csv</translation>
    </message>
    <message>
        <source>No layer of the source fills it</source>
        <translation>源中没有层填充它</translation>
    </message>
    <message>
        <source>It is filled from several layers</source>
        <translation>它由多个层填充</translation>
    </message>
    <message>
        <source>Only part of it is filled</source>
        <translation>只有一部分被填充</translation>
    </message>
    <message>
        <source>A slice copies whole layers</source>
        <translation>slice 复制整层</translation>
    </message>
    <message>
        <source>no whole layer is moved</source>
        <translation>没有移动任何整层</translation>
    </message>
    <message>
        <source>the tree is too deep</source>
        <translation>树太深</translation>
    </message>
    <message>
        <source>A key is %1; the keys are names of the new tree</source>
        <translation>有一个键是%1；键应为新树的名称</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is computed by a function, which is not executed here (%2)</source>
        <translation>“%1”由函数计算，这里不执行函数（%2）</translation>
    </message>
    <message>
        <source>Write what it does as a transform of the entry: transpose(1,0), reshape(...), scale(...)</source>
        <translation>请把它的作用写成条目的变换：transpose(1,0)、reshape(...)、scale(...)</translation>
    </message>
    <message>
        <source>The original key of &apos;%1&apos; is %2, no string</source>
        <translation>“%1”的 original key 是%2，不是字符串</translation>
    </message>
    <message>
        <source>A rule takes the groups \1 to \9, &apos;%1&apos; takes another</source>
        <translation>规则可用的分组是 \1 到 \9，而“%1”用了其他分组</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is an expression without an original_key</source>
        <translation>“%1”是没有 original_key 的表达式</translation>
    </message>
    <message>
        <source>the text has no dictionary of transformations</source>
        <translation>文本中没有变换字典</translation>
    </message>
    <message>
        <source>the dictionary of transformations is empty</source>
        <translation>变换字典是空的</translation>
    </message>
    <message>
        <source>Orbax transformations</source>
        <translation>Orbax 变换</translation>
    </message>
    <message>
        <source>The rule cannot be said as a key and its original key</source>
        <translation>键和 original key 无法表达该规则</translation>
    </message>
    <message>
        <source>no transformation is left to write</source>
        <translation>没有可写的变换</translation>
    </message>
    <message>
        <source>Write the converted file with `tensorgraft run`</source>
        <translation>请用 `tensorgraft run` 写出转换后的文件</translation>
    </message>
    <message>
        <source>no tensor is left to write</source>
        <translation>没有可写的张量</translation>
    </message>
    <message>
        <source>PyTorch code</source>
        <translation>PyTorch 代码</translation>
    </message>
    <message>
        <source>Keras code</source>
        <translation>Keras 代码</translation>
    </message>
    <message>
        <source>Optimizer state is no weight of a layer</source>
        <translation>优化器状态不是层的权重</translation>
    </message>
    <message>
        <source>Write the file with `tensorgraft run`</source>
        <translation>请用 `tensorgraft run` 写出文件</translation>
    </message>
    <message>
        <source>a list of variables</source>
        <translation>变量列表</translation>
    </message>
    <message>
        <source>%1 of the target are in neither list</source>
        <translation>目标的 %1不在任何一个列表中</translation>
    </message>
    <message>
        <source>&apos;%1&apos; has no short form in PyTorch</source>
        <translation>“%1”在 PyTorch 中没有简短写法</translation>
    </message>
    <message>
        <source>&apos;%1&apos; has no short form in NumPy</source>
        <translation>“%1”在 NumPy 中没有简短写法</translation>
    </message>
    <message>
        <source>its sources are not joined</source>
        <translation>它的各个源没有合并</translation>
    </message>
    <message>
        <source>Python is read as data here and never executed; write the values themselves</source>
        <translation>这里只把 Python 当作数据读取，从不执行；请写出值本身</translation>
    </message>
    <message>
        <source>Python is read as data here; paste the dictionary, list or call alone</source>
        <translation>这里只把 Python 当作数据读取；请只粘贴字典、列表或调用</translation>
    </message>
    <message>
        <source>values are nested too deeply</source>
        <translation>值的嵌套太深</translation>
    </message>
    <message>
        <source>there are too many values</source>
        <translation>值太多</translation>
    </message>
    <message>
        <source>a value is missing at the end of the text</source>
        <translation>文本结尾缺少一个值</translation>
    </message>
    <message>
        <source>Write a dictionary, list, tuple, string or number, in JSON or Python</source>
        <translation>请用 JSON 或 Python 写出字典、列表、元组、字符串或数字</translation>
    </message>
    <message>
        <source>this &apos;(&apos; is never closed</source>
        <translation>这个“(”没有闭合</translation>
    </message>
    <message>
        <source>this &apos;%1&apos; is never closed</source>
        <translation>这个“%1”没有闭合</translation>
    </message>
    <message>
        <source>&apos;%1&apos; would have to be computed, or a comma is missing</source>
        <translation>“%1”需要计算才能得到，或者缺少逗号</translation>
    </message>
    <message>
        <source>this &apos;{&apos; is never closed</source>
        <translation>这个“{”没有闭合</translation>
    </message>
    <message>
        <source>&apos;:&apos; and a value are missing behind this key</source>
        <translation>这个键之后缺少“:”和值</translation>
    </message>
    <message>
        <source>an f-string would have to be computed</source>
        <translation>f-string 需要计算才能得到</translation>
    </message>
    <message>
        <source>Write the text itself</source>
        <translation>请写出文本本身</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no prefix of a string</source>
        <translation>“%1”不是字符串前缀</translation>
    </message>
    <message>
        <source>this string is never closed</source>
        <translation>这个字符串没有闭合</translation>
    </message>
    <message>
        <source>characters by their Unicode name are not known here</source>
        <translation>这里不支持以 Unicode 名称表示的字符</translation>
    </message>
    <message>
        <source>Write its number behind \u</source>
        <translation>请在 \u 之后写出它的编号</translation>
    </message>
    <message>
        <source>this escape needs %1 hexadecimal digits</source>
        <translation>这个转义需要 %1 位十六进制数字</translation>
    </message>
    <message>
        <source>this escape is no character</source>
        <translation>这个转义不是字符</translation>
    </message>
    <message>
        <source>a tuple</source>
        <translation>元组</translation>
    </message>
    <message>
        <source>a dictionary</source>
        <translation>字典</translation>
    </message>
    <message>
        <source>a value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>the text is too long</source>
        <translation>文本太长</translation>
    </message>
    <message>
        <source>at most 32 MiB</source>
        <translation>最多 32 MiB</translation>
    </message>
    <message>
        <source>the text is empty</source>
        <translation>文本是空的</translation>
    </message>
    <message>
        <source>Expressions run on RE2, in linear time; write the rule with patterns, or one rule for each case</source>
        <translation>表达式在 RE2 上以线性时间运行；请用模式写规则，或为每种情况各写一条规则</translation>
    </message>
    <message>
        <source>a &apos;)&apos; is missing</source>
        <translation>缺少“)”</translation>
    </message>
    <message>
        <source>this &apos;)&apos; closes nothing</source>
        <translation>这个“)”没有对应的括号</translation>
    </message>
    <message>
        <source>possessive quantifiers are not known to RE2</source>
        <translation>RE2 不支持占有量词</translation>
    </message>
    <message>
        <source>nothing follows the backslash</source>
        <translation>反斜杠之后没有内容</translation>
    </message>
    <message>
        <source>the reference \%1 back to a group is not known to RE2</source>
        <translation>RE2 不支持对分组的引用 \%1</translation>
    </message>
    <message>
        <source>this &apos;[&apos; is never closed</source>
        <translation>这个“[”没有闭合</translation>
    </message>
    <message>
        <source>%1 is not known to RE2</source>
        <translation>RE2 不支持%1</translation>
    </message>
    <message>
        <source>the look-ahead %1...)</source>
        <translation>正向/负向先行断言 %1...)</translation>
    </message>
    <message>
        <source>the look-behind %1...)</source>
        <translation>正向/负向后行断言 %1...)</translation>
    </message>
    <message>
        <source>the condition (?(...)...)</source>
        <translation>条件 (?(...)...)</translation>
    </message>
    <message>
        <source>the atomic group (?&gt;...)</source>
        <translation>原子组 (?&gt;...)</translation>
    </message>
    <message>
        <source>the name of this group never ends</source>
        <translation>该分组的名称没有结束</translation>
    </message>
    <message>
        <source>there are too many groups</source>
        <translation>分组太多</translation>
    </message>
    <message>
        <source>the pattern is too long</source>
        <translation>模式太长</translation>
    </message>
    <message>
        <source>the pattern &apos;%1&apos; cannot be used: %2</source>
        <translation>无法使用模式“%1”：%2</translation>
    </message>
    <message>
        <source>column %1 of the replacement: %2</source>
        <translation>替换的第 %1 列：%2</translation>
    </message>
    <message>
        <source>\0 is the character NUL, not the match; write \g&lt;0&gt;</source>
        <translation>\0 是字符 NUL，不是整个匹配；请写 \g&lt;0&gt;</translation>
    </message>
    <message>
        <source>\g is followed by &lt;number&gt; or &lt;name&gt;</source>
        <translation>\g 之后应为 &lt;数字&gt; 或 &lt;名称&gt;</translation>
    </message>
    <message>
        <source>the pattern has no group &apos;%1&apos;</source>
        <translation>模式没有分组“%1”</translation>
    </message>
    <message>
        <source>the escape \%1 means nothing in a name</source>
        <translation>转义 \%1 在名称中没有意义</translation>
    </message>
    <message>
        <source>the pattern has no group %1</source>
        <translation>模式没有分组 %1</translation>
    </message>
    <message>
        <source>the pattern &apos;%1&apos; matches the empty text, so it matches everywhere</source>
        <translation>模式“%1”能匹配空文本，因此处处都匹配</translation>
    </message>
    <message>
        <source>Anchor it with ^ or $, or let it need a character</source>
        <translation>请用 ^ 或 $ 锚定，或让它至少需要一个字符</translation>
    </message>
    <message>
        <source>Print the dictionary with {k: v.op.name for k, v in name_map.items()} and import that</source>
        <translation>请用 {k: v.op.name for k, v in name_map.items()} 打印该字典，再导入打印结果</translation>
    </message>
    <message>
        <source>the parts %1 do not make up &apos;%2&apos; of %3 along any axis</source>
        <translation>各部分 %1 沿任何轴都拼不成形状为 %3 的“%2”</translation>
    </message>
    <message>
        <source>A key is %1; the keys are names in the checkpoint</source>
        <translation>有一个键是%1；键应为检查点中的名称</translation>
    </message>
    <message>
        <source>&apos;%1&apos; stands here again further on; Python keeps only the last</source>
        <translation>后面再次出现“%1”；Python 只保留最后一个</translation>
    </message>
    <message>
        <source>a Saver takes a dictionary or a list of variables, this is %1</source>
        <translation>Saver 需要字典或变量列表，这里是%1</translation>
    </message>
    <message>
        <source>a Saver&apos;s dictionary</source>
        <translation>Saver 的字典</translation>
    </message>
    <message>
        <source>&apos;%1&apos; already goes to &apos;%2&apos;, and a dictionary has each key once</source>
        <translation>“%1”已经指向“%2”，而字典中每个键只出现一次</translation>
    </message>
    <message>
        <source>Use a list of pairs for init_from_checkpoint, or a second Saver</source>
        <translation>请为 init_from_checkpoint 使用由对组成的列表，或另用一个 Saver</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is a string, this is %2</source>
        <translation>“%1”应为字符串，这里是%2</translation>
    </message>
    <message>
        <source>Which layers are trained is no part of a mapping</source>
        <translation>训练哪些层不属于映射</translation>
    </message>
    <message>
        <source>Export the mapping as python-var-list: it writes the restored and the other variables as two lists</source>
        <translation>请把映射导出为 python-var-list：它把恢复的变量和其他变量写成两个列表</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not known here; SKIP_LAYER, scope, weights and biases are</source>
        <translation>这里不认识“%1”；认识的是 SKIP_LAYER、scope、weights 和 biases</translation>
    </message>
    <message>
        <source>SKIP_LAYER is a list of layers, this is %1</source>
        <translation>SKIP_LAYER 应为由层组成的列表，这里是%1</translation>
    </message>
    <message>
        <source>a layer of SKIP_LAYER is a string, this is %1</source>
        <translation>SKIP_LAYER 中的层应为字符串，这里是%1</translation>
    </message>
    <message>
        <source>the text has no SKIP_LAYER list</source>
        <translation>文本中没有 SKIP_LAYER 列表</translation>
    </message>
    <message>
        <source>Of the lists [w, b] the first is taken for the weights and the second for the biases</source>
        <translation>列表 [w, b] 的第一项当作权重，第二项当作偏置</translation>
    </message>
    <message>
        <source>Give the source: then they are told apart by their rank, as the tutorial does</source>
        <translation>请给出源：那样会像教程一样按秩区分</translation>
    </message>
    <message>
        <source>&apos;%1&apos; and &apos;%2&apos; have the same rank, so both would be &apos;%3&apos;</source>
        <translation>“%1”和“%2”的秩相同，因此都会是“%3”</translation>
    </message>
    <message>
        <source>Map this layer by hand</source>
        <translation>请手动映射该层</translation>
    </message>
    <message>
        <source>SKIP_LAYER names &apos;%1&apos;, which the source does not have</source>
        <translation>SKIP_LAYER 写了“%1”，而源没有它</translation>
    </message>
    <message>
        <source>SKIP_LAYER leaves no layer of the source</source>
        <translation>SKIP_LAYER 没有留下源的任何层</translation>
    </message>
    <message>
        <source>a SKIP_LAYER list</source>
        <translation>SKIP_LAYER 列表</translation>
    </message>
    <message>
        <source>It takes &apos;%1&apos;, and the tutorial&apos;s loop fills each layer from the layer of its own name</source>
        <translation>它取自“%1”，而教程的循环总是用同名的层填充</translation>
    </message>
    <message>
        <source>Use tf-saver or csv</source>
        <translation>请用 tf-saver 或 csv</translation>
    </message>
    <message>
        <source>%1 says nothing about what is restored</source>
        <translation>%1 没有说明恢复什么</translation>
    </message>
    <message>
        <source>&apos;%1&apos; says nothing about what is restored</source>
        <translation>“%1”没有说明恢复什么</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is %2, and its value is known only to the running program</source>
        <translation>“%1”是%2，它的值只有运行中的程序才知道</translation>
    </message>
    <message>
        <source>Write the list itself</source>
        <translation>请写出列表本身</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is True or False, this is %2</source>
        <translation>“%1”应为 True 或 False，这里是%2</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is a list of scopes; of a string slim would take every letter for a scope</source>
        <translation>“%1”应为作用域列表；如果给字符串，slim 会把每个字母当作一个作用域</translation>
    </message>
    <message>
        <source>Put the string into brackets</source>
        <translation>请把字符串放进方括号</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is a list of scopes, this is %2</source>
        <translation>“%1”应为作用域列表，这里是%2</translation>
    </message>
    <message>
        <source>A scope is a string, this is %1</source>
        <translation>作用域应为字符串，这里是%1</translation>
    </message>
    <message>
        <source>&apos;%1&apos; matches at the start of a name, so it would also catch &apos;%20/...&apos;</source>
        <translation>“%1”从名称开头匹配，因此也会匹配“%20/...”</translation>
    </message>
    <message>
        <source>Write &apos;%1/&apos; where only that scope is meant</source>
        <translation>如果只指该作用域，请写“%1/”</translation>
    </message>
    <message>
        <source>&apos;%1&apos; matches no variable of either model</source>
        <translation>“%1”在两个模型中都没有匹配的变量</translation>
    </message>
    <message>
        <source>Check the spelling; it must match from the start of the name</source>
        <translation>请检查拼写；它必须从名称开头匹配</translation>
    </message>
    <message>
        <source>&apos;%1&apos; also catches %2 of other scopes: %3</source>
        <translation>“%1”也会匹配其他作用域的 %2：%3</translation>
    </message>
    <message>
        <source>Write &apos;%1/&apos; where only that scope is meant; the meaning of slim is kept</source>
        <translation>如果只指该作用域，请写“%1/”；此处保留 slim 的含义</translation>
    </message>
    <message>
        <source>&apos;%1&apos; ends in $, and slim matches names that end in &apos;:0&apos;, so there it matches nothing; here names have no &apos;:0&apos;</source>
        <translation>“%1”以 $ 结尾，而 slim 匹配的名称以“:0”结尾，因此在 slim 中什么也匹配不到；这里的名称没有“:0”</translation>
    </message>
    <message>
        <source>no scope of `include` is left, so nothing would be restored</source>
        <translation>`include` 的作用域一个也不剩，因此什么都不会恢复</translation>
    </message>
    <message>
        <source>reshape_variables lets every variable take any tensor with the same number of elements, whatever their order</source>
        <translation>reshape_variables 让每个变量接受任何元素个数相同的张量，而不管顺序</translation>
    </message>
    <message>
        <source>Leave it out where the shapes agree</source>
        <translation>形状一致时请去掉它</translation>
    </message>
    <message>
        <source>It takes &apos;%1&apos;, and slim restores a variable only under its own name</source>
        <translation>它取自“%1”，而 slim 只以变量自己的名称恢复</translation>
    </message>
    <message>
        <source>Use tf-saver or tf-init-from-checkpoint</source>
        <translation>请用 tf-saver 或 tf-init-from-checkpoint</translation>
    </message>
    <message>
        <source>no variable is restored under its own name</source>
        <translation>没有变量以自己的名称恢复</translation>
    </message>
    <message>
        <source>%1 of the target (%2) are not in the list</source>
        <translation>目标的 %1（%2）不在列表中</translation>
    </message>
    <message>
        <source>Ask for the variables to restore before the optimizer is built</source>
        <translation>请在构建优化器之前获取要恢复的变量</translation>
    </message>
    <message>
        <source>a dictionary of templates is expected, this is %1</source>
        <translation>应为由模板组成的字典，这里是%1</translation>
    </message>
    <message>
        <source>A template and its new form are strings (or None to drop the tensor); this is %1 to %2</source>
        <translation>模板及其新形式应为字符串（None 表示丢弃该张量）；这里是%1到%2</translation>
    </message>
    <message>
        <source>&apos;%1&apos; stands here twice; Python keeps only the last</source>
        <translation>这里“%1”出现两次；Python 只保留最后一个</translation>
    </message>
    <message>
        <source>Named and numbered fields are not known to torchtune</source>
        <translation>torchtune 不支持命名和编号的字段</translation>
    </message>
    <message>
        <source>&apos;%1&apos; needs more numbers than &apos;%2&apos; gives</source>
        <translation>“%1”需要的数字比“%2”给出的多</translation>
    </message>
    <message>
        <source>&apos;%1&apos; has too many numbers</source>
        <translation>“%1”的数字太多</translation>
    </message>
    <message>
        <source>torchtune fills in only the first number of a name; here the numbers are filled in in their order</source>
        <translation>torchtune 只填入名称的第一个数字；这里按顺序填入各个数字</translation>
    </message>
    <message>
        <source>the dictionary of templates is empty</source>
        <translation>模板字典是空的</translation>
    </message>
    <message>
        <source>%1 of the source that no template gives: %2</source>
        <translation>没有模板能给出的 %1（源）：%2</translation>
    </message>
    <message>
        <source>torchtune stops there; here they are not used</source>
        <translation>torchtune 会在此停止；这里则不使用它们</translation>
    </message>
    <message>
        <source>The rule is no template with {} for the number of a layer</source>
        <translation>该规则不是以 {} 表示层号的模板</translation>
    </message>
    <message>
        <source>Give both models: then the templates are found from the names</source>
        <translation>请给出两个模型：那样会从名称得出模板</translation>
    </message>
    <message>
        <source>&apos;%1&apos; shares the template &apos;%2&apos; with others that are renamed in another way</source>
        <translation>“%1”与其他以不同方式改名的张量共用模板“%2”</translation>
    </message>
    <message>
        <source>no template is left to write</source>
        <translation>没有可写的模板</translation>
    </message>
    <message>
        <source>a WeightsMapper(...) or a dictionary of its maps is expected, this is %1</source>
        <translation>应为 WeightsMapper(...) 或由其映射组成的字典，这里是%1</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no map of WeightsMapper that is known here</source>
        <translation>“%1”不是这里认识的 WeightsMapper 映射</translation>
    </message>
    <message>
        <source>orig_to_new_regex, orig_to_new_substr, orig_to_new_prefix and orig_to_new_suffix are</source>
        <translation>认识的是 orig_to_new_regex、orig_to_new_substr、orig_to_new_prefix 和 orig_to_new_suffix</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is a dictionary, this is %2</source>
        <translation>“%1”应为字典，这里是%2</translation>
    </message>
    <message>
        <source>A part of a name and what replaces it are strings (or None to drop the tensor); this is %1 to %2</source>
        <translation>名称的一部分及其替换应为字符串（None 表示丢弃该张量）；这里是%1到%2</translation>
    </message>
    <message>
        <source>An empty part is in every name at every place</source>
        <translation>空的部分在每个名称的每个位置都存在</translation>
    </message>
    <message>
        <source>the mapper is empty</source>
        <translation>WeightsMapper 是空的</translation>
    </message>
    <message>
        <source>Parts of this mapper act one after the other on the same name, and rules do not</source>
        <translation>该 WeightsMapper 的各部分依次作用于同一名称，而规则不会这样做</translation>
    </message>
    <message>
        <source>The rule cannot be said in a WeightsMapper</source>
        <translation>WeightsMapper 无法表达该规则</translation>
    </message>
    <message>
        <source>&apos;%1&apos; already goes to &apos;%2&apos;, and a name has one new name</source>
        <translation>“%1”已经指向“%2”，而一个名称只能有一个新名称</translation>
    </message>
    <message>
        <source>Use csv</source>
        <translation>请用 csv</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is renamed to &apos;%2&apos;, which another part renames again</source>
        <translation>“%1”被改名为“%2”，而另一部分又会给它改名</translation>
    </message>
    <message>
        <source>this line is indented less or otherwise than those before it</source>
        <translation>该行的缩进比前面各行少，或方式不同</translation>
    </message>
    <message>
        <source>YAML is indented with blanks, not tabs</source>
        <translation>YAML 用空格缩进，不用制表符</translation>
    </message>
    <message>
        <source>anchors, tags and block texts are not read here</source>
        <translation>这里不读取锚点、标签和块文本</translation>
    </message>
    <message>
        <source>this bracket is not closed on its line</source>
        <translation>这个括号在本行没有闭合</translation>
    </message>
    <message>
        <source>a &apos;:&apos; is missing</source>
        <translation>缺少“:”</translation>
    </message>
    <message>
        <source>an item of a list stands among keys</source>
        <translation>列表项混在键中</translation>
    </message>
    <message>
        <source>this is no &apos;key: value&apos;</source>
        <translation>这不是“键: 值”</translation>
    </message>
    <message>
        <source>the reference (?P=...) back to a group</source>
        <translation>对分组的引用 (?P=...)</translation>
    </message>
    <message>
        <source>a chunk is too small for what it should hold</source>
        <translation>块太小，容不下它应有的内容</translation>
    </message>
    <message>
        <source>a compressed chunk does not inflate (code %1)</source>
        <translation>压缩块无法解压（代码 %1）</translation>
    </message>
    <message>
        <source>a compressed chunk (LZF) is damaged</source>
        <translation>压缩块 (LZF) 已损坏</translation>
    </message>
    <message>
        <source>a chunk is too short for its checksum</source>
        <translation>块太短，放不下校验和</translation>
    </message>
    <message>
        <source>the checksum of a chunk does not fit its bytes</source>
        <translation>块的校验和与其字节不符</translation>
    </message>
    <message>
        <source>a chunk holds another number of bytes than its shape asks for</source>
        <translation>块的字节数与其形状不符</translation>
    </message>
    <message>
        <source>the chunks do not fit the shape</source>
        <translation>块与形状不符</translation>
    </message>
    <message>
        <source>the chunks are larger than the format allows</source>
        <translation>块的大小超过了格式允许的上限</translation>
    </message>
    <message>
        <source>the chunks are too many</source>
        <translation>块太多</translation>
    </message>
    <message>
        <source>the index of the chunks is damaged</source>
        <translation>块的索引已损坏</translation>
    </message>
    <message>
        <source>a chunk lies outside the file</source>
        <translation>有块位于文件之外</translation>
    </message>
    <message>
        <source>a chunk cannot be read: %1</source>
        <translation>无法读取块：%1</translation>
    </message>
    <message>
        <source>make a temporary file</source>
        <translation>创建临时文件</translation>
    </message>
    <message>
        <source>Set TMPDIR to a folder that can be written</source>
        <translation>请把 TMPDIR 设为可写的文件夹</translation>
    </message>
    <message>
        <source>write a temporary file</source>
        <translation>写入临时文件</translation>
    </message>
    <message>
        <source>the member &apos;%1&apos; grows out of all proportion when it is unpacked</source>
        <translation>成员“%1”解压后大得不成比例</translation>
    </message>
    <message>
        <source>at most %1 times %2 bytes</source>
        <translation>最多 %2 字节的 %1 倍</translation>
    </message>
    <message>
        <source>Unpack the archive by other means if you trust it, and open the file of weights</source>
        <translation>如果信任该归档，请用其他方式解压，再打开权重文件</translation>
    </message>
    <message>
        <source>Set TMPDIR to a folder with more room</source>
        <translation>请把 TMPDIR 设为空间更大的文件夹</translation>
    </message>
    <message>
        <source>the archive has no member &apos;%1&apos;</source>
        <translation>归档中没有成员“%1”</translation>
    </message>
    <message>
        <source>the HDF5 library reserved no place for the tensor</source>
        <translation>HDF5 库没有为该张量预留位置</translation>
    </message>
    <message>
        <source>bytes past the end of the tensor</source>
        <translation>越过张量结尾的字节</translation>
    </message>
    <message>
        <source>HDF5 files are not written in several parts</source>
        <translation>HDF5 文件不能分成多个部分写入</translation>
    </message>
    <message>
        <source>Leave out the size of the parts, or choose safetensors</source>
        <translation>请去掉分片大小，或选择 safetensors</translation>
    </message>
    <message>
        <source>HDF5 files cannot hold the type %1</source>
        <translation>HDF5 文件无法存放 %1 类型</translation>
    </message>
    <message>
        <source>Cast it, or choose another output format</source>
        <translation>请转换类型，或选择其他输出格式</translation>
    </message>
    <message>
        <source>HDF5 files cannot hold the shape %1</source>
        <translation>HDF5 文件无法存放形状 %1</translation>
    </message>
    <message>
        <source>the target&apos;s bytes lie in no file</source>
        <translation>目标的字节不在任何文件中</translation>
    </message>
    <message>
        <source>the target has no tensor of this name</source>
        <translation>目标没有这个名称的张量</translation>
    </message>
    <message>
        <source>Check the names with `tensorgraft inspect`</source>
        <translation>请用 `tensorgraft inspect` 查看名称</translation>
    </message>
    <message>
        <source>the dataset is damaged: %1</source>
        <translation>数据集已损坏：%1</translation>
    </message>
    <message>
        <source>Get a fresh copy of the target</source>
        <translation>请重新获取目标文件</translation>
    </message>
    <message>
        <source>the dataset keeps its data in other files</source>
        <translation>数据集的数据保存在其他文件中</translation>
    </message>
    <message>
        <source>Convert the target to a new file and use that</source>
        <translation>请把目标转换为新文件，再使用新文件</translation>
    </message>
    <message>
        <source>the elements of the dataset are arrays</source>
        <translation>数据集的元素是数组</translation>
    </message>
    <message>
        <source>the target keeps data in other files</source>
        <translation>目标的数据保存在其他文件中</translation>
    </message>
    <message>
        <source>the dataset shares its bytes with another one</source>
        <translation>数据集与另一个数据集共用字节</translation>
    </message>
    <message>
        <source>the HDF5 file asks for too much: %1</source>
        <translation>该 HDF5 文件的要求过高：%1</translation>
    </message>
    <message>
        <source>the target was not opened as %1</source>
        <translation>目标不是作为 %1 打开的</translation>
    </message>
    <message>
        <source>nested too deeply</source>
        <translation>嵌套太深</translation>
    </message>
    <message>
        <source>already open for write</source>
        <translation>已被打开用于写入</translation>
    </message>
    <message>
        <source>Another program had it open and did not close it; `h5clear -s` clears the mark</source>
        <translation>有其他程序打开后没有关闭；`h5clear -s` 可以清除该标记</translation>
    </message>
    <message>
        <source>the HDF5 library gave an unusable table of contents</source>
        <translation>HDF5 库给出的目录无法使用</translation>
    </message>
    <message>
        <source>the dataset is left out: its shape is impossible or its name is taken</source>
        <translation>略去该数据集：形状不合理或名称已被占用</translation>
    </message>
    <message>
        <source>the dataset is left out: %1</source>
        <translation>略去该数据集：%1</translation>
    </message>
    <message>
        <source>an attribute &apos;layer_names&apos; at the root or at &apos;model_weights&apos;, or the groups of Keras 3</source>
        <translation>根或“model_weights”上的属性“layer_names”，或 Keras 3 的各个组</translation>
    </message>
    <message>
        <source>the description of the new file is damaged</source>
        <translation>新文件的描述已损坏</translation>
    </message>
    <message>
        <source>the file cannot be created (HDF5: %1)</source>
        <translation>无法创建文件（HDF5：%1）</translation>
    </message>
    <message>
        <source>the group &apos;%1&apos; cannot be made</source>
        <translation>无法创建组“%1”</translation>
    </message>
    <message>
        <source>the attribute &apos;%1&apos; of &apos;/%2&apos; cannot be written</source>
        <translation>无法写入“/%2”的属性“%1”</translation>
    </message>
    <message>
        <source>the dataset &apos;%1&apos; cannot be made</source>
        <translation>无法创建数据集“%1”</translation>
    </message>
    <message>
        <source>the file cannot be written</source>
        <translation>无法写入文件</translation>
    </message>
    <message>
        <source>an attribute cannot be copied</source>
        <translation>无法复制某个属性</translation>
    </message>
    <message>
        <source>the properties of the dataset cannot be read</source>
        <translation>无法读取数据集的属性</translation>
    </message>
    <message>
        <source>the chunks cannot be made to fit the new shape</source>
        <translation>块无法适应新的形状</translation>
    </message>
    <message>
        <source>the request is incomplete</source>
        <translation>请求不完整</translation>
    </message>
    <message>
        <source>the HDF5 library cannot open the copy for writing</source>
        <translation>HDF5 库无法打开副本以写入</translation>
    </message>
    <message>
        <source>the dataset cannot be opened</source>
        <translation>无法打开数据集</translation>
    </message>
    <message>
        <source>the dataset cannot be made anew with another type or shape</source>
        <translation>无法以其他类型或形状重建数据集</translation>
    </message>
    <message>
        <source>the new dataset cannot take the place of the old one</source>
        <translation>新数据集无法取代旧数据集</translation>
    </message>
    <message>
        <source>the dataset cannot be opened for writing</source>
        <translation>无法打开数据集以写入</translation>
    </message>
    <message>
        <source>the dataset&apos;s elements cannot be written one by one</source>
        <translation>无法逐个写入数据集的元素</translation>
    </message>
    <message>
        <source>the elements cannot be written</source>
        <translation>无法写入元素</translation>
    </message>
    <message>
        <source>the file cannot be completed</source>
        <translation>无法完成文件</translation>
    </message>
    <message>
        <source>the file cannot be closed</source>
        <translation>无法关闭文件</translation>
    </message>
    <message>
        <source>integer of %1 bits</source>
        <translation>%1 位整数</translation>
    </message>
    <message>
        <source>floating point of %1 bits</source>
        <translation>%1 位浮点数</translation>
    </message>
    <message>
        <source>string of variable length</source>
        <translation>变长字符串</translation>
    </message>
    <message>
        <source>string of %1 bytes</source>
        <translation>%1 字节的字符串</translation>
    </message>
    <message>
        <source>array of elements</source>
        <translation>元素为数组</translation>
    </message>
    <message>
        <source>opaque, %1 bytes each</source>
        <translation>不透明数据，每个 %1 字节</translation>
    </message>
    <message>
        <source>lists of variable length</source>
        <translation>变长列表</translation>
    </message>
    <message>
        <source>unknown type</source>
        <translation>未知类型</translation>
    </message>
    <message>
        <source>the HDF5 file asks for more than can be done: %1</source>
        <translation>该 HDF5 文件的要求超出能力：%1</translation>
    </message>
    <message>
        <source>the shape of the dataset cannot be read</source>
        <translation>无法读取数据集的形状</translation>
    </message>
    <message>
        <source>the elements asked for lie outside the dataset</source>
        <translation>请求的元素位于数据集之外</translation>
    </message>
    <message>
        <source>the elements cannot be selected</source>
        <translation>无法选取元素</translation>
    </message>
    <message>
        <source>unknown request</source>
        <translation>未知的请求</translation>
    </message>
    <message>
        <source>the HDF5 library cannot open the file</source>
        <translation>HDF5 库无法打开该文件</translation>
    </message>
    <message>
        <source>too many elements in one request</source>
        <translation>一次请求的元素太多</translation>
    </message>
    <message>
        <source>the dataset&apos;s elements are too large</source>
        <translation>数据集的元素太大</translation>
    </message>
    <message>
        <source>the elements cannot be read</source>
        <translation>无法读取元素</translation>
    </message>
    <message>
        <source>the root group cannot be read</source>
        <translation>无法读取根组</translation>
    </message>
    <message>
        <source>the members of the group &apos;/%1&apos; cannot be listed</source>
        <translation>无法列出组“/%1”的成员</translation>
    </message>
    <message>
        <source>&apos;/%1&apos; is a soft link and is not followed</source>
        <translation>“/%1”是软链接，不会跟随</translation>
    </message>
    <message>
        <source>the object &apos;/%1&apos; cannot be read</source>
        <translation>无法读取对象“/%1”</translation>
    </message>
    <message>
        <source>the file has more objects or deeper groups than the program reads</source>
        <translation>文件的对象数或组的层数超过了本程序读取的上限</translation>
    </message>
    <message>
        <source>at most %1 objects, %2 levels</source>
        <translation>最多 %1 个对象、%2 层</translation>
    </message>
    <message>
        <source>its type cannot be read: %1</source>
        <translation>无法读取其类型：%1</translation>
    </message>
    <message>
        <source>bfloat16 in opaque bytes</source>
        <translation>存于不透明字节中的 bfloat16</translation>
    </message>
    <message>
        <source>its shape cannot be read: %1</source>
        <translation>无法读取其形状：%1</translation>
    </message>
    <message>
        <source>its shape does not fit 63 bits</source>
        <translation>其形状超出 63 位</translation>
    </message>
    <message>
        <source>its properties cannot be read: %1</source>
        <translation>无法读取其属性：%1</translation>
    </message>
    <message>
        <source>its list of external files cannot be read</source>
        <translation>无法读取其外部文件列表</translation>
    </message>
    <message>
        <source>its layout is unknown</source>
        <translation>其布局未知</translation>
    </message>
    <message>
        <source>its chunks do not fit its shape</source>
        <translation>其块与形状不符</translation>
    </message>
    <message>
        <source>its chunks cannot be listed: %1</source>
        <translation>无法列出其块：%1</translation>
    </message>
    <message>
        <source>the helper program &apos;tensorgraft-hdf5&apos;, which reads HDF5 files, is missing</source>
        <translation>缺少读取 HDF5 文件的辅助程序“tensorgraft-hdf5”</translation>
    </message>
    <message>
        <source>it beside this program or in ../libexec/tensorgraft</source>
        <translation>它应在本程序旁边或 ../libexec/tensorgraft 中</translation>
    </message>
    <message>
        <source>Install the program again</source>
        <translation>请重新安装本程序</translation>
    </message>
    <message>
        <source>took too long</source>
        <translation>耗时过长</translation>
    </message>
    <message>
        <source>start the HDF5 helper</source>
        <translation>启动 HDF5 辅助程序</translation>
    </message>
    <message>
        <source>had ended</source>
        <translation>已经退出</translation>
    </message>
    <message>
        <source>the HDF5 library %1 on this file</source>
        <translation>HDF5 库处理该文件时%1</translation>
    </message>
    <message>
        <source>The file is damaged in a way that the HDF5 library does not survive; get a fresh copy of it</source>
        <translation>文件的损坏使 HDF5 库无法继续；请重新获取该文件</translation>
    </message>
    <message>
        <source>two tensors, or a tensor and a group, want the place &apos;/%1&apos;</source>
        <translation>两个张量，或一个张量和一个组，都要占用位置“/%1”</translation>
    </message>
    <message>
        <source>Rename one of them in the mapping</source>
        <translation>请在映射中给其中一个改名</translation>
    </message>
    <message>
        <source>a read passes the end of the dataset</source>
        <translation>读取越过了数据集的结尾</translation>
    </message>
    <message>
        <source>the HDF5 library gave another number of bytes</source>
        <translation>HDF5 库给出的字节数不同</translation>
    </message>
    <message>
        <source>never written</source>
        <translation>从未写入</translation>
    </message>
    <message>
        <source>external file</source>
        <translation>外部文件</translation>
    </message>
    <message>
        <source>the data lies in a file outside of the model&apos;s folder</source>
        <translation>数据位于模型文件夹之外的文件中</translation>
    </message>
    <message>
        <source>Put that file beside the HDF5 file and refer to it by its name alone</source>
        <translation>请把该文件放到 HDF5 文件旁边，并只用文件名引用它</translation>
    </message>
    <message>
        <source>the dataset lies outside of the file</source>
        <translation>数据集位于文件之外</translation>
    </message>
    <message>
        <source>The file was probably cut short; get it again</source>
        <translation>文件很可能被截断；请重新获取</translation>
    </message>
    <message>
        <source>virtual datasets, whose data is in other HDF5 files, are not read</source>
        <translation>不读取虚拟数据集（数据在其他 HDF5 文件中）</translation>
    </message>
    <message>
        <source>Open the files that hold the data</source>
        <translation>请打开存放数据的文件</translation>
    </message>
    <message>
        <source>the HDF5 signature at byte 0, 512, 1024, ...</source>
        <translation>字节 0、512、1024 等处的 HDF5 签名</translation>
    </message>
    <message>
        <source>Choose an HDF5 file; if this should be one, its beginning is damaged</source>
        <translation>请选择 HDF5 文件；如果它本该是 HDF5 文件，则开头已损坏</translation>
    </message>
    <message>
        <source>the HDF5 file is cut short</source>
        <translation>HDF5 文件被截断</translation>
    </message>
    <message>
        <source>at least %1 bytes</source>
        <translation>至少 %1 字节</translation>
    </message>
    <message>
        <source>The download or copy stopped early; get the file again</source>
        <translation>下载或复制提前中断；请重新获取该文件</translation>
    </message>
    <message>
        <source>the HDF5 superblock has an unknown version</source>
        <translation>HDF5 超级块的版本未知</translation>
    </message>
    <message>
        <source>the HDF5 superblock is damaged</source>
        <translation>HDF5 超级块已损坏</translation>
    </message>
    <message>
        <source>addresses of 2, 4 or 8 bytes</source>
        <translation>2、4 或 8 字节的地址</translation>
    </message>
    <message>
        <source>Get a fresh copy of the file</source>
        <translation>请重新获取该文件</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON 文本</translation>
    </message>
    <message>
        <source>the JSON is nested too deeply</source>
        <translation>JSON 的嵌套太深</translation>
    </message>
    <message>
        <source>at most %1 levels</source>
        <translation>最多 %1 层</translation>
    </message>
    <message>
        <source>its input has %1 axes, it needs %2</source>
        <translation>它的输入有 %1 个轴，而它需要 %2 个</translation>
    </message>
    <message>
        <source>its input has an unknown number of axes, it needs %1</source>
        <translation>它的输入轴数未知，而它需要 %1 个</translation>
    </message>
    <message>
        <source>its configuration gives no kernel size or number of filters</source>
        <translation>它的配置没有给出卷积核大小或滤波器数目</translation>
    </message>
    <message>
        <source>the channels of its input are not known</source>
        <translation>它的输入通道数未知</translation>
    </message>
    <message>
        <source>its groups do not divide the channels</source>
        <translation>它的分组数不能整除通道数</translation>
    </message>
    <message>
        <source>its input or its configuration is not complete</source>
        <translation>它的输入或配置不完整</translation>
    </message>
    <message>
        <source>its kernel is kept as a sparse list</source>
        <translation>它的卷积核以稀疏列表保存</translation>
    </message>
    <message>
        <source>its configuration gives no output_dim or nb_feature</source>
        <translation>它的配置没有给出 output_dim 或 nb_feature</translation>
    </message>
    <message>
        <source>its input is not known</source>
        <translation>它的输入未知</translation>
    </message>
    <message>
        <source>the width of its input is not known</source>
        <translation>它的输入宽度未知</translation>
    </message>
    <message>
        <source>its cell is not described</source>
        <translation>没有描述它的 cell</translation>
    </message>
    <message>
        <source>its input is no sequence of vectors</source>
        <translation>它的输入不是向量序列</translation>
    </message>
    <message>
        <source>its cell %1 is none of Keras&apos; own</source>
        <translation>它的 cell %1 不是 Keras 自带的</translation>
    </message>
    <message>
        <source>its configuration gives no number of units</source>
        <translation>它的配置没有给出单元数</translation>
    </message>
    <message>
        <source>the size of its axis is not known</source>
        <translation>它的轴大小未知</translation>
    </message>
    <message>
        <source>it normalises several axes</source>
        <translation>它对多个轴做归一化</translation>
    </message>
    <message>
        <source>its configuration gives no input_dim or output_dim</source>
        <translation>它的配置没有给出 input_dim 或 output_dim</translation>
    </message>
    <message>
        <source>the sizes of its input are not known</source>
        <translation>它的输入大小未知</translation>
    </message>
    <message>
        <source>the number of heads or the width of its inputs is not known</source>
        <translation>它的头数或输入宽度未知</translation>
    </message>
    <message>
        <source>its output has a shape of several axes</source>
        <translation>它的输出形状有多个轴</translation>
    </message>
    <message>
        <source>its equation is not understood</source>
        <translation>无法理解它的等式</translation>
    </message>
    <message>
        <source>its equation does not fit its input</source>
        <translation>它的等式与输入不符</translation>
    </message>
    <message>
        <source>the shape of its input is not known</source>
        <translation>它的输入形状未知</translation>
    </message>
    <message>
        <source>it has more than %1 layers</source>
        <translation>它的层数超过 %1</translation>
    </message>
    <message>
        <source>the weights of the layer &apos;%1&apos; (%2) are not known: %3</source>
        <translation>层“%1”（%2）的权重未知：%3</translation>
    </message>
    <message>
        <source>Add its tensors to the skeleton by hand, or save the shapes of model.weights instead of the configuration</source>
        <translation>请手动把它的张量加入骨架文件，或保存 model.weights 的形状来代替配置</translation>
    </message>
    <message>
        <source>Check the shapes of the layers behind it</source>
        <translation>请检查它之后各层的形状</translation>
    </message>
    <message>
        <source>no bias</source>
        <translation>无偏置</translation>
    </message>
    <message>
        <source>this is no configuration of a Keras model that lists its layers</source>
        <translation>这不是列出各层的 Keras 模型配置</translation>
    </message>
    <message>
        <source>the layer inside is not described</source>
        <translation>没有描述其中的层</translation>
    </message>
    <message>
        <source>the layer &apos;%1&apos; (Lambda) is code that is not executed: it is taken to keep the shape</source>
        <translation>层“%1”（Lambda）是代码，不会执行：假定它保持形状</translation>
    </message>
    <message>
        <source>it is nested more than %1 levels deep</source>
        <translation>它的嵌套超过 %1 层</translation>
    </message>
    <message>
        <source>the model has too many nested calls</source>
        <translation>模型的嵌套调用太多</translation>
    </message>
    <message>
        <source>it is no layer that the program knows</source>
        <translation>它不是本程序认识的层</translation>
    </message>
    <message>
        <source>a size is not known</source>
        <translation>有大小未知</translation>
    </message>
    <message>
        <source>what model.to_json() gives of a Sequential or functional model</source>
        <translation>顺序模型或函数式模型的 model.to_json() 结果</translation>
    </message>
    <message>
        <source>A subclassed model has no list of layers: save the shapes of its weights instead</source>
        <translation>子类化模型没有层列表：请改为保存其权重的形状</translation>
    </message>
    <message>
        <source>the weights of the model are not known: %1</source>
        <translation>模型的权重未知：%1</translation>
    </message>
    <message>
        <source>measure the file</source>
        <translation>测量文件大小</translation>
    </message>
    <message>
        <source>the member &apos;%1&apos; cannot be read: %2</source>
        <translation>无法读取成员“%1”：%2</translation>
    </message>
    <message>
        <source>The weights are read all the same, under the names of their groups</source>
        <translation>权重仍会读取，使用其所在组的名称</translation>
    </message>
    <message>
        <source>The weights are read all the same</source>
        <translation>权重仍会读取</translation>
    </message>
    <message>
        <source>it is missing</source>
        <translation>它不存在</translation>
    </message>
    <message>
        <source>it is no JSON object</source>
        <translation>它不是 JSON 对象</translation>
    </message>
    <message>
        <source>the members config.json and model.weights.h5</source>
        <translation>成员 config.json 和 model.weights.h5</translation>
    </message>
    <message>
        <source>the Keras archive holds no weights that can be read</source>
        <translation>Keras 归档中没有可读的权重</translation>
    </message>
    <message>
        <source>a member &apos;model.weights.h5&apos;</source>
        <translation>成员 model.weights.h5（归档中的一项）</translation>
    </message>
    <message>
        <source>&apos;model.weights.npz&apos;</source>
        <translation>成员 model.weights.npz</translation>
    </message>
    <message>
        <source>%1 other members</source>
        <translation>%1 个其他成员</translation>
    </message>
    <message>
        <source>Unpack the archive and open model.weights.npz</source>
        <translation>请解压归档，再打开 model.weights.npz</translation>
    </message>
    <message>
        <source>Save the model again, or get a fresh copy of the file</source>
        <translation>请重新保存模型，或重新获取该文件</translation>
    </message>
    <message>
        <source>Keras 3 archive or weights</source>
        <translation>Keras 3 归档或权重</translation>
    </message>
    <message>
        <source>these weights were not written by Keras 3</source>
        <translation>这些权重不是由 Keras 3 写出的</translation>
    </message>
    <message>
        <source>the Keras file asks for too much: %1</source>
        <translation>该 Keras 文件的要求过高：%1</translation>
    </message>
    <message>
        <source>the target was not opened as keras-v3</source>
        <translation>目标不是作为 keras-v3 打开的</translation>
    </message>
    <message>
        <source>a .keras archive holds the configuration of its model, which the tensors do not tell</source>
        <translation>.keras 归档中有模型的配置，而张量并不包含它</translation>
    </message>
    <message>
        <source>Take an archive of the model as the target, or write .h5, which load_weights() of Keras 2 and 3 reads</source>
        <translation>请用该模型的归档作为目标，或写成 .h5，Keras 2 和 3 的 load_weights() 都能读取</translation>
    </message>
    <message>
        <source>the name says not where Keras 3 looks for the tensor</source>
        <translation>从名称看不出 Keras 3 在哪里查找该张量</translation>
    </message>
    <message>
        <source>names such as layers/dense/vars/0</source>
        <translation>形如 layers/dense/vars/0 的名称</translation>
    </message>
    <message>
        <source>Write .h5 (keras-h5), which load_weights() of Keras 2 and 3 reads</source>
        <translation>请写成 .h5 (keras-h5)，Keras 2 和 3 的 load_weights() 都能读取</translation>
    </message>
    <message>
        <source>%1 changes nothing: its transform fits none of the targets that it matches, or a later rule or an entry decides there</source>
        <translation>%1不起作用：它的变换不适合它匹配的任何目标，或那些目标由后面的规则或条目决定</translation>
    </message>
    <message>
        <source>%1 changes nothing: later rules or entries decide for every target that it matches</source>
        <translation>%1不起作用：它匹配的每个目标都由后面的规则或条目决定</translation>
    </message>
    <message>
        <source>The kernel is square, %1: its shape does not show whether it must be transposed, and %2</source>
        <translation>卷积核或权重矩阵是方阵 %1：从形状看不出是否必须转置，而且%2</translation>
    </message>
    <message>
        <source>(dense kernels: %1 against %2)</source>
        <translation>（全连接核：%1 与 %2）</translation>
    </message>
    <message>
        <source>It is transposed</source>
        <translation>已转置</translation>
    </message>
    <message>
        <source>It is not transposed</source>
        <translation>未转置</translation>
    </message>
    <message>
        <source>Its %1 inputs look like a flattened map of %2 positions and the %3 channels of &apos;%4&apos;</source>
        <translation>它的 %1 个输入看起来像展平的特征图，即 %2 个位置和“%4”的 %3 个通道</translation>
    </message>
    <message>
        <source>%1; the transform reorders them</source>
        <translation>%1；变换会重新排列它们</translation>
    </message>
    <message>
        <source>%1, and %2: one side may flatten channels last, the other channels first</source>
        <translation>%1，而且%2：一方展平时可能通道在后，另一方通道在前</translation>
    </message>
    <message>
        <source>%1 &apos;%2&apos; matches no tensor of either model</source>
        <translation>%1“%2”在两个模型中都没有匹配的张量</translation>
    </message>
    <message>
        <source>sets the transform of targets that nothing fills</source>
        <translation>为没有任何内容填充的目标设置了变换</translation>
    </message>
    <message>
        <source>matches no target</source>
        <translation>没有匹配任何目标</translation>
    </message>
    <message>
        <source>matches targets, but not their sources</source>
        <translation>匹配到了目标，但没有匹配到它们的源</translation>
    </message>
    <message>
        <source>which puts zeros between the groups, or build the target with groups=%1</source>
        <translation>它在组与组之间填零，或以 groups=%1 构建目标</translation>
    </message>
    <message>
        <source>which refuses where the weights between the groups are not zero, or build the target without groups</source>
        <translation>当组与组之间的权重不为零时它会拒绝；或构建不分组的目标</translation>
    </message>
    <message>
        <source>where the target keeps a layer for each group, conv:groups-split(%1,0) gives the first</source>
        <translation>如果目标为每个组保留一层，conv:groups-split(%1,0) 给出第一组</translation>
    </message>
    <message>
        <source>where the target keeps a layer for each group, conv:groups-split(%1,0,%2) gives the first</source>
        <translation>如果目标为每个组保留一层，conv:groups-split(%1,0,%2) 给出第一组</translation>
    </message>
    <message>
        <source>Values are rounded: %1</source>
        <translation>值被舍入：%1</translation>
    </message>
    <message>
        <source>the key &apos;%1&apos; is given twice</source>
        <translation>键“%1”出现了两次</translation>
    </message>
    <message>
        <source>this is no valid JSON: %1</source>
        <translation>这不是有效的 JSON：%1</translation>
    </message>
    <message>
        <source>it is nested deeper than %1 levels</source>
        <translation>嵌套超过 %1 层</translation>
    </message>
    <message>
        <source>a boolean</source>
        <translation>布尔值</translation>
    </message>
    <message>
        <source>a string</source>
        <translation>字符串</translation>
    </message>
    <message>
        <source>this is no valid JSON</source>
        <translation>这不是有效的 JSON</translation>
    </message>
    <message>
        <source>a mapping is an object, this is %1</source>
        <translation>映射应为对象，这里是%1</translation>
    </message>
    <message>
        <source>this is no mapping: the field &quot;tensorgraft&quot; is missing</source>
        <translation>这不是映射：缺少字段 &quot;tensorgraft&quot;</translation>
    </message>
    <message>
        <source>A mapping begins with {&quot;tensorgraft&quot;: 1</source>
        <translation>映射以 {&quot;tensorgraft&quot;: 1 开头</translation>
    </message>
    <message>
        <source>&quot;tensorgraft&quot; is the version of the format, a number</source>
        <translation>&quot;tensorgraft&quot; 是格式版本，应为数字</translation>
    </message>
    <message>
        <source>this mapping is of format version %1; this program knows version 1</source>
        <translation>该映射的格式版本为 %1；本程序支持版本 1</translation>
    </message>
    <message>
        <source>Use a newer TensorGraft</source>
        <translation>请使用更新的 TensorGraft</translation>
    </message>
    <message>
        <source>there is no format version %1</source>
        <translation>没有格式版本 %1</translation>
    </message>
    <message>
        <source>Write &quot;tensorgraft&quot;: 1</source>
        <translation>请写 &quot;tensorgraft&quot;: 1</translation>
    </message>
    <message>
        <source>a list of patterns</source>
        <translation>模式列表</translation>
    </message>
    <message>
        <source>a pattern is a string that is not empty</source>
        <translation>模式应为非空字符串</translation>
    </message>
    <message>
        <source>a source is a string that is not empty</source>
        <translation>源应为非空字符串</translation>
    </message>
    <message>
        <source>&quot;source&quot; is a string or a list of strings, this is %1</source>
        <translation>&quot;source&quot; 应为字符串或字符串列表，这里是%1</translation>
    </message>
    <message>
        <source>the list of sources is empty</source>
        <translation>源列表是空的</translation>
    </message>
    <message>
        <source>Leave &quot;source&quot; out for a rule that only sets a transform</source>
        <translation>只设置变换的规则请省略 &quot;source&quot;</translation>
    </message>
    <message>
        <source>a rule</source>
        <translation>一条规则</translation>
    </message>
    <message>
        <source>a rule needs a &quot;target&quot;</source>
        <translation>规则需要 &quot;target&quot;</translation>
    </message>
    <message>
        <source>an entry</source>
        <translation>一个条目</translation>
    </message>
    <message>
        <source>an entry needs a &quot;target&quot;</source>
        <translation>条目需要 &quot;target&quot;</translation>
    </message>
    <message>
        <source>write the mapping</source>
        <translation>写入映射</translation>
    </message>
    <message>
        <source>open the mapping</source>
        <translation>打开映射</translation>
    </message>
    <message>
        <source>read the mapping</source>
        <translation>读取映射</translation>
    </message>
    <message>
        <source>this is no mapping: it is too large</source>
        <translation>这不是映射：它太大了</translation>
    </message>
    <message>
        <source>replace the mapping</source>
        <translation>替换映射</translation>
    </message>
    <message>
        <source>a placeholder has a name of letters</source>
        <translation>占位符的名称由字母组成</translation>
    </message>
    <message>
        <source>Write {i}, {name:a|b} or {n-5}; a brace itself is written \{</source>
        <translation>请写 {i}、{name:a|b} 或 {n-5}；花括号本身写作 \{</translation>
    </message>
    <message>
        <source>a word of the placeholder {%1} is missing</source>
        <translation>占位符 {%1} 缺少一个词</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no number to count with</source>
        <translation>“%1”不是可以计数的数字</translation>
    </message>
    <message>
        <source>the placeholder {%1} makes no sense</source>
        <translation>占位符 {%1} 不合理</translation>
    </message>
    <message>
        <source>&apos;**&apos; stands for whole segments</source>
        <translation>“**”代表完整的路径段</translation>
    </message>
    <message>
        <source>Write a/**, **/b or a/**/b; inside a segment use *</source>
        <translation>请写 a/**、**/b 或 a/**/b；段内请用 *</translation>
    </message>
    <message>
        <source>Write ** for every tensor</source>
        <translation>所有张量请写 **</translation>
    </message>
    <message>
        <source>it is too long</source>
        <translation>它太长</translation>
    </message>
    <message>
        <source>the regular expression &apos;%1&apos; cannot be used: %2</source>
        <translation>无法使用正则表达式“%1”：%2</translation>
    </message>
    <message>
        <source>The syntax is that of RE2: no look-around, no back-references inside the expression</source>
        <translation>语法是 RE2 的：表达式内没有环视，也没有反向引用</translation>
    </message>
    <message>
        <source>it has too many placeholders</source>
        <translation>占位符太多</translation>
    </message>
    <message>
        <source>a regular expression stands on one side only, and not in a list of sources</source>
        <translation>正则表达式只能在一侧，且不能在源列表中</translation>
    </message>
    <message>
        <source>Write the other side with \1, \2 for the groups</source>
        <translation>另一侧请用 \1、\2 表示各分组</translation>
    </message>
    <message>
        <source>the target takes \1, but the source is no regular expression</source>
        <translation>目标使用了 \1，但源不是正则表达式</translation>
    </message>
    <message>
        <source>Begin the source with re:, or use placeholders such as {i} on both sides</source>
        <translation>请让源以 re: 开头，或在两侧使用 {i} 这样的占位符</translation>
    </message>
    <message>
        <source>the target takes &apos;%1&apos;, which the regular expression does not give</source>
        <translation>目标使用了“%1”，而正则表达式没有给出它</translation>
    </message>
    <message>
        <source>the source takes \1, but the target is no regular expression</source>
        <translation>源使用了 \1，但目标不是正则表达式</translation>
    </message>
    <message>
        <source>Begin the target with re:, or use placeholders such as {i} on both sides</source>
        <translation>请让目标以 re: 开头，或在两侧使用 {i} 这样的占位符</translation>
    </message>
    <message>
        <source>A rule needs a pattern for its targets</source>
        <translation>规则需要目标的模式</translation>
    </message>
    <message>
        <source>%1 tensor holds one number everywhere that several sources hold too: names decided, with a lower confidence</source>
        <translation>%1 个张量处处都是同一个数，而多个源也是如此：由名称决定，置信度较低</translation>
    </message>
    <message>
        <source>%1 tensors hold one number everywhere that several sources hold too: names decided, with a lower confidence</source>
        <translation>%1 个张量处处都是同一个数，而多个源也是如此：由名称决定，置信度较低</translation>
    </message>
    <message>
        <source>two permutations are the same here: %1 gives the same values</source>
        <translation>两种置换在这里效果相同：%1 给出相同的值</translation>
    </message>
    <message>
        <source>%1 permutations are the same here, %2 among them</source>
        <translation>%1 种置换在这里效果相同，%2 是其中之一</translation>
    </message>
    <message>
        <source>%1, because axes of size 1 move nothing</source>
        <translation>%1，因为大小为 1 的轴不移动任何元素</translation>
    </message>
    <message>
        <source>%1, because slices of equal axes are equal</source>
        <translation>%1，因为大小相等的轴上各切片相等</translation>
    </message>
    <message>
        <source>%1 holds the values of %2 in an order that no transform describes</source>
        <translation>%1 含有 %2 的值，但排列顺序无法用任何变换描述</translation>
    </message>
    <message>
        <source>the %1 is a skeleton, which has no values to learn from</source>
        <translation>%1是骨架文件，没有可供学习的值</translation>
    </message>
    <message>
        <source>Give a model with weights, or leave --learn out: names, shapes and order are then matched</source>
        <translation>请给出带权重的模型，或去掉 --learn：那样会按名称、形状和顺序匹配</translation>
    </message>
    <message>
        <source>%1 tensor of the %2 could not be looked at: their elements are no plain numbers</source>
        <translation>%2有 %1 个张量无法查看：它们的元素不是普通数字</translation>
    </message>
    <message>
        <source>%1 tensors of the %2 could not be looked at: their elements are no plain numbers</source>
        <translation>%2有 %1 个张量无法查看：它们的元素不是普通数字</translation>
    </message>
    <message>
        <source>Nothing in the source fits the kernels of the target, by name and shape together</source>
        <translation>按名称和形状综合来看，源中没有任何内容适合目标的卷积核</translation>
    </message>
    <message>
        <source>The two networks are built differently: layers of equal shape stand among layers that do not match</source>
        <translation>两个网络的结构不同：形状相同的层夹在不匹配的层之间</translation>
    </message>
    <message>
        <source>The repeated blocks have equal shapes, but nothing around them corresponds: the two networks read and answer different things</source>
        <translation>重复的块形状相同，但周围没有任何对应之处：两个网络的输入和输出不同</translation>
    </message>
    <message>
        <source>in the other order of the axes</source>
        <translation>轴的顺序相反</translation>
    </message>
    <message>
        <source>the output layer shares its weights with the word embedding</source>
        <translation>输出层与词嵌入共享权重</translation>
    </message>
    <message>
        <source>%1 outputs against %2</source>
        <translation>%1 个输出对 %2 个</translation>
    </message>
    <message>
        <source>same name, but %1: a layer to be trained anew?</source>
        <translation>名称相同，但%1：是要重新训练的层吗？</translation>
    </message>
    <message>
        <source>The layer has %1, &apos;%2&apos; of the source %3</source>
        <translation>该层有 %1，源的“%2”有 %3</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is %2, &apos;%3&apos; of the source %4</source>
        <translation>“%1”是 %2，源的“%3”是 %4</translation>
    </message>
    <message>
        <source>The source has no layer of this name</source>
        <translation>源没有这个名称的层</translation>
    </message>
    <message>
        <source>Layers of the same name, weights in their order</source>
        <translation>同名的层，权重按顺序对应</translation>
    </message>
    <message>
        <source>The target has no layer of this name; the source&apos;s is not used</source>
        <translation>目标没有这个名称的层；源的这一层未使用</translation>
    </message>
    <message>
        <source>The source has %1 layers with weights, the target %2: their order says nothing</source>
        <translation>源有 %1 个带权重的层，目标有 %2 个：层的顺序说明不了什么</translation>
    </message>
    <message>
        <source>Layer %1 of %2 on both sides (&apos;%3&apos;), weights in their order</source>
        <translation>两侧都是第 %1 层，共 %2 层（“%3”），权重按顺序对应</translation>
    </message>
    <message>
        <source>the pickle ends in the middle of a value</source>
        <translation>pickle 在一个值的中途结束</translation>
    </message>
    <message>
        <source>The file is damaged or was not copied completely</source>
        <translation>文件已损坏或没有完整复制</translation>
    </message>
    <message>
        <source>a line of the pickle does not end</source>
        <translation>pickle 的一行没有结束</translation>
    </message>
    <message>
        <source>damaged pickle: %1</source>
        <translation>pickle 已损坏：%1</translation>
    </message>
    <message>
        <source>the pickle holds too many values</source>
        <translation>pickle 中的值太多</translation>
    </message>
    <message>
        <source>unknown opcode %1</source>
        <translation>未知的操作码 %1</translation>
    </message>
    <message>
        <source>the stack is empty</source>
        <translation>栈是空的</translation>
    </message>
    <message>
        <source>there is no mark on the stack</source>
        <translation>栈上没有标记</translation>
    </message>
    <message>
        <source>a memo index is no number</source>
        <translation>memo 索引不是数字</translation>
    </message>
    <message>
        <source>memo %1 was never stored</source>
        <translation>memo %1 从未存入</translation>
    </message>
    <message>
        <source>unknown pickle protocol</source>
        <translation>未知的 pickle 协议</translation>
    </message>
    <message>
        <source>a frame passes the end of the data</source>
        <translation>帧越过了数据结尾</translation>
    </message>
    <message>
        <source>the pickle keeps its data in buffers outside the file</source>
        <translation>pickle 的数据保存在文件之外的缓冲区中</translation>
    </message>
    <message>
        <source>Save it again without buffer_callback</source>
        <translation>请不带 buffer_callback 重新保存</translation>
    </message>
    <message>
        <source>a key has no value</source>
        <translation>有键没有值</translation>
    </message>
    <message>
        <source>items are set on something that is no dictionary</source>
        <translation>给不是字典的对象设置了条目</translation>
    </message>
    <message>
        <source>values are appended to something that is no list</source>
        <translation>向不是列表的对象追加了值</translation>
    </message>
    <message>
        <source>the name of a class is no text</source>
        <translation>类名不是文本</translation>
    </message>
    <message>
        <source>an object has no class</source>
        <translation>对象没有类</translation>
    </message>
    <message>
        <source>the pickle calls %1; it was not executed</source>
        <translation>pickle 要调用 %1；没有执行</translation>
    </message>
    <message>
        <source>Do not load this file with Python unless you know who made it</source>
        <translation>除非知道文件的制作者，否则不要用 Python 加载它</translation>
    </message>
    <message>
        <source>and the file holds no tensor</source>
        <translation>而且文件中没有张量</translation>
    </message>
    <message>
        <source>a number is no number</source>
        <translation>某个数字不是数字</translation>
    </message>
    <message>
        <source>an integer of %1 bytes</source>
        <translation>%1 字节的整数</translation>
    </message>
    <message>
        <source>damaged pickle: a string passes the end of the data</source>
        <translation>pickle 已损坏：字符串越过了数据结尾</translation>
    </message>
    <message>
        <source>a string is badly quoted or escaped</source>
        <translation>字符串的引号或转义有误</translation>
    </message>
    <message>
        <source>tensor bytes came out of order</source>
        <translation>张量的字节到达的顺序不对</translation>
    </message>
    <message>
        <source>NumPy has no such type</source>
        <translation>NumPy 没有这种类型</translation>
    </message>
    <message>
        <source>Cast the tensor to float32, or write another format such as safetensors</source>
        <translation>请把张量转换为 float32，或写成其他格式，例如 safetensors</translation>
    </message>
    <message>
        <source>array data stored as text is damaged</source>
        <translation>以文本存储的数组数据已损坏</translation>
    </message>
    <message>
        <source>latin-1 characters in UTF-8, %1 of them</source>
        <translation>以 UTF-8 编码的 latin-1 字符，共 %1 个</translation>
    </message>
    <message>
        <source>something else at byte %1 of the text</source>
        <translation>文本字节 %1 处的其他内容</translation>
    </message>
    <message>
        <source>this is no .npy file</source>
        <translation>这不是 .npy 文件</translation>
    </message>
    <message>
        <source>the .npy header is cut off</source>
        <translation>.npy 文件头被截断</translation>
    </message>
    <message>
        <source>unknown version of the .npy format</source>
        <translation>未知的 .npy 格式版本</translation>
    </message>
    <message>
        <source>the .npy header has an absurd size</source>
        <translation>.npy 文件头的大小不合理</translation>
    </message>
    <message>
        <source>the .npy header is damaged</source>
        <translation>.npy 文件头已损坏</translation>
    </message>
    <message>
        <source>{&apos;descr&apos;: ..., &apos;fortran_order&apos;: ..., &apos;shape&apos;: ...}</source>
        <translation>形如 {&apos;descr&apos;: ..., &apos;fortran_order&apos;: ..., &apos;shape&apos;: ...} 的字典</translation>
    </message>
    <message>
        <source>the .npy header has an absurd shape</source>
        <translation>.npy 文件头中的形状不合理</translation>
    </message>
    <message>
        <source>elements of this type are shown but not read</source>
        <translation>这种类型的元素只列出，不读取</translation>
    </message>
    <message>
        <source>Fortran order</source>
        <translation>Fortran 顺序</translation>
    </message>
    <message>
        <source>the array is longer than the file</source>
        <translation>数组比文件还长</translation>
    </message>
    <message>
        <source>the array data has the wrong length</source>
        <translation>数组数据的长度不对</translation>
    </message>
    <message>
        <source>records, texts or dates</source>
        <translation>记录、文本或日期</translation>
    </message>
    <message>
        <source>bytes as text</source>
        <translation>以文本形式存储的字节</translation>
    </message>
    <message>
        <source>the zip archive has no .npy member</source>
        <translation>zip 归档中没有 .npy 成员</translation>
    </message>
    <message>
        <source>the target was not opened as a NumPy file</source>
        <translation>目标不是作为 NumPy 文件打开的</translation>
    </message>
    <message>
        <source>NumPy array or pickled dictionary</source>
        <translation>NumPy 数组或 pickle 字典</translation>
    </message>
    <message>
        <source>NumPy archive of arrays</source>
        <translation>NumPy 数组归档</translation>
    </message>
    <message>
        <source>the shape is too large</source>
        <translation>形状太大</translation>
    </message>
    <message>
        <source>the pickle holds this array once under several names</source>
        <translation>pickle 中该数组以多个名称共用一份</translation>
    </message>
    <message>
        <source>Replacing it would change the other too; export to .npz instead</source>
        <translation>替换它也会改变另一个；请改为导出到 .npz</translation>
    </message>
    <message>
        <source>the array is too large for the pickle protocol of this file</source>
        <translation>数组太大，超出该文件的 pickle 协议</translation>
    </message>
    <message>
        <source>a NumPy scalar cannot become an array</source>
        <translation>NumPy 标量不能变成数组</translation>
    </message>
    <message>
        <source>arrays of the pickle share their bytes</source>
        <translation>pickle 中的数组共用字节</translation>
    </message>
    <message>
        <source>the pickled tree is absurdly large or deep</source>
        <translation>pickle 的树大得或深得不合理</translation>
    </message>
    <message>
        <source>persistent id</source>
        <translation>持久 ID</translation>
    </message>
    <message>
        <source>%1 bytes for shape %2</source>
        <translation>形状 %2 需要 %1 字节</translation>
    </message>
    <message>
        <source>a tensor was written before its turn</source>
        <translation>张量在轮到它之前就被写入</translation>
    </message>
    <message>
        <source>a tensor was not written completely</source>
        <translation>有张量没有写完整</translation>
    </message>
    <message>
        <source>the checkpoint is nested too deeply</source>
        <translation>检查点的嵌套太深</translation>
    </message>
    <message>
        <source>the checkpoint has too many values</source>
        <translation>检查点中的值太多</translation>
    </message>
    <message>
        <source>The file may have been made to harm readers</source>
        <translation>该文件可能是为了破坏读取程序而制作的</translation>
    </message>
    <message>
        <source>the storage &apos;%1&apos; passes the end of the file</source>
        <translation>存储“%1”越过了文件结尾</translation>
    </message>
    <message>
        <source>The file was cut short; fetch or write it again</source>
        <translation>文件被截断；请重新获取或写出</translation>
    </message>
    <message>
        <source>the file is no PyTorch stream</source>
        <translation>该文件不是 PyTorch 流</translation>
    </message>
    <message>
        <source>the stream is of an unknown protocol</source>
        <translation>流的协议未知</translation>
    </message>
    <message>
        <source>something else</source>
        <translation>其他内容</translation>
    </message>
    <message>
        <source>the list of storages is missing</source>
        <translation>缺少存储列表</translation>
    </message>
    <message>
        <source>a pickled list of keys</source>
        <translation>用 pickle 保存的键列表</translation>
    </message>
    <message>
        <source>the storage &apos;%1&apos; is not described in the pickle</source>
        <translation>pickle 中没有描述存储“%1”</translation>
    </message>
    <message>
        <source>a storage has an unknown type, so that what follows it cannot be found</source>
        <translation>某个存储的类型未知，因此找不到其后的内容</translation>
    </message>
    <message>
        <source>the file has no data for the storage &apos;%1&apos;</source>
        <translation>文件中没有存储“%1”的数据</translation>
    </message>
    <message>
        <source>the member &apos;%1&apos; passes the end of the file</source>
        <translation>成员“%1”越过了文件结尾</translation>
    </message>
    <message>
        <source>a count is missing</source>
        <translation>缺少计数</translation>
    </message>
    <message>
        <source>the numbers of a tensor pass the end of their member</source>
        <translation>张量的数字越过了所在成员的结尾</translation>
    </message>
    <message>
        <source>a description is missing</source>
        <translation>缺少描述</translation>
    </message>
    <message>
        <source>a storage has an unknown type</source>
        <translation>某个存储的类型未知</translation>
    </message>
    <message>
        <source>a storage passes the end of its member</source>
        <translation>某个存储越过了所在成员的结尾</translation>
    </message>
    <message>
        <source>a tensor has too many axes</source>
        <translation>张量的轴太多</translation>
    </message>
    <message>
        <source>its storage is missing</source>
        <translation>缺少它的存储</translation>
    </message>
    <message>
        <source>its description cannot be understood</source>
        <translation>无法理解它的描述</translation>
    </message>
    <message>
        <source>the archive lacks the member &apos;%1&apos;</source>
        <translation>归档中缺少成员“%1”</translation>
    </message>
    <message>
        <source>the archive lacks the storage &apos;%1&apos;</source>
        <translation>归档中缺少存储“%1”</translation>
    </message>
    <message>
        <source>an entry &apos;data.pkl&apos;</source>
        <translation>条目 data.pkl（归档中的一项）</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>the byte order is not known</source>
        <translation>字节序未知</translation>
    </message>
    <message>
        <source>little or big</source>
        <translation>little 或 big</translation>
    </message>
    <message>
        <source>PyTorch files cannot be written with this data type</source>
        <translation>PyTorch 文件无法写入这种数据类型</translation>
    </message>
    <message>
        <source>float, integer, bool or complex</source>
        <translation>浮点、整数、布尔或复数</translation>
    </message>
    <message>
        <source>Cast the tensor, or choose another output format</source>
        <translation>请转换张量的类型，或选择其他输出格式</translation>
    </message>
    <message>
        <source>the name is not UTF-8, which PyTorch demands</source>
        <translation>名称不是 UTF-8，而 PyTorch 要求 UTF-8</translation>
    </message>
    <message>
        <source>Rename the tensor</source>
        <translation>请给张量改名</translation>
    </message>
    <message>
        <source>the tensor is too large</source>
        <translation>张量太大</translation>
    </message>
    <message>
        <source>the values of this tensor cannot be read: %1</source>
        <translation>无法读取该张量的值：%1</translation>
    </message>
    <message>
        <source>The tensor is listed and kept as it is when the file is rewritten</source>
        <translation>该张量会列出，改写文件时原样保留</translation>
    </message>
    <message>
        <source>below 2^63 bytes</source>
        <translation>小于 2^63 字节</translation>
    </message>
    <message>
        <source>it has no storage</source>
        <translation>它没有存储</translation>
    </message>
    <message>
        <source>the tensor starts beyond its storage</source>
        <translation>张量的起点在其存储之外</translation>
    </message>
    <message>
        <source>in the storage of %1</source>
        <translation>位于 %1 的存储中</translation>
    </message>
    <message>
        <source>the file is no PyTorch file</source>
        <translation>该文件不是 PyTorch 文件</translation>
    </message>
    <message>
        <source>a zip archive, a PyTorch stream or its old tar archive</source>
        <translation>zip 归档、PyTorch 流或旧式 tar 归档</translation>
    </message>
    <message>
        <source>tensors of different types share one storage and cannot both be replaced</source>
        <translation>不同类型的张量共用一个存储，无法同时替换</translation>
    </message>
    <message>
        <source>Replace one of them, or export to a new file</source>
        <translation>请只替换其中一个，或导出到新文件</translation>
    </message>
    <message>
        <source>a PyTorch file is rewritten only with the types and shapes that it has</source>
        <translation>改写 PyTorch 文件时只能保持原有的类型和形状</translation>
    </message>
    <message>
        <source>reserve space in the file</source>
        <translation>在文件中预留空间</translation>
    </message>
    <message>
        <source>map the file for writing</source>
        <translation>映射文件以写入</translation>
    </message>
    <message>
        <source>two values were given for one place of a shared storage</source>
        <translation>共用存储的同一位置得到了两个值</translation>
    </message>
    <message>
        <source>equal values for tensors that share their storage</source>
        <translation>共用存储的张量取值相等</translation>
    </message>
    <message>
        <source>different ones</source>
        <translation>不同的值</translation>
    </message>
    <message>
        <source>Map only one of the tied tensors, or give both the same source</source>
        <translation>请只映射其中一个绑定的张量，或给两者相同的源</translation>
    </message>
    <message>
        <source>its pickled call has too few arguments</source>
        <translation>它的 pickle 调用参数太少</translation>
    </message>
    <message>
        <source>its pickled call cannot be understood</source>
        <translation>无法理解它的 pickle 调用</translation>
    </message>
    <message>
        <source>its storage is a &apos;%1&apos;, which cannot be read</source>
        <translation>它的存储是“%1”，无法读取</translation>
    </message>
    <message>
        <source>scale %1, zero point %2</source>
        <translation>scale 为 %1，零点为 %2</translation>
    </message>
    <message>
        <source>it is sparse, and only dense tensors can be read</source>
        <translation>它是稀疏张量，而只能读取稠密张量</translation>
    </message>
    <message>
        <source>it is a meta tensor, which has no values</source>
        <translation>它是 meta 张量，没有值</translation>
    </message>
    <message>
        <source>it was stored by torch._utils.%1, which cannot be read</source>
        <translation>它由 torch._utils.%1 存储，无法读取</translation>
    </message>
    <message>
        <source>does not fit</source>
        <translation>不适合</translation>
    </message>
    <message>
        <source>a tensor that has axis %1</source>
        <translation>有轴 %1 的张量</translation>
    </message>
    <message>
        <source>Write pos_embed:resize(bicubic,1) with the number of prefix tokens, pos_embed:resize(bilinear,1,24,24) with the new grid, or pos_embed:resize(bilinear,1,24,32,14,14) with both; then align_corners or antialias</source>
        <translation>请写 pos_embed:resize(bicubic,1)，数字是前缀 token 的个数；或写 pos_embed:resize(bilinear,1,24,24)，带上新网格；或写 pos_embed:resize(bilinear,1,24,32,14,14)，带上两个网格；之后可加 align_corners 或 antialias</translation>
    </message>
    <message>
        <source>needs the way to resize: bicubic, bilinear or nearest</source>
        <translation>需要缩放方式：bicubic、bilinear 或 nearest</translation>
    </message>
    <message>
        <source>takes align_corners or antialias, not both</source>
        <translation>只能在 align_corners 与 antialias 中取一个</translation>
    </message>
    <message>
        <source>does not understand &apos;%1&apos;</source>
        <translation>不理解“%1”</translation>
    </message>
    <message>
        <source>takes the height and width of a grid together</source>
        <translation>的网格高度和宽度要一起给出</translation>
    </message>
    <message>
        <source>a grid behind %1 prefix tokens along axis %2</source>
        <translation>沿轴 %2、位于 %1 个前缀 token 之后的网格</translation>
    </message>
    <message>
        <source>Write both grids where they are not square: pos_embed:resize(bilinear,1,24,32,14,16)</source>
        <translation>网格不是方形时请写出两个网格：pos_embed:resize(bilinear,1,24,32,14,16)</translation>
    </message>
    <message>
        <source>takes the new grid from the target, and there is none of as many axes</source>
        <translation>要从目标取新网格，但没有轴数相同的目标</translation>
    </message>
    <message>
        <source>Write the grid: pos_embed:resize(bicubic,1,24,24)</source>
        <translation>请写出网格：pos_embed:resize(bicubic,1,24,24)</translation>
    </message>
    <message>
        <source>cannot tell the new grid</source>
        <translation>无法判断新网格</translation>
    </message>
    <message>
        <source>a square behind %1 prefix tokens</source>
        <translation>位于 %1 个前缀 token 之后的方形网格</translation>
    </message>
    <message>
        <source>Write the grid: pos_embed:resize(bicubic,1,24,32)</source>
        <translation>请写出网格：pos_embed:resize(bicubic,1,24,32)</translation>
    </message>
    <message>
        <source>Write vocab:pad(50304), vocab:pad(50304,mean), vocab:pad(50304,0.5,1), vocab:crop(50257) or vocab:crop(50257,1); the word target stands for the target&apos;s size</source>
        <translation>请写 vocab:pad(50304)、vocab:pad(50304,mean)、vocab:pad(50304,0.5,1)、vocab:crop(50257) 或 vocab:crop(50257,1)；target 一词表示目标的大小</translation>
    </message>
    <message>
        <source>needs the new size</source>
        <translation>需要新的大小</translation>
    </message>
    <message>
        <source>fills with a number or the word mean, not &apos;%1&apos;</source>
        <translation>用数字或 mean 一词填充，而不是“%1”</translation>
    </message>
    <message>
        <source>needs the axis of the words as a number</source>
        <translation>需要以数字给出词所在的轴</translation>
    </message>
    <message>
        <source>takes the new size from the target, and there is none of as many axes</source>
        <translation>要从目标取新的大小，但没有轴数相同的目标</translation>
    </message>
    <message>
        <source>Write the size</source>
        <translation>请写出大小</translation>
    </message>
    <message>
        <source>at least %1 words along axis %2</source>
        <translation>沿轴 %2 至少 %1 个词</translation>
    </message>
    <message>
        <source>Use vocab:pad</source>
        <translation>请用 vocab:pad</translation>
    </message>
    <message>
        <source>at most %1 words along axis %2</source>
        <translation>沿轴 %2 最多 %1 个词</translation>
    </message>
    <message>
        <source>Use vocab:crop</source>
        <translation>请用 vocab:crop</translation>
    </message>
    <message>
        <source>would average too much</source>
        <translation>要平均的内容太多</translation>
    </message>
    <message>
        <source>fewer new words</source>
        <translation>较少的新词</translation>
    </message>
    <message>
        <source>Write input:rgb-&gt;gray(2) for an HWIO kernel, input:rgb-&gt;gray(1) for OIHW; the words sum (usual), mean and luma say how</source>
        <translation>HWIO 核请写 input:rgb-&gt;gray(2)，OIHW 核请写 input:rgb-&gt;gray(1)；sum（通常）、mean 和 luma 指定合并方式</translation>
    </message>
    <message>
        <source>needs the axis of the input channels</source>
        <translation>需要输入通道所在的轴</translation>
    </message>
    <message>
        <source>3 channels along axis %1</source>
        <translation>沿轴 %1 有 3 个通道</translation>
    </message>
    <message>
        <source>1 channel along axis %1</source>
        <translation>沿轴 %1 有 1 个通道</translation>
    </message>
    <message>
        <source>takes the depth multiplier</source>
        <translation>需要深度乘数（depth multiplier）</translation>
    </message>
    <message>
        <source>Write depthwise:OIHW-&gt;HWCM(2)</source>
        <translation>请写 depthwise:OIHW-&gt;HWCM(2)</translation>
    </message>
    <message>
        <source>(O, 1, H, W) with O a multiple of %1</source>
        <translation>(O, 1, H, W)，其中 O 是 %1 的倍数</translation>
    </message>
    <message>
        <source>(1, H, W, O) with O a multiple of %1</source>
        <translation>(1, H, W, O)，其中 O 是 %1 的倍数</translation>
    </message>
    <message>
        <source>the recipe &apos;%1&apos; does not name the same axes on both sides</source>
        <translation>配方“%1”两侧的轴不同</translation>
    </message>
    <message>
        <source>Write each axis letter once on either side, as in conv:HWIO-&gt;OIHW</source>
        <translation>每个轴字母在两侧各写一次，例如 conv:HWIO-&gt;OIHW</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no layout of a kernel</source>
        <translation>“%1”不是卷积核的布局</translation>
    </message>
    <message>
        <source>Write %1 with HWIO, OIHW, ... behind the numbers</source>
        <translation>请写 %1，并在数字之后写 HWIO、OIHW 等布局</translation>
    </message>
    <message>
        <source>only a layout</source>
        <translation>仅需要布局</translation>
    </message>
    <message>
        <source>the recipe &apos;%1&apos; takes the number of groups and a layout</source>
        <translation>配方“%1”需要组数和布局</translation>
    </message>
    <message>
        <source>the recipe &apos;%1&apos; takes the number of groups, which one and a layout</source>
        <translation>配方“%1”需要组数、第几组和布局</translation>
    </message>
    <message>
        <source>Write conv:groups-expand(2,HWIO), conv:groups-collapse(2,HWIO), conv:groups-split(2,0,HWIO) or conv:groups-concat(HWIO)</source>
        <translation>请写 conv:groups-expand(2,HWIO)、conv:groups-collapse(2,HWIO)、conv:groups-split(2,0,HWIO) 或 conv:groups-concat(HWIO)</translation>
    </message>
    <message>
        <source>the recipe &apos;%1&apos; takes the layout of the kernel</source>
        <translation>配方“%1”需要卷积核的布局</translation>
    </message>
    <message>
        <source>Write conv:theano-flip for HWIO, conv:theano-flip(OIHW), ...</source>
        <translation>HWIO 请写 conv:theano-flip，其他布局写 conv:theano-flip(OIHW) 等</translation>
    </message>
    <message>
        <source>the recipe &apos;%1&apos; does not take these arguments</source>
        <translation>配方“%1”不接受这些参数</translation>
    </message>
    <message>
        <source>Write it with the index, as in layers:unstack(3); a second number is the axis</source>
        <translation>请写出索引，例如 layers:unstack(3)；第二个数字是轴</translation>
    </message>
    <message>
        <source>A number is the axis, 0 without one</source>
        <translation>数字表示轴，省略时为 0</translation>
    </message>
    <message>
        <source>Write it as flatten:HWC-&gt;CHW(7,7,512)</source>
        <translation>请写成 flatten:HWC-&gt;CHW(7,7,512)</translation>
    </message>
    <message>
        <source>the recipe &apos;%1&apos; needs the size of each axis</source>
        <translation>配方“%1”需要每个轴的大小</translation>
    </message>
    <message>
        <source>Write it as flatten:HWC-&gt;CHW(7,7,512); a fourth number 1 says that the kernel is (out, in)</source>
        <translation>请写成 flatten:HWC-&gt;CHW(7,7,512)；第四个数字 1 表示核为 (out, in)</translation>
    </message>
    <message>
        <source>the flattened axis of a dense kernel is 0 or 1</source>
        <translation>全连接核的展平轴是 0 或 1</translation>
    </message>
    <message>
        <source>the size %1 makes no sense here</source>
        <translation>大小 %1 在这里不合理</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no whole number</source>
        <translation>“%1”不是整数</translation>
    </message>
    <message>
        <source>the recipe &apos;%1&apos; takes no arguments</source>
        <translation>配方“%1”不需要参数</translation>
    </message>
    <message>
        <source>the recipe &apos;%1&apos; needs the axis of the input channels</source>
        <translation>配方“%1”需要输入通道所在的轴</translation>
    </message>
    <message>
        <source>Write input:rgb-&gt;bgr(2) for an HWIO kernel, input:rgb-&gt;bgr(1) for OIHW</source>
        <translation>HWIO 核请写 input:rgb-&gt;bgr(2)，OIHW 核请写 input:rgb-&gt;bgr(1)</translation>
    </message>
    <message>
        <source>the recipe &apos;%1&apos; takes one axis</source>
        <translation>配方“%1”需要一个轴</translation>
    </message>
    <message>
        <source>the recipe &apos;gate_up:fuse&apos; needs the axis of the outputs</source>
        <translation>配方“gate_up:fuse”需要输出所在的轴</translation>
    </message>
    <message>
        <source>Write gate_up:fuse(0) for (out, in), gate_up:fuse(1) for (in, out)</source>
        <translation>(out, in) 请写 gate_up:fuse(0)，(in, out) 请写 gate_up:fuse(1)</translation>
    </message>
    <message>
        <source>there is no recipe &apos;%1&apos;</source>
        <translation>没有配方“%1”</translation>
    </message>
    <message>
        <source>Recipes are %1</source>
        <translation>配方有 %1</translation>
    </message>
    <message>
        <source>Write qkv:split(q,0), qkv:split(k,0,blocks,32,8), qkv:split(v,0,heads,12), qkv:split(q,0,groups,32,8), or qkv:fuse(0) with the same words behind the axis</source>
        <translation>请写 qkv:split(q,0)、qkv:split(k,0,blocks,32,8)、qkv:split(v,0,heads,12)、qkv:split(q,0,groups,32,8)，或 qkv:fuse(0)，轴之后的词相同</translation>
    </message>
    <message>
        <source>needs the part: q, k or v</source>
        <translation>需要指定部分：q、k 或 v</translation>
    </message>
    <message>
        <source>needs the axis of the outputs</source>
        <translation>需要输出所在的轴</translation>
    </message>
    <message>
        <source>knows the layouts blocks, heads and groups, not &apos;%1&apos;</source>
        <translation>只认识 blocks、heads 和 groups 三种布局，而不是“%1”</translation>
    </message>
    <message>
        <source>needs numbers of heads, not &apos;%1&apos;</source>
        <translation>需要头数，而不是“%1”</translation>
    </message>
    <message>
        <source>needs the number of heads (and for groups that of key-value heads)</source>
        <translation>需要头数（groups 还需要 key-value 头数）</translation>
    </message>
    <message>
        <source>needs a number of heads that is a multiple of the number of key-value heads</source>
        <translation>需要头数是 key-value 头数的倍数</translation>
    </message>
    <message>
        <source>Write gate_up:split(gate,0), gate_up:split(up,0,interleaved), gate_up:fuse(0) or gate_up:fuse(0,interleaved)</source>
        <translation>请写 gate_up:split(gate,0)、gate_up:split(up,0,interleaved)、gate_up:fuse(0) 或 gate_up:fuse(0,interleaved)</translation>
    </message>
    <message>
        <source>needs the part: gate or up</source>
        <translation>需要指定部分：gate 或 up</translation>
    </message>
    <message>
        <source>needs the axis of the outputs, and may be interleaved</source>
        <translation>需要输出所在的轴，并可加 interleaved</translation>
    </message>
    <message>
        <source>needs the number of heads, and may name the axis of the outputs</source>
        <translation>需要头数，并可指定输出所在的轴</translation>
    </message>
    <message>
        <source>Write rope:permute(32) for (out, in), rope:permute(32,1) for (in, out)</source>
        <translation>(out, in) 请写 rope:permute(32)，(in, out) 请写 rope:permute(32,1)</translation>
    </message>
    <message>
        <source>%1 heads of queries and %2 of keys and values, all of one size</source>
        <translation>%1 个 query 头和 %2 个 key、value 头，大小都相同</translation>
    </message>
    <message>
        <source>axis %1 to hold %2 heads of an even size</source>
        <translation>轴 %1 容纳 %2 个大小为偶数的头</translation>
    </message>
    <message>
        <source>an even size of axis %1</source>
        <translation>轴 %1 的大小为偶数</translation>
    </message>
    <message>
        <source>joins two tensors of one shape</source>
        <translation>合并两个形状相同的张量</translation>
    </message>
    <message>
        <source>one source</source>
        <translation>一个源</translation>
    </message>
    <message>
        <source>two sources: gate, up</source>
        <translation>两个源：gate、up</translation>
    </message>
    <message>
        <source>three sources: query, key, value</source>
        <translation>三个源：query、key、value</translation>
    </message>
    <message>
        <source>joins tensors of as many axes</source>
        <translation>合并轴数相同的张量</translation>
    </message>
    <message>
        <source>Write bn:fold(kernel,0.001,axis) with the sources kernel, [gamma,] moving variance, or bn:fold(bias,0.001) with [bias,] gamma, beta, moving mean, moving variance. The epsilon is the layer&apos;s own: 0.001 in Keras, 1e-5 in PyTorch</source>
        <translation>请写 bn:fold(kernel,0.001,axis)，源为 kernel、[gamma,] moving variance；或写 bn:fold(bias,0.001)，源为 [bias,] gamma、beta、moving mean、moving variance。epsilon 是该层自己的：Keras 为 0.001，PyTorch 为 1e-5</translation>
    </message>
    <message>
        <source>needs the part (kernel or bias) and the epsilon of the layer</source>
        <translation>需要指定部分（kernel 或 bias）以及该层的 epsilon</translation>
    </message>
    <message>
        <source>takes the axis that the norm leaves out (dim), or none</source>
        <translation>需要范数保留的轴 (dim)，或 none</translation>
    </message>
    <message>
        <source>Write weight_norm:fold, weight_norm:fold(1) or weight_norm:fold(none)</source>
        <translation>请写 weight_norm:fold、weight_norm:fold(1) 或 weight_norm:fold(none)</translation>
    </message>
    <message>
        <source>the sources kernel, gamma, moving variance (gamma may be missing)</source>
        <translation>源 kernel、gamma、moving variance（gamma 可以没有）</translation>
    </message>
    <message>
        <source>cannot tell the axis of the output channels</source>
        <translation>无法判断输出通道所在的轴</translation>
    </message>
    <message>
        <source>one axis of size %1</source>
        <translation>一个大小为 %1 的轴</translation>
    </message>
    <message>
        <source>the sources [bias,] gamma, beta, moving mean, moving variance</source>
        <translation>源 [bias,] gamma、beta、moving mean、moving variance</translation>
    </message>
    <message>
        <source>two sources: g (the magnitudes), v (the directions)</source>
        <translation>两个源：g（模长）、v（方向）</translation>
    </message>
    <message>
        <source>directions that have axis %1</source>
        <translation>有轴 %1 的方向</translation>
    </message>
    <message>
        <source>the sources do not fit each other</source>
        <translation>各个源互不相符</translation>
    </message>
    <message>
        <source>%1 magnitude for all directions</source>
        <translation>所有方向共用 %1 个模长</translation>
    </message>
    <message>
        <source>%1 magnitudes, one an index of axis %2</source>
        <translation>%1 个模长，轴 %2 的每个索引一个</translation>
    </message>
    <message>
        <source>vectors of %1, one an index of axis %2</source>
        <translation>%1 的向量，轴 %2 的每个索引一个</translation>
    </message>
    <message>
        <source>vectors of %1 each</source>
        <translation>每个都是 %1 的向量</translation>
    </message>
    <message>
        <source>A GRU with reset_after=False applies the reset gate before the recurrent product, U (r * h); cuDNN, PyTorch, ONNX with linear_before_reset and Keras with reset_after=True apply it behind, r * (U h). No weights make the two equal: build the target with reset_after=False, or train it anew</source>
        <translation>reset_after=False 的 GRU 在循环乘积之前应用重置门，即 U (r * h)；cuDNN、PyTorch、linear_before_reset 的 ONNX 和 reset_after=True 的 Keras 在其后应用，即 r * (U h)。没有任何权重能使两者相等：请以 reset_after=False 构建目标，或重新训练</translation>
    </message>
    <message>
        <source>Write lstm:keras-&gt;pytorch, or with the part: lstm:tf-&gt;keras(kernel), (recurrent_kernel), (bias), (bias_ih), (bias_hh). Sides are keras, cudnn, pytorch, onnx, tf and for gru keras-reset-before</source>
        <translation>请写 lstm:keras-&gt;pytorch，或带上部分：lstm:tf-&gt;keras(kernel)、(recurrent_kernel)、(bias)、(bias_ih)、(bias_hh)。两侧可为 keras、cudnn、pytorch、onnx、tf，gru 还有 keras-reset-before</translation>
    </message>
    <message>
        <source>does not name two sides that are known</source>
        <translation>没有写出两个已知的框架</translation>
    </message>
    <message>
        <source>the recipe &apos;%1&apos; cannot be exact</source>
        <translation>配方“%1”无法做到精确</translation>
    </message>
    <message>
        <source>takes one part</source>
        <translation>需要一个部分</translation>
    </message>
    <message>
        <source>cannot tell kernel and bias of this shape apart</source>
        <translation>无法区分这种形状的 kernel 和 bias</translation>
    </message>
    <message>
        <source>(1, %1*units, inputs): one direction</source>
        <translation>(1, %1*units, inputs)：单向</translation>
    </message>
    <message>
        <source>needs the part: the cell keeps kernel and recurrent_kernel in one</source>
        <translation>需要指定部分：该 cell 把 kernel 和 recurrent_kernel 合为一体</translation>
    </message>
    <message>
        <source>two sources: kernel, recurrent kernel</source>
        <translation>两个源：kernel、recurrent kernel</translation>
    </message>
    <message>
        <source>the recipe &apos;%1&apos; cannot be exact: a bias of one axis is that of a GRU with reset_after=False</source>
        <translation>配方“%1”无法做到精确：一个轴的偏置属于 reset_after=False 的 GRU</translation>
    </message>
    <message>
        <source>two sources, bias_ih and bias_hh: they are added up</source>
        <translation>两个源 bias_ih 和 bias_hh：它们会相加</translation>
    </message>
    <message>
        <source>biases of two times %1*units</source>
        <translation>两倍 %1*units 的偏置</translation>
    </message>
    <message>
        <source>needs to know which of the two biases is meant</source>
        <translation>需要知道指的是两个偏置中的哪一个</translation>
    </message>
    <message>
        <source>fills both biases at once</source>
        <translation>一次填充两个偏置</translation>
    </message>
    <message>
        <source>Leave the word %1 out</source>
        <translation>请去掉 %1 一词</translation>
    </message>
    <message>
        <source>two sources: those of gates and candidate</source>
        <translation>两个源：gates 和 candidate 的</translation>
    </message>
    <message>
        <source>needs the part: gates or candidate</source>
        <translation>需要指定部分：gates 或 candidate</translation>
    </message>
    <message>
        <source>Write gru:keras-reset-before-&gt;tf(gates) or (candidate)</source>
        <translation>请写 gru:keras-reset-before-&gt;tf(gates) 或 (candidate)</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>最多 %1</translation>
    </message>
    <message>
        <source>%1 values</source>
        <translation>%1 个值</translation>
    </message>
    <message>
        <source>%1 bytes here</source>
        <translation>这里有 %1 字节</translation>
    </message>
    <message>
        <source>at most %1 bytes</source>
        <translation>最多 %1 字节</translation>
    </message>
    <message>
        <source>%1 bytes at %2</source>
        <translation>位于 %2 的 %1 字节</translation>
    </message>
    <message>
        <source>%1 more bytes</source>
        <translation>还有 %1 字节</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 字节</translation>
    </message>
    <message>
        <source>CRC-32C %1</source>
        <translation>CRC-32C %1</translation>
    </message>
    <message>
        <source>%1, %2 and %3</source>
        <translation>%1、%2 和 %3</translation>
    </message>
    <message>
        <source>&apos;%1&apos; after &apos;%2&apos;</source>
        <translation>“%1”排在“%2”之后</translation>
    </message>
    <message>
        <source>a key above &apos;%1&apos;</source>
        <translation>大于“%1”的键</translation>
    </message>
    <message>
        <source>method %1</source>
        <translation>方法 %1</translation>
    </message>
    <message>
        <source>bytes from %1 of %2</source>
        <translation>从 %1 开始的字节，共 %2</translation>
    </message>
    <message>
        <source>%1 strides</source>
        <translation>%1 个步幅</translation>
    </message>
    <message>
        <source>%1 tensors</source>
        <translation>%1 个张量</translation>
    </message>
    <message>
        <source>Give one with --%1</source>
        <translation>请用 --%1 指定</translation>
    </message>
    <message>
        <source>%1 bytes free</source>
        <translation>可用 %1 字节</translation>
    </message>
    <message>
        <source>stored as %1</source>
        <translation>以 %1 存储</translation>
    </message>
    <message>
        <source>storage type %1</source>
        <translation>存储类型 %1</translation>
    </message>
    <message>
        <source>%1 bytes at most</source>
        <translation>最多 %1 字节</translation>
    </message>
    <message>
        <source>%1 bytes of data</source>
        <translation>%1 字节的数据</translation>
    </message>
    <message>
        <source>%1 bytes of text</source>
        <translation>%1 字节的文本</translation>
    </message>
    <message>
        <source>text of %1 bytes</source>
        <translation>%1 字节的文本</translation>
    </message>
    <message>
        <source>the number %1</source>
        <translation>数字 %1</translation>
    </message>
    <message>
        <source>shared with %1</source>
        <translation>与 %1 共用</translation>
    </message>
    <message>
        <source>&apos;%1&apos; again</source>
        <translation>再次出现“%1”</translation>
    </message>
    <message>
        <source>at least %1</source>
        <translation>至少 %1</translation>
    </message>
    <message>
        <source>begin %1</source>
        <translation>从 %1 开始</translation>
    </message>
    <message>
        <source>not in &apos;%1&apos;</source>
        <translation>不在“%1”中</translation>
    </message>
    <message>
        <source>version %1</source>
        <translation>版本 %1</translation>
    </message>
    <message>
        <source>%1, kept as it is</source>
        <translation>%1，原样保留</translation>
    </message>
    <message>
        <source>%1 other bytes</source>
        <translation>%1 个其他字节</translation>
    </message>
    <message>
        <source>the key &apos;%1&apos;</source>
        <translation>键“%1”</translation>
    </message>
    <message>
        <source>%1 bytes for %2 %3</source>
        <translation>%2 %3 需要 %1 字节</translation>
    </message>
    <message>
        <source>slice %1 of %2</source>
        <translation>第 %1 个切片，共 %2 个</translation>
    </message>
    <message>
        <source>%1 *.index</source>
        <translation>%1 个 *.index</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>还有 %1</translation>
    </message>
    <message>
        <source>%1 from %2</source>
        <translation>从 %2 起的 %1</translation>
    </message>
    <message>
        <source>%1 zero points</source>
        <translation>%1 个零点</translation>
    </message>
    <message>
        <source>an axis of %1</source>
        <translation>%1 的一个轴</translation>
    </message>
    <message>
        <source>%1 bytes from %2</source>
        <translation>从 %2 起的 %1 字节</translation>
    </message>
    <message>
        <source>array of %1</source>
        <translation>由 %1 组成的数组</translation>
    </message>
    <message>
        <source>gave up (code %1)</source>
        <translation>放弃（代码 %1）</translation>
    </message>
    <message>
        <source>a file below %1</source>
        <translation>%1 之下的文件</translation>
    </message>
    <message>
        <source>A further %1</source>
        <translation>再加一步 %1</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is empty</source>
        <translation>&quot;%1&quot; 是空的</translation>
    </message>
    <message>
        <source>adds up axis %1</source>
        <translation>沿轴 %1 求和</translation>
    </message>
    <message>
        <source>does not fit %1</source>
        <translation>不适合 %1</translation>
    </message>
    <message>
        <source>mixes axis %1</source>
        <translation>混合了轴 %1</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no number</source>
        <translation>“%1”不是数字</translation>
    </message>
    <message>
        <source>Write it as %1</source>
        <translation>请写成 %1</translation>
    </message>
    <message>
        <source>It takes %1</source>
        <translation>它需要 %1</translation>
    </message>
    <message>
        <source>the recipe &apos;%1&apos; %2</source>
        <translation>配方“%1”%2</translation>
    </message>
    <message>
        <source>&apos;%1&apos; has no source</source>
        <translation>“%1”没有源</translation>
    </message>
    <message>
        <source>&apos;%1&apos; has no target</source>
        <translation>“%1”没有目标</translation>
    </message>
    <message>
        <source>one of %1</source>
        <translation>下列之一：%1</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no value</source>
        <translation>“%1”不是值</translation>
    </message>
    <message>
        <source>list item %1</source>
        <translation>列表项 %1</translation>
    </message>
    <message>
        <source>the string &apos;%1&apos;</source>
        <translation>字符串“%1”</translation>
    </message>
    <message>
        <source>the call %1</source>
        <translation>调用 %1</translation>
    </message>
    <message>
        <source>the name &apos;%1&apos;</source>
        <translation>名称“%1”</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 及另外 %2 个</translation>
    </message>
    <message>
        <source>axis %1 of %2</source>
        <translation>%2 的轴 %1</translation>
    </message>
    <message>
        <source>axis %1</source>
        <translation>轴 %1</translation>
    </message>
    <message>
        <source>%1 outputs</source>
        <translation>%1 个输出</translation>
    </message>
    <message>
        <source>cannot %1: %2</source>
        <translation>无法%1：%2</translation>
    </message>
    <message>
        <source>the member &apos;%1&apos;: %2</source>
        <translation>成员“%1”：%2</translation>
    </message>
    <message>
        <source>%1 (HDF5: %2)</source>
        <translation>%1（HDF5：%2）</translation>
    </message>
    <message>
        <source>%1 is %2, this is %3</source>
        <translation>%1 应为%2，这里是%3</translation>
    </message>
    <message>
        <source>line %1, column %2: %3</source>
        <translation>第 %1 行第 %2 列：%3</translation>
    </message>
    <message>
        <source>&apos;%1&apos; %2</source>
        <translation>“%1”%2</translation>
    </message>
    <message>
        <source>TensorFlow frozen graph</source>
        <translation>TensorFlow 冻结图</translation>
    </message>
    <message>
        <source>The other tensors of the graph are usable</source>
        <translation>图中的其他张量仍可使用</translation>
    </message>
    <message>
        <source>the value of a constant cannot be read</source>
        <translation>无法读取常量的值</translation>
    </message>
    <message>
        <source>damage inside</source>
        <translation>内部损坏</translation>
    </message>
    <message>
        <source>the shape of a constant is impossible</source>
        <translation>常量的形状不合理</translation>
    </message>
    <message>
        <source>sizes of 0 or more</source>
        <translation>不小于 0 的大小</translation>
    </message>
    <message>
        <source>the type of a constant is not known</source>
        <translation>常量的类型未知</translation>
    </message>
    <message>
        <source>a DataType of TensorFlow</source>
        <translation>TensorFlow 的 DataType</translation>
    </message>
    <message>
        <source>The constant is kept as it is when the file is rewritten</source>
        <translation>改写文件时该常量原样保留</translation>
    </message>
    <message>
        <source>fewer than 2^62 bytes</source>
        <translation>少于 2^62 字节</translation>
    </message>
    <message>
        <source>a constant has another number of bytes than its shape asks for</source>
        <translation>常量的字节数与其形状不符</translation>
    </message>
    <message>
        <source>a constant is larger than its stored values can be</source>
        <translation>常量比其存储的值所能表示的更大</translation>
    </message>
    <message>
        <source>at most %1 bytes where a value is repeated</source>
        <translation>值重复时最多 %1 字节</translation>
    </message>
    <message>
        <source>no values: zeros</source>
        <translation>没有值：全为零</translation>
    </message>
    <message>
        <source>typed values</source>
        <translation>按类型存储的值</translation>
    </message>
    <message>
        <source>two constants have the same name</source>
        <translation>两个常量同名</translation>
    </message>
    <message>
        <source>in a function of the library</source>
        <translation>位于函数库的一个函数中</translation>
    </message>
    <message>
        <source>the file is no frozen TensorFlow graph</source>
        <translation>该文件不是 TensorFlow 冻结图</translation>
    </message>
    <message>
        <source>a GraphDef: nodes with names and operations</source>
        <translation>GraphDef：带名称和操作的节点</translation>
    </message>
    <message>
        <source>the file cannot be mapped</source>
        <translation>无法映射该文件</translation>
    </message>
    <message>
        <source>the tensor has too many fields beside its values</source>
        <translation>张量除值以外的字段太多</translation>
    </message>
    <message>
        <source>constants of this type cannot be replaced</source>
        <translation>这种类型的常量无法替换</translation>
    </message>
    <message>
        <source>the operations of a graph are typed: a constant keeps its type</source>
        <translation>图的操作带有类型：常量保持其类型</translation>
    </message>
    <message>
        <source>Add cast(%1) to the transform, or keep the target&apos;s dtype</source>
        <translation>请在变换中加上 cast(%1)，或保留目标的 dtype</translation>
    </message>
    <message>
        <source>the shape is impossible</source>
        <translation>形状不合理</translation>
    </message>
    <message>
        <source>the target has no such tensor</source>
        <translation>目标没有这个张量</translation>
    </message>
    <message>
        <source>the tensor is to be written twice</source>
        <translation>该张量要被写入两次</translation>
    </message>
    <message>
        <source>a value is stored in the wrong way for its type</source>
        <translation>值的存储方式与其类型不符</translation>
    </message>
    <message>
        <source>a tensor has more values than its shape has elements</source>
        <translation>张量的值多于其形状的元素</translation>
    </message>
    <message>
        <source>more</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>at most ten bytes, inside the packed field</source>
        <translation>packed 字段之内，最多十个字节</translation>
    </message>
    <message>
        <source>a longer one</source>
        <translation>更长的 varint</translation>
    </message>
    <message>
        <source>the values of a tensor end inside of one</source>
        <translation>张量的值在一个值的中途结束</translation>
    </message>
    <message>
        <source>a multiple of %1 bytes</source>
        <translation>%1 字节的倍数</translation>
    </message>
    <message>
        <source>the range passes the end of the value</source>
        <translation>范围越过了值的结尾</translation>
    </message>
    <message>
        <source>TensorFlow checkpoints cannot be made with values of this type</source>
        <translation>TensorFlow 检查点无法存放这种类型的值</translation>
    </message>
    <message>
        <source>numbers of a type that TensorFlow has</source>
        <translation>TensorFlow 支持的数字类型</translation>
    </message>
    <message>
        <source>Leave the tensor out, or cast it to a type such as float32</source>
        <translation>请略去该张量，或转换为 float32 等类型</translation>
    </message>
    <message>
        <source>TensorFlow checkpoints have no room for this name</source>
        <translation>TensorFlow 检查点无法使用这个名称</translation>
    </message>
    <message>
        <source>an empty name</source>
        <translation>空名称</translation>
    </message>
    <message>
        <source>a name that begins with a zero byte</source>
        <translation>以零字节开头的名称</translation>
    </message>
    <message>
        <source>TensorFlow has no tensors of so many axes</source>
        <translation>TensorFlow 没有这么多轴的张量</translation>
    </message>
    <message>
        <source>at most 254</source>
        <translation>最多 254</translation>
    </message>
    <message>
        <source>that would be too many data files</source>
        <translation>数据文件会太多</translation>
    </message>
    <message>
        <source>Allow larger data files</source>
        <translation>请允许更大的数据文件</translation>
    </message>
    <message>
        <source>TensorFlow checkpoint (V2)</source>
        <translation>TensorFlow 检查点 (V2)</translation>
    </message>
    <message>
        <source>this name belongs to the state file beside checkpoints</source>
        <translation>这个名称属于检查点旁边的状态文件</translation>
    </message>
    <message>
        <source>the name of a checkpoint, such as &apos;model.ckpt&apos; or &apos;model.ckpt.index&apos;</source>
        <translation>检查点的名称，例如 &apos;model.ckpt&apos; 或 &apos;model.ckpt.index&apos;</translation>
    </message>
    <message>
        <source>checkpoint</source>
        <translation>检查点</translation>
    </message>
    <message>
        <source>Choose another name for the output</source>
        <translation>请为输出选择其他名称</translation>
    </message>
    <message>
        <source>The index is damaged; copy or download the checkpoint again</source>
        <translation>索引已损坏；请重新复制或下载检查点</translation>
    </message>
    <message>
        <source>the header of the checkpoint&apos;s index cannot be read</source>
        <translation>无法读取检查点索引的头部</translation>
    </message>
    <message>
        <source>a BundleHeaderProto</source>
        <translation>BundleHeaderProto 消息</translation>
    </message>
    <message>
        <source>the number of data files is impossible</source>
        <translation>数据文件的数目不合理</translation>
    </message>
    <message>
        <source>the byte order is unknown</source>
        <translation>字节序未知</translation>
    </message>
    <message>
        <source>0 (little) or 1 (big)</source>
        <translation>0 (little) 或 1 (big)</translation>
    </message>
    <message>
        <source>the checkpoint is of a newer version of the format</source>
        <translation>检查点的格式版本更新</translation>
    </message>
    <message>
        <source>one that readers of version %1 may read</source>
        <translation>版本 %1 的读取程序能读的检查点</translation>
    </message>
    <message>
        <source>readers from version %1 on</source>
        <translation>版本 %1 及以上的读取程序</translation>
    </message>
    <message>
        <source>this version is excluded</source>
        <translation>排除了本版本</translation>
    </message>
    <message>
        <source>Update this program, or save the checkpoint with an older TensorFlow</source>
        <translation>请更新本程序，或用较旧的 TensorFlow 保存检查点</translation>
    </message>
    <message>
        <source>the table is no index of a checkpoint</source>
        <translation>该表不是检查点的索引</translation>
    </message>
    <message>
        <source>a header under the empty key</source>
        <translation>空键下的头部</translation>
    </message>
    <message>
        <source>the table is empty</source>
        <translation>表是空的</translation>
    </message>
    <message>
        <source>the index of a checkpoint</source>
        <translation>检查点的索引</translation>
    </message>
    <message>
        <source>Copy or download the checkpoint again, all of its files</source>
        <translation>请重新复制或下载检查点的全部文件</translation>
    </message>
    <message>
        <source>The tensors of this data file cannot be read; copy it beside the index, or choose the checkpoint where it is complete</source>
        <translation>无法读取该数据文件中的张量；请把它复制到索引旁边，或选择完整的检查点</translation>
    </message>
    <message>
        <source>sizes from 0 on that can be multiplied</source>
        <translation>不小于 0 且乘积可表示的大小</translation>
    </message>
    <message>
        <source>the tensor is in a data file that the checkpoint does not have</source>
        <translation>张量位于检查点没有的数据文件中</translation>
    </message>
    <message>
        <source>a number below %1</source>
        <translation>小于 %1 的数字</translation>
    </message>
    <message>
        <source>the tensor&apos;s data lies outside of its data file</source>
        <translation>张量的数据位于其数据文件之外</translation>
    </message>
    <message>
        <source>the tensor&apos;s size does not fit its shape</source>
        <translation>张量的大小与其形状不符</translation>
    </message>
    <message>
        <source>partitioned variables of this type are not assembled</source>
        <translation>这种类型的分区变量无法拼合</translation>
    </message>
    <message>
        <source>the variable is partitioned into too many slices</source>
        <translation>变量的分区切片太多</translation>
    </message>
    <message>
        <source>a slice lies outside of its variable</source>
        <translation>有切片位于其变量之外</translation>
    </message>
    <message>
        <source>a slice of the variable is not in the index</source>
        <translation>变量的一个切片不在索引中</translation>
    </message>
    <message>
        <source>a slice has another type or shape than its variable says</source>
        <translation>切片的类型或形状与其变量所述不同</translation>
    </message>
    <message>
        <source>the slices do not cover their variable exactly once</source>
        <translation>各切片没有恰好覆盖变量一次</translation>
    </message>
    <message>
        <source>the file names no checkpoint</source>
        <translation>该文件没有指明检查点</translation>
    </message>
    <message>
        <source>a line with model_checkpoint_path</source>
        <translation>含有 model_checkpoint_path 的一行</translation>
    </message>
    <message>
        <source>Choose the .index file of the checkpoint</source>
        <translation>请选择检查点的 .index 文件</translation>
    </message>
    <message>
        <source>the state file names a checkpoint of one file, which is no V2 checkpoint</source>
        <translation>状态文件指向单文件检查点，它不是 V2 检查点</translation>
    </message>
    <message>
        <source>the checkpoint that the state file names is not there</source>
        <translation>状态文件指向的检查点不存在</translation>
    </message>
    <message>
        <source>%1, which was opened instead</source>
        <translation>%1，已改为打开它</translation>
    </message>
    <message>
        <source>Copy the checkpoint&apos;s .index and .data files beside the state file, or choose another .index</source>
        <translation>请把检查点的 .index 和 .data 文件复制到状态文件旁边，或选择另一个 .index</translation>
    </message>
    <message>
        <source>the folder holds no TensorFlow checkpoint</source>
        <translation>文件夹中没有 TensorFlow 检查点</translation>
    </message>
    <message>
        <source>the folder holds several checkpoints</source>
        <translation>文件夹中有多个检查点</translation>
    </message>
    <message>
        <source>a state file &apos;checkpoint&apos;, or exactly one *.index</source>
        <translation>状态文件 checkpoint，或恰好一个 *.index</translation>
    </message>
    <message>
        <source>the checkpoint cannot be rewritten because one of its data files is missing</source>
        <translation>检查点无法改写，因为缺少它的一个数据文件</translation>
    </message>
    <message>
        <source>Copy the data file beside the index, or export the tensors that are there to a new file</source>
        <translation>请把该数据文件复制到索引旁边，或把现有的张量导出到新文件</translation>
    </message>
    <message>
        <source>TensorFlow checkpoints cannot take this type here</source>
        <translation>TensorFlow 检查点的这个位置不能用这种类型</translation>
    </message>
    <message>
        <source>Leave the tensor as it is, or cast to a type such as float32</source>
        <translation>请保持张量不变，或转换为 float32 等类型</translation>
    </message>
    <message>
        <source>the tensor&apos;s entry cannot be read</source>
        <translation>无法读取张量的条目</translation>
    </message>
    <message>
        <source>a partitioned variable keeps its type and shape</source>
        <translation>分区变量保持其类型和形状</translation>
    </message>
    <message>
        <source>Convert the checkpoint first (`tensorgraft convert`): its variables are in one piece then</source>
        <translation>请先转换检查点（`tensorgraft convert`）：之后变量就是完整的一块</translation>
    </message>
    <message>
        <source>the data file cannot be laid out anew because the place of a tensor in it is damaged</source>
        <translation>数据文件无法重新排布，因为其中一个张量的位置已损坏</translation>
    </message>
    <message>
        <source>Keep the sizes of the tensors, or export those that can be read to a new file</source>
        <translation>请保持张量大小不变，或把可读的张量导出到新文件</translation>
    </message>
    <message>
        <source>the checksum of the tensor&apos;s bytes is wrong</source>
        <translation>张量字节的校验和不正确</translation>
    </message>
    <message>
        <source>The data file is damaged or belongs to another index; copy or download the checkpoint again</source>
        <translation>数据文件已损坏或属于另一个索引；请重新复制或下载检查点</translation>
    </message>
    <message>
        <source>the object graph of the checkpoint cannot be read</source>
        <translation>无法读取检查点的对象图</translation>
    </message>
    <message>
        <source>a TrackableObjectGraph</source>
        <translation>TrackableObjectGraph 消息</translation>
    </message>
    <message>
        <source>The tensors are read by their keys; the names of the variables are not known</source>
        <translation>张量按键读取；变量名未知</translation>
    </message>
    <message>
        <source>a node %1 that is no TrackableObject</source>
        <translation>节点 %1 不是 TrackableObject</translation>
    </message>
    <message>
        <source>a slot variable in node %1 of %2</source>
        <translation>节点 %1 中有 slot 变量，节点共 %2 个</translation>
    </message>
    <message>
        <source>the SavedModel has no variables</source>
        <translation>SavedModel 没有变量</translation>
    </message>
    <message>
        <source>variables/variables.index beside saved_model.pb</source>
        <translation>saved_model.pb 旁边的 variables/variables.index</translation>
    </message>
    <message>
        <source>no such file</source>
        <translation>没有这样的文件</translation>
    </message>
    <message>
        <source>Copy the whole folder of the SavedModel; a graph whose weights are constants has none</source>
        <translation>请复制 SavedModel 的整个文件夹；权重为常量的图没有变量</translation>
    </message>
    <message>
        <source>The variables can be used; what is trainable is guessed from their names</source>
        <translation>变量可以使用；哪些可训练是从名称推测的</translation>
    </message>
    <message>
        <source>saved_model.pb gives the variable another shape</source>
        <translation>saved_model.pb 给出的变量形状不同</translation>
    </message>
    <message>
        <source>The variables belong to another version of the model</source>
        <translation>这些变量属于模型的另一个版本</translation>
    </message>
    <message>
        <source>the folder of the SavedModel holds something that cannot be copied</source>
        <translation>SavedModel 文件夹中有无法复制的内容</translation>
    </message>
    <message>
        <source>files and folders</source>
        <translation>文件和文件夹</translation>
    </message>
    <message>
        <source>Take it out of the folder, or copy the SavedModel without it</source>
        <translation>请把它移出该文件夹，或复制一份不含它的 SavedModel</translation>
    </message>
    <message>
        <source>the folder holds too many files for a SavedModel</source>
        <translation>该文件夹的文件太多，不像 SavedModel</translation>
    </message>
    <message>
        <source>list the folder of the SavedModel</source>
        <translation>列出 SavedModel 文件夹</translation>
    </message>
    <message>
        <source>a SavedModel is a folder</source>
        <translation>SavedModel 是一个文件夹</translation>
    </message>
    <message>
        <source>the name of the new folder</source>
        <translation>新文件夹的名称</translation>
    </message>
    <message>
        <source>the name of a file in it</source>
        <translation>其中某个文件的名称</translation>
    </message>
    <message>
        <source>Give the folder as the output</source>
        <translation>请把该文件夹作为输出</translation>
    </message>
    <message>
        <source>the message is no SavedModel</source>
        <translation>该消息不是 SavedModel</translation>
    </message>
    <message>
        <source>a graph with its description</source>
        <translation>带描述的图</translation>
    </message>
    <message>
        <source>The data file is damaged; copy or download the checkpoint again</source>
        <translation>数据文件已损坏；请重新复制或下载检查点</translation>
    </message>
    <message>
        <source>the length of a text cannot be read or passes the end</source>
        <translation>文本长度无法读取，或越过了结尾</translation>
    </message>
    <message>
        <source>at most %1 bytes of text</source>
        <translation>最多 %1 字节的文本</translation>
    </message>
    <message>
        <source>the texts do not fill their place</source>
        <translation>各文本没有填满其位置</translation>
    </message>
    <message>
        <source>%1 bytes and a checksum</source>
        <translation>%1 字节和一个校验和</translation>
    </message>
    <message>
        <source>the checksum of the texts&apos; lengths is wrong</source>
        <translation>文本长度的校验和不正确</translation>
    </message>
    <message>
        <source>the checksum of the texts is wrong</source>
        <translation>文本的校验和不正确</translation>
    </message>
    <message>
        <source>the name of the checkpoint asks for too many files</source>
        <translation>检查点的名称要求的文件太多</translation>
    </message>
    <message>
        <source>a part of the checkpoint is missing</source>
        <translation>缺少检查点的一部分</translation>
    </message>
    <message>
        <source>%1 files named %2-...-of-%3</source>
        <translation>%1 个名为 %2-...-of-%3 的文件</translation>
    </message>
    <message>
        <source>no file of this name</source>
        <translation>没有这个名称的文件</translation>
    </message>
    <message>
        <source>Copy the other parts into the same folder</source>
        <translation>请把其他部分复制到同一文件夹</translation>
    </message>
    <message>
        <source>the shape of a tensor cannot be read</source>
        <translation>无法读取张量的形状</translation>
    </message>
    <message>
        <source>sizes from 0 on, fewer than 2^63 elements</source>
        <translation>不小于 0 的大小，且少于 2^63 个元素</translation>
    </message>
    <message>
        <source>the type of a tensor is impossible</source>
        <translation>张量的类型不合理</translation>
    </message>
    <message>
        <source>a DataType</source>
        <translation>DataType 枚举值</translation>
    </message>
    <message>
        <source>a slice of a tensor cannot be read</source>
        <translation>无法读取张量的一个切片</translation>
    </message>
    <message>
        <source>start and length of every axis</source>
        <translation>每个轴的起点和长度</translation>
    </message>
    <message>
        <source>damage</source>
        <translation>损坏</translation>
    </message>
    <message>
        <source>a tensor has no name</source>
        <translation>有张量没有名称</translation>
    </message>
    <message>
        <source>the table is no V1 checkpoint of TensorFlow</source>
        <translation>该表不是 TensorFlow 的 V1 检查点</translation>
    </message>
    <message>
        <source>the list of the saved tensors under the empty key</source>
        <translation>空键下的已保存张量列表</translation>
    </message>
    <message>
        <source>another message</source>
        <translation>另一种消息</translation>
    </message>
    <message>
        <source>the version of the checkpoint cannot be read</source>
        <translation>无法读取检查点的版本</translation>
    </message>
    <message>
        <source>the checkpoint is made for newer readers</source>
        <translation>检查点是为更新的读取程序制作的</translation>
    </message>
    <message>
        <source>version %1 or below</source>
        <translation>不高于 %1 的版本</translation>
    </message>
    <message>
        <source>the checkpoint lists a slice that it does not have</source>
        <translation>检查点列出了它并没有的切片</translation>
    </message>
    <message>
        <source>an entry for the slice</source>
        <translation>该切片的条目</translation>
    </message>
    <message>
        <source>The file is damaged; the other tensors can be used</source>
        <translation>文件已损坏；其他张量可以使用</translation>
    </message>
    <message>
        <source>a tensor has a type that is not known</source>
        <translation>有张量的类型未知</translation>
    </message>
    <message>
        <source>a tensor is larger than the file can hold</source>
        <translation>有张量大于文件所能容纳</translation>
    </message>
    <message>
        <source>at most %1 elements</source>
        <translation>最多 %1 个元素</translation>
    </message>
    <message>
        <source>two shards describe the tensor differently</source>
        <translation>两个分片对该张量的描述不同</translation>
    </message>
    <message>
        <source>the tensor has too many slices</source>
        <translation>张量的切片太多</translation>
    </message>
    <message>
        <source>a slice does not lie inside of the tensor</source>
        <translation>有切片不在张量之内</translation>
    </message>
    <message>
        <source>another extent</source>
        <translation>另一个范围</translation>
    </message>
    <message>
        <source>the slices do not make up the tensor</source>
        <translation>各切片拼不成张量</translation>
    </message>
    <message>
        <source>every element once</source>
        <translation>每个元素恰好一次</translation>
    </message>
    <message>
        <source>the table is no checkpoint of TensorFlow</source>
        <translation>该表不是 TensorFlow 检查点</translation>
    </message>
    <message>
        <source>a description under the empty key</source>
        <translation>空键下的描述</translation>
    </message>
    <message>
        <source>a slice has no values</source>
        <translation>切片没有值</translation>
    </message>
    <message>
        <source>a slice has another type than its tensor</source>
        <translation>切片的类型与其张量不同</translation>
    </message>
    <message>
        <source>a slice has another number of values than its shape</source>
        <translation>切片的值的个数与其形状不符</translation>
    </message>
    <message>
        <source>the values of a slice end inside of one</source>
        <translation>切片的值在一个值的中途结束</translation>
    </message>
    <message>
        <source>a number of a slice does not end</source>
        <translation>切片的一个数字没有结束</translation>
    </message>
    <message>
        <source>varints of at most ten bytes</source>
        <translation>最多十个字节的 varint</translation>
    </message>
    <message>
        <source>a value of a slice is stored in the wrong way</source>
        <translation>切片的值存储方式不对</translation>
    </message>
    <message>
        <source>a fixed number</source>
        <translation>定长数字</translation>
    </message>
    <message>
        <source>another one</source>
        <translation>另一种</translation>
    </message>
    <message>
        <source>a varint</source>
        <translation>varint（变长整数）</translation>
    </message>
    <message>
        <source>whole values</source>
        <translation>完整的值</translation>
    </message>
    <message>
        <source>a type of a newer version</source>
        <translation>更新版本的类型</translation>
    </message>
    <message>
        <source>The other tensors of the model are usable</source>
        <translation>模型的其他张量仍可使用</translation>
    </message>
    <message>
        <source>the shape of a tensor is impossible</source>
        <translation>张量的形状不合理</translation>
    </message>
    <message>
        <source>sizes of 0 or more, fewer than 2^62 bytes</source>
        <translation>不小于 0 的大小，少于 2^62 字节</translation>
    </message>
    <message>
        <source>sparse tensors cannot be read</source>
        <translation>无法读取稀疏张量</translation>
    </message>
    <message>
        <source>The tensor is kept as it is when the file is rewritten</source>
        <translation>改写文件时该张量原样保留</translation>
    </message>
    <message>
        <source>a buffer has another size than its tensor&apos;s shape asks for</source>
        <translation>缓冲区的大小与其张量的形状不符</translation>
    </message>
    <message>
        <source>int4, two in a byte</source>
        <translation>int4，每字节两个</translation>
    </message>
    <message>
        <source>the quantisation of a tensor does not fit it</source>
        <translation>张量的量化参数与它不符</translation>
    </message>
    <message>
        <source>The stored integers can be read; what they stand for is not known</source>
        <translation>可以读取存储的整数；但不知道它们代表什么值</translation>
    </message>
    <message>
        <source>finite scales</source>
        <translation>有限的 scale</translation>
    </message>
    <message>
        <source>infinity or NaN</source>
        <translation>无穷或 NaN</translation>
    </message>
    <message>
        <source>a scale for each index of axis %1 of %2</source>
        <translation>%2 的轴 %1 上每个索引一个 scale</translation>
    </message>
    <message>
        <source>the buffer of a tensor lies outside of the file</source>
        <translation>张量的缓冲区位于文件之外</translation>
    </message>
    <message>
        <source>the file is no TensorFlow Lite model</source>
        <translation>该文件不是 TensorFlow Lite 模型</translation>
    </message>
    <message>
        <source>the tables of the model do not hold together</source>
        <translation>模型的各个表互相矛盾</translation>
    </message>
    <message>
        <source>a flatbuffer whose every offset lies inside the file</source>
        <translation>每个偏移都在文件之内的 flatbuffer</translation>
    </message>
    <message>
        <source>%1 bytes in which one does not</source>
        <translation>%1 字节，其中有偏移越界</translation>
    </message>
    <message>
        <source>two tensors that share one buffer are to get different values</source>
        <translation>共用一个缓冲区的两个张量将得到不同的值</translation>
    </message>
    <message>
        <source>Fill one of them; the other one takes the same value</source>
        <translation>请只填充其中一个；另一个会取相同的值</translation>
    </message>
    <message>
        <source>the value does not fit four bits</source>
        <translation>该值超出四位的范围</translation>
    </message>
    <message>
        <source>Quantise to four bits first, or keep the target&apos;s tensor</source>
        <translation>请先量化到四位，或保留目标的张量</translation>
    </message>
    <message>
        <source>this tensor cannot be replaced</source>
        <translation>该张量无法替换</translation>
    </message>
    <message>
        <source>the operators of a TensorFlow Lite model are typed: a tensor keeps its type</source>
        <translation>TensorFlow Lite 模型的算子带有类型：张量保持其类型</translation>
    </message>
    <message>
        <source>Keep the target&apos;s dtype</source>
        <translation>请保留目标的 dtype</translation>
    </message>
    <message>
        <source>a tensor of a TensorFlow Lite model keeps its shape</source>
        <translation>TensorFlow Lite 模型的张量保持其形状</translation>
    </message>
    <message>
        <source>Buffers are fixed by the converter; slice or pad the source, or convert the model again</source>
        <translation>缓冲区由转换器固定；请对源做切片或填充，或重新转换模型</translation>
    </message>
    <message>
        <source>two tensors that share one buffer are to be written in different ways</source>
        <translation>共用一个缓冲区的两个张量将以不同方式写入</translation>
    </message>
    <message>
        <source>Fill one of them only</source>
        <translation>请只填充其中一个</translation>
    </message>
    <message>
        <source>two buffers of the model overlap</source>
        <translation>模型的两个缓冲区重叠</translation>
    </message>
    <message>
        <source>a step of the transform cannot be applied to a single tensor</source>
        <translation>变换中有一步无法用于单个张量</translation>
    </message>
    <message>
        <source>the transform leaves several tensors for one target</source>
        <translation>变换结束时仍有多个张量，而目标只有一个</translation>
    </message>
    <message>
        <source>the kernel is no grouped one: a weight between the groups is not zero</source>
        <translation>该卷积核不是分组卷积核：组与组之间有非零权重</translation>
    </message>
    <message>
        <source>zeros outside the %1 blocks of &apos;%2&apos;</source>
        <translation>“%2”的 %1 个块之外为零</translation>
    </message>
    <message>
        <source>A convolution of this kernel cannot be written with groups; keep the target ungrouped</source>
        <translation>这样的卷积核无法写成分组卷积；请让目标不分组</translation>
    </message>
    <message>
        <source>A fill takes no source: there is nothing to give back</source>
        <translation>填充不需要源：没有可还原的内容</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is filled from &apos;%2&apos; already</source>
        <translation>“%1”已由“%2”填充</translation>
    </message>
    <message>
        <source>It holds a part of &apos;%1&apos;, and the parts that are mapped do not make up the whole in one way</source>
        <translation>它含有“%1”的一部分，而已映射的各部分不能以唯一的方式拼成整体</translation>
    </message>
    <message>
        <source>nothing joins the sources</source>
        <translation>没有步骤把各个源合并起来</translation>
    </message>
    <message>
        <source>The transform has no inverse: it %1</source>
        <translation>变换没有逆变换：它%1</translation>
    </message>
    <message>
        <source>names axis %1, but the tensor %2 has %3 axis</source>
        <translation>用到轴 %1，但张量 %2 有 %3 个轴</translation>
    </message>
    <message>
        <source>names axis %1, but the tensor %2 has %3 axes</source>
        <translation>用到轴 %1，但张量 %2 有 %3 个轴</translation>
    </message>
    <message>
        <source>names %1 axes, but the tensor %2 has %3</source>
        <translation>写了 %1 个轴，但张量 %2 有 %3 个</translation>
    </message>
    <message>
        <source>names axis %1 twice</source>
        <translation>两次写了轴 %1</translation>
    </message>
    <message>
        <source>takes its sizes from the target, and there is none</source>
        <translation>要从目标取大小，但没有目标</translation>
    </message>
    <message>
        <source>Write the sizes: reshape(4096,-1)</source>
        <translation>请写出大小：reshape(4096,-1)</translation>
    </message>
    <message>
        <source>cannot turn %1 into the target&apos;s %2: the numbers of elements differ</source>
        <translation>无法把 %1 变成目标的 %2：元素个数不同</translation>
    </message>
    <message>
        <source>has more than %1 axes</source>
        <translation>的轴数超过 %1</translation>
    </message>
    <message>
        <source>does not fit %1: %2 elements are no multiple of the sizes given</source>
        <translation>不适合 %1：%2 个元素不是所给大小的倍数</translation>
    </message>
    <message>
        <source>does not fit %1: it has %2 elements</source>
        <translation>不适合 %1：它有 %2 个元素</translation>
    </message>
    <message>
        <source>drops an axis of size 1, but %1 has size %2</source>
        <translation>要去掉大小为 1 的轴，但 %1 的大小为 %2</translation>
    </message>
    <message>
        <source>takes its axis from the target, and there is none</source>
        <translation>要从目标取轴，但没有目标</translation>
    </message>
    <message>
        <source>Write the axis: squeeze(0)</source>
        <translation>请写出轴：squeeze(0)</translation>
    </message>
    <message>
        <source>cannot tell which axes of %1 to drop for the target&apos;s %2</source>
        <translation>无法判断要去掉 %1 的哪些轴才能得到目标的 %2</translation>
    </message>
    <message>
        <source>Write the axis: unsqueeze(0)</source>
        <translation>请写出轴：unsqueeze(0)</translation>
    </message>
    <message>
        <source>cannot turn %1 into the target&apos;s %2 by axes of size 1</source>
        <translation>无法通过大小为 1 的轴把 %1 变成目标的 %2</translation>
    </message>
    <message>
        <source>has a step below 1</source>
        <translation>的步长小于 1</translation>
    </message>
    <message>
        <source>makes the axis impossibly long</source>
        <translation>会使轴长得不合理</translation>
    </message>
    <message>
        <source>makes the tensor impossibly large</source>
        <translation>会使张量大得不合理</translation>
    </message>
    <message>
        <source>reaches beyond %1</source>
        <translation>超出了 %1</translation>
    </message>
    <message>
        <source>Use crop(axis,size) or pad(axis,before,after)</source>
        <translation>请用 crop(axis,size) 或 pad(axis,before,after)</translation>
    </message>
    <message>
        <source>needs as many axes as the target has: %1 against %2</source>
        <translation>需要与目标相同的轴数：%1 与 %2</translation>
    </message>
    <message>
        <source>would drop the imaginary part</source>
        <translation>会丢掉虚部</translation>
    </message>
    <message>
        <source>&apos;%1&apos; cannot compute with elements of type %2</source>
        <translation>“%1”无法对 %2 类型的元素做计算</translation>
    </message>
    <message>
        <source>Put a cast before it, such as cast(float32)</source>
        <translation>请在它之前加上类型转换，例如 cast(float32)</translation>
    </message>
    <message>
        <source>needs %1 equal blocks, but %2 has size %3</source>
        <translation>需要 %1 个相等的块，但 %2 的大小为 %3</translation>
    </message>
    <message>
        <source>must name each of the %1 blocks once</source>
        <translation>必须把 %1 个块各写一次</translation>
    </message>
    <message>
        <source>needs output channels in %1 equal groups, but %2 has size %3</source>
        <translation>需要输出通道分成 %1 个相等的组，但 %2 的大小为 %3</translation>
    </message>
    <message>
        <source>has no group %1: they count from 0 to %2</source>
        <translation>没有组 %1：组从 0 数到 %2</translation>
    </message>
    <message>
        <source>takes group %1 of %2</source>
        <translation>只取 %2 个组中的组 %1</translation>
    </message>
    <message>
        <source>needs different axes for input and output channels</source>
        <translation>的输入通道轴与输出通道轴必须不同</translation>
    </message>
    <message>
        <source>needs input channels in %1 equal groups, but %2 has size %3</source>
        <translation>需要输入通道分成 %1 个相等的组，但 %2 的大小为 %3</translation>
    </message>
    <message>
        <source>repeats less than once</source>
        <translation>的重复次数小于 1</translation>
    </message>
    <message>
        <source>rounds products with %1</source>
        <translation>用 %1 舍入乘积</translation>
    </message>
    <message>
        <source>rounds sums with %1</source>
        <translation>用 %1 舍入和</translation>
    </message>
    <message>
        <source>needs the tensor&apos;s own scale, and the file has none for it (or another step came before)</source>
        <translation>需要张量自己的 scale，而文件中没有（或前面已有其他步骤）</translation>
    </message>
    <message>
        <source>Write the numbers: dequantize(scale,zero_point)</source>
        <translation>请写出数字：dequantize(scale,zero_point)</translation>
    </message>
    <message>
        <source>does not fit: %1 scales along axis %2 of %3</source>
        <translation>不适合：沿轴 %2（张量 %3）有 %1 个 scale</translation>
    </message>
    <message>
        <source>Write axes and sizes: resize(bilinear,2,14,3,14)</source>
        <translation>请写出轴和大小：resize(bilinear,2,14,3,14)</translation>
    </message>
    <message>
        <source>cannot make %1 of %2</source>
        <translation>无法由 %2 得到 %1</translation>
    </message>
    <message>
        <source>computes new values</source>
        <translation>计算新的值</translation>
    </message>
    <message>
        <source>cannot be applied to a single tensor</source>
        <translation>不能用于单个张量</translation>
    </message>
    <message>
        <source>a step is missing</source>
        <translation>缺少一个步骤</translation>
    </message>
    <message>
        <source>Steps are joined by one &apos;|&apos;, as in reshape(4,-1)|transpose(1,0)</source>
        <translation>步骤之间用一个“|”连接，例如 reshape(4,-1)|transpose(1,0)</translation>
    </message>
    <message>
        <source>&apos;)&apos; is missing after the arguments of &apos;%1&apos;</source>
        <translation>“%1”的参数之后缺少“)”</translation>
    </message>
    <message>
        <source>an argument is missing</source>
        <translation>缺少一个参数</translation>
    </message>
    <message>
        <source>too many arguments</source>
        <translation>参数太多</translation>
    </message>
    <message>
        <source>the name of a step is missing</source>
        <translation>缺少步骤的名称</translation>
    </message>
    <message>
        <source>what was folded into the weights cannot be told from them</source>
        <translation>已折叠进权重的内容无法再从权重中分离</translation>
    </message>
    <message>
        <source>it has no inverse</source>
        <translation>它没有逆变换</translation>
    </message>
    <message>
        <source>a fill has no inverse: it takes no source</source>
        <translation>填充没有逆变换：它不需要源</translation>
    </message>
    <message>
        <source>a transform that joins several sources has no single inverse</source>
        <translation>合并多个源的变换没有单一的逆变换</translation>
    </message>
    <message>
        <source>the transform has no inverse: it %1</source>
        <translation>该变换没有逆变换：它%1</translation>
    </message>
    <message>
        <source>fill(zeros), fill(constant,0.1), fill(normal,mean,stddev,seed) or fill(he_normal,seed)</source>
        <translation>fill(zeros)、fill(constant,0.1)、fill(normal,mean,stddev,seed) 或 fill(he_normal,seed)</translation>
    </message>
    <message>
        <source>there is no filling &apos;%1&apos;</source>
        <translation>没有填充方式“%1”</translation>
    </message>
    <message>
        <source>Fillings are %1</source>
        <translation>填充方式有 %1</translation>
    </message>
    <message>
        <source>It takes %1 and a seed</source>
        <translation>它需要 %1 和一个种子</translation>
    </message>
    <message>
        <source>a standard deviation is not negative</source>
        <translation>标准差不能为负</translation>
    </message>
    <message>
        <source>the upper bound is below the lower one</source>
        <translation>上界低于下界</translation>
    </message>
    <message>
        <source>a seed is not negative</source>
        <translation>种子不能为负</translation>
    </message>
    <message>
        <source>slice(axis,start,stop) or slice(axis,start,stop,step)</source>
        <translation>slice(axis,start,stop) 或 slice(axis,start,stop,step)</translation>
    </message>
    <message>
        <source>the step of a slice is 1 or more</source>
        <translation>切片的步长不小于 1</translation>
    </message>
    <message>
        <source>Use flip to reverse an axis</source>
        <translation>要反转轴请用 flip</translation>
    </message>
    <message>
        <source>pad(axis,before,after) or pad(axis,before,after,value)</source>
        <translation>pad(axis,before,after) 或 pad(axis,before,after,value)</translation>
    </message>
    <message>
        <source>padding is not negative</source>
        <translation>填充量不能为负</translation>
    </message>
    <message>
        <source>Use crop or slice to shorten an axis</source>
        <translation>要缩短轴请用 crop 或 slice</translation>
    </message>
    <message>
        <source>crop(axis,size) or crop(axis,size,offset)</source>
        <translation>crop(axis,size) 或 crop(axis,size,offset)</translation>
    </message>
    <message>
        <source>a size or offset is not negative</source>
        <translation>大小或偏移不能为负</translation>
    </message>
    <message>
        <source>a size is 0 or more, or -1 for what is left</source>
        <translation>大小不小于 0，或用 -1 表示剩余部分</translation>
    </message>
    <message>
        <source>only one size may be -1</source>
        <translation>只能有一个大小为 -1</translation>
    </message>
    <message>
        <source>&apos;%1&apos; needs its axes</source>
        <translation>“%1”需要写出轴</translation>
    </message>
    <message>
        <source>Write it as flip(0)</source>
        <translation>请写成 flip(0)</translation>
    </message>
    <message>
        <source>Write it as transpose(3,2,0,1)</source>
        <translation>请写成 transpose(3,2,0,1)</translation>
    </message>
    <message>
        <source>there is no element type &apos;%1&apos;</source>
        <translation>没有元素类型“%1”</translation>
    </message>
    <message>
        <source>Types are named as in NumPy: float32, float16, bfloat16, int8, ...</source>
        <translation>类型按 NumPy 命名：float32、float16、bfloat16、int8 等</translation>
    </message>
    <message>
        <source>too many steps</source>
        <translation>步骤太多</translation>
    </message>
    <message>
        <source>&apos;%1&apos; does not name the same blocks on both sides</source>
        <translation>“%1”两侧的块不同</translation>
    </message>
    <message>
        <source>Write each letter once on either side, as in reorder(1,ijfo-&gt;ifjo)</source>
        <translation>每个字母在两侧各写一次，例如 reorder(1,ijfo-&gt;ifjo)</translation>
    </message>
    <message>
        <source>reorder(axis,0,2,1,3) or reorder(axis,ijfo-&gt;ifjo)</source>
        <translation>reorder(axis,0,2,1,3) 或 reorder(axis,ijfo-&gt;ifjo)</translation>
    </message>
    <message>
        <source>the blocks of &apos;reorder&apos; count from 0 to %1, each once</source>
        <translation>“reorder”的块从 0 数到 %1，每个一次</translation>
    </message>
    <message>
        <source>reorder(axis,0,2,1,3) swaps the middle ones of four blocks</source>
        <translation>reorder(axis,0,2,1,3) 交换四个块中间的两个</translation>
    </message>
    <message>
        <source>groups(expand,count,inputAxis,outputAxis), groups(collapse,count,inputAxis,outputAxis), groups(split,count,index,outputAxis) or groups(concat,outputAxis)</source>
        <translation>groups(expand,count,inputAxis,outputAxis)、groups(collapse,count,inputAxis,outputAxis)、groups(split,count,index,outputAxis) 或 groups(concat,outputAxis)</translation>
    </message>
    <message>
        <source>&apos;groups&apos; does not understand this</source>
        <translation>“groups”不理解这个参数</translation>
    </message>
    <message>
        <source>there is at least one group</source>
        <translation>组数至少为 1</translation>
    </message>
    <message>
        <source>repeat(axis,count) or repeat(axis,count,tile)</source>
        <translation>repeat(axis,count) 或 repeat(axis,count,tile)</translation>
    </message>
    <message>
        <source>&apos;repeat&apos; repeats once or more often</source>
        <translation>“repeat”至少重复一次</translation>
    </message>
    <message>
        <source>the last argument of &apos;repeat&apos; is the word tile</source>
        <translation>“repeat”的最后一个参数是 tile 一词</translation>
    </message>
    <message>
        <source>Write repeat(axis,count,tile)</source>
        <translation>请写 repeat(axis,count,tile)</translation>
    </message>
    <message>
        <source>dequantize, dequantize(scale) or dequantize(scale,zero_point)</source>
        <translation>dequantize、dequantize(scale) 或 dequantize(scale,zero_point)</translation>
    </message>
    <message>
        <source>resize(bilinear) or resize(bicubic,axis,size,axis,size,align_corners,antialias)</source>
        <translation>resize(bilinear) 或 resize(bicubic,axis,size,axis,size,align_corners,antialias)</translation>
    </message>
    <message>
        <source>there is no way to resize &apos;%1&apos;</source>
        <translation>没有缩放方式“%1”</translation>
    </message>
    <message>
        <source>Ways are nearest, bilinear, bicubic</source>
        <translation>缩放方式有 nearest、bilinear、bicubic</translation>
    </message>
    <message>
        <source>&apos;resize(nearest)&apos; has neither align_corners nor antialias</source>
        <translation>“resize(nearest)”既没有 align_corners 也没有 antialias</translation>
    </message>
    <message>
        <source>&apos;resize&apos; takes align_corners or antialias, not both</source>
        <translation>“resize”只能在 align_corners 与 antialias 中取一个</translation>
    </message>
    <message>
        <source>&apos;resize&apos; needs a size for each axis</source>
        <translation>“resize”的每个轴都需要大小</translation>
    </message>
    <message>
        <source>a size is 1 or more</source>
        <translation>大小不小于 1</translation>
    </message>
    <message>
        <source>sum for several sources, or sum(axis)</source>
        <translation>多个源用 sum，单个源用 sum(axis)</translation>
    </message>
    <message>
        <source>&apos;%1&apos; takes no source</source>
        <translation>“%1”不需要源</translation>
    </message>
    <message>
        <source>Leave the source out, or the fill</source>
        <translation>请去掉源或填充</translation>
    </message>
    <message>
        <source>&apos;%1&apos; must be the first step</source>
        <translation>“%1”必须是第一步</translation>
    </message>
    <message>
        <source>the shape %1 is impossible</source>
        <translation>形状 %1 不合理</translation>
    </message>
    <message>
        <source>the target&apos;s shape %1 is impossible</source>
        <translation>目标的形状 %1 不合理</translation>
    </message>
    <message>
        <source>takes its shape from the target, and there is none</source>
        <translation>要从目标取形状，但没有目标</translation>
    </message>
    <message>
        <source>A fill needs a target</source>
        <translation>填充需要目标</translation>
    </message>
    <message>
        <source>elements of type %1 cannot be filled</source>
        <translation>%1 类型的元素无法填充</translation>
    </message>
    <message>
        <source>has nothing left to add up</source>
        <translation>已没有可求和的内容</translation>
    </message>
    <message>
        <source>Name several sources, or the axis: sum(0)</source>
        <translation>请指定多个源，或写出轴：sum(0)</translation>
    </message>
    <message>
        <source>adds up several sources, and there is one</source>
        <translation>要对多个源求和，但只有一个源</translation>
    </message>
    <message>
        <source>Name the axis where one is meant: sum(0)</source>
        <translation>如果要沿轴求和，请写出轴：sum(0)</translation>
    </message>
    <message>
        <source>&apos;sum&apos; adds tensors of one shape, but source %1 is another</source>
        <translation>“sum”对形状相同的张量求和，但源 %1 的形状不同</translation>
    </message>
    <message>
        <source>adds up %1 sources</source>
        <translation>对 %1 个源求和</translation>
    </message>
    <message>
        <source>multiplies magnitude and direction into one kernel</source>
        <translation>把模长与方向相乘得到一个核</translation>
    </message>
    <message>
        <source>folds statistics of a normalisation into the weights</source>
        <translation>把归一化的统计量折叠进权重</translation>
    </message>
    <message>
        <source>has nothing left to join</source>
        <translation>已没有可合并的内容</translation>
    </message>
    <message>
        <source>names axis %1, but the tensor has %2 axis</source>
        <translation>用到轴 %1，但张量有 %2 个轴</translation>
    </message>
    <message>
        <source>names axis %1, but the tensor has %2 axes</source>
        <translation>用到轴 %1，但张量有 %2 个轴</translation>
    </message>
    <message>
        <source>joins elements of one type, but source 1 is %1 and source %2 is %3</source>
        <translation>合并同一类型的元素，但源 1 是 %1，源 %2 是 %3</translation>
    </message>
    <message>
        <source>cannot join %1 and %2</source>
        <translation>无法合并 %1 和 %2</translation>
    </message>
    <message>
        <source>The other shards are usable; fetch this one again</source>
        <translation>其他分片可以使用；请重新获取这一个</translation>
    </message>
    <message>
        <source>%1 optimizer or counter tensor</source>
        <translation>%1 个优化器或计数器张量</translation>
    </message>
    <message>
        <source>%1 optimizer or counter tensors</source>
        <translation>%1 个优化器或计数器张量</translation>
    </message>
    <message>
        <source>%1 optimizer tensor</source>
        <translation>%1 个优化器张量</translation>
    </message>
    <message>
        <source>%1 optimizer tensors</source>
        <translation>%1 个优化器张量</translation>
    </message>
    <message>
        <source>&apos;%1&apos; would have to be computed</source>
        <translation>“%1”需要计算才能得到</translation>
    </message>
    <message>
        <source>&apos;%1&apos; would have to be executed</source>
        <translation>“%1”需要执行才能得到</translation>
    </message>
    <message>
        <source>&apos;%1&apos; to &apos;%2&apos;: only {} stands for a number</source>
        <translation>“%1”到“%2”：只有 {} 代表数字</translation>
    </message>
    <message>
        <source>&apos;/%1&apos; is an external link and is not followed</source>
        <translation>“/%1”是外部链接，不会跟随</translation>
    </message>
    <message>
        <source>a rule needs a &quot;source&quot;, or a &quot;transform&quot; to set</source>
        <translation>规则需要 &quot;source&quot;，或要设置的 &quot;transform&quot;</translation>
    </message>
    <message>
        <source>&quot;confidence&quot; is a number from 0 to 1</source>
        <translation>&quot;confidence&quot; 应为 0 到 1 的数字</translation>
    </message>
    <message>
        <source>not claimed: the height and width of the flattened map before it cannot be told</source>
        <translation>未采用：无法得知其前面展平的特征图的高和宽</translation>
    </message>
    <message>
        <source>Only %1 of %2 kernels of the target fit anything in the source, and the names do not agree</source>
        <translation>目标的 %2 个核中只有 %1 个能与源中的内容对应，而且名称不一致</translation>
    </message>
    <message>
        <source>Export to .npz instead</source>
        <translation>请改为导出到 .npz</translation>
    </message>
    <message>
        <source>Cast to the target&apos;s type, or export to a new file</source>
        <translation>请转换为目标的类型，或导出到新文件</translation>
    </message>
    <message>
        <source>axis %1 to be a multiple of %2</source>
        <translation>轴 %1 是 %2 的倍数</translation>
    </message>
    <message>
        <source>%1 cell</source>
        <translation>%1 个单元格</translation>
    </message>
    <message>
        <source>%1 cells</source>
        <translation>%1 个单元格</translation>
    </message>
    <message>
        <source>%1 source</source>
        <translation>%1 个源</translation>
    </message>
    <message>
        <source>%1 sources</source>
        <translation>%1 个源</translation>
    </message>
    <message>
        <source>%1 new name</source>
        <translation>%1 个新名称</translation>
    </message>
    <message>
        <source>%1 new names</source>
        <translation>%1 个新名称</translation>
    </message>
    <message>
        <source>%1 pattern</source>
        <translation>%1 个模式</translation>
    </message>
    <message>
        <source>%1 patterns</source>
        <translation>%1 个模式</translation>
    </message>
    <message>
        <source>%1 layer</source>
        <translation>%1 个层</translation>
    </message>
    <message>
        <source>%1 layers</source>
        <translation>%1 个层</translation>
    </message>
    <message>
        <source>%1 tensor</source>
        <translation>%1 个张量</translation>
    </message>
    <message>
        <source>fields up to its end</source>
        <translation>直到结尾的各个字段</translation>
    </message>
    <message>
        <source>a link to a folder, a device or a broken link</source>
        <translation>指向文件夹的链接、设备或失效的链接</translation>
    </message>
    <message>
        <source>resizes axis %1 from %2 to %3</source>
        <translation>把轴 %1 从 %2 缩放到 %3</translation>
    </message>
    <message>
        <source>concat(axis), stack(axis) or sum to join them</source>
        <translation>用 concat(axis)、stack(axis) 或 sum 合并它们</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>the tensors of the data file are together larger than any disk</source>
        <translation>该数据文件中的张量合计比任何磁盘都大</translation>
    </message>
</context>
<context>
    <name>OpeningText</name>
    <message>
        <source>Reading</source>
        <translation>正在读取</translation>
    </message>
    <message>
        <source>Reading: %1 of %2</source>
        <translation>正在读取：%1 / %2</translation>
    </message>
    <message>
        <source>Reading: %1</source>
        <translation>正在读取：%1</translation>
    </message>
    <message>
        <source>Parsing: %1 of %2</source>
        <translation>正在解析：%1 / %2</translation>
    </message>
    <message>
        <source>Parsing: %1</source>
        <translation>正在解析：%1</translation>
    </message>
    <message>
        <source>Objects found: %1</source>
        <translation>已找到 %1 个对象</translation>
    </message>
    <message>
        <source>Listing: %1 of %2 entries</source>
        <translation>正在整理条目：%1 / %2</translation>
    </message>
    <message>
        <source>Listing</source>
        <translation>正在整理条目</translation>
    </message>
    <message>
        <source>Building the tree: %1 of %2 tensors</source>
        <translation>正在构建树：%1 / %2 个张量</translation>
    </message>
    <message>
        <source>Building the tree</source>
        <translation>正在构建树</translation>
    </message>
    <message>
        <source>%1, %2/s</source>
        <translation>%1，%2/秒</translation>
    </message>
    <message>
        <source>%1, %2 a second</source>
        <translation>%1，每秒 %2</translation>
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
    <name>SaveWaiter</name>
    <message>
        <source>Saving the mapping...</source>
        <translation>正在保存映射…</translation>
    </message>
    <message>
        <source>Do not wait</source>
        <translation>不再等待</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>正在保存</translation>
    </message>
</context>
<context>
    <name>SizeText</name>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n 字节</numerusform>
        </translation>
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
    <name>TreeAccessibility</name>
    <message>
        <source>level %1</source>
        <translation>第 %1 层</translation>
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
        <translation>对同类张量也这样做</translation>
    </message>
    <message>
        <source>These tensors differ from the ones you mapped only by the numbers in their names.</source>
        <translation>这些张量与您已映射的张量仅在名称中的编号上不同。</translation>
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
    <name>tensorgraft::AlikePairsModel</name>
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
    <message>
        <source>Nothing is mapped yet, so there is nothing to check.</source>
        <translation>尚未建立映射，没有可检查的内容。</translation>
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
        <translation>打开…</translation>
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
        <translation>保存列表(&amp;L)…</translation>
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
        <translation>正在打开文件…</translation>
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
        <translation>逐滤波器色阶</translation>
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
        <translation>否，%1/%2 个不同</translation>
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
        <translation>说明</translation>
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
        <translation>两者不匹配</translation>
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
        <translation>逐滤波器色阶</translation>
    </message>
    <message>
        <source>Common scale</source>
        <translation>统一色阶</translation>
    </message>
    <message>
        <source>Colour scale</source>
        <translation>色阶</translation>
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
    <message>
        <source>%1 dead (crossed)</source>
        <translation>%1 个失效（叉号）</translation>
    </message>
    <message>
        <source>%1 that repeat another one (dashed)</source>
        <translation>%1 个与其他滤波器重复（虚线框）</translation>
    </message>
    <message>
        <source>Marked filters: %1.</source>
        <translation>已标记的滤波器：%1。</translation>
    </message>
    <message>
        <source>all %1 filters</source>
        <translation>全部 %1 个滤波器</translation>
    </message>
</context>
<context>
    <name>tensorgraft::KernelSheet</name>
    <message>
        <source>An SVG of all filters would hold a picture of %1 pixels, which no program shows. Save a PDF, which takes as many pages as it needs, or zoom out first.</source>
        <translation>包含全部滤波器的 SVG 中会有一幅 %1 像素的图片，没有程序能显示。请改存为 PDF（需要多少页就有多少页），或先缩小视图。</translation>
    </message>
    <message>
        <source>A picture of all filters would have %1 pixels, more than programs open. Save a PDF, which takes as many pages as it needs, or zoom out first.</source>
        <translation>包含全部滤波器的图片将有 %1 像素，超出一般程序能打开的大小。请改存为 PDF（需要多少页就有多少页），或先缩小视图。</translation>
    </message>
    <message>
        <source>A PDF of all filters would have %1 pages. Zoom out first, or choose one input channel.</source>
        <translation>包含全部滤波器的 PDF 将有 %1 页。请先缩小视图，或只选一个输入通道。</translation>
    </message>
    <message>
        <source>One filter is larger than a page of a PDF may be. Zoom out first.</source>
        <translation>单个滤波器已超过 PDF 页面允许的最大尺寸。请先缩小视图。</translation>
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
        <translation>打开示例模型(&amp;P)</translation>
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
        <translation>未安装示例模型。</translation>
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
        <translation>比较文件(&amp;A)…</translation>
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
        <translation>选择变换…</translation>
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
    <message>
        <source>Copying</source>
        <translation>正在复制</translation>
    </message>
    <message>
        <source>Pasting</source>
        <translation>正在粘贴</translation>
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
        <translation>详情…</translation>
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
            <numerusform> %n 条规则</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies)</source>
        <translation>
            <numerusform> %n 个条目</numerusform>
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
        <source>Copy value</source>
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
        <source>Copy layers</source>
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
        <translation>或试用示例模型</translation>
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
        <source>Saved to %1</source>
        <translation>已保存到 %1</translation>
    </message>
    <message>
        <source>Looking for what is not restored</source>
        <translation>正在查找未恢复的张量</translation>
    </message>
    <message>
        <source>Writing the list...</source>
        <translation>正在写出列表…</translation>
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
    <name>tensorgraft::OpeningView</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Progress of opening</source>
        <translation>打开进度</translation>
    </message>
    <message>
        <source>Stop opening the file (Esc)</source>
        <translation>停止打开文件 (Esc)</translation>
    </message>
    <message>
        <source>What opening is at</source>
        <translation>打开到哪一步</translation>
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
        <translation>正在汇总…</translation>
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
    <message>
        <source>Treemap as PDF...</source>
        <translation>树图存为 PDF…</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>导出进度</translation>
    </message>
    <message>
        <source>Close, or stop the export</source>
        <translation>关闭，或停止导出</translation>
    </message>
    <message>
        <source>Exporting %1</source>
        <translation>正在导出 %1</translation>
    </message>
    <message>
        <source>Exporting the overview</source>
        <translation>正在导出概览</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>已保存 %1</translation>
    </message>
    <message>
        <source>The export was cancelled.</source>
        <translation>导出已取消。</translation>
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
        <source>&amp;Copy picture</source>
        <translation>复制图像(&amp;C)</translation>
    </message>
    <message>
        <source>Save picture as &amp;PNG...</source>
        <translation>图像存为 &amp;PNG…</translation>
    </message>
    <message>
        <source>Save picture as &amp;SVG...</source>
        <translation>图像存为 &amp;SVG…</translation>
    </message>
    <message>
        <source>Save picture as P&amp;DF...</source>
        <translation>图像存为 P&amp;DF…</translation>
    </message>
    <message>
        <source>Save tensor as &amp;NumPy (.npy)...</source>
        <translation>张量存为 &amp;NumPy (.npy)…</translation>
    </message>
    <message>
        <source>Save values as CS&amp;V...</source>
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
        <source>Save picture</source>
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
        <source>Save tensor</source>
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
        <source>Save &amp;data of the picture as CSV...</source>
        <translation>将图中数据另存为 CSV(&amp;D)…</translation>
    </message>
    <message>
        <source>The numbers that are drawn: cells, bars, points</source>
        <translation>图中绘制的数值：单元格、柱、点</translation>
    </message>
    <message>
        <source>Save data of the picture</source>
        <translation>保存图中数据</translation>
    </message>
    <message>
        <source>Save %1</source>
        <translation>保存%1</translation>
    </message>
    <message>
        <source>The value is in the clipboard.</source>
        <translation>该值已复制到剪贴板。</translation>
    </message>
    <message>
        <source>Copy va&amp;lue under the cursor</source>
        <translation>复制光标处的值(&amp;L)</translation>
    </message>
    <message>
        <source>As &amp;PNG...</source>
        <translation>存为 &amp;PNG...</translation>
    </message>
    <message>
        <source>As &amp;SVG...</source>
        <translation>存为 &amp;SVG...</translation>
    </message>
    <message>
        <source>As P&amp;DF, on pages...</source>
        <translation>存为分页的 P&amp;DF...</translation>
    </message>
    <message>
        <source>Save visible part as &amp;PNG...</source>
        <translation>将可见部分存为 &amp;PNG...</translation>
    </message>
    <message>
        <source>Save visible part as &amp;SVG...</source>
        <translation>将可见部分存为 &amp;SVG...</translation>
    </message>
    <message>
        <source>Save visible part as P&amp;DF...</source>
        <translation>将可见部分存为 P&amp;DF...</translation>
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
    <message>
        <source>Changing the mapping</source>
        <translation>正在更改映射</translation>
    </message>
    <message>
        <source>The mapping was edited while another one was being read, which was not opened.</source>
        <translation>读取另一个映射期间，当前映射被修改，因此没有打开那个映射。</translation>
    </message>
    <message>
        <source>Open it again.</source>
        <translation>请重新打开它。</translation>
    </message>
    <message>
        <source>Saving %1</source>
        <translation>正在保存 %1</translation>
    </message>
    <message>
        <source>Exporting %1</source>
        <translation>正在导出 %1</translation>
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
        <translation>迁移</translation>
    </message>
    <message>
        <source> MiB</source>
        <translation> MiB</translation>
    </message>
    <message>
        <source>How much memory a transfer may use at a time; larger is not much faster</source>
        <translation>一次迁移可用的内存；更大并不会快多少</translation>
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
    <message>
        <source>Take the marks away</source>
        <translation>清除标记</translation>
    </message>
    <message>
        <source>Show what a filter may say</source>
        <translation>列出可用的筛选条件</translation>
    </message>
    <message>
        <source>Add a row, or a rule</source>
        <translation>添加一行或一条规则</translation>
    </message>
    <message>
        <source>Edit a cell of an entry or a rule</source>
        <translation>编辑条目或规则的单元格</translation>
    </message>
    <message>
        <source>Remove the rows that are selected</source>
        <translation>删除选中的行</translation>
    </message>
    <message>
        <source>Copy, paste rows of the mapping</source>
        <translation>复制、粘贴映射的行</translation>
    </message>
    <message>
        <source>Move a rule up, down</source>
        <translation>上移、下移规则</translation>
    </message>
    <message>
        <source>To the mapping, the check, the rules, the history</source>
        <translation>转到映射、检查、规则、历史</translation>
    </message>
    <message>
        <source>From filter to filter, from cell to cell, or move what is seen</source>
        <translation>逐个滤波器或单元格移动，或移动画面</translation>
    </message>
    <message>
        <source>Into a filter, to its weights; out again</source>
        <translation>进入滤波器，逐个查看权重；再退出</translation>
    </message>
    <message>
        <source>Copy the value that the keys are on</source>
        <translation>复制光标处的值</translation>
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
    <name>tensorgraft::TensorLocator</name>
    <message>
        <source>Looking for a tensor</source>
        <translation>正在查找张量</translation>
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
    <message>
        <source>&amp;Copy names</source>
        <translation>复制名称(&amp;C)</translation>
    </message>
    <message>
        <source>Put the names of the selected tensors and layers on the clipboard, one a line</source>
        <translation>把所选张量和层的名称复制到剪贴板，每行一个</translation>
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
    <message numerus="yes">
        <source>... %n more line(s); copy or save gives all.</source>
        <translation>
            <numerusform>……还有 %n 行；复制或保存可得到全部内容。</numerusform>
        </translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>正在保存</translation>
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
    <message>
        <source>&amp;Replace</source>
        <translation>替换(&amp;R)</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>查看</translation>
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
        <translation>可用的变换</translation>
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
        <translation>没有已知的变换能使这两个形状相符。</translation>
    </message>
    <message>
        <source>Only one known transform makes these shapes fit: %1.</source>
        <translation>只有一种已知的变换能使这两个形状相符：%1。</translation>
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
