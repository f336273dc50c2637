// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/consoleapp.h"
#include "app/console/startup.h"
#include "app/services/terminationsignals.h"
#include "models/settings/logging.h"

#include <QApplication>

#include <cstdio>

int main(int argc, char** argv)
{
    transship::applyZoom(argc, argv);
    QApplication application(argc, argv);
    transship::setApplicationIdentity();
    QApplication::setApplicationDisplayName(QStringLiteral("Transship"));
    QApplication::setDesktopFileName(QStringLiteral("org.transship.Transship"));
    QApplication::setQuitOnLastWindowClosed(false);
    transship::configureLogging(transship::LogLevel::Normal);

    const transship::Result<transship::ConsoleOptions> options
        = transship::parseConsoleOptions(QApplication::arguments());
    if (!options) {
        std::fprintf(stderr, "transship: %s\n", qUtf8Printable(options.error().message));
        return 2;
    }
    transship::installLanguage(application, options->settingsFile, options->language);
    transship::TerminationSignals termination;
    transship::ConsoleApp console(*options);
    QObject::connect(
        &termination, &transship::TerminationSignals::terminationRequested, &console, &transship::ConsoleApp::finish);
    console.start();
    return QApplication::exec();
}
