// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/clock.h"
#include "models/domain/repositoryfilter.h"
#include "models/storage/storageworker.h"
#include "models/tables/backgroundrefresh.h"

#include <QList>

#include <memory>
#include <optional>

namespace transship {

/// How many repositories each of some filters matches, counted in the background at a bounded price: no further than
/// ten thousand each, and the longer it takes the less often. Thread: its own, with an event loop.
class ViewCounts : public QObject {
    Q_OBJECT
public:
    static constexpr qint64 limit = 10'000;

    struct Count {
        qint64 number = 0;
        bool more = false; ///< than the number, which is then the limit
    };

    ViewCounts(std::shared_ptr<StorageWorker> reader, const Clock& clock, QObject* parent = nullptr);

    /// Those that were there before keep their count until the next one.
    void setFilters(const QList<RepositoryFilter>& filters);
    /// Nothing: not counted yet.
    std::optional<Count> countOf(const RepositoryFilter& filter) const;

public Q_SLOTS:
    /// Something may have changed.
    void refresh();

Q_SIGNALS:
    void counted();

private:
    void ask();

    std::shared_ptr<StorageWorker> m_reader;
    const Clock& m_clock;
    QList<RepositoryFilter> m_filters;
    QHash<QString, Count> m_counts; ///< by the filter's text
    BackgroundRefresh m_refresh;
    QTimer m_ages;
};

} // namespace transship
