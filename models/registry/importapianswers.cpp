// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registry/importapianswers.h"

#include "models/registry/ocierror.h"
#include "models/registry/printable.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace transship {

namespace {

/// Of what is a single word where all is well: a code, a status, a phase.
constexpr qsizetype longestName = 200;

bool looksLikeHtml(const HttpResponse& response)
{
    return response.header("Content-Type").toLower().contains("html") || response.body.trimmed().startsWith('<');
}

bool hasVersionHeader(const HttpResponse& response)
{
    return !response.header("Gitlab-Container-Registry-Version").isEmpty();
}

bool isJsonOrEmpty(const HttpResponse& response)
{
    return response.body.trimmed().isEmpty() || !QJsonDocument::fromJson(response.body).isNull();
}

QString notThisApiMessage(int status)
{
    return QStringLiteral("Something else than the import API answers at this address (HTTP %1). Check the address of "
                          "the registry")
        .arg(status);
}

Error protocolError(const QString& message, const HttpResponse& response)
{
    return {.code = ErrorCode::Protocol,
        .message = message,
        .detail
        = looksLikeHtml(response) ? QString() : printable(QString::fromUtf8(response.body.left(200)).simplified()),
        .httpStatus = response.status};
}

/// The error a status stands for where it is not the expected answer.
Error statusError(const HttpResponse& response)
{
    const RegistryWords words = registryWords(response);
    const int status = response.status;
    Error error{.code = ErrorCode::HttpStatus, .message = {}, .detail = words.text, .httpStatus = status};
    if (status == 401 || status == 403) {
        error.code = ErrorCode::Unauthorized;
        error.message = QStringLiteral("The registry refuses the token (HTTP %1). Check that it is set, valid, and "
                                       "allowed to import")
                            .arg(status);
    } else if (status == 404 && words.present) {
        error.code = ErrorCode::NotFound;
        error.message = QStringLiteral("The registry does not know this repository");
    } else if (status == 429) {
        error.code = ErrorCode::RateLimited;
        error.message = QStringLiteral("The registry asks for fewer requests (HTTP 429). Try again later");
        error.retryable = true;
    } else if (status >= 500) {
        error.message = QStringLiteral("The registry failed (HTTP %1). See its log").arg(status);
        error.retryable = true;
    } else if (status >= 400 && words.present) {
        error.message = QStringLiteral("The registry refuses the request (HTTP %1)").arg(status);
    } else {
        return protocolError(notThisApiMessage(status), response);
    }
    return error;
}

StartOutcome outcomeOfPrecondition(const RegistryWords& words)
{
    if (words.code == u"PRE_IMPORT_FAILED") {
        return StartOutcome::PreImportFailed;
    }
    if (words.code == u"PRE_IMPORT_CANCELED") {
        return StartOutcome::PreImportCanceled;
    }
    return words.code == u"PRE_IMPORT_REQUIRED" ? StartOutcome::PreImportRequired : StartOutcome::Refused;
}

StartOutcome outcomeOfMissing(const RegistryWords& words)
{
    if (!words.present) {
        return StartOutcome::NotThisApi;
    }
    return words.code == u"NAME_UNKNOWN" ? StartOutcome::NotFound : StartOutcome::Refused;
}

StartOutcome outcomeOf(const HttpResponse& response, const RegistryWords& words)
{
    switch (response.status) {
    case 200:
        return looksLikeHtml(response) || !isJsonOrEmpty(response) ? StartOutcome::NotThisApi
                                                                   : StartOutcome::AlreadyImported;
    case 202:
        return looksLikeHtml(response) ? StartOutcome::NotThisApi : StartOutcome::Started;
    case 400:
        return looksLikeHtml(response) ? StartOutcome::NotThisApi : StartOutcome::InvalidRequest;
    case 401:
    case 403:
        return StartOutcome::Unauthorized;
    case 404:
        return outcomeOfMissing(words);
    case 409:
        return StartOutcome::InProgress;
    case 424:
        return outcomeOfPrecondition(words);
    case 425:
        return words.code == u"PRE_IMPORT_IN_PROGRESS" ? StartOutcome::PreImportInProgress : StartOutcome::NotReady;
    case 429:
        return StartOutcome::RateLimited;
    default:
        break;
    }
    if (response.status >= 500) {
        return StartOutcome::ServerError;
    }
    return response.status >= 400 ? StartOutcome::Refused : StartOutcome::NotThisApi;
}

StartOutcome outcomeOf(const Error& error)
{
    switch (error.code) {
    case ErrorCode::Timeout:
        return StartOutcome::Timeout;
    case ErrorCode::InvalidArgument:
        return StartOutcome::InvalidRequest;
    case ErrorCode::Unauthorized:
        return StartOutcome::Unauthorized;
    case ErrorCode::Protocol:
    case ErrorCode::TooLarge:
        return StartOutcome::NotThisApi;
    default:
        return StartOutcome::Unreachable;
    }
}

/// An addition of some registries: what is not there, or not a number, counts as 0.
std::optional<StatusProgress> progressOf(const QJsonValue& value)
{
    if (!value.isObject()) {
        return std::nullopt;
    }
    const QJsonObject object = value.toObject();
    const auto number = [&](QStringView name) { return std::max<qint64>(0, object[name].toInteger()); };
    return StatusProgress{.phase = printable(object[u"phase"].toString(), longestName),
        .tagsDone = number(u"tags_done"),
        .tagsSeen = number(u"tags_seen"),
        .tagsFailed = number(u"tags_failed"),
        .blobs = number(u"blobs_copied") + number(u"blobs_mounted") + number(u"blobs_present"),
        .bytes = number(u"bytes")};
}

Result<ImportStatusReport> parseReport(const HttpResponse& response, const QString& path)
{
    QJsonParseError parseError;
    const QJsonDocument document = QJsonDocument::fromJson(response.body, &parseError);
    if (!document.isObject()) {
        return protocolError(QStringLiteral("The registry's status of \"%1\" is not the JSON object it should be (%2)")
                                 .arg(path, parseError.errorString()),
            response);
    }
    const QJsonObject object = document.object();
    const Result<ImportStatus> status = importStatusFromName(object[u"status"].toString());
    if (!status) {
        return protocolError(QStringLiteral("The registry's status of \"%1\" is unknown here: \"%2\"")
                                 .arg(path, printable(object[u"status"].toString(), longestName)),
            response);
    }
    const QString answered = object[u"path"].toString(path);
    if (answered != path) {
        return protocolError(QStringLiteral("Asked for the status of \"%1\", the registry answered that of \"%2\"")
                                 .arg(path, printable(answered, longestName)),
            response);
    }
    return ImportStatusReport{.path = path,
        .status = *status,
        .detail = printable(object[u"detail"].toString()),
        .progress = progressOf(object[u"progress"])};
}

} // namespace

