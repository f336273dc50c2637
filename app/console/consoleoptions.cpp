// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/consoleoptions.h"

#include <QCommandLineParser>
#include <QCoreApplication>

namespace transship {
namespace {

Result<std::chrono::seconds> secondsOf(const QCommandLineParser& parser, const QString& option)
{
    bool isNumber = false;
    const int value = parser.value(option).toInt(&isNumber);
    if (!isNumber || value < 0) {
        return Error{ErrorCode::InvalidArgument,
            QStringLiteral("--%1 wants a number of seconds, not \"%2\"").arg(option, parser.value(option))};
    }
    return std::chrono::seconds(value);
}

Result<AppSettings::Theme> themeOf(const QString& name)
{
    using Theme = AppSettings::Theme;
    for (const auto& [known, theme] : {std::pair{"system", Theme::System}, std::pair{"light", Theme::Light},
             std::pair{"dark", Theme::Dark}, std::pair{"high-contrast", Theme::HighContrast},
             std::pair{"high-contrast-light", Theme::HighContrastLight}}) {
        if (name == QLatin1StringView(known)) {
            return theme;
        }
    }
    return Error{ErrorCode::InvalidArgument,
        QStringLiteral("unknown theme \"%1\"; known: system, light, dark, high-contrast, high-contrast-light")
            .arg(name)};
}

Result<QSize> sizeOf(const QString& text)
{
    const QStringList parts = text.split(QLatin1Char('x'));
    const QSize size = parts.size() == 2 ? QSize(parts[0].toInt(), parts[1].toInt()) : QSize();
    if (size.width() <= 0 || size.height() <= 0) {
        return Error{ErrorCode::InvalidArgument, QStringLiteral("--size wants WIDTHxHEIGHT, not \"%1\"").arg(text)};
    }
    return size;
}

void describe(QCommandLineParser& parser)
{
    parser.setApplicationDescription(QStringLiteral("The console of Transship: watch and steer a migration."));
    parser.addHelpOption();
    parser.addVersionOption();
    const auto add = [&parser](const char* name, const char* text, const char* value = nullptr) {
        QCommandLineOption option(QString::fromLatin1(name), QString::fromLatin1(text));
        if (value) {
            option.setValueName(QString::fromLatin1(value));
        }
        parser.addOption(option);
    };
    add("database", "sqlite:PATH or postgresql://user@host:port/name (else TRANSSHIP_DATABASE).", "URL");
    add("registry", "Address of the import API (else TRANSSHIP_REGISTRY).", "URL");
    add("profile", "Open this connection profile, and nothing from the environment.", "NAME");
    add("theme", "system, light, dark, high-contrast or high-contrast-light, for this run.", "NAME");
    add("language", "en or de, for this run.", "CODE");
    add("worker", "Also run the worker: enqueuer, polling, guard, observer.");
    add("size", "Size of the window.", "WIDTHxHEIGHT");
    add("settings", "Keep the window's settings in this file.", "FILE");
    add("profiles", "Keep the connection profiles in this folder.", "FOLDER");
    add("screenshot", "Write a PNG of the window at the end and on SIGUSR1.", "FILE");
    add("screenshot-interval", "Write it every so many seconds too.", "SECONDS");
    add("exit-when-done", "End when nothing is left to do for so many seconds.", "SECONDS");
    add("exit-after", "End after so many seconds.", "SECONDS");
}

Result<void> readAddresses(const QCommandLineParser& parser, ServicesConfig& config)
{
    if (parser.isSet(QStringLiteral("database"))) {
        const Result<DatabaseUrl> url = databaseFromArgument(parser.value(QStringLiteral("database")));
        if (!url) {
            return url.error();
        }
        config.database = *url;
    }
    if (parser.isSet(QStringLiteral("registry"))) {
        const Result<QUrl> url
            = parseRegistryUrl(parser.value(QStringLiteral("registry")), QStringLiteral("--registry"));
        if (!url) {
            return url.error();
        }
        config.registryUrl = *url;
    }
    return {};
}

Result<void> readTimes(const QCommandLineParser& parser, ConsoleOptions& options)
{
    for (const char* name : {"screenshot-interval", "exit-when-done", "exit-after"}) {
        const QString option = QString::fromLatin1(name);
        if (!parser.isSet(option)) {
            continue;
        }
        const Result<std::chrono::seconds> value = secondsOf(parser, option);
        if (!value) {
            return value.error();
        }
        if (option == QLatin1StringView("screenshot-interval")) {
            options.screenshotInterval = *value;
        } else if (option == QLatin1StringView("exit-when-done")) {
            options.exitWhenDone = *value;
        } else {
            options.exitAfter = *value;
        }
    }
    return {};
}

Result<void> readLooks(const QCommandLineParser& parser, ConsoleOptions& options)
{
    if (parser.isSet(QStringLiteral("theme"))) {
        const Result<AppSettings::Theme> theme = themeOf(parser.value(QStringLiteral("theme")));
        if (!theme) {
            return theme.error();
        }
        options.theme = *theme;
    }
    if (parser.isSet(QStringLiteral("size"))) {
        const Result<QSize> size = sizeOf(parser.value(QStringLiteral("size")));
        if (!size) {
            return size.error();
        }
        options.size = *size;
    }
    return {};
}

} // namespace

Result<ConsoleOptions> parseConsoleOptions(const QStringList& arguments)
{
    QCommandLineParser parser;
    describe(parser);
    parser.process(arguments);
    if (!parser.positionalArguments().isEmpty()) {
        return Error{ErrorCode::InvalidArgument,
            QStringLiteral("unexpected argument \"%1\"; see --help").arg(parser.positionalArguments().first())};
    }
    ConsoleOptions options;
    options.profile = parser.value(QStringLiteral("profile"));
    options.profilesFolder = parser.value(QStringLiteral("profiles"));
    const bool addressed = parser.isSet(QStringLiteral("database")) || parser.isSet(QStringLiteral("registry"));
    if (!options.profile.isEmpty() && addressed) {
        return Error{ErrorCode::InvalidArgument,
            QStringLiteral("--profile names database and registry; --database and --registry do not go with it")};
    }
    if (options.profile.isEmpty()) {
        const Result<ServicesConfig> config = ServicesConfig::fromEnvironment();
        if (!config) {
            return config.error();
        }
        options.services = *config;
        options.namesDatabase = addressed || qEnvironmentVariableIsSet("TRANSSHIP_DATABASE");
    }
    options.language = parser.value(QStringLiteral("language"));
    options.settingsFile = parser.value(QStringLiteral("settings"));
    options.screenshot = parser.value(QStringLiteral("screenshot"));
    options.worker = parser.isSet(QStringLiteral("worker"));
    for (const Result<void>& read :
        {readAddresses(parser, options.services), readTimes(parser, options), readLooks(parser, options)}) {
        if (!read) {
            return read.error();
        }
    }
    return options;
}

} // namespace transship
