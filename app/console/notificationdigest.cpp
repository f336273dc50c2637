// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/notificationdigest.h"

#include "app/console/desktopnotifier.h"
#include "models/settings/appsettings.h"
#include "models/tables/answer.h"

#include <QApplication>

namespace transship {
namespace {

constexpr std::chrono::seconds minute{60};
constexpr std::chrono::seconds looksBack{150}; ///< enough for the buckets of the last minute to be whole
constexpr int bucketSeconds = 5;

} // namespace

NotificationDigest::NotificationDigest(std::shared_ptr<StorageWorker> reader, const Clock& clock,
    const AppSettings& settings, DesktopNotifier& notifier, const QString& title, QObject* parent)
    : QObject(parent)
    , m_reader(std::move(reader))
    , m_clock(clock)
    , m_settings(settings)
    , m_notifier(notifier)
    , m_title(title)
{
    connect(&m_timer, &QTimer::timeout, this, &NotificationDigest::look);
    m_timer.start(minute);
}

void NotificationDigest::look()
{
    if (m_reading || !m_settings.notificationsEnabled() || QApplication::activeWindow()) {
        return;
    }
    m_reading = true;
    const auto answer = m_reader->run([now = m_clock.now()](Stores& stores) {
        return stores.events.throughput(now.addSecs(-looksBack.count()), now, bucketSeconds);
    });
    whenAnswered(answer, this, [this](const Result<QList<ThroughputBucket>>& buckets) {
        m_reading = false;
        if (buckets) { // a lost database is spoken of elsewhere
            tell(*buckets);
        }
    });
}

void NotificationDigest::tell(const QList<ThroughputBucket>& buckets)
{
    const QString text = textOf(lastMinute(buckets, m_clock.now()));
    if (!text.isEmpty()) {
        m_notifier.show(m_title, text);
    }
}

NotificationDigest::Numbers NotificationDigest::lastMinute(const QList<ThroughputBucket>& buckets, const QDateTime& now)
{
    const QDateTime since = now.addSecs(-minute.count());
    Numbers numbers;
    for (const ThroughputBucket& bucket : buckets) {
        if (bucket.start >= since) {
            numbers.done += bucket.done;
            numbers.failed += bucket.aborted;
            numbers.skipped += bucket.skipped;
        }
    }
    return numbers;
}

QString NotificationDigest::textOf(const Numbers& numbers)
{
    QStringList parts;
    if (numbers.failed > 0) {
        parts << tr("%n failed", nullptr, static_cast<int>(numbers.failed));
    }
    if (numbers.done > 0) {
        parts << tr("%n done", nullptr, static_cast<int>(numbers.done));
    }
    if (numbers.skipped > 0) {
        parts << tr("%n skipped", nullptr, static_cast<int>(numbers.skipped));
    }
    return parts.isEmpty() ? QString() : tr("%1 in the last minute").arg(parts.join(QStringLiteral(", ")));
}

} // namespace transship