RegistryWords registryWords(const HttpResponse& response)
{
    const QJsonValue errors = QJsonDocument::fromJson(response.body).object()[u"errors"];
    if (!errors.isArray()) {
        return {};
    }
    RegistryWords words{.present = true};
    QStringList texts;
    const QJsonArray list = errors.toArray();
    for (const QJsonValue error : list) {
        if (words.code.isEmpty()) {
            words.code = printable(error[u"code"].toString(), longestName);
        }
        texts << error[u"message"].toString();
        const QJsonValue detail = error[u"detail"];
        texts << (detail.isObject() ? QString::fromUtf8(QJsonDocument(detail.toObject()).toJson(QJsonDocument::Compact))
                                    : detail.toString());
    }
    texts.removeAll(QString());
    words.text = printable(texts.join(u": "));
    return words;
}

Result<Compliance> complianceOf(const Result<HttpResponse>& answer)
{
    if (!answer) {
        // Not HTTP at all is an answer to this question, too.
        if (answer.error().code == ErrorCode::Protocol) {
            return Compliance::NotThisApi;
        }
        return answer.error();
    }
    const HttpResponse& response = *answer;
    const bool ours = hasVersionHeader(response) || registryWords(response).present;
    if (response.status == 429 || response.status >= 500) {
        return statusError(response);
    }
    if (looksLikeHtml(response)) {
        return Compliance::NotThisApi;
    }
    if (response.status == 200) {
        return isJsonOrEmpty(response) ? Compliance::Supported : Compliance::NotThisApi;
    }
    if (response.status == 401 || (response.status == 403 && ours)) {
        return Compliance::NeedsToken;
    }
    return response.status == 404 && ours ? Compliance::SwitchedOff : Compliance::NotThisApi;
}

