// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/settingdefinitions.h"
#include "tests/views/consoleundertest.h"
#include "views/mainwindow/consolepage.h"
#include "views/settings/denylistpage.h"
#include "views/settings/settingsdialog.h"
#include "views/settings/settingspage.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableWidget>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

using namespace transship;
using namespace transship::testing;

/// The settings of the rollout, edited with mouse and keyboard: what was clicked is what reached the database.
class TestSettingsDialog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everySettingAndFlagCanBeSeen();
    void aSettingIsEditedAndSaved();
    void whatIsNotLegalIsRefusedInWords_data();
    void whatIsNotLegalIsRefusedInWords();
    void aChangeOfAnotherConsoleIsNotOverwritten();
    void backToTheDefault();
    void aSwitchIsThrown();
    void namespacesAreDeniedAndAllowed();
    void whatIsSelectedAreNamespacesAndNoRows();
    void historySaysWho();
    void closingWithEditsAsksOnce();
    void theStripChangesTheTier();
    void theStripIsNotChangedByChance();
    void twoConsolesAgree();

private:
    static SettingsDialog* open(ConsoleUnderTest& console)
    {
        [&] { QTRY_VERIFY(console.find<QToolButton>("openSettings")->isEnabled()); }();
        console.click("openSettings");
        auto* dialog = console.window().findChild<SettingsDialog*>();
        if (!dialog || !QTest::qWaitForWindowExposed(dialog) || !QTest::qWaitFor([dialog] {
                return dialog->findChild<QLineEdit*>(QStringLiteral("setting_max_retries"))->isEnabled();
            })) {
            qFatal("the settings do not open");
        }
        return dialog;
    }
    static void show(SettingsDialog* dialog, int tab)
    {
        dialog->findChild<QTabWidget*>(QStringLiteral("settingsTabs"))->setCurrentIndex(tab);
    }
    template <typename Widget> static Widget* in(QWidget* parent, const char* name)
    {
        auto* found = parent->findChild<Widget*>(QString::fromLatin1(name));
        if (!found) {
            qFatal("there is no %s", name);
        }
        return found;
    }
    static void type(SettingsDialog* dialog, const char* name, const QString& text)
    {
        auto* edit = in<QLineEdit>(dialog, name);
        edit->setFocus();
        edit->selectAll();
        QTest::keyClick(edit, Qt::Key_Delete);
        QTest::keyClicks(edit, text);
    }
    static SettingsPage* page(SettingsDialog* dialog, const char* name) { return in<SettingsPage>(dialog, name); }
    static void save(SettingsDialog* dialog, const char* pageName)
    {
        QTest::mouseClick(in<QPushButton>(page(dialog, pageName), "applySettings"), Qt::LeftButton);
    }
};

void TestSettingsDialog::everySettingAndFlagCanBeSeen()
{
    ConsoleUnderTest console;
    SettingsDialog* dialog = open(console);
    for (const SettingDefinition& setting : settingDefinitions()) {
        const auto* row = dialog->findChild<QWidget*>(QStringLiteral("row_") + setting.shortName);
        QVERIFY2(row, qPrintable(setting.name));
        QVERIFY2(dialog->findChild<QWidget*>(QStringLiteral("setting_") + setting.shortName), qPrintable(setting.name));
    }
    QCOMPARE(page(dialog, "flagsPage")->findChildren<QCheckBox*>().size(), flagDefinitions().size());
    QCOMPARE(in<QLineEdit>(dialog, "setting_max_retries")->text(), QStringLiteral("3"));
    QVERIFY(in<QCheckBox>(dialog, "flag_enabled")->isChecked());
    QVERIFY(in<QCheckBox>(dialog, "flag_capacity_5")->isChecked());
    QVERIFY(!in<QCheckBox>(dialog, "flag_capacity_10")->isChecked());
}

