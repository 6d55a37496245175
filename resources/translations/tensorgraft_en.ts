<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>DropText</name>
    <message numerus="yes">
        <source>%n tensor(s) fit after %1: %2</source>
        <translation>
            <numerusform>%n tensor fits after %1: %2</numerusform>
            <numerusform>%n tensors fit after %1: %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SizeText</name>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n byte</numerusform>
            <numerusform>%n bytes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tensorgraft::AlikeDialog</name>
    <message numerus="yes">
        <source>%n entry(ies), one a target</source>
        <translation>
            <numerusform>%n entry</numerusform>
            <numerusform>%n entries, one for each target</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The rule fills %n more target(s)</source>
        <translation>
            <numerusform>The rule fills %n more target</numerusform>
            <numerusform>The rule fills %n more targets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and takes the place of %n entry(ies).</source>
        <translation>
            <numerusform>and takes the place of %n entry.</numerusform>
            <numerusform>and takes the place of %n entries.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new finding(s):</source>
        <translation>
            <numerusform>%n new finding:</numerusform>
            <numerusform>%n new findings:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tensorgraft::AlikeOffer</name>
    <message numerus="yes">
        <source>Do the same for the %n alike?</source>
        <translation>
            <numerusform>Do the same for the other one that is alike?</numerusform>
            <numerusform>Do the same for the %n alike?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Map %n</source>
        <translation>
            <numerusform>Map it</numerusform>
            <numerusform>Map %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Map %n alike</source>
        <translation>
            <numerusform>Map %n alike</numerusform>
            <numerusform>Map %n alike</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Rule for %n more</source>
        <translation>
            <numerusform>Rule for %n more</numerusform>
            <numerusform>Rule for %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tensorgraft::CheckPanel</name>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation>
            <numerusform>%n error</numerusform>
            <numerusform>%n errors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n warning</numerusform>
            <numerusform>%n warnings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n note(s)</source>
        <translation>
            <numerusform>%n note</numerusform>
            <numerusform>%n notes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tensorgraft::CompareFilesDialog</name>
    <message numerus="yes">
        <source>%n pair(s)</source>
        <translation>
            <numerusform>%n pair</numerusform>
            <numerusform>%n pairs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(s) of the mapping cannot be run</source>
        <translation>
            <numerusform>%n entry of the mapping cannot be run</numerusform>
            <numerusform>%n entries of the mapping cannot be run</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tensorgraft::DialectExporter</name>
    <message numerus="yes">
        <source>%n thing(s) could not be said and are left out.</source>
        <translation>
            <numerusform>%n thing could not be said and is left out.</numerusform>
            <numerusform>%n things could not be said and are left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n remark(s).</source>
        <translation>
            <numerusform>%n remark.</numerusform>
            <numerusform>%n remarks.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tensorgraft::DropMarks</name>
    <message numerus="yes">
        <source>%n marked. Go to a row of the target and press Return; Escape takes the marks away.</source>
        <translation>
            <numerusform>%n marked. Go to a row of the target and press Return; Escape takes the marks away.</numerusform>
            <numerusform>%n marked. Go to a row of the target and press Return; Escape takes the marks away.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n marked. Go to a row of the source and press Return; Escape takes the marks away.</source>
        <translation>
            <numerusform>%n marked. Go to a row of the source and press Return; Escape takes the marks away.</numerusform>
            <numerusform>%n marked. Go to a row of the source and press Return; Escape takes the marks away.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tensorgraft::FixPane</name>
    <message numerus="yes">
        <source>For all %n of this kind</source>
        <translation>
            <numerusform>For all %n of this kind</numerusform>
            <numerusform>For all %n of this kind</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 (%n finding(s))</source>
        <translation>
            <numerusform>%1 (%n finding)</numerusform>
            <numerusform>%1 (%n findings)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tensorgraft::ImportDialog</name>
    <message numerus="yes">
        <source>%n rule(s)</source>
        <translation>
            <numerusform>%n rule</numerusform>
            <numerusform>%n rules</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies)</source>
        <translation>
            <numerusform>%n entry</numerusform>
            <numerusform>%n entries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n tensor(s) of the target get weights.</source>
        <translation>
            <numerusform>%1 of %n tensor of the target gets weights.</numerusform>
            <numerusform>%1 of %n tensors of the target get weights.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) could not be expressed and are left out.</source>
        <translation>
            <numerusform>%n thing could not be expressed and is left out.</numerusform>
            <numerusform>%n things could not be expressed and are left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The check will find %n error(s).</source>
        <translation>
            <numerusform>The check will find %n error.</numerusform>
            <numerusform>The check will find %n errors.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tensorgraft::LinkView</name>
    <message numerus="yes">
        <source>%n entry(ies) between %1 and %2</source>
        <translation>
            <numerusform>%n entry between %1 and %2</numerusform>
            <numerusform>%n entries between %1 and %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tensorgraft::MainWindow</name>
    <message numerus="yes">
        <source>%n remark(s) on opening</source>
        <translation>
            <numerusform>%n remark on opening</numerusform>
            <numerusform>%n remarks on opening</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation>
            <numerusform>%n error</numerusform>
            <numerusform>%n errors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n warning</numerusform>
            <numerusform>%n warnings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n kept from target</source>
        <translation>
            <numerusform>%n kept from target</numerusform>
            <numerusform>%n kept from target</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Imported; %n thing(s) could not be expressed and are left out.</source>
        <translation>
            <numerusform>Imported; %n thing could not be expressed and is left out.</numerusform>
            <numerusform>Imported; %n things could not be expressed and are left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Imported, with %n remark(s).</source>
        <translation>
            <numerusform>Imported, with %n remark.</numerusform>
            <numerusform>Imported, with %n remarks.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %2 of %n tensor(s) of the target are filled.</source>
        <translation>
            <numerusform>%1: %2 of %n tensor of the target is filled.</numerusform>
            <numerusform>%1: %2 of %n tensors of the target are filled.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n skipped.</source>
        <translation>
            <numerusform>%n skipped.</numerusform>
            <numerusform>%n skipped.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tensorgraft::MappingPanel</name>
    <message numerus="yes">
        <source>Transform for %n entry(ies):</source>
        <translation>
            <numerusform>Transform for %n entry:</numerusform>
            <numerusform>Transform for %n entries:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Paste %n row(s)</source>
        <translation>
            <numerusform>Paste %n row</numerusform>
            <numerusform>Paste %n rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tensorgraft::MappingTools</name>
    <message numerus="yes">
        <source>%n tensor(s) found by their values; each transform was executed and compared.</source>
        <translation>
            <numerusform>%n tensor found by its values; its transform was executed and compared.</numerusform>
            <numerusform>%n tensors found by their values; each transform was executed and compared.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rule(s)</source>
        <translation>
            <numerusform>%n rule</numerusform>
            <numerusform>%n rules</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies)</source>
        <translation>
            <numerusform>%n entry</numerusform>
            <numerusform>%n entries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The mapping leads the other way; %n tensor(s) have no way back.</source>
        <translation>
            <numerusform>The mapping leads the other way; %n tensor has no way back.</numerusform>
            <numerusform>The mapping leads the other way; %n tensors have no way back.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tensorgraft::ModelPane</name>
    <message numerus="yes">
        <source>%n tensor(s)</source>
        <translation>
            <numerusform>%n tensor</numerusform>
            <numerusform>%n tensors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n tensor(s)</source>
        <translation>
            <numerusform>%1 of %n tensor</numerusform>
            <numerusform>%1 of %n tensors</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tensorgraft::NotRestoredDialog</name>
    <message numerus="yes">
        <source>%n tensor(s) of the target keep their own values: what is left to initialise or to train.</source>
        <translation>
            <numerusform>%n tensor of the target keeps its own value: what is left to initialise or to train.</numerusform>
            <numerusform>%n tensors of the target keep their own values: what is left to initialise or to train.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tensorgraft::OverviewPage</name>
    <message numerus="yes">
        <source>%1: %2 parameters in %n tensor(s), %3</source>
        <translation>
            <numerusform>%1: %2 parameters in %n tensor, %3</numerusform>
            <numerusform>%1: %2 parameters in %n tensors, %3</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tensor(s) of nothing but zeros</source>
        <translation>
            <numerusform>%n tensor of nothing but zeros</numerusform>
            <numerusform>%n tensors of nothing but zeros</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s) with norms out of line</source>
        <translation>
            <numerusform>%n layer with a norm out of line</numerusform>
            <numerusform>%n layers with norms out of line</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tensor(s) cannot be read</source>
        <translation>
            <numerusform>%n tensor cannot be read</numerusform>
            <numerusform>%n tensors cannot be read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tensor(s) of types that have no statistics</source>
        <translation>
            <numerusform>%n tensor of a type that has no statistics</numerusform>
            <numerusform>%n tensors of types that have no statistics</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tensorgraft::Program</name>
    <message numerus="yes">
        <source>TensorGraft ended unexpectedly. %n mapping(s) with unsaved changes can be recovered.</source>
        <translation>
            <numerusform>TensorGraft ended unexpectedly. %n mapping with unsaved changes can be recovered.</numerusform>
            <numerusform>TensorGraft ended unexpectedly. %n mappings with unsaved changes can be recovered.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tensorgraft::RulesModel</name>
    <message numerus="yes">
        <source>%n target(s)</source>
        <translation>
            <numerusform>%n target</numerusform>
            <numerusform>%n targets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n source(s)</source>
        <translation>
            <numerusform>%n source</numerusform>
            <numerusform>%n sources</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n without its source</source>
        <translation>
            <numerusform>%n without its source</numerusform>
            <numerusform>%n without their sources</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>matches %n, others decide for all</source>
        <translation>
            <numerusform>matches %n, another decides</numerusform>
            <numerusform>matches %n, others decide for all</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>decides %1 of %n that it matches</source>
        <translation>
            <numerusform>decides %1 of %n that it matches</numerusform>
            <numerusform>decides %1 of %n that it matches</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>decides %n</source>
        <translation>
            <numerusform>decides %n</numerusform>
            <numerusform>decides %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tensorgraft::RulesPanel</name>
    <message numerus="yes">
        <source>Remove %n line(s)</source>
        <translation>
            <numerusform>Remove %n line</numerusform>
            <numerusform>Remove %n lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) became</source>
        <translation>
            <numerusform>%n entry became</numerusform>
            <numerusform>%n entries became</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rule(s).</source>
        <translation>
            <numerusform>%n rule.</numerusform>
            <numerusform>%n rules.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tensorgraft::Session</name>
    <message numerus="yes">
        <source>Remove %n entry(ies)</source>
        <translation>
            <numerusform>Remove %n entry</numerusform>
            <numerusform>Remove %n entries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies)</source>
        <translation>
            <numerusform>%n entry</numerusform>
            <numerusform>%n entries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Exclude %n tensor(s)</source>
        <translation>
            <numerusform>Exclude %n tensor</numerusform>
            <numerusform>Exclude %n tensors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Include %n tensor(s)</source>
        <translation>
            <numerusform>Include %n tensor</numerusform>
            <numerusform>Include %n tensors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Auto-match (%n entry(ies))</source>
        <translation>
            <numerusform>Auto-match (%n entry)</numerusform>
            <numerusform>Auto-match (%n entries)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Map %n tensor(s)</source>
        <translation>
            <numerusform>Map %n tensor</numerusform>
            <numerusform>Map %n tensors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Match by name (%n tensor(s))</source>
        <translation>
            <numerusform>Match by name (%n tensor)</numerusform>
            <numerusform>Match by name (%n tensors)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Match by order (%n tensor(s))</source>
        <translation>
            <numerusform>Match by order (%n tensor)</numerusform>
            <numerusform>Match by order (%n tensors)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Learn from values (%n entry(ies))</source>
        <translation>
            <numerusform>Learn from values (%n entry)</numerusform>
            <numerusform>Learn from values (%n entries)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tensorgraft::TensorTreeModel</name>
    <message numerus="yes">
        <source>%n tensor(s)</source>
        <translation>
            <numerusform>%n tensor</numerusform>
            <numerusform>%n tensors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1
