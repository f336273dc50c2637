<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>transship::ActivityPanel</name>
    <message numerus="yes">
        <source>Go on (%n new)</source>
        <translation>
            <numerusform>Go on (%n new)</numerusform>
            <numerusform>Go on (%n new)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>transship::ConsoleStatusBar</name>
    <message numerus="yes">
        <source>%n failed in 5 min</source>
        <translation>
            <numerusform>%n failed in 5 min</numerusform>
            <numerusform>%n failed in 5 min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n workers</source>
        <translation>
            <numerusform>%n worker</numerusform>
            <numerusform>%n workers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>transship::DenyListPage</name>
    <message numerus="yes">
        <source>Denying %1 keeps %n waiting repositories from being started.</source>
        <translation>
            <numerusform>Denying %1 keeps %n waiting repository from being started.</numerusform>
            <numerusform>Denying %1 keeps %n waiting repositories from being started.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>transship::JobPreviewDialog</name>
    <message numerus="yes">
        <source>%n of them count as having tags, since the registry gave no good answer: %1</source>
        <translation>
            <numerusform>%n of them counts as having tags, since the registry gave no good answer: %1</numerusform>
            <numerusform>%n of them count as having tags, since the registry gave no good answer: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>transship::NotificationDigest</name>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n done</source>
        <translation>
            <numerusform>%n done</numerusform>
            <numerusform>%n done</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n skipped</source>
        <translation>
            <numerusform>%n skipped</numerusform>
            <numerusform>%n skipped</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>transship::SettingsPage</name>
    <message numerus="yes">
        <source>%n value(s) cannot be saved, see above.</source>
        <translation>
            <numerusform>%n value cannot be saved, see above.</numerusform>
            <numerusform>%n values cannot be saved, see above.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) not saved yet.</source>
        <translation>
            <numerusform>%n change not saved yet.</numerusform>
            <numerusform>%n changes not saved yet.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>transship::StartJobDialog</name>
    <message numerus="yes">
        <source>%n repositories</source>
        <translation>
            <numerusform>%n repository</numerusform>
            <numerusform>%n repositories</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>transship::WhySection</name>
    <message numerus="yes">
        <source>All %n checks passed</source>
        <translation>
            <numerusform>The one check passed</numerusform>
            <numerusform>All %n checks passed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n checks stop it</source>
        <translation>
            <numerusform>%1 of %n check stops it</numerusform>
            <numerusform>%1 of %n checks stop it</numerusform>
        </translation>
    </message>
</context>
</TS>
