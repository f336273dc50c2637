// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/consolemodels.h"

#include <chrono>

namespace transship {
namespace {

constexpr std::chrono::seconds derivedInterval{1};

} // namespace

ConsoleModels::ConsoleModels(Services& services, QObject* parent)
    : QObject(parent)
    , m_services(services)
    , m_guard(services.config.readOnly ? ChangeGuard::Protection::Production : ChangeGuard::Protection::None,
          services.config.profile, services.clock)
    , m_reader(
          std::make_shared<StorageWorker>(services.config.database, Access::ReadOnly, QStringLiteral("console-reader")))
    , m_chartReader(
          std::make_shared<StorageWorker>(services.config.database, Access::ReadOnly, QStringLiteral("console-charts")))
    , m_repositories(services.config.database)
    , m_history(m_reader)
    , m_states(m_chartReader, services.clock)
    , m_events(m_chartReader, services.clock)
    , m_progress(m_reader, services.clock)
    , m_counter(std::make_shared<StorageWorker>(
          services.config.database, Access::ReadOnly, QStringLiteral("console-counter")))
    , m_viewCounts(m_counter, services.clock)
    , m_namespaces(m_counter)
    , m_activity(m_reader)
    , m_jobs(m_reader)
    , m_feed(services.config.database)
    , m_reports(services.config.database)
{
    connect(&m_feed, &ChangeFeed::countsChanged, &m_counts, &StateCountsModel::setCounts);
    connect(&m_feed, &ChangeFeed::countsChanged, &m_states, &StatesOverTimeSeries::addLive);
    connect(&m_feed, &ChangeFeed::countsChanged, &m_progress, &MigrationProgress::setCounts);
    // The views only say so; the database is what refuses.
    connect(&m_guard, &ChangeGuard::changed, this, [this] { m_services.setReadOnly(!m_guard.isUnlocked()); });
    connect(&m_feed, &ChangeFeed::changed, this, &ConsoleModels::applyNews);
    connect(&m_derived, &QTimer::timeout, this, &ConsoleModels::refreshDerived);
    m_derived.start(derivedInterval);
    m_repositories.setClock(services.clock);
    m_repositories.setTable(QStringLiteral("container_repositories"));
    m_repositories.setRepositorySort(RepositorySort::Path, Qt::AscendingOrder);
    m_repositories.select();
    m_states.refresh();
    refreshDerived();
    m_feed.start();
}

ConsoleParts ConsoleModels::parts()
{
    return ConsoleParts{m_services.clock, m_repositories, m_counts, m_history, m_states, m_events, m_progress,
        m_viewCounts, m_namespaces, m_activity, m_jobs, m_feed, m_reports, *m_services.control, *m_services.monitor,
        *m_services.background, *m_services.inquiry, *m_services.bulk, Actor{m_services.config.actor, Origin::Console},
        m_guard};
}

void ConsoleModels::applyNews(const QSet<qint64>& changedIds)
{
    m_repositories.refresh(changedIds);
    m_activity.refresh();
    const std::optional<qint64> shown = m_history.repository();
    if (shown && (changedIds.isEmpty() || changedIds.contains(*shown))) {
        m_history.refresh();
    }
}

void ConsoleModels::refreshDerived()
{
    if (m_feed.isLost()) {
        return;
    }
    m_events.refresh();
    m_progress.refresh();
    m_activity.refresh();
    m_jobs.refresh();
    if (m_feed.counts()) {
        // The end of the curve moves on while nothing changes.
        m_states.addLive(*m_feed.counts());
    }
}

} // namespace transship