%n tensor(s), %2</source>
        <translation>
            <numerusform>%1
%n tensor, %2</numerusform>
            <numerusform>%1
%n tensors, %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tensorgraft::TensorTreeView</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tensorgraft::TextDialog</name>
    <message numerus="yes">
        <source>... %n more line(s); copy or save gives all.</source>
        <translation>
            <numerusform>... %n more line; copy or save gives all.</numerusform>
            <numerusform>... %n more lines; copy or save gives all.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tensorgraft::TransferDialog</name>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&lt;b&gt;%n tensor(s)&lt;/b&gt; of the target get new weights;</source>
        <translation>
            <numerusform>&lt;b&gt;%n tensor&lt;/b&gt; of the target gets new weights;</numerusform>
            <numerusform>&lt;b&gt;%n tensors&lt;/b&gt; of the target get new weights;</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n keep(s) their own.</source>
        <translation>
            <numerusform>%n keeps its own.</numerusform>
            <numerusform>%n keep their own.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&lt;b&gt;%n error(s)&lt;/b&gt; must be solved first: see the Check tab.</source>
        <translation>
            <numerusform>&lt;b&gt;%n error&lt;/b&gt; must be solved first: see the Check tab.</numerusform>
            <numerusform>&lt;b&gt;%n errors&lt;/b&gt; must be solved first: see the Check tab.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s): see the Check tab.</source>
        <translation>
            <numerusform>%n warning: see the Check tab.</numerusform>
            <numerusform>%n warnings: see the Check tab.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n tensor(s) verified</source>
        <translation>
            <numerusform>%1 of %n tensor verified</numerusform>
            <numerusform>%1 of %n tensors verified</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n have no source.</source>
        <translation>
            <numerusform>%n has no source.</numerusform>
            <numerusform>%n have no source.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s) of the check are in the report.</source>
        <translation>
            <numerusform>%n warning of the check is in the report.</numerusform>
            <numerusform>%n warnings of the check are in the report.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tensorgraft::TransformChoiceDialog</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tensorgraft::TreemapView</name>
    <message numerus="yes">
        <source>%n tensor(s)</source>
        <translation>
            <numerusform>%n tensor</numerusform>
            <numerusform>%n tensors</numerusform>
        </translation>
    </message>
</context>
</TS>
