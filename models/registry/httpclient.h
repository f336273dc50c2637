// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"

#include <QByteArray>
#include <QCoroTask>
#include <QIODevice>
#include <QList>
#include <QNetworkReply>
#include <QObject>
#include <QPair>
#include <QUrl>

#include <chrono>
#include <memory>
#include <optional>

namespace transship {

struct HttpRequest {
    QByteArray verb = "GET";
    QUrl url;
    QList<QPair<QByteArray, QByteArray>> headers;
    QByteArray body;
    std::chrono::milliseconds deadline = std::chrono::seconds(30); ///< for the whole exchange, from leaving the queue
    qint64 maxBodyBytes = 8 * 1024 * 1024; ///< a longer answer is TooLarge
};

struct HttpResponse {
    int status = 0;
    QList<QPair<QByteArray, QByteArray>> headers;
    QByteArray body;

    QByteArray header(const QByteArray& name) const; ///< case-insensitive, empty when absent
};

/// HTTP over QNetworkAccessManager, with what Qt leaves to us: its own queue (Qt's timeout runs while a request waits
/// in Qt's queue), a deadline for the whole exchange, a cap on the body, no redirect ever followed (a 301 would turn a
/// PUT into a GET, and Qt hands Authorization to the other host), no transparent gunzip, no system proxy. Every status
/// is a response; only what gave none (refused, reset, cut, timeout, TLS) is an error. Thread: the one it lives in,
/// which needs an event loop. Exactly one answer a request, also when the client is destroyed meanwhile (Canceled).
class HttpClient : public QObject {
    Q_OBJECT
public:
    explicit HttpClient(QObject* parent = nullptr);
    ~HttpClient() override;

    QCoro::Task<Result<HttpResponse>> send(HttpRequest request);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace transship
