// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/commands/commands.h"

#include <CLI/CLI.hpp>

namespace transship::ctl {
namespace {

struct EnqueueArguments {
    bool dryRun = false;
};

int exitCodeOf(const EnqueueReport& report)
{
    switch (report.stop) {
    case EnqueueStop::Failed:
        return exitFailed;
    case EnqueueStop::NoRegistry:
        return exitUsage;
    case EnqueueStop::LeaseTaken:
        return exitBusy;
    default: // being stopped by a check is an answer, not a failure
        return exitDone;
    }
}

int show(const Session& session, const EnqueueReport& report)
{
    session.out().text(QStringLiteral("%1: %2").arg(transship::toName(report.stop), report.explanation));
    session.out().document(report.toJson());
    const int code = exitCodeOf(report);
    if (code != exitDone) {
        session.out().error(report.explanation);
    }
    return code;
}

/// Looks first: a registry that is down must stop the command before anything is changed, and is not asked where a
/// check stops the run anyway.
QCoro::Task<int> enqueue(Session& session, EnqueueArguments arguments)
{
    if (const Result<void> opened = co_await session.open(); !opened) {
        co_return session.fail(opened.error());
    }
    if (const Result<void> may = session.mayChange(); !may && !arguments.dryRun) {
        co_return session.fail(may.error());
    }
    Services& services = session.services();
    services.addWorker();
    const EnqueueReport seen = co_await services.enqueuer->peek();
    if (arguments.dryRun || seen.stop != EnqueueStop::Worked) {
        co_return show(session, seen);
    }
    if (const Result<void> reached = co_await checkRegistry(services); !reached) {
        co_return session.fail(reached.error());
    }
    co_return show(session, co_await services.enqueuer->runOnce(session.actor()));
}

} // namespace

void addEnqueueCommand(CLI::App& app, Command& chosen)
{
    CLI::App* command = app.add_subcommand("enqueue", "Run the enqueuer once and say which check stopped it");
    const auto arguments = std::make_shared<EnqueueArguments>();
    command->add_flag("--dry-run", arguments->dryRun, "Only say what a run would do");
    command->callback(
        [&chosen, arguments] { chosen = [arguments](Session& session) { return enqueue(session, *arguments); }; });
}

} // namespace transship::ctl
