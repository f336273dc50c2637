// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/e2e/chaosregistry.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkReply>
#include <QTimer>

namespace transship::testing {
namespace {

enum Outcome { Complete, Failed, Canceled };

} // namespace

ChaosRegistry::ChaosRegistry(quint32 seed, const Misfortune& misfortune)
    : FakeRegistry(Where::OwnThread)
    , m_misfortune(misfortune)
    , m_random(seed)
    , m_notifierRandom(seed + 1)
{
    setPollsToComplete(-1);
}

ChaosRegistry::~ChaosRegistry()
{
    close();
}

void ChaosRegistry::notify(const QList<QUrl>& workers, const QByteArray& secret)
{
    m_workers = workers;
    m_secret = secret;
}

QStringList ChaosRegistry::starts() const
{
    QMutexLocker lock(&m_mutex);
    return m_starts;
}

bool ChaosRegistry::happens(int perThousand)
{
    return m_random.bounded(1000) < perThousand;
}

FakeAnswer ChaosRegistry::answer(const FakeRequest& request)
{
    const bool start = request.verb == "PUT";
    const std::chrono::milliseconds delay
        = happens(m_misfortune.slow) ? m_misfortune.slowAnswer : std::chrono::milliseconds(m_random.bounded(30));
    FakeAnswer answer;
    if (start && happens(m_misfortune.rateLimited)) {
        answer = FakeAnswer::error(429, QStringLiteral("IMPORT_RATE_LIMIT"));
        answer.delay = delay;
        return answer;
    }
    if (start) {
        QMutexLocker lock(&m_mutex);
        m_starts << request.path.section(QStringLiteral("/import/"), 1).chopped(1);
    }
    if (happens(m_misfortune.serverError)) {
        answer = FakeAnswer::error(500, QStringLiteral("UNKNOWN"));
    } else {
        answer = FakeRegistry::answer(request);
        if (start && answer.status == 202) {
            const int outcome = happens(m_misfortune.failed) ? Failed
                : happens(m_misfortune.canceled)             ? Canceled
                                                             : Complete;
            const QString path = request.path.section(QStringLiteral("/import/"), 1).chopped(1);
            const int after = m_random.bounded(10, 250);
            QMetaObject::invokeMethod(
                &m_here, [this, path, after, outcome] { importStarted(path, after, outcome); }, Qt::QueuedConnection);
        }
        if (!start && happens(m_misfortune.cut)) {
            answer.fault = FakeAnswer::Fault::CutBody;
        }
    }
    answer.delay = delay;
    return answer;
}

void ChaosRegistry::importStarted(const QString& path, int after, int outcome)
{
    QTimer::singleShot(after, &m_here, [this, path, outcome] { importEnded(path, outcome); });
}

void ChaosRegistry::importEnded(const QString& path, int outcome)
{
    const QString step
        = importStatus(path).startsWith(u"pre_") ? QStringLiteral("pre_import") : QStringLiteral("import");
    if (outcome == Canceled) {
        if (!importStatus(path).endsWith(u"_in_progress")) {
            return;
        }
        setImportStatus(path, step + QStringLiteral("_canceled"));
    } else if (!(outcome == Failed ? failImport(path, QStringLiteral("bad luck")) : finishImport(path))) {
        return; // canceled meanwhile
    }
    const QString status = importStatus(path);
    if (m_workers.isEmpty()) {
        return;
    }
    if (m_notifierRandom.bounded(1000) < m_misfortune.lost) {
        ++m_lost;
        return;
    }
    send(path, status);
    if (m_notifierRandom.bounded(1000) < m_misfortune.doubled) {
        send(path, status);
    }
}

void ChaosRegistry::send(const QString& path, const QString& status)
{
    QUrl url = m_workers[m_notifierRandom.bounded(int(m_workers.size()))];
    url.setPath(QStringLiteral("/api/v4/internal/registry/repositories/%1/migration/status").arg(path));
    QNetworkRequest request(url);
    request.setRawHeader("Authorization", m_secret);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    const QJsonObject body{{QStringLiteral("name"), path.section(u'/', -1)}, {QStringLiteral("path"), path},
        {QStringLiteral("status"), status}, {QStringLiteral("detail"), QString()}};
    QNetworkReply* reply = m_network.put(request, QJsonDocument(body).toJson(QJsonDocument::Compact));
    QObject::connect(reply, &QNetworkReply::finished, reply, &QObject::deleteLater);
    ++m_sent;
}

} // namespace transship::testing
