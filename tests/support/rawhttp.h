// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QNetworkAccessManager>
#include <QPair>
#include <QString>
#include <QUrl>

namespace transship::testing {

struct RawAnswer {
    int status = 0; ///< 0: none came
    QByteArray body;
    QList<QPair<QByteArray, QByteArray>> headers;

    QByteArray header(const QByteArray& name) const;
    QJsonObject object() const;
    QString errorCode() const; ///< of an OCI error body
};

/// HTTP for tests with none of our own client in it: waits for the answer (running the event loop), follows no
/// redirect. Thread: the creating one.
class RawHttp {
public:
    void setBasic(const QString& user, const QString& password);
    void setAuthorization(const QByteArray& value) { m_authorization = value; }

    RawAnswer send(const QByteArray& verb, const QUrl& url, const QByteArray& body = {},
        const QList<QPair<QByteArray, QByteArray>>& headers = {});

private:
    QNetworkAccessManager m_manager;
    QByteArray m_authorization;
};

} // namespace transship::testing