void TestSettingsDialog::aSettingIsEditedAndSaved()
{
    ConsoleUnderTest console;
    SettingsDialog* dialog = open(console);
    auto* apply = in<QPushButton>(page(dialog, "settingsPage"), "applySettings");
    QVERIFY(!apply->isEnabled());
    type(dialog, "setting_max_retries", QStringLiteral("7"));
    type(dialog, "setting_max_tags_count", QStringLiteral("0"));
    QVERIFY(apply->isEnabled());
    QVERIFY(in<QLabel>(page(dialog, "settingsPage"), "settingsSummary")->text().contains(u'2'));
    QCOMPARE(console.stores().settings.policy()->maxRetries, 3);
    QTest::mouseClick(apply, Qt::LeftButton);
    QTRY_COMPARE(console.stores().settings.policy()->maxRetries, 7);
    QCOMPARE(console.stores().settings.policy()->maxTagsCount, 0);
    QTRY_VERIFY(!apply->isEnabled());
    const SettingsEvent last = console.stores().settingsEvents.latest(1)->first();
    QCOMPARE(last.actor, QStringLiteral("sre@desk"));
    QCOMPARE(last.origin, Origin::Console);
}

void TestSettingsDialog::whatIsNotLegalIsRefusedInWords_data()
{
    QTest::addColumn<QByteArray>("editor");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("says");
    QTest::newRow("no number") << QByteArray("max_retries") << QStringLiteral("many") << QStringLiteral("whole number");
    QTest::newRow("negative") << QByteArray("import_timeout") << QStringLiteral("-5") << QStringLiteral("whole number");
    QTest::newRow("too large") << QByteArray("max_tags_count") << QStringLiteral("99999999999")
                               << QStringLiteral("1000000000");
    QTest::newRow("no time") << QByteArray("created_before") << QStringLiteral("yesterday")
                             << QStringLiteral("2022-01-23T00:00:00Z");
    QTest::newRow("no rate") << QByteArray("pre_import_tags_rate") << QStringLiteral("fast") << QStringLiteral("86400");
}

void TestSettingsDialog::whatIsNotLegalIsRefusedInWords()
{
    QFETCH(QByteArray, editor);
    QFETCH(QString, text);
    QFETCH(QString, says);
    ConsoleUnderTest console;
    SettingsDialog* dialog = open(console);
    type(dialog, QByteArray("setting_" + editor).constData(), text);
    auto* problem = in<QLabel>(dialog, QByteArray("problem_" + editor).constData());
    QVERIFY(problem->isVisible());
    QVERIFY2(problem->text().contains(says), qPrintable(problem->text()));
    QVERIFY(!in<QPushButton>(page(dialog, "settingsPage"), "applySettings")->isEnabled());
    QTest::mouseClick(in<QPushButton>(page(dialog, "settingsPage"), "discardSettings"), Qt::LeftButton);
    QVERIFY(!problem->isVisible());
    QVERIFY(console.stores().settings.settings()->isEmpty());
}

void TestSettingsDialog::aChangeOfAnotherConsoleIsNotOverwritten()
{
    ConsoleUnderTest console;
    SettingsDialog* dialog = open(console);
    type(dialog, "setting_max_retries", QStringLiteral("7"));
    QVERIFY(console.stores()
                .settings
                .setSetting(
                    QStringLiteral("max_retries"), QStringLiteral("5"), {QStringLiteral("other@desk"), Origin::Console})
                .ok());
    save(dialog, "settingsPage");
    auto* summary = in<QLabel>(page(dialog, "settingsPage"), "settingsSummary");
    QTRY_VERIFY2(summary->text().contains(QStringLiteral("Not saved")), qPrintable(summary->text()));
    QCOMPARE(console.stores().settings.policy()->maxRetries, 5);
    auto* problem = in<QLabel>(dialog, "problem_max_retries");
    QTRY_VERIFY(problem->text().contains(QStringLiteral("other@desk")));
    QCOMPARE(in<QLineEdit>(dialog, "setting_max_retries")->text(), QStringLiteral("7"));
    QTest::mouseClick(in<QPushButton>(page(dialog, "settingsPage"), "discardSettings"), Qt::LeftButton);
    QCOMPARE(in<QLineEdit>(dialog, "setting_max_retries")->text(), QStringLiteral("5"));
}

