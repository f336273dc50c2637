// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/commandline.h"

#include <QCoreApplication>
#include <QTimer>

using namespace transship;
using namespace transship::ctl;

namespace {

QCoro::Task<> runCommand(Session& session, const Command& command)
{
    const Result<void> known = co_await session.readProfile();
    if (!known) {
        QCoreApplication::exit(session.fail(known.error()));
        co_return;
    }
    const int code = co_await command(session);
    QCoreApplication::exit(code);
}

} // namespace

int main(int argc, char** argv)
{
    const ParsedCommandLine parsed = parseCommandLine(argc, argv);
    if (parsed.exitCode) {
        return *parsed.exitCode;
    }
    QCoreApplication app(argc, argv);
    setApplicationIdentity();
    TerminationSignals termination;
    Session session(parsed.options, termination);
    QObject::connect(&termination, &TerminationSignals::terminationRequested, &app, [&session] {
        if (session.onTermination) {
            session.onTermination();
        } else {
            QCoreApplication::exit(exitInterrupted);
        }
    });
    QTimer::singleShot(0, &app, [&] { runCommand(session, parsed.command); });
    const int code = QCoreApplication::exec();
    if (!Output::flush() && code == exitDone) {
        session.out().error(QStringLiteral("the results could not all be written to the standard output"));
        return exitFailed;
    }
    return code;
}
