// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/viewcounts.h"

#include "models/storage/repositorytotals.h"
#include "models/tables/answer.h"

#include <algorithm>

namespace transship {
namespace {

constexpr std::chrono::milliseconds interval{1000};
/// Time passes also while nothing changes.
constexpr std::chrono::seconds agesInterval{30};

using Counts = QHash<QString, ViewCounts::Count>;

Result<Counts> countAll(Stores& stores, const QList<RepositoryFilter>& filters, const QDateTime& now)
{
    Counts counts;
    for (const RepositoryFilter& filter : filters) {
        const Result<qint64> count = countUpTo(stores.connection, filter.at(now), ViewCounts::limit + 1);
        if (!count) {
            return count.error();
        }
        counts.insert(
            filter.toString(), ViewCounts::Count{std::min(*count, ViewCounts::limit), *count > ViewCounts::limit});
    }
    return counts;
}

} // namespace

ViewCounts::ViewCounts(std::shared_ptr<StorageWorker> reader, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_reader(std::move(reader))
    , m_clock(clock)
    , m_refresh([this] { ask(); }, interval)
{
    connect(&m_ages, &QTimer::timeout, this, &ViewCounts::refresh);
    m_ages.start(agesInterval);
}

void ViewCounts::setFilters(const QList<RepositoryFilter>& filters)
{
    m_filters = filters;
    refresh();
}

std::optional<ViewCounts::Count> ViewCounts::countOf(const RepositoryFilter& filter) const
{
    const auto known = m_counts.constFind(filter.toString());
    return known != m_counts.cend() ? std::optional(*known) : std::nullopt;
}

void ViewCounts::refresh()
{
    m_refresh.want();
}

void ViewCounts::ask()
{
    const auto answer = m_reader->run(
        [filters = m_filters, now = m_clock.now()](Stores& stores) { return countAll(stores, filters, now); });
    whenAnswered(answer, this, [this](const Result<Counts>& counts) {
        m_refresh.done();
        // A database that is lost is told of elsewhere; the old numbers stay until it is back.
        if (counts) {
            m_counts = *counts;
            Q_EMIT counted();
        }
    });
}

} // namespace transship