void TestSettingsDialog::backToTheDefault()
{
    ConsoleUnderTest console;
    QVERIFY(console.stores().settings.setSetting(QStringLiteral("max_retries"), QStringLiteral("9")).ok());
    SettingsDialog* dialog = open(console);
    QTRY_COMPARE(in<QLineEdit>(dialog, "setting_max_retries")->text(), QStringLiteral("9"));
    QTest::mouseClick(in<QToolButton>(dialog, "default_max_retries"), Qt::LeftButton);
    save(dialog, "settingsPage");
    QTRY_COMPARE(console.stores().settings.policy()->maxRetries, 3);
}

void TestSettingsDialog::aSwitchIsThrown()
{
    ConsoleUnderTest console;
    SettingsDialog* dialog = open(console);
    show(dialog, 1);
    auto* fast = in<QCheckBox>(dialog, "flag_enqueue_speed_fast");
    QVERIFY(fast->isVisible());
    fast->setFocus();
    QTest::keyClick(fast, Qt::Key_Space);
    QVERIFY(fast->isChecked());
    save(dialog, "flagsPage");
    QTRY_COMPARE(console.stores().settings.policy()->waitingTime.count(), 0);
    QTRY_COMPARE(console.find<QComboBox>("speed")->currentText(), QStringLiteral("fast"));
}

void TestSettingsDialog::namespacesAreDeniedAndAllowed()
{
    ConsoleUnderTest console;
    SettingsDialog* dialog = open(console);
    show(dialog, 2);
    auto* edit = in<QLineEdit>(dialog, "denyEdit");
    auto* effect = in<QLabel>(dialog, "denyEffect");
    QTest::keyClicks(edit, QStringLiteral("nowhere"));
    QTRY_VERIFY2(effect->text().contains(QStringLiteral("no root namespace")), qPrintable(effect->text()));
    QTest::mouseClick(in<QPushButton>(dialog, "denyAdd"), Qt::LeftButton);
    QTRY_VERIFY(in<QPushButton>(dialog, "denyAdd")->isEnabled());
    QVERIFY(console.stores().settings.denyList()->isEmpty());
    edit->clear();
    QTest::keyClicks(edit, QStringLiteral("g"));
    QTRY_VERIFY2(effect->text().contains(QStringLiteral("Denying g keeps 1")), qPrintable(effect->text()));
    QTest::mouseClick(in<QPushButton>(dialog, "denyAdd"), Qt::LeftButton);
    QTRY_COMPARE(*console.stores().settings.denyList(), QStringList{QStringLiteral("g")});
    auto* table = in<QTableWidget>(dialog, "denyTable");
    QTRY_COMPARE(table->rowCount(), 1);
    QVERIFY(table->isVisible());
    QCOMPARE(table->item(0, 1)->text(), QStringLiteral("1"));
    QTRY_COMPARE(table->item(0, 2)->text(), QStringLiteral("sre@desk"));
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualItemRect(table->item(0, 0)).center());
    QTest::mouseClick(in<QPushButton>(dialog, "denyRemove"), Qt::LeftButton);
    QTRY_VERIFY(console.stores().settings.denyList()->isEmpty());
    QTRY_COMPARE(table->rowCount(), 0);
    QVERIFY(in<QWidget>(dialog, "denyNone")->isVisible() && !table->isVisible());
}

