// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/rawhttp.h"

#include <QEventLoop>
#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QTimer>

#include <memory>

namespace transship::testing {

QByteArray RawAnswer::header(const QByteArray& name) const
{
    for (const auto& [key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0) {
            return value;
        }
    }
    return {};
}

QJsonObject RawAnswer::object() const
{
    return QJsonDocument::fromJson(body).object();
}

QString RawAnswer::errorCode() const
{
    return object()
        .value(QStringLiteral("errors"))
        .toArray()
        .first()
        .toObject()
        .value(QStringLiteral("code"))
        .toString();
}

void RawHttp::setBasic(const QString& user, const QString& password)
{
    const QByteArray pair = user.toUtf8() + ':' + password.toUtf8();
    m_authorization = "Basic " + pair.toBase64();
}

RawAnswer RawHttp::send(const QByteArray& verb, const QUrl& url, const QByteArray& body,
    const QList<QPair<QByteArray, QByteArray>>& headers)
{
    m_manager.setProxy(QNetworkProxy::NoProxy);
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setRawHeader("Accept-Encoding", "identity");
    if (!m_authorization.isEmpty()) {
        request.setRawHeader("Authorization", m_authorization);
    }
    for (const auto& [name, value] : headers) {
        request.setRawHeader(name, value);
    }
    const std::unique_ptr<QNetworkReply> reply(m_manager.sendCustomRequest(request, verb, body));
    if (!reply->isFinished()) {
        QEventLoop loop; // QTest::qWaitFor sleeps between its looks, and everybody else with it
        QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
        QTimer::singleShot(30'000, &loop, &QEventLoop::quit);
        loop.exec();
    }
    if (!reply->isFinished()) {
        return {};
    }
    RawAnswer answer;
    answer.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    answer.body = reply->readAll();
    answer.headers = reply->rawHeaderPairs();
    return answer;
}

} // namespace transship::testing
