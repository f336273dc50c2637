// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importer/notifier.h"

#include "models/registry/requestgovernor.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace transship {

namespace {
constexpr int mostAttempts = 5;
} // namespace

Notifier::Notifier(QString urlTemplate, QByteArray secret, std::shared_ptr<Cancellation> cancellation, Log log)
    : m_urlTemplate(std::move(urlTemplate))
    , m_secret(std::move(secret))
    , m_cancellation(std::move(cancellation))
    , m_log(std::move(log))
    , m_client(new HttpClient)
{
    QObject::connect(m_cancellation.get(), &Cancellation::canceled, m_client.data(), &QObject::deleteLater);
}

Notifier::~Notifier()
{
    if (m_client) {
        m_client->deleteLater();
    }
}

QCoro::Task<> Notifier::notify(QString path, QJsonObject body)
{
    const std::shared_ptr<Notifier> self = shared_from_this();
    QString why;
    for (int attempt = 0; !m_urlTemplate.isEmpty() && attempt < mostAttempts; ++attempt) {
        if (attempt > 0) {
            co_await pause(std::chrono::milliseconds(250) * (1 << (2 * attempt)), m_cancellation);
        }
        if (m_cancellation->isCanceled() || !m_client) {
            co_return;
        }
        HttpRequest request;
        request.verb = "PUT";
        request.url = QUrl(QString(m_urlTemplate).replace(u"{path}"_s, path));
        request.headers.append(qMakePair(QByteArray("Content-Type"), QByteArray("application/json")));
        if (!m_secret.isEmpty()) {
            request.headers.append(qMakePair(QByteArray("Authorization"), m_secret));
        }
        request.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
        const Result<HttpResponse> response = co_await m_client->send(std::move(request));
        if (response && response->status == 200) {
            ++m_delivered;
            co_return;
        }
        why = response ? u"answered %1"_s.arg(response->status) : response.error().toString();
        if (response && response->status >= 400 && response->status < 500 && response->status != 429) {
            break; // it was understood and refused
        }
    }
    if (!why.isEmpty()) {
        ++m_lost;
        m_log(QJsonObject{{u"level"_s, u"warning"_s}, {u"event"_s, u"notification_not_delivered"_s}, {u"path"_s, path},
            {u"detail"_s, why}});
    }
}

} // namespace transship
