// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/views/consoleundertest.h"
#include "views/commands/commandpalette.h"
#include "views/commands/commandregistry.h"
#include "views/commands/fuzzymatch.h"
#include "views/commands/shortcutsdialog.h"
#include "views/common/icons.h"
#include "views/dialogs/aboutdialog.h"
#include "views/filters/savedviewsmodel.h"
#include "views/mainwindow/consolepage.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QGuiApplication>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QTest>
#include <QTreeView>

using namespace transship;
using namespace transship::testing;

/// Commands, their keys, and the palette, on the real window.
class TestCommands : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fuzzyMatching_data();
    void fuzzyMatching();
    void wordBeginningsComeFirst();
    void aShortcutChangesHands();
    void unknownShortcutsOfTheSettingsWaitForTheirCommand();
    void paletteModelKeepsTheRules();
    void thePaletteRunsACommand();
    void thePaletteShowsAView();
    void thePaletteFindsARepository();
    void whatIsDisabledCannotBeChosen();
    void escapeClosesThePalette();
    void numbersShowViews();
    void aShortcutIsChangedInTheDialogAndRemembered();
    void aConflictIsSaidBeforeItHappens();
    void allShortcutsAreDistinct();
    void theAboutDialogGivesTheVersions();
};

namespace {

CommandPalette* openPalette(ConsoleUnderTest& console)
{
    QTest::keyClick(&console.window(), Qt::Key_K, Qt::ControlModifier);
    auto* palette = console.window().findChild<CommandPalette*>();
    return palette && QTest::qWaitForWindowExposed(palette) ? palette : nullptr;
}

QStringList shownIn(const CommandPalette& palette)
{
    const auto* list = palette.findChild<QListView*>(QStringLiteral("paletteList"));
    QStringList shown;
    for (int row = 0; row < list->model()->rowCount(); ++row) {
        shown << list->model()->index(row, 0).data().toString();
    }
    return shown;
}

void type(CommandPalette& palette, const QString& text)
{
    QTest::keyClicks(palette.findChild<QLineEdit*>(QStringLiteral("paletteEdit")), text);
}

void pressReturn(CommandPalette& palette)
{
    QTest::keyClick(palette.findChild<QLineEdit*>(QStringLiteral("paletteEdit")), Qt::Key_Return);
}

ShortcutsDialog* openShortcuts(ConsoleUnderTest& console)
{
    QTest::keyClick(&console.window(), Qt::Key_Slash, Qt::ControlModifier);
    auto* dialog = console.window().findChild<ShortcutsDialog*>();
    return dialog && QTest::qWaitForWindowExposed(dialog) ? dialog : nullptr;
}

void chooseCommand(ShortcutsDialog& dialog, const QString& text)
{
    QTest::keyClicks(dialog.findChild<QLineEdit*>(QStringLiteral("shortcutSearch")), text);
    auto* list = dialog.findChild<QTreeView*>(QStringLiteral("shortcutList"));
    QTRY_VERIFY(list->model()->rowCount() > 0);
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(list->model()->index(0, 0)).center());
}

} // namespace

void TestCommands::fuzzyMatching_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("matches");
    QTest::newRow("nothing typed") << QString() << QStringLiteral("Retry") << true;
    QTest::newRow("beginning") << QStringLiteral("ret") << QStringLiteral("Retry") << true;
    QTest::newRow("case") << QStringLiteral("RETRY") << QStringLiteral("retry") << true;
    QTest::newRow("initials") << QStringLiteral("rl") << QStringLiteral("Reset layout") << true;
    QTest::newRow("words") << QStringLiteral("re la") << QStringLiteral("Reset layout") << true;
    QTest::newRow("the jump to a word must not lose a match")
        << QStringLiteral("set") << QStringLiteral("Reset t") << true;
    QTest::newRow("order matters") << QStringLiteral("lr") << QStringLiteral("Retry") << false;
    QTest::newRow("longer than the text") << QStringLiteral("retry all") << QStringLiteral("Retry") << false;
}

