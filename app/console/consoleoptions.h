// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/servicesconfig.h"
#include "models/settings/appsettings.h"

#include <QSize>
#include <QStringList>

#include <chrono>
#include <optional>

namespace transship {

/// What the command line of `transship` asks for. A plain value.
struct ConsoleOptions {
    ServicesConfig services;
    bool namesDatabase = false; ///< by option or environment; else the last profile is opened, or the start page
    QString profile; ///< its name; empty: none was asked for
    QString profilesFolder; ///< empty: the user's own
    std::optional<AppSettings::Theme> theme; ///< for this run only
    std::optional<QSize> size;
    QString language; ///< "de"; empty: as set, or as the system says
    QString settingsFile; ///< empty: the user's own
    QString screenshot; ///< PNG, written at the end, on SIGUSR1 and at the interval
    std::chrono::seconds screenshotInterval{0}; ///< 0: none
    std::optional<std::chrono::seconds> exitWhenDone; ///< nothing left to do for so long
    std::optional<std::chrono::seconds> exitAfter;
    bool worker = false;
};

/// The options, or what is wrong with them. Help and version print and end the process, as QCommandLineParser does.
Result<ConsoleOptions> parseConsoleOptions(const QStringList& arguments);

} // namespace transship
