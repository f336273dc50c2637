// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registry/httpclient.h"

#include "models/registry/httpexchange.h"

#include <QHash>
#include <QNetworkAccessManager>
#include <QSet>
#include <QSslConfiguration>

#include <algorithm>
#include <deque>
#include <vector>

namespace transship {

QByteArray HttpResponse::header(const QByteArray& name) const
{
    for (const auto& [key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0) {
            return value;
        }
    }
    return {};
}

HttpDownload::HttpDownload(std::shared_ptr<HttpExchange> exchange)
    : m_exchange(std::move(exchange))
{
}

HttpDownload::~HttpDownload()
{
    m_exchange->cancel();
}

const HttpResponse& HttpDownload::head() const
{
    return m_exchange->head();
}

QCoro::Task<Result<QByteArray>> HttpDownload::read()
{
    return HttpExchange::nextPiece(m_exchange);
}

QCoro::Task<Result<QByteArray>> HttpDownload::readAll(qint64 maxBytes)
{
    return HttpExchange::remainder(m_exchange, maxBytes);
}

class HttpClient::Private {
public:
    Private(HttpClient* client, int managerCount, const HttpTransport& transport)
        : q(client)
        , managers(static_cast<std::size_t>(managerCount))
    {
        // Qt asks the system for a proxy unless told not to.
        for (Manager& manager : managers) {
            manager.network.setProxy(transport.proxy);
        }
        if (!transport.authorities.isEmpty()) {
            ssl = QSslConfiguration::defaultConfiguration();
            ssl->setCaCertificates(transport.authorities);
        }
    }

    struct Manager {
        QNetworkAccessManager network;
        QHash<QString, int> inFlight; ///< by host and port
    };

    std::shared_ptr<HttpExchange> add(
        HttpRequest request, HttpExchange::Mode mode, std::optional<HttpExchange::Upload> upload = std::nullopt);
    void startNext(const QString& host);
    Manager* freeManager(const QString& host);

    HttpClient* q;
    std::vector<Manager> managers;
    QHash<QString, std::deque<std::shared_ptr<HttpExchange>>> waiting; ///< by host and port
    QSet<HttpExchange*> alive; ///< all that someone may still wait for
    std::optional<QSslConfiguration> ssl; ///< nothing: Qt's default
    bool closing = false;
};

std::shared_ptr<HttpExchange> HttpClient::Private::add(
    HttpRequest request, HttpExchange::Mode mode, std::optional<HttpExchange::Upload> upload)
{
    auto exchange = std::make_shared<HttpExchange>(std::move(request), mode, std::move(upload));
    const QString scheme = exchange->url().scheme();
    if ((scheme != u"http" && scheme != u"https") || exchange->url().host().isEmpty()) {
        exchange->fail({.code = ErrorCode::InvalidArgument,
            .message
            = QStringLiteral("\"%1\" is not the address of a server: it must begin with http:// or https:// and "
                             "name a host")
                  .arg(exchange->url().toDisplayString(QUrl::RemoveUserInfo | QUrl::RemoveQuery))});
        return exchange;
    }
    if (closing) {
        exchange->cancel();
        return exchange;
    }
    const QString host = exchange->url().host() + u':'
        + QString::number(exchange->url().port(scheme == u"https" ? 443 : 80)); // Qt's limit counts by both
    alive.insert(exchange.get());
    QObject::connect(exchange.get(), &QObject::destroyed, q, [this, raw = exchange.get()] { alive.remove(raw); });
    waiting[host].push_back(exchange);
    startNext(host);
    return exchange;
}

void HttpClient::Private::startNext(const QString& host)
{
    Manager* manager = nullptr;
    while (!closing && (manager = freeManager(host))) {
        auto& queue = waiting[host];
        if (queue.empty()) {
            return;
        }
        const auto exchange = queue.front();
        queue.pop_front();
        ++manager->inFlight[host];
        QObject::connect(exchange.get(), &HttpExchange::leftTheWire, q, [this, manager, host] {
            --manager->inFlight[host];
            startNext(host);
        });
        exchange->start(manager->network, ssl);
    }
}

/// The one with a free place that others have taken the fewest of; null: no place is free.
HttpClient::Private::Manager* HttpClient::Private::freeManager(const QString& host)
{
    const auto idlest = std::min_element(managers.begin(), managers.end(),
        [&](const Manager& a, const Manager& b) { return a.inFlight.value(host) < b.inFlight.value(host); });
    return idlest->inFlight.value(host) < maxInFlightPerHost ? &*idlest : nullptr;
}

HttpClient::HttpClient(int managers, const HttpTransport& transport, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, managers, transport))
{
}

HttpClient::~HttpClient()
{
    d->closing = true;
    const auto alive = std::exchange(d->alive, {});
    QList<std::shared_ptr<HttpExchange>> canceled;
    for (HttpExchange* exchange : alive) {
        // One that is just being destroyed has no waiter left.
        if (auto shared = exchange->weak_from_this().lock()) {
            canceled.append(shared);
        }
    }
    for (const auto& exchange : canceled) {
        exchange->disconnect(this);
        exchange->cancel();
    }
}

QCoro::Task<Result<HttpResponse>> HttpClient::send(HttpRequest request)
{
    return HttpExchange::whole(d->add(std::move(request), HttpExchange::Mode::Whole));
}

QCoro::Task<Result<HttpResponse>> HttpClient::upload(HttpRequest request, qint64 size, HttpBodySource source)
{
    return HttpExchange::whole(d->add(std::move(request), HttpExchange::Mode::Whole,
        HttpExchange::Upload{.size = size, .source = std::move(source)}));
}

QCoro::Task<Result<std::shared_ptr<HttpDownload>>> HttpClient::download(HttpRequest request)
{
    return HttpExchange::headArrived(d->add(std::move(request), HttpExchange::Mode::Pieces));
}

} // namespace transship
