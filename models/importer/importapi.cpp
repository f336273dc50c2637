// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importer/importapi.h"

#include "models/importer/importeridentity.h"
#include "models/registry/secrets.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace transship::importapi {

namespace {

const QString& prefix()
{
    static const QString value = u"/gitlab/v1/"_s;
    return value;
}

Target redirectTo(const HttpServerRequest& request)
{
    const QString query = request.query.toString(QUrl::FullyEncoded);
    const QString location = request.path + u'/' + (query.isEmpty() ? QString() : u"?"_s + query);
    return Target{Resource::Redirect, QString(), location.toLatin1()};
}

} // namespace

Target targetOf(const HttpServerRequest& request)
{
    const QString& path = request.path;
    if (path == u"/healthz") {
        return Target{Resource::Health, {}, {}};
    }
    if (path == u"/metrics") {
        return Target{Resource::Metrics, {}, {}};
    }
    if (path == prefix().chopped(1) || (path.startsWith(prefix()) && !path.endsWith(u'/'))) {
        return redirectTo(request);
    }
    if (path == prefix()) {
        return Target{Resource::Root, {}, {}};
    }
    const QString rest = path.startsWith(prefix()) ? path.mid(prefix().size()).chopped(1) : QString();
    if (rest.startsWith(u"import/")) {
        return Target{Resource::Import, rest.mid(7), {}};
    }
    if (rest.startsWith(u"repositories/") && rest.endsWith(u"/tags/list")) {
        return Target{Resource::TagsList, rest.mid(13).chopped(10), {}};
    }
    if (rest.startsWith(u"repositories/")) {
        return Target{Resource::Repository, rest.mid(13), {}};
    }
    return {};
}

std::optional<ImportType> importTypeOf(const HttpServerRequest& request)
{
    const QStringList values = request.query.allQueryItemValues(u"import_type"_s);
    if (values == QStringList{u"pre"_s}) {
        return ImportType::Pre;
    }
    if (values == QStringList{u"final"_s}) {
        return ImportType::Final;
    }
    return std::nullopt;
}

bool presentsToken(const HttpServerRequest& request, const QByteArray& token)
{
    const QByteArray presented = request.header("Authorization");
    const bool isBearer = presented.left(7).toLower() == "bearer ";
    return sameSecret(presented.mid(7).trimmed(), token) && isBearer;
}

HttpAnswer jsonAnswer(int status, const QByteArray& json)
{
    HttpAnswer answer;
    answer.status = status;
    answer.body = json;
    return answer;
}

HttpAnswer errorAnswer(int status, const QString& code, const QString& message, const QString& detail)
{
    const QJsonObject error{{u"code"_s, code}, {u"message"_s, message}, {u"detail"_s, detail}};
    return jsonAnswer(
        status, QJsonDocument(QJsonObject{{u"errors"_s, QJsonArray{error}}}).toJson(QJsonDocument::Compact));
}

QJsonObject statusObject(const ImportRecord& record)
{
    return QJsonObject{{u"name"_s, record.path.section(u'/', -1)}, {u"path"_s, record.path},
        {u"status"_s, toName(record.status)}, {u"detail"_s, record.detail}};
}

HttpAnswer statusAnswer(int status, const ImportRecord& record, const QList<TagFailure>& failures)
{
    QJsonObject object = statusObject(record);
    if (!record.progress.isEmpty()) {
        object.insert(u"progress"_s, record.progress);
    }
    QJsonArray failed;
    for (const TagFailure& failure : failures) {
        failed.append(
            QJsonObject{{u"tag"_s, failure.tag}, {u"digest"_s, failure.digest}, {u"reason"_s, failure.reason}});
    }
    if (!failed.isEmpty()) {
        object.insert(u"failures"_s, failed);
    }
    if (!record.owner.isEmpty()) {
        object.insert(u"importer"_s, ImporterIdentity(record.owner).displayName());
    }
    if (record.startedAt.isValid()) {
        object.insert(u"started_at"_s, record.startedAt.toString(Qt::ISODateWithMs));
    }
    if (record.updatedAt.isValid()) {
        object.insert(u"updated_at"_s, record.updatedAt.toString(Qt::ISODateWithMs));
    }
    return jsonAnswer(status, QJsonDocument(object).toJson(QJsonDocument::Compact));
}

std::optional<HttpAnswer> refusal(const ImportRecord& record, ImportType type)
{
    if (record.status == ImportStatus::PreImportInProgress) {
        return inProgressAnswer(record.path, ImportType::Pre);
    }
    if (record.status == ImportStatus::ImportInProgress) {
        return inProgressAnswer(record.path, ImportType::Final);
    }
    if (type == ImportType::Pre) {
        return std::nullopt;
    }
    if (record.status == ImportStatus::PreImportFailed) {
        return errorAnswer(424, u"PRE_IMPORT_FAILED"_s, u"a previous pre import failed"_s, record.detail);
    }
    if (record.status == ImportStatus::PreImportCanceled) {
        return errorAnswer(424, u"PRE_IMPORT_CANCELED"_s, u"a previous pre import was canceled"_s, record.detail);
    }
    if (!record.preImported && record.status != ImportStatus::Native) {
        return errorAnswer(424, u"PRE_IMPORT_REQUIRED"_s, u"a pre import must be completed first"_s);
    }
    return std::nullopt;
}

HttpAnswer inProgressAnswer(const QString& path, ImportType running)
{
    return running == ImportType::Final
        ? errorAnswer(409, u"IMPORT_IN_PROGRESS"_s, u"the repository is already being imported"_s, path)
        : errorAnswer(425, u"PRE_IMPORT_IN_PROGRESS"_s, u"the repository is being pre imported"_s, path);
}

HttpAnswer notReadyAnswer(const QString& path)
{
    return errorAnswer(425, u"IMPORT_REPOSITORY_NOT_READY"_s,
        u"its import was canceled a moment ago: try again in some seconds"_s, path);
}

HttpAnswer rateLimitAnswer(int limit)
{
    return errorAnswer(429, u"IMPORT_RATE_LIMIT"_s, u"all import slots are taken"_s, u"limit: %1"_s.arg(limit));
}

HttpAnswer nameUnknownAnswer(const QString& path)
{
    return errorAnswer(404, u"NAME_UNKNOWN"_s, u"repository name not known to registry"_s, path);
}

HttpAnswer registryTroubleAnswer(const Error& error)
{
    return errorAnswer(503, u"UNAVAILABLE"_s, error.toString());
}

} // namespace transship::importapi
