// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/consolesession.h"

#include "models/settings/logging.h"
#include "views/dialogs/unlockdialog.h"
#include "views/mainwindow/consolepage.h"
#include "views/mainwindow/profilebanner.h"

#include <QCoroSignal>
#include <QElapsedTimer>
#include <QPointer>

namespace transship {
namespace {

constexpr std::chrono::seconds openInterval{3};
constexpr std::chrono::seconds registryInterval{10};
constexpr std::chrono::seconds longestSettling{3};

MainWindow::Names namesOf(const ConsoleSession::Target& target)
{
    return {target.services.database.toDisplayString(),
        target.services.registryUrl.toDisplayString(QUrl::RemoveUserInfo), target.services.profile, target.type};
}

/// Whatever the addresses are from, it is the console that acts here.
ServicesConfig ofConsole(ServicesConfig config)
{
    config.origin = Origin::Console;
    return config;
}

} // namespace

ConsoleSession::ConsoleSession(Target target, std::unique_ptr<AppSettings> settings, ThemeManager& theme,
    DesktopNotifier& notifier, QObject* parent)
    : QObject(parent)
    , m_target(std::move(target))
    , m_settings(std::move(settings))
    , m_notifier(notifier)
    , m_services(ofConsole(m_target.services))
    , m_window(std::make_unique<MainWindow>(*m_settings, theme, namesOf(m_target), m_services.clock))
{
    m_openAgain.setSingleShot(true);
    connect(&m_openAgain, &QTimer::timeout, this, [this] { openDatabase(); });
    connect(&m_registryTimer, &QTimer::timeout, this, [this] { askRegistry(); });
    connect(m_window.get(), &MainWindow::upgradeRequested, this, &ConsoleSession::askToUpgrade);
    connect(m_window.get(), &MainWindow::closed, this, [this] { settle(); });
    connect(&m_window->banner(), &ProfileBanner::unlocked, this, &ConsoleSession::recordUnlock);
}

ConsoleSession::~ConsoleSession()
{
    m_window.reset();
    m_digest.reset();
    m_models.reset();
}

void ConsoleSession::start()
{
    m_window->show();
    openDatabase();
    askRegistry();
    m_registryTimer.start(registryInterval);
}

QCoro::Task<> ConsoleSession::openDatabase()
{
    const QPointer<ConsoleSession> self(this);
    const Result<void> usable = co_await checkSchema(m_services);
    if (!self || m_closing || m_models) {
        co_return;
    }
    if (!usable) {
        m_window->showProblem(usable.error());
        m_openAgain.start(openInterval);
        co_return;
    }
    showConsole();
}

void ConsoleSession::showConsole()
{
    m_models = std::make_unique<ConsoleModels>(m_services);
    m_window->showConsole(m_models->parts());
    m_digest = std::make_unique<NotificationDigest>(
        m_models->reader(), m_services.clock, *m_settings, m_notifier, m_window->windowTitle());
    if (m_target.worker) {
        startWorker();
    }
    Q_EMIT databaseOpened();
}

void ConsoleSession::startWorker()
{
    if (m_services.config.readOnly) {
        m_window->console()->showError({ErrorCode::ReadOnly,
            QStringLiteral("no worker runs here: the profile is of production, hence read-only; run `transshipctl "
                           "--profile NAME --unlock REASON worker`")});
        return;
    }
    m_services.addWorker();
    m_services.worker->start();
}

void ConsoleSession::askToUpgrade()
{
    if (!m_services.config.readOnly) {
        upgrade();
        return;
    }
    auto* dialog = new UnlockDialog(m_services.config.profile, m_window.get());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        recordUnlock(dialog->duration(), dialog->reason());
        upgrade();
    });
    dialog->open();
}

QCoro::Task<> ConsoleSession::upgrade()
{
    const QPointer<ConsoleSession> self(this);
    const bool readOnly = m_services.config.readOnly;
    m_openAgain.stop();
    m_window->showUpgrading();
    m_services.setReadOnly(false);
    const Result<QList<int>> applied = co_await upgradeSchema(m_services);
    if (!self || m_closing) {
        co_return;
    }
    m_services.setReadOnly(readOnly);
    if (!applied) {
        m_window->showProblem(applied.error());
        m_openAgain.start(openInterval);
        co_return;
    }
    openDatabase();
}

void ConsoleSession::recordUnlock(std::chrono::minutes duration, const QString& reason)
{
    qCWarning(lcConsole, "profile \"%s\" unlocked for %lld min by %s: %s", qUtf8Printable(m_services.config.profile),
        static_cast<long long>(duration.count()), qUtf8Printable(m_services.config.actor), qUtf8Printable(reason));
}

QCoro::Task<> ConsoleSession::askRegistry()
{
    if (!m_services.registry) {
        co_return;
    }
    const QPointer<ConsoleSession> self(this);
    QElapsedTimer timer;
    timer.start();
    const Result<void> answer = co_await checkRegistry(m_services);
    if (self && m_window) {
        m_window->setRegistryAnswer(answer, std::chrono::milliseconds(timer.elapsed()));
    }
}

void ConsoleSession::close()
{
    m_window->closeUnasked();
}

QCoro::Task<> ConsoleSession::settle()
{
    if (std::exchange(m_closing, true)) {
        co_return;
    }
    const QPointer<ConsoleSession> self(this);
    m_openAgain.stop();
    m_registryTimer.stop();
    ConsolePage* console = m_window->console();
    if (console) {
        console->stopActions();
    }
    if (m_services.worker) {
        co_await m_services.worker->stop();
        if (!self) {
            co_return;
        }
    }
    if (console && console->pendingActions() > 0) {
        // An answer that is on its way spares the guard a look at that step; a registry that does not answer must not
        // keep us, and nothing breaks when the engine goes while it waits.
        co_await qCoro(console, &ConsolePage::actionsSettled, longestSettling);
        if (!self) {
            co_return;
        }
    }
    Q_EMIT ended();
}

} // namespace transship
