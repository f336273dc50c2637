// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registry/ocierror.h"

#include "models/registry/printable.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace transship {

namespace {

QJsonArray errorsOf(const HttpResponse& response)
{
    return QJsonDocument::fromJson(response.body).object().value(u"errors").toArray();
}

/// distribution reports a full disk as a 500 whose detail has the number or the words of the system's error, depending
/// on what it was about to do; every retry would leave litter behind. ENOSPC, a disk quota, a limit on files.
bool saysDiskFull(const HttpResponse& response)
{
    static const QRegularExpression reasons(u"\"Err\":(?:28|122|27)\\b|no space left on device|disk quota exceeded"
                                            "|file too large"_s);
    return response.status == 507
        || (response.status >= 500 && reasons.match(QString::fromUtf8(response.body)).hasMatch());
}

/// Harbor and others answer 403 DENIED, GitLab 413.
bool saysQuotaUsedUp(const HttpResponse& response)
{
    const bool may = response.status == 403 || response.status == 413 || response.status == 507;
    return may && response.body.toLower().contains("quota");
}

ErrorCode codeFor(const HttpResponse& response)
{
    if (saysDiskFull(response) || saysQuotaUsedUp(response)) {
        return ErrorCode::Io;
    }
    switch (response.status) {
    case 401:
    case 403:
        return ErrorCode::Unauthorized;
    case 404:
        return ErrorCode::NotFound;
    case 413:
        return ErrorCode::TooLarge;
    case 429:
        return ErrorCode::RateLimited;
    default:
        return ErrorCode::HttpStatus;
    }
}

/// "7", "0.5", "880.933µs", "3s", "2m": seconds where no unit is given.
std::optional<std::chrono::milliseconds> durationOf(const QString& text)
{
    static const QRegularExpression form(u"^\\s*([0-9]*\\.?[0-9]+)\\s*(|ns|us|µs|ms|s|m|h)\\s*$"_s);
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch()) {
        return std::nullopt;
    }
    static const QHash<QString, double> factors{{u""_s, 1000}, {u"ns"_s, 1e-6}, {u"us"_s, 1e-3}, {u"µs"_s, 1e-3},
        {u"ms"_s, 1}, {u"s"_s, 1000}, {u"m"_s, 60'000}, {u"h"_s, 3'600'000}};
    const double milliseconds = match.captured(1).toDouble() * factors.value(match.captured(2));
    if (milliseconds > 1e9) {
        return std::nullopt;
    }
    return std::chrono::milliseconds(static_cast<qint64>(std::ceil(milliseconds)));
}

/// Not printable yet.
QString wordsOf(const HttpResponse& response)
{
    const QJsonObject first = errorsOf(response).first().toObject();
    if (saysDiskFull(response)) {
        const QString cause = first.value(u"detail").toString(); // the system's own words, where it has some
        const QString words = cause.isEmpty() ? first.value(u"message").toString() : cause.right(200);
        return u"%1: the registry has no room left%2"_s.arg(
            QString::number(response.status), words.isEmpty() ? QString() : u" (%1)"_s.arg(words));
    }
    if (response.status == 413 && !saysQuotaUsedUp(response)) {
        return u"413: too large for the registry, or for a proxy in front of it that limits the size of a request"_s;
    }
    if (!first.isEmpty()) {
        return u"%1 %2: %3"_s.arg(
            QString::number(response.status), first.value(u"code").toString(), first.value(u"message").toString());
    }
    const QString text = QString::fromUtf8(response.body.left(200)).simplified();
    return text.isEmpty() ? QString::number(response.status) : u"%1: %2"_s.arg(response.status).arg(text);
}

} // namespace

QStringList ociErrorCodes(const HttpResponse& response)
{
    QStringList codes;
    for (const QJsonValue value : errorsOf(response)) {
        codes.append(value.toObject().value(u"code").toString());
    }
    return codes;
}

QString ociErrorText(const HttpResponse& response)
{
    return printable(wordsOf(response));
}

bool isTransient(const HttpResponse& response)
{
    static const QStringList lasting{u"BLOB_UNKNOWN"_s, u"BLOB_UPLOAD_INVALID"_s, u"DENIED"_s, u"DIGEST_INVALID"_s,
        u"MANIFEST_BLOB_UNKNOWN"_s, u"MANIFEST_INVALID"_s, u"MANIFEST_UNKNOWN"_s, u"NAME_INVALID"_s, u"NAME_UNKNOWN"_s,
        u"SIZE_INVALID"_s, u"TAG_INVALID"_s, u"UNAUTHORIZED"_s, u"UNSUPPORTED"_s};
    const QStringList codes = ociErrorCodes(response);
    const bool named = std::any_of(codes.begin(), codes.end(), [](const QString& c) { return lasting.contains(c); });
    switch (response.status) {
    case 408:
    case 425:
    case 429:
        return true;
    case 501:
    case 505:
    case 507:
        return false;
    default:
        return codes.contains(u"TOOMANYREQUESTS"_s) || (response.status >= 500 && !named && !saysDiskFull(response));
    }
}

RegistryFault faultOf(const Error& error)
{
    switch (error.code) {
    case ErrorCode::Canceled:
        return RegistryFault::Canceled;
    case ErrorCode::Unauthorized:
        return RegistryFault::Credentials;
    case ErrorCode::Conflict:
        return RegistryFault::Conflict;
    case ErrorCode::Io:
        return RegistryFault::NoRoom;
    case ErrorCode::Unreachable:
    case ErrorCode::Timeout:
    case ErrorCode::RateLimited:
        return RegistryFault::Transient;
    default:
        return error.retryable ? RegistryFault::Transient : RegistryFault::Permanent;
    }
}

QString toName(RegistryFault fault)
{
    switch (fault) {
    case RegistryFault::Transient:
        return u"transient"_s;
    case RegistryFault::Permanent:
        return u"permanent"_s;
    case RegistryFault::Credentials:
        return u"credentials"_s;
    case RegistryFault::Conflict:
        return u"conflict"_s;
    case RegistryFault::NoRoom:
        return u"no_room"_s;
    case RegistryFault::Canceled:
        return u"canceled"_s;
    }
    return {};
}

Error ociError(const QString& what, const HttpResponse& response)
{
    return Error{.code = codeFor(response),
        .message = what + u": "_s + ociErrorText(response),
        .retryable = isTransient(response),
        .httpStatus = response.status};
}

std::optional<QDateTime> httpDate(const QByteArray& text)
{
    QDateTime date = QLocale::c().toDateTime(QString::fromLatin1(text.trimmed()), u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s);
    if (!date.isValid()) {
        return std::nullopt;
    }
    date.setTimeSpec(Qt::UTC);
    return date;
}

bool saysTooMany(const HttpResponse& response)
{
    return response.status == 429 || ociErrorCodes(response).contains(u"TOOMANYREQUESTS"_s);
}

std::optional<std::chrono::milliseconds> retryAfter(const HttpResponse& response, const QDateTime& now)
{
    const QByteArray value = response.header("Retry-After").trimmed();
    if (const auto wait = durationOf(QString::fromLatin1(value))) {
        return wait;
    }
    if (const std::optional<QDateTime> date = httpDate(value)) {
        const QDateTime theirNow = httpDate(response.header("Date")).value_or(now);
        return std::chrono::milliseconds(std::max<qint64>(0, theirNow.msecsTo(*date)));
    }
    if (value.isEmpty() && saysTooMany(response)) {
        static const QRegularExpression words(
            u"retry-after:? *([0-9.]+ *[a-zµ]*)"_s, QRegularExpression::CaseInsensitiveOption);
        const QRegularExpressionMatch match = words.match(QString::fromUtf8(response.body.left(2000)));
        return match.hasMatch() ? durationOf(match.captured(1)) : std::nullopt;
    }
    return std::nullopt;
}

std::optional<RateQuota> rateQuota(const HttpResponse& response, const QDateTime& now)
{
    const auto field = [&response](const QByteArray& name) {
        const QByteArray plain = response.header("RateLimit-" + name);
        return plain.isEmpty() ? response.header("X-RateLimit-" + name) : plain;
    };
    bool isNumber = false;
    RateQuota quota{.left = field("Remaining").split(';').first().trimmed().toLongLong(&isNumber)};
    if (!isNumber || quota.left < 0) {
        return std::nullopt;
    }
    quota.limit = field("Limit").split(';').first().trimmed().toLongLong();
    const double reset = field("Reset").split(';').first().trimmed().toDouble(&isNumber);
    if (isNumber && reset >= 0) {
        constexpr double surelyADate = 1e9; // some say when, most say in how many seconds
        const double seconds = reset < surelyADate ? reset : reset - double(now.toSecsSinceEpoch());
        quota.renewedIn = std::chrono::milliseconds(qint64(std::clamp(seconds, 0.0, 1e6) * 1000));
    }
    return quota;
}

} // namespace transship
