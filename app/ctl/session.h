// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/exitcodes.h"
#include "app/ctl/output.h"
#include "app/services/logwriter.h"
#include "app/services/services.h"
#include "app/services/terminationsignals.h"

#include <QCoroTask>

#include <functional>
#include <memory>
#include <string>

namespace transship::ctl {

/// Options that every command takes; as typed.
struct GlobalOptions {
    std::string database;
    std::string registry;
    std::string profile; ///< instead of the two above
    std::string unlock; ///< why a read-only profile may be changed this time
    std::string actor;
    std::string logFormat; ///< "text", "json" or empty
    bool json = false;
    bool quiet = false;
};

/// What a command works with. Lives as long as the program; thread: the main one.
class Session {
public:
    Session(GlobalOptions options, TerminationSignals& termination);

    const GlobalOptions& options() const { return m_options; }
    const Output& out() const { return m_out; }
    TerminationSignals& termination() { return m_termination; }

    /// JSON unless asked otherwise or stderr is a terminal.
    LogWriter log() const;

    /// Before everything else: reads --profile and its secrets, if one is given.
    QCoro::Task<Result<void>> readProfile();
    /// From options and environment; does not touch the database. Call it or one of the two below first.
    Result<void> build();
    /// Refuses a database that is missing, older or newer, and says which command mends it.
    QCoro::Task<Result<void>> open();
    /// As open(), but creates or upgrades an SQLite database first.
    QCoro::Task<Result<void>> openOrCreate();
    /// The one or the other: a dry run creates nothing.
    QCoro::Task<Result<void>> openFor(bool dryRun) { return dryRun ? open() : openOrCreate(); }

    /// ReadOnly with a profile that may only be looked at. The database and the registry's client refuse as well; this
    /// is for commands whose many steps would each be refused.
    Result<void> mayChange() const;

    Services& services() { return *m_services; }
    Actor actor() const;

    /// Prints the error, for read-only profiles how to unlock; the exit code that goes with it.
    int fail(const Error& error) const;
    int usage(const QString& message) const;

    /// Where a signal is handled by the command itself (it ends its work, then returns); without one a signal ends the
    /// program at once with 130.
    std::function<void()> onTermination;

private:
    Result<ServicesConfig> configure() const;

    GlobalOptions m_options;
    Output m_out;
    TerminationSignals& m_termination;
    std::optional<ServicesConfig> m_profile; ///< with --profile
    std::unique_ptr<Services> m_services;
};

/// A command, chosen and with its arguments bound.
using Command = std::function<QCoro::Task<int>(Session&)>;

} // namespace transship::ctl
