// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registry/notificationendpoint.h"

#include "models/domain/repositorypath.h"
#include "models/registry/printable.h"
#include "models/registry/secrets.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QStringDecoder>

using namespace Qt::StringLiterals;

namespace transship {
namespace {

/// What stands before is a proxy's or a relative root's; what stands between is the repository, still encoded.
QRegularExpressionMatch matched(const QString& path)
{
    static const QRegularExpression shape(
        u"^(?:/[A-Za-z0-9_-]+)*/api/v4/internal/registry/repositories/(.+)/migration/status$"_s,
        QRegularExpression::DotMatchesEverythingOption);
    return shape.match(path);
}

Error bad(const QString& what)
{
    return {ErrorCode::InvalidArgument, what};
}

Result<QString> pathOf(const HttpServerRequest& request)
{
    const QByteArray bytes = QByteArray::fromPercentEncoding(matched(request.path).captured(1).toLatin1());
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString path = decoder(bytes);
    if (decoder.hasError()) {
        return bad(u"The path is not UTF-8"_s);
    }
    return validateRepositoryPath(path);
}

HttpAnswer answered(int status, const QString& message = {})
{
    HttpAnswer answer;
    answer.status = status;
    if (!message.isEmpty()) {
        answer.body = QJsonDocument(QJsonObject{{u"message"_s, message}}).toJson(QJsonDocument::Compact);
    }
    return answer;
}

HttpAnswer refused(const Error& error)
{
    switch (error.code) {
    case ErrorCode::NotFound:
        return answered(404, u"Unknown repository"_s);
    case ErrorCode::Refused:
    case ErrorCode::InvalidArgument:
        return answered(400, error.message);
    default:
        return answered(503, u"Not now: the notification could not be kept"_s);
    }
}

} // namespace

Result<ImportStatusReport> notificationOf(const HttpServerRequest& request)
{
    const Result<QString> path = pathOf(request);
    if (!path) {
        return path.error();
    }
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(request.body, &problem);
    if (!document.isObject()) {
        return bad(problem.error == QJsonParseError::NoError
                ? u"The body is not a JSON object"_s
                : u"The body is not JSON: %1"_s.arg(problem.errorString()));
    }
    const QJsonObject object = document.object();
    if (object[u"path"].toString() != *path) {
        return bad(u"The body is about another repository than the address"_s);
    }
    const Result<ImportStatus> status = importStatusFromName(object[u"status"].toString());
    if (!status) {
        return bad(u"Unknown status"_s);
    }
    return ImportStatusReport{.path = *path, .status = *status, .detail = printable(object[u"detail"].toString())};
}

NotificationEndpoint::NotificationEndpoint(QByteArray secret, Take take)
    : m_secret(std::move(secret))
    , m_take(std::move(take))
{
}

bool NotificationEndpoint::isAddressedBy(const HttpServerRequest& request)
{
    return matched(request.path).hasMatch();
}

QCoro::Task<HttpAnswer> NotificationEndpoint::handle(HttpServerRequest request)
{
    if (request.method != "PUT") {
        HttpAnswer answer = answered(405, u"Only PUT"_s);
        answer.headers.append({QByteArray("Allow"), QByteArray("PUT")});
        co_return answer;
    }
    if (m_secret.isEmpty() || !sameSecret(request.header("Authorization"), m_secret)) {
        co_return answered(401, u"Unauthorized"_s);
    }
    const Result<ImportStatusReport> report = notificationOf(request);
    if (!report) {
        co_return refused(report.error());
    }
    const Result<void> taken = co_await m_take(*report);
    if (!taken) {
        co_return refused(taken.error());
    }
    co_return answered(200);
}

} // namespace transship
