// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/mainwindow/mainmenus.h"

#include "models/settings/appsettings.h"
#include "views/actions/repositoryactions.h"
#include "views/commands/commandpalette.h"
#include "views/commands/commandregistry.h"
#include "views/commands/shortcutsdialog.h"
#include "views/dialogs/aboutdialog.h"
#include "views/mainwindow/appearancemenu.h"
#include "views/mainwindow/consolepage.h"
#include "views/mainwindow/dockarea.h"
#include "views/repositories/repositorypage.h"
#include "views/repositories/repositorytableview.h"

#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>

namespace transship {
namespace {

constexpr int numberedViews = 9;

/// Opens a dialog, or brings the one that is open to the front.
template <typename Dialog, typename... Arguments> void openOnce(QWidget& window, Arguments&... arguments)
{
    auto* dialog = window.findChild<Dialog*>();
    if (!dialog) {
        dialog = new Dialog(arguments..., &window);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
    }
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
}

} // namespace

MainMenus::MainMenus(QMainWindow& window, CommandRegistry& commands, ThemeManager& theme, AppSettings& settings)
    : QObject(&window)
    , m_window(window)
    , m_commands(commands)
    , m_theme(theme)
    , m_settings(settings)
    , m_file(window.menuBar()->addMenu(tr("&File")))
    , m_rollout(window.menuBar()->addMenu(tr("R&ollout")))
    , m_repository(window.menuBar()->addMenu(tr("&Repository")))
    , m_view(window.menuBar()->addMenu(tr("&View")))
    , m_help(window.menuBar()->addMenu(tr("&Help")))
{
    m_repository->setToolTipsVisible(true);
    m_repository->setEnabled(false);
    m_rollout->setEnabled(false);
    addFileMenu();
    addViewMenu();
    addHelpMenu();
    m_commands.restoreShortcuts(m_settings.changedShortcuts());
    connect(&m_commands, &CommandRegistry::shortcutsChanged, this,
        [this] { m_settings.setChangedShortcuts(m_commands.changedShortcuts()); });
}

void MainMenus::addFileMenu()
{
    m_file->addAction(m_commands.add(QStringLiteral("close"), tr("&Close window"), QKeySequence(Qt::CTRL | Qt::Key_W),
        [this] { m_window.close(); }));
}

void MainMenus::addViewMenu()
{
    new AppearanceMenu(*m_view, m_commands, m_theme, m_settings, this);
}

void MainMenus::addHelpMenu()
{
    m_help->addAction(m_commands.add(
        QStringLiteral("palette"), tr("Command &palette…"), QKeySequence(Qt::CTRL | Qt::Key_K),
        [this] { openPalette(); }, QStringLiteral("action-find")));
    m_help->addAction(m_commands.add(QStringLiteral("shortcuts"), tr("&Keyboard shortcuts…"),
        QKeySequence(Qt::CTRL | Qt::Key_Slash), [this] { openShortcuts(); }));
    m_help->addSeparator();
    m_help->addAction(m_commands.add(
        QStringLiteral("about"), tr("&About Transship"), {}, [this] { openOnce<AboutDialog>(m_window); }));
}

void MainMenus::addConsole(ConsolePage& console)
{
    m_console = &console;
    addRolloutCommands(console);
    addFileCommands(console);
    addRepositoryCommands(console);
    addViewCommands(console);
    addNumberedViews(console);
    m_commands.restoreShortcuts(m_settings.changedShortcuts());
}

void MainMenus::addRolloutCommands(ConsolePage& console)
{
    m_rollout->addAction(m_commands.add(
        QStringLiteral("settings"), tr("&Settings, switches and deny list…"), QKeySequence(Qt::CTRL | Qt::Key_Comma),
        [&console] { console.openSettings(); }, QStringLiteral("action-settings")));
    m_rollout->addAction(m_commands.add(
        QStringLiteral("startJob"), tr("Start a background &job…"), {}, [&console] { console.startJob(); },
        QStringLiteral("action-start")));
    m_rollout->setEnabled(true);
}

void MainMenus::addFileCommands(ConsolePage& console)
{
    QAction* action = m_commands.add(QStringLiteral("export"), tr("&Export…"), QKeySequence(Qt::CTRL | Qt::Key_E),
        [&console] { console.exportReport(); });
    m_file->insertAction(m_file->actions().constLast(), action);
}

void MainMenus::addRepositoryCommands(ConsolePage& console)
{
    for (QAction* action : console.actions().all()) {
        m_commands.adopt(action->objectName(), *action);
        m_repository->addAction(action);
    }
    m_repository->addSeparator();
    m_repository->addAction(m_commands.add(
        QStringLiteral("copyPath"), tr("&Copy path"), {}, [&console] { console.repositoryPage().table().copyPaths(); },
        QStringLiteral("action-copy")));
    m_repository->setEnabled(true);
}

void MainMenus::addViewCommands(ConsolePage& console)
{
    m_view->addAction(m_commands.add(
        QStringLiteral("find"), tr("&Find"), QKeySequence(Qt::CTRL | Qt::Key_F),
        [&console] { console.startFiltering(); }, QStringLiteral("action-find")));
    m_view->addAction(m_commands.add(QStringLiteral("clearFilter"), tr("&Clear filter"), QKeySequence(Qt::Key_Escape),
        [&console] { console.clearFilter(); }));
    m_view->addAction(m_commands.add(
        QStringLiteral("refresh"), tr("&Refresh"), QKeySequence(Qt::Key_F5), [&console] { console.refresh(); },
        QStringLiteral("action-refresh")));
    m_view->addSeparator();
    for (QAction* toggle : console.docks().toggles()) {
        m_commands.adopt(toggle->objectName(), *toggle);
        m_view->addAction(toggle);
    }
    m_view->addAction(
        m_commands.add(QStringLiteral("resetLayout"), tr("Reset &layout"), {}, [&console] { console.resetLayout(); }));
}

void MainMenus::addNumberedViews(ConsolePage& console)
{
    for (int number = 1; number <= numberedViews; ++number) {
        QAction* action = m_commands.add(QStringLiteral("view_%1").arg(number), tr("Show view %1").arg(number),
            QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_0 + number)),
            [&console, number] { console.showView(number - 1); });
        // In the palette views go by their names.
        m_window.addAction(action);
    }
}

void MainMenus::openPalette()
{
    QList<PaletteSource> sources{commandEntries(m_commands)};
    if (m_console) {
        sources << [console = m_console](const QString& typed) { return console->paletteEntries(typed); };
    }
    openOnce<CommandPalette>(m_window, sources);
}

void MainMenus::openShortcuts()
{
    openOnce<ShortcutsDialog>(m_window, m_commands);
}

} // namespace transship