void TestCommands::fuzzyMatching()
{
    QFETCH(QString, pattern);
    QFETCH(QString, text);
    QFETCH(bool, matches);
    const auto match = fuzzyMatch(pattern, text);
    QCOMPARE(match.has_value(), matches);
    if (match) {
        QString found;
        for (const qsizetype at : match->positions) {
            found += text[at];
        }
        QCOMPARE(found.toLower(), QString(pattern).remove(u' ').toLower());
    }
}

void TestCommands::wordBeginningsComeFirst()
{
    const auto score = [](const char* pattern, const char* text) {
        return fuzzyMatch(QString::fromLatin1(pattern), QString::fromLatin1(text))->score;
    };
    QVERIFY(score("re", "Retry") > score("re", "Show more"));
    QVERIFY(score("rl", "Reset layout") > score("rl", "Clear filter, really"));
    QVERIFY(score("reset", "Reset layout") > score("reset", "Recent sets"));
}

void TestCommands::aShortcutChangesHands()
{
    CommandRegistry registry;
    int ran = 0;
    registry.add(
        QStringLiteral("one"), QStringLiteral("One"), QKeySequence(QStringLiteral("Ctrl+1")), [&ran] { ++ran; });
    registry.add(QStringLiteral("two"), QStringLiteral("Two"), {}, [] {});
    const QKeySequence keys(QStringLiteral("Ctrl+1"));
    QCOMPARE(registry.idWith(keys, QStringLiteral("two")), QStringLiteral("one"));
    registry.setShortcut(QStringLiteral("two"), keys);
    QVERIFY(registry.action(QStringLiteral("one"))->shortcut().isEmpty());
    QCOMPARE(registry.action(QStringLiteral("two"))->shortcut(), keys);
    QCOMPARE(registry.changedShortcuts().size(), 2);
    registry.resetShortcuts();
    QCOMPARE(registry.action(QStringLiteral("one"))->shortcut(), keys);
    QVERIFY(registry.action(QStringLiteral("two"))->shortcut().isEmpty());
    QVERIFY(registry.changedShortcuts().isEmpty());
    registry.action(QStringLiteral("one"))->trigger();
    QCOMPARE(ran, 1);
}

void TestCommands::unknownShortcutsOfTheSettingsWaitForTheirCommand()
{
    CommandRegistry registry;
    const QMap<QString, QString> saved{{QStringLiteral("later"), QStringLiteral("Ctrl+J")}};
    registry.restoreShortcuts(saved);
    registry.add(QStringLiteral("later"), QStringLiteral("Later"), QKeySequence(QStringLiteral("F7")), [] {});
    QCOMPARE(registry.action(QStringLiteral("later"))->shortcut(), QKeySequence(QStringLiteral("Ctrl+J")));
    QCOMPARE(registry.changedShortcuts(), saved);
    // An action that is gone is no command any more.
    auto passing = std::make_unique<QAction>();
    registry.adopt(QStringLiteral("passing"), *passing);
    passing.reset();
    QCOMPARE(registry.commands().size(), 1);
}

void TestCommands::paletteModelKeepsTheRules()
{
    PaletteModel model({[](const QString& typed) {
        PaletteEntry made{QStringLiteral("Find ") + typed};
        made.always = true;
        made.run = [] {};
        PaletteEntry possible{QStringLiteral("Alpha possible")};
        possible.run = [] {};
        PaletteEntry drawn{QStringLiteral("Omega")};
        drawn.run = [] {};
        drawn.icon = themedIcon(QStringLiteral("action-retry"));
        return QList<PaletteEntry>{PaletteEntry{QStringLiteral("Alpha")}, possible, made, drawn};
    }});
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setTyped(QStringLiteral("alp"));
    QCOMPARE(model.rowCount(), 3);
    // What can be done comes first, what is greyed last.
    QCOMPARE(model.entry(0).text, QStringLiteral("Alpha possible"));
    QCOMPARE(model.entry(1).text, QStringLiteral("Find alp"));
    QVERIFY(!model.flags(model.index(2)).testFlag(Qt::ItemIsEnabled));
    model.setTyped(QStringLiteral("xyz"));
    QCOMPARE(model.rowCount(), 1);
    model.setTyped({}); // what is done to the migration before the rest
    QCOMPARE(model.entry(0).text, QStringLiteral("Omega"));
    QCOMPARE(model.entry(1).text, QStringLiteral("Alpha possible"));
}

