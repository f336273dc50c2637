// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/registry/httpclient.h"
#include "models/registry/wakeup.h"

#include <QNetworkRequest>
#include <QSslError>
#include <QTimer>

#include <optional>

class QNetworkAccessManager;
class QNetworkReply;

namespace transship {

/// One exchange from the queue to its end; internal to HttpClient. Always in a shared_ptr: the coroutines that wait for
/// it and the client's queue hold it. Thread: its client's. User code never runs inside a signal of QNetworkReply (it
/// may destroy the client): waiters are woken from the event loop, or by cancel().
class HttpExchange : public QObject, public std::enable_shared_from_this<HttpExchange> {
    Q_OBJECT
public:
    enum class Mode { Whole, Pieces };
    struct Upload {
        qint64 size = 0;
        HttpBodySource source;
    };

    HttpExchange(HttpRequest request, Mode mode, std::optional<Upload> upload);
    ~HttpExchange() override;

    const QUrl& url() const { return m_request.url; }
    const HttpResponse& head() const { return m_response; }

    void start(QNetworkAccessManager& manager, const std::optional<QSslConfiguration>& ssl);
    /// Ends it with this error, if it has not ended.
    void fail(Error error);
    /// Ends it as canceled if it has not ended, forgets what was read ahead, wakes the waiter before it returns.
    void cancel();

    static QCoro::Task<Result<HttpResponse>> whole(std::shared_ptr<HttpExchange> self);
    static QCoro::Task<Result<std::shared_ptr<HttpDownload>>> headArrived(std::shared_ptr<HttpExchange> self);
    static QCoro::Task<Result<QByteArray>> nextPiece(std::shared_ptr<HttpExchange> self);
    static QCoro::Task<Result<QByteArray>> remainder(std::shared_ptr<HttpExchange> self, qint64 maxBytes);

Q_SIGNALS:
    void leftTheWire(); ///< once, if it was ever started

private:
    QNetworkRequest networkRequest() const;
    QNetworkReply* send(QNetworkAccessManager& manager, const QNetworkRequest& request);
    QNetworkReply* sendPulled(QNetworkAccessManager& manager, const QNetworkRequest& request);
    void takeHead();
    void takeBytes();
    void appendBytes();
    qint64 announcedBytes() const;
    void finish();
    void dropReply();
    void leaveTheWire();
    void wakeLater();
    void restartClock();
    bool measuresSilence() const { return m_mode == Mode::Pieces || m_upload.has_value(); }

    HttpRequest m_request;
    Mode m_mode;
    std::optional<Upload> m_upload;
    HttpResponse m_response;
    std::optional<Error> m_error;
    QList<QSslError> m_tlsErrors;
    QNetworkReply* m_reply = nullptr; ///< owned by the manager; kept after its end while it holds unread bytes
    QTimer m_clock;
    WakeUp m_wakeUp;
    qint64 m_missing = 0; ///< of the announced body, not yet read; below 0 when nothing was announced
    bool m_headKnown = false;
    bool m_ended = false; ///< nothing more will arrive: complete, or m_error says why not
    bool m_onWire = false;
};

} // namespace transship
