// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/consolemodels.h"
#include "models/settings/appsettings.h"
#include "tests/support/fakeregistry.h"
#include "views/commands/commandregistry.h"
#include "views/common/thememanager.h"
#include "views/mainwindow/consolepage.h"
#include "views/mainwindow/dockarea.h"
#include "views/mainwindow/mainwindow.h"
#include "views/repositories/repositorypage.h"
#include "views/repositories/repositorytableview.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QListView>
#include <QTabBar>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QToolButton>

#include <cstdio>

using namespace transship;

namespace {

/// Selects a repository in this state, so that the details have something to say.
void selectOneOf(MigrationState state, RepositoryTableModel& model, RepositoryTableView& table)
{
    for (int row = 0; row < model.rowCount(); ++row) {
        const auto record = model.repositoryAt(row);
        if (record && record->state == state) {
            table.selectRow(row);
            return;
        }
    }
}

} // namespace

/// What the registry would say of it.
void askAbout(const QString& path, testing::FakeRegistry& registry, MainWindow& window)
{
    registry.addRepository(path, {QStringLiteral("1.0"), QStringLiteral("latest")});
    registry.setImportStatus(path, QStringLiteral("pre_import_failed"),
        QStringLiteral("blob sha256:9f2c41d7e0b8 unknown to the source registry"));
    window.findChild<QToolButton*>(QStringLiteral("askRegistry"))->click();
    window.findChild<QToolButton*>(QStringLiteral("whyToggle"))->click();
}

/// Opens what the arguments name: the dialog of a command, or a dock.
void open(const QStringList& arguments, MainWindow& window, RepositoryTableView& table)
{
    if (arguments.size() <= 6) {
        return;
    }
    if (window.console()->docks().dock(arguments[6])) {
        window.console()->docks().reveal(arguments[6]);
        if (auto* tabs = window.console()->docks().dock(arguments[6])->findChild<QTabBar*>()) {
            tabs->setCurrentIndex(arguments.value(7).toInt());
        }
        return;
    }
    if (arguments.value(7) == u"all") {
        table.selectAll();
    }
    if (arguments[6] == u"columns") {
        table.chooseColumns();
    } else if (QAction* action = window.commands().action(arguments[6])) {
        action->trigger();
    } else {
        qFatal("There is no command and no dock \"%s\".", qPrintable(arguments[6]));
    }
}

/// The dialog that has opened, on the page that the arguments name, or the window.
QWidget* shown(const QStringList& arguments, MainWindow& window)
{
    const QList<QDialog*> dialogs = window.findChildren<QDialog*>();
    if (dialogs.isEmpty()) {
        return &window;
    }
    bool isPage = false;
    const int page = arguments.value(7).toInt(&isPage);
    if (auto* tabs = dialogs.first()->findChild<QTabWidget*>(); tabs && isPage) {
        tabs->setCurrentIndex(page);
    }
    return dialogs.first();
}

/// makescreenshot DATABASE light|dark|contrast WIDTH HEIGHT FILE [COMMAND [PAGE|all]|DOCK [PAGE]]: the console as it
/// looks with a repository selected; with the id of a command the dialog that it opens, on that page, for this
/// repository or for all of them; with that of a dock the dock in front, on that page.
int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() < 6) {
        std::fprintf(stderr, "makescreenshot DATABASE THEME WIDTH HEIGHT FILE [COMMAND [PAGE|all]|DOCK [PAGE]]\n");
        return 2;
    }
    QTemporaryDir folder;
    AppSettings settings(folder.filePath(QStringLiteral("settings.ini")));
    ThemeManager theme;
    theme.apply(arguments[2] == QStringLiteral("dark")   ? AppSettings::Theme::Dark
            : arguments[2] == QStringLiteral("contrast") ? AppSettings::Theme::HighContrast
                                                         : AppSettings::Theme::Light);
    ServicesConfig config;
    config.database = DatabaseUrl::sqlite(arguments[1]);
    config.actor = QStringLiteral("sre@console");
    testing::FakeRegistry registry;
    config.registryUrl = registry.url();
    Services services(config);
    ConsoleModels models(services);
    MainWindow window(settings, theme,
        {QStringLiteral("sqlite:migration.sqlite"), QStringLiteral("https://registry.example.com")}, services.clock);
    window.showConsole(models.parts());
    window.setRegistryAnswer({}, std::chrono::milliseconds(12));
    window.resize(arguments[3].toInt(), arguments[4].toInt());
    window.show();
    auto& table = window.console()->repositoryPage().table();
    auto* history = window.findChild<QListView*>(QStringLiteral("historyList"));
    QTimer look;
    QObject::connect(&look, &QTimer::timeout, &window, [&] {
        if (!table.currentRepository()) {
            selectOneOf(MigrationState::ImportAborted, models.parts().repositories, table);
        } else if (history->model()->rowCount() > 0) {
            // What was read is there; let the layouts settle.
            look.stop();
            askAbout(table.currentRepository()->path, registry, window);
            open(arguments, window, table);
            // A dialog may have to ask the database first.
            QTimer::singleShot(std::chrono::seconds(3), &window, [&arguments, &window] {
                shown(arguments, window)->grab().save(arguments[5]);
                QApplication::quit();
            });
        }
    });
    look.start(std::chrono::seconds(1));
    return QApplication::exec();
}