void TestCommands::thePaletteRunsACommand()
{
    ConsoleUnderTest console;
    CommandPalette* palette = openPalette(console);
    QVERIFY(palette);
    type(*palette, QStringLiteral("dark"));
    QCOMPARE(shownIn(*palette).first(), QStringLiteral("Dark theme"));
    pressReturn(*palette);
    QTRY_VERIFY(isDark(console.window().palette()));
    QTRY_VERIFY(!console.window().findChild<CommandPalette*>());
}

void TestCommands::thePaletteShowsAView()
{
    ConsoleUnderTest console;
    CommandPalette* palette = openPalette(console);
    QVERIFY(palette);
    type(*palette, QStringLiteral("skipped"));
    QCOMPARE(shownIn(*palette).first(), QStringLiteral("import_skipped"));
    pressReturn(*palette);
    QTRY_COMPARE(console.shownPaths(), QStringList{QStringLiteral("g/skipped")});
}

void TestCommands::thePaletteFindsARepository()
{
    ConsoleUnderTest console;
    CommandPalette* palette = openPalette(console);
    QVERIFY(palette);
    type(*palette, QStringLiteral("g/ab"));
    const QStringList shown = shownIn(*palette);
    const auto row = shown.indexOf(QStringLiteral("Find repositories: g/ab"));
    QVERIFY2(row >= 0, qPrintable(shown.join(u'\n')));
    for (int i = 0; i < row; ++i) {
        QTest::keyClick(palette->findChild<QLineEdit*>(QStringLiteral("paletteEdit")), Qt::Key_Down);
    }
    pressReturn(*palette);
    QTRY_COMPARE(console.shownPaths(), QStringList{QStringLiteral("g/aborted")});
}

void TestCommands::whatIsDisabledCannotBeChosen()
{
    ConsoleUnderTest console;
    QVERIFY(console.select({QStringLiteral("g/done")}));
    CommandPalette* palette = openPalette(console);
    QVERIFY(palette);
    type(*palette, QStringLiteral("retry"));
    auto* list = palette->findChild<QListView*>(QStringLiteral("paletteList"));
    const auto row = static_cast<int>(shownIn(*palette).indexOf(QStringLiteral("Retry")));
    QVERIFY(row >= 0);
    QVERIFY(!list->model()->flags(list->model()->index(row, 0)).testFlag(Qt::ItemIsEnabled));
}

void TestCommands::escapeClosesThePalette()
{
    ConsoleUnderTest console;
    CommandPalette* palette = openPalette(console);
    QVERIFY(palette);
    QTest::keyClick(palette->findChild<QLineEdit*>(QStringLiteral("paletteEdit")), Qt::Key_Escape);
    QTRY_VERIFY(!console.window().findChild<CommandPalette*>());
}

void TestCommands::numbersShowViews()
{
    ConsoleUnderTest console;
    QTRY_COMPARE(console.shownPaths().size(), 7);
    const QAbstractItemModel* views = &console.window().console()->savedViews();
    QVERIFY(views->rowCount() >= 2);
    QTest::keyClick(&console.window(), Qt::Key_2, Qt::ControlModifier);
    const QString second = console.find<QLineEdit>("filterEdit")->text();
    QVERIFY(!second.isEmpty());
    QTest::keyClick(&console.window(), Qt::Key_1, Qt::ControlModifier);
    QVERIFY(!console.find<QLineEdit>("filterEdit")->text().isEmpty());
    QVERIFY(console.find<QLineEdit>("filterEdit")->text() != second);
}

