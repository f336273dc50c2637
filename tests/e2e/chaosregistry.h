// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/fakeregistry.h"

#include <QNetworkAccessManager>
#include <QRandomGenerator>

namespace transship::testing {

/// How often out of a thousand each thing goes wrong.
struct Misfortune {
    int rateLimited = 60; ///< of starts
    int serverError = 25; ///< of all requests
    int cut = 15; ///< of status requests: half an answer
    int slow = 1; ///< of all requests: answered after `slowAnswer`
    int failed = 60; ///< of imports
    int canceled = 15; ///< of imports, by the registry itself
    int lost = 250; ///< of notifications
    int doubled = 250; ///< of notifications
    std::chrono::milliseconds slowAnswer{3000};
};

/// An import API that has bad luck: slow and failing answers, imports that fail, notifications that get lost or come
/// twice. Imports end by themselves after a moment. Thread: answers in its own; everything else in the one it is made
/// in, whose event loop must run.
class ChaosRegistry : public FakeRegistry {
public:
    ChaosRegistry(quint32 seed, const Misfortune& misfortune);
    ~ChaosRegistry() override;

    /// Where notifications go, each to one of these at random: the workers' addresses.
    void notify(const QList<QUrl>& workers, const QByteArray& secret);

    QStringList starts() const; ///< paths, once for every start that was not answered "try again"
    int notificationsSent() const { return m_sent; }
    int notificationsLost() const { return m_lost; }

protected:
    FakeAnswer answer(const FakeRequest& request) override;

private:
    bool happens(int perThousand);
    void importStarted(const QString& path, int after, int outcome);
    void importEnded(const QString& path, int outcome);
    void send(const QString& path, const QString& status);

    const Misfortune m_misfortune;
    QRandomGenerator m_random; ///< of the server's thread
    QRandomGenerator m_notifierRandom;
    QStringList m_starts; ///< guarded by m_mutex
    QObject m_here; ///< in the thread that made it
    QNetworkAccessManager m_network;
    QList<QUrl> m_workers;
    QByteArray m_secret;
    int m_sent = 0;
    int m_lost = 0;
};

} // namespace transship::testing
