// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"

#include <QNetworkReply>
#include <QSslError>

#include <chrono>
#include <optional>

namespace transship {

/// What kept a finished reply from being an answer; nothing when it is one, whatever its status.
std::optional<Error> transportError(const QNetworkReply& reply, const QList<QSslError>& tlsErrors);

/// The errors this client makes itself. `url` is only asked for its host and port.
Error timeoutError(const QUrl& url, std::chrono::milliseconds deadline);
Error cutShortError(const QUrl& url);
Error tooLargeError(const QUrl& url, qint64 maxBytes);
Error canceledError();

} // namespace transship
