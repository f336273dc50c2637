// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"
#include "models/registry/httptransport.h"

#include <QByteArray>
#include <QCoroTask>
#include <QList>
#include <QObject>
#include <QPair>
#include <QUrl>

#include <chrono>
#include <functional>
#include <memory>

namespace transship {

class HttpExchange;

struct HttpRequest {
    QByteArray verb = "GET";
    QUrl url{};
    QList<QPair<QByteArray, QByteArray>> headers{};
    QByteArray body{};
    /// For the whole exchange, from leaving the queue. With upload() and download(): the longest silence of the other
    /// side instead, since nobody knows how long gigabytes take.
    std::chrono::milliseconds deadline = std::chrono::seconds(30);
    qint64 maxBodyBytes = 8 * 1024 * 1024; ///< a longer answer is TooLarge; does not apply to HttpDownload::read()
};

struct HttpResponse {
    int status = 0;
    QList<QPair<QByteArray, QByteArray>> headers{};
    QByteArray body{};

    QByteArray header(const QByteArray& name) const; ///< case-insensitive, empty when absent
};

/// The next piece of a body to send; an empty one ends it, an error ends the exchange with that error. Asked for one
/// piece at a time, only when the connection wants more: that is the back-pressure. Pieces of 64 KiB to 1 MiB are good.
using HttpBodySource = std::function<QCoro::Task<Result<QByteArray>>()>;

/// An answer whose body is read piece by piece; at most 1 MiB of it is in memory, the server waits for the reader.
/// Thread: its client's. Dropping the last reference aborts what was not read. Occupies one of its client's places for
/// that host until the end was reached or it is dropped.
class HttpDownload {
public:
    explicit HttpDownload(std::shared_ptr<HttpExchange> exchange);
    ~HttpDownload();
    Q_DISABLE_COPY_MOVE(HttpDownload)

    /// Status and headers; the body is empty. Every status is one: ask before taking the body for what was asked for.
    const HttpResponse& head() const;

    /// The next piece; empty: the body is complete. A body cut short is an error, never an early end. One call at a
    /// time; the download may be dropped meanwhile (the call then answers Canceled).
    QCoro::Task<Result<QByteArray>> read();

    /// The rest in one piece, for error bodies; TooLarge over `maxBytes`.
    QCoro::Task<Result<QByteArray>> readAll(qint64 maxBytes);

private:
    std::shared_ptr<HttpExchange> m_exchange;
};

/// HTTP over QNetworkAccessManager, with what Qt leaves to us: its own queue (Qt's timeout runs while a request waits
/// in Qt's queue), a deadline for the whole exchange, a cap on the body, no redirect ever followed (a 301 would turn a
/// PUT into a GET, and Qt hands Authorization to the other host), no transparent gunzip, no proxy but the given one.
/// Every status is a response; only what gave none (refused, reset, cut, timeout, TLS) is an error. One gap of Qt's
/// remains: a chunked body cut short may look complete, so parse it or check its digest before you believe it.
///
/// Thread: the one it lives in, which needs an event loop. Exactly one answer a request, also when the client is
/// destroyed meanwhile (Canceled, from within the destructor: do not touch the client after it). At most
/// maxInFlightPerHost exchanges a host, port and manager are on the wire, the rest wait in order. Copying from a
/// registry to itself needs two clients: downloads waiting for uploads could otherwise hold every place.
///
/// Qt sends a request again, once, when a kept connection closes before an answer; so a PUT or DELETE may have been
/// executed twice, and one that failed may have been executed. An upload() is never sent twice: its source cannot
/// rewind.
class HttpClient : public QObject {
    Q_OBJECT
public:
    static constexpr int maxInFlightPerHost = 6; ///< what one QNetworkAccessManager opens; more would wait in Qt

    /// `managers`: how many of Qt's network managers (each with a thread of its own) share the work.
    explicit HttpClient(int managers = 1, const HttpTransport& transport = {}, QObject* parent = nullptr);
    ~HttpClient() override;

    QCoro::Task<Result<HttpResponse>> send(HttpRequest request);

    /// Sends `size` bytes taken from `source` (request.body is ignored). A source that gives fewer or more bytes than
    /// `size` is an error of ours (InvalidArgument), and the request is broken off.
    QCoro::Task<Result<HttpResponse>> upload(HttpRequest request, qint64 size, HttpBodySource source);

    /// Answers as soon as the status and headers are there. Never null when ok.
    QCoro::Task<Result<std::shared_ptr<HttpDownload>>> download(HttpRequest request);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace transship