/// Others take some off the list while it is looked at.
void TestSettingsDialog::whatIsSelectedAreNamespacesAndNoRows()
{
    constexpr int patience = 20'000; // it is read again every other second
    ConsoleUnderTest console;
    Stores& stores = console.stores();
    const QStringList roots{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")};
    for (const QString& root : roots) {
        const QDateTime now = QDateTime::currentDateTimeUtc();
        const InventoryEntry entry{QStringLiteral("%1/x").arg(root), QStringLiteral("free"), now, 3};
        QVERIFY(stores.inventory.add({entry}, now).ok());
        QVERIFY(stores.settings.deny(root).ok());
    }
    SettingsDialog* dialog = open(console);
    show(dialog, 2);
    auto* table = in<QTableWidget>(dialog, "denyTable");
    auto* remove = in<QPushButton>(dialog, "denyRemove");
    QTRY_COMPARE_WITH_TIMEOUT(table->rowCount(), 3, patience);
    const auto click = [table](int row, Qt::KeyboardModifiers modifiers) {
        QTest::mouseClick(
            table->viewport(), Qt::LeftButton, modifiers, table->visualItemRect(table->item(row, 0)).center());
    };
    const auto selected = [table] {
        QStringList paths;
        for (const QModelIndex& index : table->selectionModel()->selectedRows()) {
            paths << index.data().toString();
        }
        paths.sort();
        return paths;
    };
    click(1, Qt::NoModifier);
    click(2, Qt::ControlModifier);
    const QStringList both{roots[1], roots[2]};
    QCOMPARE(selected(), both);
    QVERIFY(stores.settings.allow(roots[0]).ok());
    QTRY_COMPARE_WITH_TIMEOUT(table->rowCount(), 2, patience);
    QCOMPARE(selected(), both);
    QVERIFY(remove->isEnabled());
    QVERIFY(stores.settings.deny(roots[0]).ok());
    QTRY_COMPARE_WITH_TIMEOUT(table->rowCount(), 3, patience);
    QCOMPARE(selected(), both);
    // Those that are selected go: nothing else is selected in their place.
    QVERIFY(stores.settings.allow(roots[1]).ok());
    QVERIFY(stores.settings.allow(roots[2]).ok());
    QTRY_COMPARE_WITH_TIMEOUT(table->rowCount(), 1, patience);
    QCOMPARE(table->item(0, 0)->text(), roots[0]);
    QCOMPARE(selected(), QStringList());
    QVERIFY(!remove->isEnabled());
}

void TestSettingsDialog::historySaysWho()
{
    ConsoleUnderTest console;
    SettingsDialog* dialog = open(console);
    type(dialog, "setting_max_retries", QStringLiteral("4"));
    save(dialog, "settingsPage");
    auto* history = in<QTableWidget>(dialog, "settingsHistory");
    QTRY_VERIFY(history->rowCount() > 0
        && history->item(0, 1)->text() == QStringLiteral("container_registry_import_max_retries"));
    QCOMPARE(history->item(0, 2)->text(), QStringLiteral("3"));
    QCOMPARE(history->item(0, 3)->text(), QStringLiteral("4"));
    QCOMPARE(history->item(0, 4)->text(), QStringLiteral("sre@desk"));
    QCOMPARE(history->item(0, 5)->text(), QStringLiteral("console"));
}

void TestSettingsDialog::closingWithEditsAsksOnce()
{
    ConsoleUnderTest console;
    SettingsDialog* dialog = open(console);
    type(dialog, "setting_max_retries", QStringLiteral("4"));
    QTest::keyClick(dialog, Qt::Key_Escape);
    QVERIFY(dialog->isVisible());
    QVERIFY(in<QLabel>(dialog, "settingsProblem")->text().contains(QStringLiteral("not saved")));
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!console.window().findChild<SettingsDialog*>());
    QCOMPARE(console.stores().settings.policy()->maxRetries, 3);
}

