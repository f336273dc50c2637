// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/consolemodels.h"
#include "models/settings/appsettings.h"
#include "views/commands/commandregistry.h"
#include "views/common/thememanager.h"
#include "views/mainwindow/consolepage.h"
#include "views/mainwindow/mainwindow.h"
#include "views/repositories/repositorypage.h"
#include "views/repositories/repositorytableview.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QListView>
#include <QTemporaryDir>

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

/// makescreenshot DATABASE light|dark|contrast WIDTH HEIGHT FILE [COMMAND [all]]: the console as it looks with a
/// repository selected; with the id of a command the dialog that it opens, for this repository or for all of them.
int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() < 6) {
        std::fprintf(stderr, "makescreenshot DATABASE THEME WIDTH HEIGHT FILE [COMMAND [all]]\n");
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
    Services services(config);
    ConsoleModels models(services);
    MainWindow window(settings, theme,
        {QStringLiteral("sqlite:migration.sqlite"), QStringLiteral("https://registry.example.com")}, services.clock);
    window.showConsole(models.parts());
    window.setRegistryAnswer({});
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
            QTimer::singleShot(std::chrono::seconds(2), &window, [&] {
                if (arguments.size() > 6) {
                    if (arguments.size() > 7) {
                        table.selectAll();
                    }
                    window.commands().action(arguments[6])->trigger();
                    // A dialog may have to ask the database first.
                    QTimer::singleShot(std::chrono::seconds(2), &window, [&] {
                        const QList<QDialog*> dialogs = window.findChildren<QDialog*>(Qt::FindDirectChildrenOnly);
                        QWidget& shown = dialogs.isEmpty() ? static_cast<QWidget&>(window) : *dialogs.first();
                        shown.grab().save(arguments[5]);
                        QApplication::quit();
                    });
                    return;
                }
                window.grab().save(arguments[5]);
                QApplication::quit();
            });
        }
    });
    look.start(std::chrono::seconds(1));
    return QApplication::exec();
}
