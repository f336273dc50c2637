// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"
#include "models/storage/databaseurl.h"
#include "models/storage/repositorystore.h"

#include <QObject>
#include <QSet>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace transship {

class StorageWorker;
struct FeedAnswer;
struct FeedState;

/// Notices what this and other processes committed, by looking at the database four times a second from a thread of its
/// own; one look at a time. Own changes arrive the same way, so there is one path for news.
/// Thread: its own, with an event loop; never waits for the database.
class ChangeFeed : public QObject {
    Q_OBJECT

public:
    explicit ChangeFeed(const DatabaseUrl& url, QObject* parent = nullptr);
    ~ChangeFeed() override;

    void setInterval(std::chrono::milliseconds interval);
    bool isLost() const { return m_lost; }
    /// As last seen; nothing before the first look.
    const std::optional<StateCounts>& counts() const { return m_counts; }

public Q_SLOTS:
    /// The first look follows at once and gives countsChanged(), but no changed().
    void start();
    /// Silence until start(), which tells what came meanwhile.
    void stop();
    /// Looks now instead of at the next tick; for a caller that knows it has just changed something.
    void lookNow();

Q_SIGNALS:
    /// Repositories with a new history row. An empty set: rows came, went or changed without history (an inventory was
    /// loaded): anything may be other than it was.
    void changed(const QSet<qint64>& repositoryIds);
    void countsChanged(const transship::StateCounts& counts);
    /// Once when the database cannot be read any more, then silence until recovered(), which is followed by
    /// countsChanged() and changed() with an empty set: anything may have happened in between.
    void lost(const transship::Error& error);
    void recovered();
    /// After every look that found the database, whether or not there was news.
    void seen();

private:
    void look();
    void applyAnswer(const Result<FeedAnswer>& answer);
    void applyLoss(const Error& error);
    void openWorker();

    DatabaseUrl m_url;
    std::shared_ptr<StorageWorker> m_worker;
    std::shared_ptr<FeedState> m_state; ///< touched by the job under way, else by nobody
    QTimer m_timer;
    std::optional<StateCounts> m_counts;
    std::chrono::milliseconds m_interval{250};
    std::function<void()> m_held; ///< says what a look found that ended after stop()
    bool m_running = false;
    bool m_looking = false;
    bool m_again = false;
    bool m_lost = false;
};

} // namespace transship
