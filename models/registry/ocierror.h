// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"
#include "models/registry/httpclient.h"

#include <QDateTime>
#include <QStringList>

#include <chrono>
#include <optional>

namespace transship {

/// The codes of an OCI error body ({"errors":[{code, message, detail}]}); empty when it is none.
QStringList ociErrorCodes(const HttpResponse& response);

/// The registry's own words: "404 BLOB_UNKNOWN: blob unknown to registry"; HTML and the like are cut short. Printable.
QString ociErrorText(const HttpResponse& response);

/// May the same request succeed later? 408, 425, 429 and 5xx, unless the body names a reason that will not pass.
bool isTransient(const HttpResponse& response);

/// What kind of trouble an error of a registry is: who has to do what about it.
enum class RegistryFault {
    Transient, ///< the same again may succeed
    Permanent, ///< it will not: broken or unsupported content, a wrong request
    Credentials, ///< missing, wrong, or not allowed to do this
    Conflict, ///< the other side holds something else there and keeps it (immutable tags)
    NoRoom, ///< quota or disk
    Canceled,
};
RegistryFault faultOf(const Error& error);
/// "transient", "permanent", …: for logs and metrics.
QString toName(RegistryFault fault);

/// An answer that was not what was asked for, as an error: "<what>: <the registry's words>".
Error ociError(const QString& what, const HttpResponse& response);

/// A date as HTTP writes it: "Sun, 06 Nov 1994 08:49:37 GMT".
std::optional<QDateTime> httpDate(const QByteArray& text);

/// "Too many requests", be it by status or only by code.
bool saysTooMany(const HttpResponse& response);

/// How long a registry asks to wait: Retry-After in seconds (fractions too) or as a date, which is measured by the
/// registry's own clock (Date) where it shows it, else by `now`; else "retry-after: 880.933µs" in the words of the
/// error. None when absent or unreadable.
std::optional<std::chrono::milliseconds> retryAfter(const HttpResponse& response, const QDateTime& now);

/// What is left of a quota that a registry counts requests by.
struct RateQuota {
    qint64 left = 0;
    qint64 limit = 0; ///< 0: not said
    std::optional<std::chrono::milliseconds> renewedIn{};
};

/// From the headers RateLimit-Limit, -Remaining and -Reset, with or without "X-" and Docker's ";w=21600".
std::optional<RateQuota> rateQuota(const HttpResponse& response, const QDateTime& now);

} // namespace transship
