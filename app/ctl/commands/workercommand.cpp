// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/commands/commands.h"
#include "app/ctl/registryaccess.h"

#include <CLI/CLI.hpp>
#include <QCoroSignal>

#include <array>

namespace transship::ctl {
namespace {

using namespace std::chrono_literals;

struct WorkerArguments {
    std::string name;
    std::string listen; ///< empty: nothing is served
};

const QString component = QStringLiteral("worker");

QJsonObject fieldsOf(const Error& error)
{
    QJsonObject fields{{QStringLiteral("retryable"), error.retryable}};
    if (!error.detail.isEmpty() && !error.message.contains(error.detail)) {
        fields[QStringLiteral("detail")] = error.detail;
    }
    return fields;
}

/// True when the program is to end.
QCoro::Task<bool> terminatedWithin(Session& session, std::chrono::milliseconds time)
{
    TerminationSignals& termination = session.termination();
    if (!termination.received()) {
        co_await qCoro(&termination, &TerminationSignals::terminationRequested, time);
    }
    co_return termination.received();
}

/// What goes away by waiting, as opposed to what somebody has to mend.
bool mayPass(ErrorCode code)
{
    switch (code) {
    case ErrorCode::DatabaseUnavailable:
    case ErrorCode::Busy:
    case ErrorCode::Unreachable:
    case ErrorCode::Timeout:
    case ErrorCode::RateLimited:
    case ErrorCode::HttpStatus:
        return true;
    default:
        return false;
    }
}

using Check = QCoro::Task<Result<void>> (*)(Services&);

/// Repeats a check until it holds; a failure is logged when it is another one than before. The exit code when the
/// worker has to end: by a signal, or by what waiting will not mend.
QCoro::Task<std::optional<int>> waitFor(Session& session, Check check)
{
    const LogWriter log = session.log();
    QString last;
    std::chrono::milliseconds pause = 500ms;
    while (true) {
        const Result<void> holds = co_await check(session.services());
        if (holds) {
            co_return session.termination().received() ? std::optional<int>(exitDone) : std::nullopt;
        }
        const Error& error = holds.error();
        if (!mayPass(error.code)) {
            log.write(Severity::Error, component, error.message, fieldsOf(error));
            co_return exitCodeOf(error.code);
        }
        if (error.message != last) {
            last = error.message;
            log.write(Severity::Error, component, error.message + QStringLiteral("; trying again until it answers"),
                fieldsOf(error));
        }
        if (co_await terminatedWithin(session, pause)) {
            co_return exitDone;
        }
        pause = std::min<std::chrono::milliseconds>(pause * 2, 10s);
    }
}

/// Serves notifications, health and metrics from now on, when asked to.
Result<void> serve(Session& session, const std::string& listen)
{
    if (listen.empty()) {
        return {};
    }
    const Result<ListenAddress> address = parseListenAddress(QString::fromStdString(listen));
    if (!address) {
        return address.error();
    }
    const Result<QByteArray> secret = secretFromEnvironment(QStringLiteral("TRANSSHIP_NOTIFICATION_SECRET"));
    if (!secret) {
        return secret.error();
    }
    Services& services = session.services();
    services.addServer({.address = address->address, .port = address->port, .secret = *secret});
    if (const Result<void> listening = services.server->listen(); !listening) {
        return listening;
    }
    const LogWriter log = session.log();
    QObject::connect(services.notifications.get(), &NotificationReceiver::logged, services.notifications.get(),
        [log](const QJsonObject& line) { log.write(line); });
    log.write(Severity::Info, component, QStringLiteral("listening"),
        {{QStringLiteral("url"), services.server->url().toString()}});
    if (secret->isEmpty()) {
        log.write(Severity::Warning, component,
            QStringLiteral("no TRANSSHIP_NOTIFICATION_SECRET is configured: notifications are refused, health and "
                           "metrics are served"));
    }
    return {};
}

QCoro::Task<> stopServing(Services& services)
{
    if (services.server) {
        co_await services.server->stop();
        co_await services.notifications->stop();
    }
}

QCoro::Task<> work(Session& session)
{
    Services& services = session.services();
    const LogWriter log = session.log();
    services.addWorker();
    QObject::connect(services.worker.get(), &MigrationWorker::logged, services.worker.get(),
        [log](const QJsonObject& line) { log.write(line); });
    services.worker->start();
    log.write(Severity::Info, component, QStringLiteral("started"),
        {{QStringLiteral("name"), services.config.workerName},
            {QStringLiteral("version"), QStringLiteral(TRANSSHIP_VERSION)},
            {QStringLiteral("database"), services.config.database.toDisplayString()},
            {QStringLiteral("registry"), services.config.registryUrl.toDisplayString()}});
    if (!session.termination().received()) {
        co_await qCoro(&session.termination(), &TerminationSignals::terminationRequested);
    }
    log.write(
        Severity::Info, component, QStringLiteral("stopping: nothing new is begun, what is under way is finished"));
    const auto workerStopped = services.worker->stop(); // from here nothing waits for a registry's slots
    co_await stopServing(services);
    co_await workerStopped;
    log.write(Severity::Info, component, QStringLiteral("stopped"));
}

QCoro::Task<int> run(Session& session, WorkerArguments arguments)
{
    session.onTermination = [] {}; // handled below, where it is awaited
    if (const Result<void> built = session.build(); !built) {
        co_return session.fail(built.error());
    }
    Services& services = session.services();
    if (const Result<void> may = session.mayChange(); !may) {
        co_return session.fail(may.error());
    }
    services.config.workerName = QString::fromStdString(arguments.name);
    if (!services.registry) {
        const Result<void> none = co_await checkRegistry(services);
        co_return session.fail(none.error());
    }
    static constexpr std::array<Check, 2> checks{&checkSchema, &checkRegistry};
    if (const Result<void> serving = serve(session, arguments.listen); !serving) {
        co_return session.fail(serving.error());
    }
    for (const Check check : checks) {
        if (const std::optional<int> code = co_await waitFor(session, check)) {
            co_await stopServing(services);
            co_return *code;
        }
    }
    co_await work(session);
    co_return exitDone;
}

} // namespace

void addWorkerCommand(CLI::App& app, Command& chosen)
{
    CLI::App* command = app.add_subcommand("worker",
        "Move the migration on until SIGTERM: enqueuer, polling, guard, observer; one log line a run on stderr.\n"
        "With --listen also: notifications of the registry, which present TRANSSHIP_NOTIFICATION_SECRET (or\n"
        "…_FILE), GET /healthz and GET /metrics.");
    const auto arguments = std::make_shared<WorkerArguments>();
    command->add_option("--name", arguments->name,
        "The name it holds leases under; must differ between workers that run at once (default: host/slot)");
    command
        ->add_option("--listen", arguments->listen,
            "Serve notifications, /healthz and /metrics there; a port alone means loopback, port 0 any free one")
        ->type_name("ADDR");
    command->callback(
        [&chosen, arguments] { chosen = [arguments](Session& session) { return run(session, *arguments); }; });
}

} // namespace transship::ctl
