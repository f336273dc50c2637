// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/mainwindow/mainwindow.h"

#include "models/settings/appsettings.h"
#include "models/tables/changefeed.h"
#include "views/commands/commandregistry.h"
#include "views/common/emptystate.h"
#include "views/common/icons.h"
#include "views/dialogs/dialogconfirmer.h"
#include "views/filters/savedviewsmodel.h"
#include "views/mainwindow/closequestion.h"
#include "views/mainwindow/consolepage.h"
#include "views/mainwindow/consolestatusbar.h"
#include "views/mainwindow/mainmenus.h"
#include "views/mainwindow/profilebanner.h"
#include "views/mainwindow/windowcommands.h"
#include "views/repositories/repositorypage.h"
#include "views/repositories/repositorytableview.h"

#include <QCloseEvent>
#include <QScreen>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace transship {
namespace {

constexpr QSize preferredSize{1440, 900};
constexpr QSize smallestSize{1080, 680};
const QString tableName = QStringLiteral("repositories");

QString commandsFor(const Error& error)
{
    switch (error.code) {
    case ErrorCode::DatabaseOutdated:
        return QStringLiteral("transshipctl db upgrade");
    case ErrorCode::DatabaseUnavailable:
    case ErrorCode::InvalidArgument:
        return QStringLiteral("transship --database sqlite:PATH\n"
                              "transship --database postgresql://user@host:5432/name");
    default:
        return {};
    }
}

} // namespace

MainWindow::MainWindow(AppSettings& settings, ThemeManager& theme, Names names, const Clock& clock, QWidget* parent)
    : QMainWindow(parent)
    , m_settings(settings)
    , m_names(std::move(names))
    , m_banner(new ProfileBanner(m_names.profile, m_names.type, this))
    , m_pages(new QStackedWidget(this))
    , m_problem(new EmptyState(this))
    , m_status(new ConsoleStatusBar(m_names.database, m_names.registry, clock, this))
    , m_commands(new CommandRegistry(this))
    , m_menus(new MainMenus(*this, *m_commands, theme, settings))
    , m_windowCommands(new WindowCommands(m_menus->file(), *m_commands, this))
    , m_closeQuestion(new CloseQuestion(*this))
{
    setObjectName(QStringLiteral("mainWindow"));
    const QString name = m_names.profile.isEmpty() ? m_names.database : m_names.profile;
    setWindowTitle(profileMark(m_names.type) + QStringLiteral("%1 – Transship").arg(name));
    setWindowIcon(applicationIcon());
    setMinimumSize(smallestSize);
    m_problem->setObjectName(QStringLiteral("problemPage"));
    m_problem->present(QStringLiteral("empty-database"), tr("Opening the database"), m_names.database, {});
    m_pages->addWidget(m_problem);
    auto* central = new QWidget(this);
    auto* layout = new QVBoxLayout(central);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_banner);
    layout->addWidget(m_pages, 1);
    setCentralWidget(central);
    connect(m_problem, &EmptyState::accepted, this, &MainWindow::upgradeRequested);
    setStatusBar(m_status);
    restoreGeometryOrDefault();
}

MainWindow::~MainWindow()
{
    // The page asks through the confirmer, which goes before the base class deletes its children.
    delete m_console;
}

void MainWindow::restoreGeometryOrDefault()
{
    if (restoreGeometry(m_settings.windowGeometry())) {
        return;
    }
    const QSize room = screen() ? screen()->availableSize() : preferredSize;
    resize(preferredSize.boundedTo(room));
}

void MainWindow::showProblem(const Error& error)
{
    const QString title = error.code == ErrorCode::DatabaseOutdated ? tr("The database has to be prepared first")
        : error.code == ErrorCode::DatabaseTooNew                   ? tr("The database is newer than this program")
                                                                    : tr("The database cannot be used");
    QString advice = error.message;
    if (!error.detail.isEmpty()) {
        advice += QLatin1Char('\n') + error.detail;
    }
    advice += QStringLiteral("\n\n") + tr("Tried again every few seconds.");
    m_problem->present(QStringLiteral("empty-database"), title, advice, commandsFor(error));
    if (error.code == ErrorCode::DatabaseOutdated) {
        m_problem->offer(tr("Prepare the database now"));
    }
    m_pages->setCurrentWidget(m_problem);
}

void MainWindow::showUpgrading()
{
    m_problem->present(QStringLiteral("empty-database"), tr("Preparing the database"),
        tr("The tables are created or brought up to date; with millions of repositories this takes minutes."), {});
}

void MainWindow::showConsole(const ConsoleParts& parts, Confirmer* confirmer)
{
    Q_ASSERT(!m_console);
    if (!confirmer) {
        m_ownConfirmer = std::make_unique<DialogConfirmer>(this);
        confirmer = m_ownConfirmer.get();
    }
    m_console = new ConsolePage(parts, *confirmer, this);
    m_pages->addWidget(m_console);
    m_pages->setCurrentWidget(m_console);
    m_console->restoreLayoutState(m_settings.windowState());
    m_console->repositoryPage().restoreViewState(m_settings.headerState(tableName));
    m_console->savedViews().setOwn(m_settings.savedViews());
    connect(&m_console->savedViews(), &SavedViewsModel::ownChanged, this,
        [this](const QList<SavedView>& views) { m_settings.setSavedViews(views); });
    m_menus->addConsole(*m_console);
    m_banner->setGuard(parts.guard);
    m_status->markFresh();
    connect(&parts.feed, &ChangeFeed::seen, m_status, &ConsoleStatusBar::markFresh);
    connect(m_console, &ConsolePage::rolloutChanged, m_status, &ConsoleStatusBar::setRollout);
    connect(m_console, &ConsolePage::selectedCountChanged, m_status, &ConsoleStatusBar::setSelected);
    connect(&parts.feed, &ChangeFeed::lost, m_status, &ConsoleStatusBar::setDatabaseLost);
    connect(&parts.feed, &ChangeFeed::recovered, m_status, &ConsoleStatusBar::setDatabaseRecovered);
}

void MainWindow::setRegistryAnswer(const Result<void>& answer, const std::optional<std::chrono::milliseconds>& latency)
{
    m_status->setRegistryAnswer(answer, latency);
}

void MainWindow::closeUnasked()
{
    m_closeQuestion->skip();
    close();
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (!m_closeQuestion->mayClose(m_console, [this] { close(); })) {
        event->ignore();
        return;
    }
    m_settings.setWindowGeometry(saveGeometry());
    if (m_console) {
        m_settings.setWindowState(m_console->layoutState());
        m_settings.setHeaderState(tableName, m_console->repositoryPage().viewState());
    }
    event->accept();
    Q_EMIT closed();
}

} // namespace transship
