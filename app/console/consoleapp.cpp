// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/consoleapp.h"

#include "app/services/profileconfig.h"
#include "views/mainwindow/consolepage.h"
#include "views/mainwindow/windowcommands.h"

#include <QApplication>

namespace transship {
namespace {

std::unique_ptr<AppSettings> makeSettings(const QString& file)
{
    return file.isEmpty() ? std::make_unique<AppSettings>() : std::make_unique<AppSettings>(file);
}

constexpr QPoint nextWindow{28, 28}; ///< so that a second window does not hide the first

} // namespace

ConsoleApp::ConsoleApp(const ConsoleOptions& options)
    : m_options(options)
    , m_settings(makeSettings(options.settingsFile))
    , m_connections(*m_settings,
          options.profilesFolder.isEmpty() ? ProfileStore() : ProfileStore(options.profilesFolder),
          std::make_shared<SecretStore>())
{
    m_theme.apply(options.theme.value_or(m_settings->theme()));
    connect(&m_connections, &ConnectionService::openRequested, this,
        [this](const ConnectionProfile& profile) { openProfile(profile, nullptr); });
    m_doneTimer.setSingleShot(true);
    connect(&m_doneTimer, &QTimer::timeout, this, &ConsoleApp::finish);
}

ConsoleApp::~ConsoleApp() = default;

QList<ConsoleSession*> ConsoleApp::sessions() const
{
    QList<ConsoleSession*> sessions;
    for (const auto& session : m_sessions) {
        sessions << session.get();
    }
    return sessions;
}

QWidget* ConsoleApp::someWindow() const
{
    return m_sessions.empty() ? static_cast<QWidget*>(m_start.get()) : &m_sessions.front()->window();
}

void ConsoleApp::start()
{
    if (!m_options.screenshot.isEmpty()) {
        m_screenshots = std::make_unique<Screenshots>(
            m_options.screenshot, m_options.screenshotInterval, [this] { return someWindow(); });
    }
    if (m_options.exitAfter) {
        QTimer::singleShot(*m_options.exitAfter, this, &ConsoleApp::finish);
    }
    openFirst();
}

/// What was asked for, else what was open last, else the start page.
void ConsoleApp::openFirst()
{
    if (m_options.profile.isEmpty() && m_options.namesDatabase) {
        addSession({m_options.services, ProfileType::Development, m_options.worker}, nullptr);
        return;
    }
    const QString name = m_options.profile.isEmpty() ? m_settings->recentProfiles().value(0) : m_options.profile;
    if (name.isEmpty()) {
        showStartWindow();
        return;
    }
    openNamed(name, nullptr, !m_options.profile.isEmpty());
}

QCoro::Task<> ConsoleApp::openNamed(QString name, QPointer<ConsoleSession> replaced, bool required)
{
    const QPointer<ConsoleApp> self(this);
    const Result<ConnectionProfile> profile = co_await m_connections.find(name);
    if (!self || m_finishing) {
        co_return;
    }
    if (profile) {
        openProfile(*profile, replaced);
    } else if (required) {
        showProblem(profile.error());
    } else {
        showStartWindow();
    }
}

QCoro::Task<QStringList> ConsoleApp::profileNames()
{
    const ConnectionHost::Known known = co_await m_connections.known();
    QStringList names;
    for (const ConnectionProfile& profile : known.listing.profiles) {
        names << profile.name;
    }
    co_return names;
}

void ConsoleApp::showProblem(const Error& error)
{
    showStartWindow();
    m_start->showError(error);
}

void ConsoleApp::showStartWindow()
{
    if (!m_start) {
        m_start = std::make_unique<StartWindow>(m_connections);
        connect(m_start.get(), &StartWindow::closed, this, &ConsoleApp::quitWhenDone);
    } else {
        m_start->reload();
    }
    m_start->show();
    m_start->raise();
    m_start->activateWindow();
}

QCoro::Task<QList<SecretPrompt::Missing>> ConsoleApp::missingSecrets(ConnectionProfile profile)
{
    const std::shared_ptr<SecretStore> secrets = m_connections.secrets();
    QList<SecretPrompt::Missing> missing;
    for (const ProfileSecret which : neededSecrets(profile)) {
        const SecretSource::Kind kind = sourceOf(profile, which).kind;
        const bool typed = kind == SecretSource::Kind::Keychain || kind == SecretSource::Kind::Session;
        const Result<QByteArray> secret = co_await secrets->read(profile, which);
        if (!secret && typed) {
            missing << SecretPrompt::Missing{which, secret.error()};
        }
    }
    co_return missing;
}

QCoro::Task<> ConsoleApp::openProfile(ConnectionProfile profile, QPointer<ConsoleSession> replaced)
{
    const QPointer<ConsoleApp> self(this);
    const QList<SecretPrompt::Missing> missing = co_await missingSecrets(profile);
    if (!self || m_finishing) {
        co_return;
    }
    if (!missing.isEmpty()) {
        askForSecrets(profile, missing, replaced);
        co_return;
    }
    const std::shared_ptr<SecretStore> secrets = m_connections.secrets();
    const Result<ServicesConfig> config = co_await configOf(profile, secrets);
    if (!self || m_finishing) {
        co_return;
    }
    if (!config) {
        showProblem(config.error());
        co_return;
    }
    m_settings->addRecentProfile(profile.name);
    addSession({*config, profile.type, m_options.worker && m_sessions.empty()}, replaced);
}

void ConsoleApp::askForSecrets(
    const ConnectionProfile& profile, const QList<SecretPrompt::Missing>& missing, QPointer<ConsoleSession> replaced)
{
    if (!someWindow()) {
        showStartWindow();
    }
    QWidget* parent = replaced ? static_cast<QWidget*>(&replaced->window()) : someWindow();
    auto* prompt = new SecretPrompt(profile, missing, parent);
    prompt->setAttribute(Qt::WA_DeleteOnClose);
    connect(prompt, &QDialog::accepted, this,
        [this, prompt, profile, replaced] { keepAndOpen(profile, prompt->typed(), replaced); });
    prompt->open();
}

QCoro::Task<> ConsoleApp::keepAndOpen(ConnectionProfile profile, TypedSecrets typed, QPointer<ConsoleSession> replaced)
{
    const QPointer<ConsoleApp> self(this);
    const std::shared_ptr<SecretStore> secrets = m_connections.secrets();
    for (auto secret = typed.cbegin(); secret != typed.cend(); ++secret) {
        // A keychain that does not take it has been spoken of in the prompt; it is good for this session then.
        const Result<void> kept = co_await secrets->keep(profile, secret.key(), secret.value());
        Q_UNUSED(kept)
    }
    if (self) {
        openProfile(profile, replaced);
    }
}

void ConsoleApp::addSession(const ConsoleSession::Target& target, ConsoleSession* replaced)
{
    auto session = std::make_unique<ConsoleSession>(
        target, m_settings->forProfile(target.services.profile), m_theme, m_notifier);
    MainWindow& window = session->window();
    if (m_options.size && m_sessions.empty()) {
        window.resize(*m_options.size);
    } else if (replaced) {
        window.restoreGeometry(replaced->window().saveGeometry());
    } else if (!m_sessions.empty()) {
        window.move(m_sessions.back()->window().pos() + nextWindow);
    }
    connectSession(*session);
    session->start();
    m_sessions.push_back(std::move(session));
    if (replaced) {
        replaced->window().close(); // it may be kept, when something is under way in it
    }
    if (m_start) {
        m_start->hide();
    }
}

void ConsoleApp::connectSession(ConsoleSession& session)
{
    connect(&session, &ConsoleSession::ended, this, [this, which = &session] { removeSession(which); });
    connect(&session, &ConsoleSession::databaseOpened, this, [this, which = &session] {
        m_settings->setLastDatabase(which->target().services.database);
        if (m_options.exitWhenDone && which == m_sessions.front().get()) {
            connect(&which->models()->counts(), &QAbstractItemModel::dataChanged, this, &ConsoleApp::watchForEnd);
            watchForEnd();
        }
    });
    WindowCommands& commands = session.window().windowCommands();
    commands.setProfiles([this] { return profileNames(); }, session.target().services.profile);
    connect(&commands, &WindowCommands::startPageRequested, this, &ConsoleApp::showStartWindow);
    connect(&commands, &WindowCommands::newWindowRequested, this, [this, target = session.target()] {
        ConsoleSession::Target another = target;
        another.worker = false;
        addSession(another, nullptr);
    });
    connect(&commands, &WindowCommands::profileChosen, this,
        [this, which = QPointer(&session)](const QString& name) { openNamed(name, which, true); });
}

void ConsoleApp::removeSession(ConsoleSession* session)
{
    const auto found = std::find_if(
        m_sessions.begin(), m_sessions.end(), [session](const auto& one) { return one.get() == session; });
    if (found == m_sessions.end()) {
        return;
    }
    m_ended.push_back(std::move(*found));
    m_sessions.erase(found);
    QMetaObject::invokeMethod(
        this, [this] { m_ended.clear(); }, Qt::QueuedConnection);
    quitWhenDone();
}

void ConsoleApp::watchForEnd()
{
    const StateCounts& counts = m_sessions.front()->models()->counts().counts();
    const qint64 settled = counts.of(MigrationState::ImportDone) + counts.of(MigrationState::ImportSkipped);
    if (settled == 0 || settled < counts.total()) {
        m_doneTimer.stop();
    } else if (!m_doneTimer.isActive()) {
        m_doneTimer.start(*m_options.exitWhenDone);
    }
}

void ConsoleApp::finish()
{
    if (std::exchange(m_finishing, true)) {
        return;
    }
    if (m_screenshots) {
        m_screenshots->take();
    }
    if (m_start) {
        m_start->hide();
    }
    for (ConsoleSession* session : sessions()) {
        session->close();
    }
    quitWhenDone();
}

/// The last window is closed, and what was asked for in it has come to its end.
void ConsoleApp::quitWhenDone()
{
    if (m_sessions.empty() && (m_finishing || !m_start || !m_start->isVisible())) {
        QCoreApplication::quit();
    }
}

} // namespace transship
