// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/importer/importeroptions.h"

#include "app/ctl/registryaccess.h"
#include "app/services/servicesconfig.h"

#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace transship::ctl {

Result<DatabaseUrl> importerDatabase(const std::string& argument)
{
    const QString given = QString::fromStdString(argument);
    const QString text = given.isEmpty() ? qEnvironmentVariable("TRANSSHIP_IMPORTER_DATABASE") : given;
    if (text.isEmpty()) {
        return DatabaseUrl::sqlite(
            QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/importer.sqlite"));
    }
    const bool isUrl = text.startsWith(u"sqlite:") || text.startsWith(u"postgres");
    Result<DatabaseUrl> url = isUrl ? DatabaseUrl::parse(text) : Result<DatabaseUrl>(DatabaseUrl::sqlite(text));
    if (url && !given.isEmpty() && !url->password().isEmpty()) {
        return Error{ErrorCode::InvalidArgument,
            QStringLiteral(
                "--database must not hold a password, since everyone on this machine can read arguments; put "
                "the URL into the environment variable TRANSSHIP_IMPORTER_DATABASE")};
    }
    return url;
}

Result<ImporterRegistry> importerRegistry(const std::string& url, const QString& option, const QString& prefix)
{
    const Result<QUrl> parsed = parseRegistryUrl(QString::fromStdString(url), option);
    if (!parsed) {
        return parsed.error();
    }
    const Result<RegistryCredentials> credentials = credentialsFromEnvironment(prefix, *parsed);
    return credentials ? Result<ImporterRegistry>(ImporterRegistry{*parsed, *credentials}) : credentials.error();
}

Result<ImporterPair> importerPair(const std::string& source, const std::string& target)
{
    const Result<ImporterRegistry> from
        = importerRegistry(source, QStringLiteral("--source"), QStringLiteral("TRANSSHIP_SOURCE"));
    if (!from) {
        return from.error();
    }
    const Result<ImporterRegistry> to
        = importerRegistry(target, QStringLiteral("--target"), QStringLiteral("TRANSSHIP_TARGET"));
    if (!to) {
        return to.error();
    }
    if (from->url == to->url) {
        return Error{ErrorCode::InvalidArgument, QStringLiteral("--source and --target are the same registry")};
    }
    return ImporterPair{*from, *to};
}

Result<QString> importerNotificationUrl(const std::string& argument)
{
    const QString text = QString::fromStdString(argument);
    if (text.isEmpty()) {
        return text;
    }
    const Result<QUrl> url
        = parseRegistryUrl(QString(text).replace(u"{path}"_s, u"group/app"_s), QStringLiteral("--notification-url"));
    if (!url) {
        return url.error();
    }
    if (!text.contains(u"{path}"_s)) {
        return Error{ErrorCode::InvalidArgument,
            QStringLiteral("--notification-url must hold {path}, which is replaced by the repository's path")};
    }
    return text;
}

Result<QString> importerFreezeHook(const std::string& argument)
{
    const QString text = QString::fromStdString(argument);
    const QString program = text.isEmpty() ? QString() : QStandardPaths::findExecutable(text);
    if (program.isEmpty() && !text.isEmpty()) {
        return Error{ErrorCode::InvalidArgument,
            QStringLiteral("--freeze-hook %1: there is no such program, or it is not executable").arg(text)};
    }
    return program;
}

} // namespace transship::ctl
