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

/// The registry's own words: "404 BLOB_UNKNOWN: blob unknown to registry"; HTML and the like are cut short.
QString ociErrorText(const HttpResponse& response);

/// May the same request succeed later? 408, 425, 429 and 5xx, unless the body names a reason that will not pass.
bool isTransient(const HttpResponse& response);

/// An answer that was not what was asked for, as an error: "<what>: <the registry's words>".
Error ociError(const QString& what, const HttpResponse& response);

/// A date as HTTP writes it: "Sun, 06 Nov 1994 08:49:37 GMT".
std::optional<QDateTime> httpDate(const QByteArray& text);

/// Retry-After in seconds (fractions too) or as a date; none when absent or unreadable.
std::optional<std::chrono::milliseconds> retryAfter(const HttpResponse& response, const QDateTime& now);

} // namespace transship