void TestCommands::aShortcutIsChangedInTheDialogAndRemembered()
{
    ConsoleUnderTest console;
    ShortcutsDialog* dialog = openShortcuts(console);
    QVERIFY(dialog);
    chooseCommand(*dialog, QStringLiteral("Refresh"));
    auto* keys = dialog->findChild<QKeySequenceEdit*>(QStringLiteral("shortcutKeys"));
    QTRY_COMPARE(keys->keySequence(), QKeySequence(Qt::Key_F5));
    keys->clear();
    QTest::keyClick(keys, Qt::Key_J, Qt::ControlModifier);
    QCOMPARE(keys->keySequence(), QKeySequence(Qt::CTRL | Qt::Key_J));
    // The editor waits a moment for more keys.
    auto* assign = dialog->findChild<QPushButton*>(QStringLiteral("assignShortcut"));
    QTRY_VERIFY(assign->isEnabled());
    QTest::mouseClick(assign, Qt::LeftButton);
    QCOMPARE(
        console.window().commands().action(QStringLiteral("refresh"))->shortcut(), QKeySequence(Qt::CTRL | Qt::Key_J));
    const QMap<QString, QString> saved{{QStringLiteral("refresh"), QStringLiteral("Ctrl+J")}};
    QCOMPARE(console.settings().changedShortcuts(), saved);
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("resetAllShortcuts")), Qt::LeftButton);
    QVERIFY(console.settings().changedShortcuts().isEmpty());
    QCOMPARE(console.window().commands().action(QStringLiteral("refresh"))->shortcut(), QKeySequence(Qt::Key_F5));
}

void TestCommands::aConflictIsSaidBeforeItHappens()
{
    ConsoleUnderTest console;
    ShortcutsDialog* dialog = openShortcuts(console);
    QVERIFY(dialog);
    chooseCommand(*dialog, QStringLiteral("Reset layout"));
    auto* keys = dialog->findChild<QKeySequenceEdit*>(QStringLiteral("shortcutKeys"));
    QTest::keyClick(keys, Qt::Key_F, Qt::ControlModifier);
    auto* conflict = dialog->findChild<QLabel*>(QStringLiteral("shortcutConflict"));
    QTRY_VERIFY(conflict->text().contains(QStringLiteral("Find")));
    CommandRegistry& commands = console.window().commands();
    QCOMPARE(commands.action(QStringLiteral("find"))->shortcut(), QKeySequence(Qt::CTRL | Qt::Key_F));
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("assignShortcut")), Qt::LeftButton);
    QVERIFY(commands.action(QStringLiteral("find"))->shortcut().isEmpty());
    QCOMPARE(commands.action(QStringLiteral("resetLayout"))->shortcut(), QKeySequence(Qt::CTRL | Qt::Key_F));
}

void TestCommands::allShortcutsAreDistinct()
{
    ConsoleUnderTest console;
    const CommandRegistry& commands = console.window().commands();
    QHash<QKeySequence, QString> owners;
    for (const CommandRegistry::Command& command : commands.commands()) {
        if (!command.standard.isEmpty()) {
            QVERIFY2(!owners.contains(command.standard),
                qPrintable(owners.value(command.standard) + QStringLiteral(" and ") + command.id));
            owners.insert(command.standard, command.id);
        }
    }
    for (const char* keys : {"Ctrl+F", "F5", "Ctrl+K", "Ctrl+R", "Ctrl+1", "Ctrl+9", "Esc", "Ctrl+/"}) {
        QVERIFY2(owners.contains(QKeySequence(QString::fromLatin1(keys))), keys);
    }
}

void TestCommands::theAboutDialogGivesTheVersions()
{
    ConsoleUnderTest console;
    console.window().commands().action(QStringLiteral("about"))->trigger();
    auto* dialog = console.window().findChild<AboutDialog*>();
    QVERIFY(dialog);
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("copyVersions")), Qt::LeftButton);
    QVERIFY(QGuiApplication::clipboard()->text().contains(QString::fromLatin1(qVersion())));
}

QTEST_MAIN(TestCommands)
#include "tst_commands.moc"
