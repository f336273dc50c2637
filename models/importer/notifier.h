// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/registry/cancellation.h"
#include "models/registry/httpclient.h"

#include <QCoroTask>
#include <QJsonObject>
#include <QPointer>

#include <functional>
#include <memory>

namespace transship {

/// Tells somebody that an import ended: one PUT, asked for again a few times until it is answered 200. Only a courtesy:
/// the status is the truth. Thread: one, with an event loop.
class Notifier : public std::enable_shared_from_this<Notifier> {
public:
    using Log = std::function<void(QJsonObject line)>;

    /// `urlTemplate` with `{path}`; empty: tells nobody. `log` gets lines about what did not arrive.
    Notifier(QString urlTemplate, QByteArray secret, std::shared_ptr<Cancellation> cancellation, Log log);
    ~Notifier();
    Q_DISABLE_COPY_MOVE(Notifier)

    QCoro::Task<> notify(QString path, QJsonObject body);
    qint64 delivered() const { return m_delivered; }
    qint64 lost() const { return m_lost; } ///< never answered 200, or refused

private:
    QString m_urlTemplate;
    QByteArray m_secret;
    std::shared_ptr<Cancellation> m_cancellation;
    Log m_log;
    QPointer<HttpClient> m_client;
    qint64 m_delivered = 0;
    qint64 m_lost = 0;
};

} // namespace transship