StartAnswer startAnswerOf(const Result<HttpResponse>& answer)
{
    if (!answer) {
        return {.outcome = outcomeOf(answer.error()),
            .httpStatus = answer.error().httpStatus,
            .message = answer.error().toString()};
    }
    const RegistryWords words = registryWords(*answer);
    StartAnswer start{
        .outcome = outcomeOf(*answer, words), .httpStatus = answer->status, .code = words.code, .message = words.text};
    start.retryAfter = retryAfter(*answer, QDateTime::currentDateTimeUtc());
    if (start.outcome == StartOutcome::NotThisApi) {
        start.message = notThisApiMessage(answer->status);
    } else if (start.message.isEmpty() && answer->status >= 400) {
        start.message = statusError(*answer).message;
    }
    return start;
}

Result<ImportStatusReport> statusReportOf(const Result<HttpResponse>& answer, const QString& path)
{
    if (!answer) {
        return answer.error();
    }
    if (answer->status != 200) {
        return statusError(*answer);
    }
    return parseReport(*answer, path);
}

Result<CancelAnswer> cancelAnswerOf(const Result<HttpResponse>& answer, const QString& path)
{
    if (!answer) {
        return answer.error();
    }
    const RegistryWords words = registryWords(*answer);
    if (answer->status == 202) {
        return CancelAnswer{.outcome = CancelOutcome::WillBeCanceled, .report = std::nullopt};
    }
    if (answer->status == 404 && words.present) {
        return CancelAnswer{.outcome = CancelOutcome::NotFound, .report = std::nullopt};
    }
    if (answer->status == 400 && !words.present) {
        const Result<ImportStatusReport> report = parseReport(*answer, path);
        if (!report) {
            return report.error();
        }
        return CancelAnswer{.outcome = CancelOutcome::NotCancelable, .report = *report};
    }
    return statusError(*answer);
}

Result<QJsonArray> pageOf(const Result<HttpResponse>& answer)
{
    if (!answer) {
        return answer.error();
    }
    if (answer->status != 200) {
        return statusError(*answer);
    }
    const QJsonDocument document = QJsonDocument::fromJson(answer->body);
    if (!document.isArray()) {
        return protocolError(QStringLiteral("The registry's list of tags is not the JSON array it should be"), *answer);
    }
    return document.array();
}

Result<QJsonArray> tagNamesOf(const Result<HttpResponse>& answer)
{
    if (!answer) {
        return answer.error();
    }
    if (answer->status != 200) {
        return statusError(*answer);
    }
    const QJsonValue tags = QJsonDocument::fromJson(answer->body).object().value(QStringLiteral("tags"));
    if (!tags.isArray() && !tags.isNull()) {
        return protocolError(
            QStringLiteral("The registry's list of tags is not the JSON object it should be"), *answer);
    }
    return tags.toArray();
}

Result<QUrl> nextPageOf(const HttpResponse& response, const QUrl& current)
{
    static const QRegularExpression nextLink(
        QStringLiteral("<([^>]*)>\\s*;[^,<]*\\brel\\s*=\\s*\"?next\\b"), QRegularExpression::CaseInsensitiveOption);
    for (const auto& [name, value] : response.headers) {
        if (name.compare("Link", Qt::CaseInsensitive) != 0) {
            continue;
        }
        const QRegularExpressionMatch match = nextLink.match(QString::fromUtf8(value));
        if (!match.hasMatch()) {
            continue;
        }
        const QUrl next = current.resolved(QUrl(match.captured(1)));
        if (next.host() != current.host()) {
            return protocolError(QStringLiteral("The registry's list goes on at another server (%1); not followed, "
                                                "because the token would go there")
                                     .arg(next.host()),
                response);
        }
        // A registry behind a proxy may not know its own outer scheme and port.
        QUrl same = current;
        same.setPath(next.path(QUrl::FullyEncoded), QUrl::StrictMode);
        same.setQuery(next.query(QUrl::FullyEncoded), QUrl::StrictMode);
        return same;
    }
    return QUrl();
}

} // namespace transship
