// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/consoleapp.h"

#include "views/mainwindow/consolepage.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QPointer>
#include <QSaveFile>

#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace transship {
namespace {

constexpr std::chrono::seconds openInterval{3};
constexpr std::chrono::seconds registryInterval{10};
constexpr std::chrono::seconds longestSettling{10};

int userSignalPipe[2] = {-1, -1};

void onUserSignal(int)
{
    const char byte = 1;
    // Nothing can be done in a signal handler about a full pipe; one byte in it is enough anyway.
    [[maybe_unused]] const ssize_t written = ::write(userSignalPipe[1], &byte, 1);
}

std::unique_ptr<AppSettings> makeSettings(const QString& file)
{
    return file.isEmpty() ? std::make_unique<AppSettings>() : std::make_unique<AppSettings>(file);
}

MainWindow::Names namesOf(const ServicesConfig& config)
{
    return {config.database.toDisplayString(), config.registryUrl.toDisplayString(QUrl::RemoveUserInfo)};
}

} // namespace

ConsoleApp::ConsoleApp(const ConsoleOptions& options)
    : m_options(options)
    , m_settings(makeSettings(options.settingsFile))
    , m_services(options.services)
{
    m_theme.apply(options.theme.value_or(m_settings->theme()));
    m_window = std::make_unique<MainWindow>(*m_settings, m_theme, namesOf(options.services), m_services.clock);
    if (options.size) {
        m_window->resize(*options.size);
    }
    m_openAgain.setSingleShot(true);
    connect(&m_openAgain, &QTimer::timeout, this, [this] { openDatabase(); });
    connect(&m_registryTimer, &QTimer::timeout, this, [this] { askRegistry(); });
    connect(&m_screenshotTimer, &QTimer::timeout, this, &ConsoleApp::takeScreenshot);
    m_doneTimer.setSingleShot(true);
    connect(&m_doneTimer, &QTimer::timeout, this, &ConsoleApp::finish);
    watchUserSignal();
}

ConsoleApp::~ConsoleApp()
{
    m_window.reset();
    m_models.reset();
}

void ConsoleApp::start()
{
    m_window->show();
    openDatabase();
    askRegistry();
    m_registryTimer.start(registryInterval);
    if (m_options.screenshotInterval.count() > 0) {
        m_screenshotTimer.start(m_options.screenshotInterval);
    }
    if (m_options.exitAfter) {
        QTimer::singleShot(*m_options.exitAfter, this, &ConsoleApp::finish);
    }
}

QCoro::Task<> ConsoleApp::openDatabase()
{
    const QPointer<ConsoleApp> self(this);
    const Result<void> usable = co_await checkSchema(m_services);
    if (!self || m_finishing) {
        co_return;
    }
    if (!usable) {
        m_window->showProblem(usable.error());
        m_openAgain.start(openInterval);
        co_return;
    }
    m_models = std::make_unique<ConsoleModels>(m_services);
    m_window->showConsole(m_models->parts());
    m_settings->setLastDatabase(m_services.config.database);
    if (m_options.worker) {
        m_services.addWorker();
        m_services.worker->start();
    }
    if (m_options.exitWhenDone) {
        connect(&m_models->counts(), &QAbstractItemModel::dataChanged, this, &ConsoleApp::watchForEnd);
        watchForEnd();
    }
}

QCoro::Task<> ConsoleApp::askRegistry()
{
    if (!m_services.registry) {
        co_return;
    }
    const QPointer<ConsoleApp> self(this);
    QElapsedTimer timer;
    timer.start();
    const Result<void> answer = co_await checkRegistry(m_services);
    if (self && m_window) {
        m_window->setRegistryAnswer(answer, std::chrono::milliseconds(timer.elapsed()));
    }
}

void ConsoleApp::watchForEnd()
{
    const StateCounts& counts = m_models->counts().counts();
    const qint64 settled = counts.of(MigrationState::ImportDone) + counts.of(MigrationState::ImportSkipped);
    if (settled == 0 || settled < counts.total()) {
        m_doneTimer.stop();
    } else if (!m_doneTimer.isActive()) {
        m_doneTimer.start(*m_options.exitWhenDone);
    }
}

void ConsoleApp::watchUserSignal()
{
    if (m_options.screenshot.isEmpty() || ::pipe2(userSignalPipe, O_CLOEXEC | O_NONBLOCK) != 0) {
        return;
    }
    m_userSignal = std::make_unique<QSocketNotifier>(userSignalPipe[0], QSocketNotifier::Read);
    connect(m_userSignal.get(), &QSocketNotifier::activated, this, [this] {
        char bytes[16];
        while (::read(userSignalPipe[0], bytes, sizeof bytes) > 0) { }
        takeScreenshot();
    });
    struct sigaction action = {};
    action.sa_handler = onUserSignal;
    action.sa_flags = SA_RESTART;
    sigaction(SIGUSR1, &action, nullptr);
}

void ConsoleApp::takeScreenshot()
{
    if (m_options.screenshot.isEmpty() || !m_window) {
        return;
    }
    QSaveFile file(m_options.screenshot);
    if (!file.open(QIODevice::WriteOnly) || !m_window->grab().save(&file, "PNG") || !file.commit()) {
        qWarning("cannot write the screenshot to %s: %s", qUtf8Printable(m_options.screenshot),
            qUtf8Printable(file.errorString()));
    }
}

void ConsoleApp::finish()
{
    if (m_finishing) {
        return;
    }
    m_finishing = true;
    takeScreenshot();
    if (m_services.worker) {
        stopWorker();
    } else {
        endWhenSettled();
    }
}

QCoro::Task<> ConsoleApp::stopWorker()
{
    const QPointer<ConsoleApp> self(this);
    co_await m_services.worker->stop();
    if (self) {
        endWhenSettled();
    }
}

void ConsoleApp::endWhenSettled()
{
    m_window->close();
    ConsolePage* console = m_window->console();
    if (console) {
        console->stopActions();
    }
    if (!console || console->pendingActions() == 0) {
        quit();
        return;
    }
    // What was asked for is not left half done; a registry that does not answer must not keep us for ever, and the
    // worker's polling finds whatever is cut off here.
    connect(console, &ConsolePage::actionsSettled, this, &ConsoleApp::quit);
    QTimer::singleShot(longestSettling, this, &ConsoleApp::quit);
}

void ConsoleApp::quit()
{
    QCoreApplication::quit();
}

} // namespace transship
