// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/views/accessibility.h"
#include "tests/views/appundertest.h"
#include "tests/views/consoleundertest.h"
#include "views/commands/commandregistry.h"
#include "views/dialogs/unlockdialog.h"
#include "views/jobs/jobpreviewdialog.h"
#include "views/jobs/startjobdialog.h"
#include "views/mainwindow/dockarea.h"
#include "views/start/profiledialog.h"
#include "views/start/scandialog.h"
#include "views/start/secretprompt.h"

#include <QAction>
#include <QComboBox>
#include <QListWidget>
#include <QPushButton>
#include <QTableView>
#include <QTranslator>

using namespace transship;
using namespace transship::testing;
using namespace Qt::Literals::StringLiterals;

/// Every window and dialog with a screen reader's eyes and with the keyboard alone.
class TestAccessibility : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void windows_data()
    {
        QTest::addColumn<bool>("german");
        QTest::newRow("English") << false;
        QTest::newRow("German") << true;
    }
    void windows()
    {
        QFETCH(const bool, german);
        QTranslator translator;
        if (german) {
            QVERIFY(translator.load(u":/i18n/transship_de.qm"_s));
            QCoreApplication::installTranslator(&translator);
        }
        checkConsole();
        checkStart();
        checkDialogs();
    }

    void everyDialogOfACommandHasNames()
    {
        ConsoleUnderTest console;
        for (const CommandRegistry::Command& command : console.window().commands().commands()) {
            const QString text = command.action->text();
            if (!command.action->isEnabled() || !text.contains(u'…')) {
                continue;
            }
            command.action->trigger();
            const auto dialogs = console.window().findChildren<QDialog*>();
            for (QDialog* dialog : dialogs) {
                check(*dialog, text);
                dialog->close();
            }
            QTRY_VERIFY(console.window().findChildren<QDialog*>().isEmpty());
        }
    }

    void theTabKeyReachesWhatIsOperatedOnTheStartPage()
    {
        AppUnderTest test;
        test.start();
        StartWindow& start = test.startWindow();
        start.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&start));
        QSet<QString> reached;
        for (int i = 0; i < 20; ++i) {
            if (QWidget* focus = start.focusWidget()) {
                reached << focus->objectName();
            }
            QTest::keyClick(&start, Qt::Key_Tab);
        }
        for (const char* name : {"beginDemo", "beginFile", "beginServer", "beginScan"}) {
            QVERIFY2(reached.contains(QString::fromLatin1(name)), name);
        }
    }

    void theTabKeyLeavesEveryTable()
    {
        ConsoleUnderTest console;
        MainWindow& window = console.window();
        window.console()->docks().reveal(u"activityDock"_s);
        auto* activity = console.find<QTableView>("activityTable");
        QTRY_VERIFY(activity->model()->rowCount() > 0);
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        activity->setFocus();
        QTRY_VERIFY(activity->hasFocus());
        activity->setCurrentIndex(activity->model()->index(0, 1));
        QTest::keyClick(activity, Qt::Key_Tab);
        QVERIFY(!activity->hasFocus());
        QCOMPARE(activity->currentIndex().column(), 1);

        window.console()->openSettings();
        window.console()->startJob();
        auto* start = window.findChild<StartJobDialog*>();
        QVERIFY(start);
        QTest::mouseClick(start->findChild<QPushButton*>(u"startJobPreview"_s), Qt::LeftButton);
        auto* preview = start->findChild<JobPreviewDialog*>();
        QVERIFY(preview);
        check(*preview, u"dry run"_s);
        // Repositories, activity, jobs, deny list, history of the settings, dry run.
        QCOMPARE(window.findChildren<QTableView*>().size(), 6);
        const QStringList traps = tabTraps(window);
        QVERIFY2(traps.isEmpty(), qPrintable(traps.join(u'\n')));
        QTRY_VERIFY(!preview->findChild<QPushButton*>(u"previewStop"_s)->isEnabled()); // it has come to its end
    }

private:
    static void check(QWidget& widget, const QString& what)
    {
        const QStringList nameless = namelessWidgets(widget);
        QVERIFY2(nameless.isEmpty(), qPrintable(what + u": no name: "_s + nameless.join(u'\n')));
        const QStringList mnemonics = doubledMnemonics(widget);
        QVERIFY2(mnemonics.isEmpty(), qPrintable(what + u": "_s + mnemonics.join(u'\n')));
        const QStringList traps = tabTraps(widget);
        QVERIFY2(traps.isEmpty(), qPrintable(what + u": Tab stays in "_s + traps.join(u'\n')));
    }

    static void checkConsole()
    {
        ConsoleUnderTest console;
        QVERIFY(console.select({u"g/aborted"_s}));
        check(console.window(), u"console"_s);
        const QStringList shortcuts = doubledShortcuts(console.window());
        QVERIFY2(shortcuts.isEmpty(), qPrintable(shortcuts.join(u'\n')));
    }

    static void checkStart()
    {
        AppUnderTest test;
        ConnectionProfile profile;
        profile.name = u"profile"_s;
        profile.database = DatabaseUrl::sqlite(test.path(u"x.sqlite"_s));
        QVERIFY(test.profiles().save(profile));
        test.options().profile = u"nobody"_s; // so that the page comes, with something to say
        test.start();
        QTRY_COMPARE(test.shown<QListWidget>(test.startWindow(), "connectionList")->count(), 1);
        check(test.startWindow(), u"start page"_s);
        test.click<QPushButton>(test.startWindow(), "editConnection");
        auto* dialog = test.shown<ProfileDialog>(test.startWindow(), "profileDialog");
        for (const char* choice : {"databaseBackend", "registryLogin", "proxyKind"}) {
            auto* box = dialog->findChild<QComboBox*>(QString::fromLatin1(choice));
            for (int i = 0; i < box->count(); ++i) {
                box->setCurrentIndex(i);
                check(*dialog, u"profile, "_s + box->currentText());
            }
        }
        dialog->close();
        ScanDialog scan(test.app().connections());
        scan.show();
        check(scan, u"scan"_s);
    }

    static void checkDialogs()
    {
        UnlockDialog unlock(u"profile"_s);
        unlock.show();
        check(unlock, u"unlock"_s);
        ConnectionProfile profile;
        profile.name = u"profile"_s;
        SecretPrompt prompt(profile, {{ProfileSecret::Registry, Error{ErrorCode::NotFound, u"not there"_s}}});
        prompt.show();
        check(prompt, u"secret prompt"_s);
    }
};

QTEST_MAIN(TestAccessibility)
#include "tst_accessibility.moc"