void TestSettingsDialog::theStripChangesTheTier()
{
    ConsoleUnderTest console;
    auto* plan = console.find<QComboBox>("targetPlan");
    QTRY_VERIFY(console.find<QComboBox>("capacity")->isEnabled());
    QVERIFY(!plan->isEnabled());
    QVERIFY(plan->toolTip().contains(QStringLiteral("plans_known")));
    QVERIFY(console.stores().settings.setSetting(QStringLiteral("plans_known"), QStringLiteral("true")).ok());
    QTRY_VERIFY(plan->isEnabled());
    QTRY_COMPARE(plan->currentText(), QStringLiteral("free"));
    const auto choose = [plan](Qt::Key where) {
        QTest::keyClick(plan, Qt::Key_Space);
        QTest::keyClick(plan->view(), where);
        QTest::keyClick(plan->view(), Qt::Key_Return);
    };
    choose(Qt::Key_Down);
    QTRY_COMPARE(console.stores().settings.policy()->targetPlan, QStringLiteral("premium"));
    QTRY_COMPARE(plan->currentText(), QStringLiteral("premium"));
    choose(Qt::Key_End);
    QTRY_COMPARE(console.stores().settings.policy()->tierFilter, TierFilter::GitlabOrgOnly);
    QTRY_COMPARE(plan->currentText(), QStringLiteral("gitlab-org only"));
    choose(Qt::Key_Up);
    QTRY_COMPARE(console.stores().settings.policy()->tierFilter, TierFilter::None);
}

/// What it changes it changes at once, for everybody: a wheel or a key that was meant for something else does not.
void TestSettingsDialog::theStripIsNotChangedByChance()
{
    ConsoleUnderTest console;
    auto* capacity = console.find<QComboBox>("capacity");
    QTRY_COMPARE(capacity->currentText(), QStringLiteral("5"));
    QSignalSpy chosen(capacity, &QComboBox::activated);
    const QPoint middle = capacity->rect().center();
    QWheelEvent wheel(middle, capacity->mapToGlobal(middle), {}, QPoint(0, -120), Qt::NoButton, Qt::NoModifier,
        Qt::NoScrollPhase, false);
    QApplication::sendEvent(capacity, &wheel);
    QVERIFY(!wheel.isAccepted()); // what it lies in may scroll
    capacity->setFocus();
    for (const Qt::Key key :
        {Qt::Key_Up, Qt::Key_Down, Qt::Key_PageUp, Qt::Key_PageDown, Qt::Key_Home, Qt::Key_End, Qt::Key_1, Qt::Key_2}) {
        QTest::keyClick(capacity, key);
    }
    QCOMPARE(chosen.count(), 0);
    QCOMPARE(capacity->currentText(), QStringLiteral("5"));

    const auto opens = [capacity](Qt::Key key, Qt::KeyboardModifiers modifiers) {
        QTest::keyClick(capacity, key, modifiers);
        const bool isOpen = capacity->view()->isVisible();
        QTest::keyClick(capacity->view(), Qt::Key_Escape);
        return isOpen && !capacity->view()->isVisible();
    };
    QVERIFY(opens(Qt::Key_Space, Qt::NoModifier));
    QVERIFY(opens(Qt::Key_Return, Qt::NoModifier));
    QVERIFY(opens(Qt::Key_Enter, Qt::KeypadModifier));
    QVERIFY(opens(Qt::Key_F4, Qt::NoModifier));
    QVERIFY(opens(Qt::Key_Down, Qt::AltModifier));
    QCOMPARE(chosen.count(), 0);
    QCOMPARE(console.stores().settings.policy()->capacity, 5);
}

void TestSettingsDialog::twoConsolesAgree()
{
    ConsoleUnderTest console;
    ConsoleUnderTest other(console.url());
    auto* there = other.find<QLabel>("rolloutState");
    QTRY_COMPARE(there->text(), QStringLiteral("Running"));
    console.click("pauseResume");
    QTRY_COMPARE(there->text(), QStringLiteral("Paused"));
    SettingsDialog* dialog = open(console);
    SettingsDialog* second = open(other);
    type(dialog, "setting_max_retries", QStringLiteral("8"));
    save(dialog, "settingsPage");
    QTRY_COMPARE(in<QLineEdit>(second, "setting_max_retries")->text(), QStringLiteral("8"));
}

QTEST_MAIN(TestSettingsDialog)
#include "tst_settingsdialog.moc"
