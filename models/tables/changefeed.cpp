// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/changefeed.h"

#include "models/tables/answer.h"
#include "models/tables/feedjob.h"

namespace transship {
namespace {

using namespace std::chrono_literals;

constexpr auto retryPause = 1000ms;

} // namespace

ChangeFeed::ChangeFeed(const DatabaseUrl& url, QObject* parent)
    : QObject(parent)
    , m_url(url)
{
    connect(&m_timer, &QTimer::timeout, this, &ChangeFeed::look);
    openWorker();
}

ChangeFeed::~ChangeFeed() = default;

void ChangeFeed::openWorker()
{
    endInBackground(m_worker);
    m_worker = std::make_shared<StorageWorker>(m_url, Access::ReadOnly, QStringLiteral("changes"));
    m_state = std::make_shared<FeedState>();
}

void ChangeFeed::setInterval(std::chrono::milliseconds interval)
{
    m_interval = interval;
    if (m_timer.isActive() && !m_lost) {
        m_timer.start(m_interval);
    }
}

void ChangeFeed::start()
{
    m_running = true;
    m_timer.start(m_lost ? retryPause : m_interval);
    if (const auto held = std::exchange(m_held, {})) {
        held();
    }
    look();
}

void ChangeFeed::stop()
{
    m_running = false;
    m_again = false;
    m_timer.stop();
}

void ChangeFeed::lookNow()
{
    if (m_looking) {
        m_again = true;
    } else if (m_running) {
        look();
    }
}

void ChangeFeed::look()
{
    if (m_looking) {
        return;
    }
    m_looking = true;
    const auto answer
        = m_worker->run([url = m_url, state = m_state](Stores& stores) { return lookForChanges(stores, url, *state); });
    whenAnswered(answer, this, [this](const Result<FeedAnswer>& result) {
        m_looking = false;
        if (m_running) {
            applyAnswer(result);
        } else {
            // The next look begins behind what this one has seen.
            m_held = [this, result] { applyAnswer(result); };
        }
    });
}

void ChangeFeed::applyAnswer(const Result<FeedAnswer>& answer)
{
    if (!answer) {
        applyLoss(answer.error());
        return;
    }
    const bool wasLost = std::exchange(m_lost, false);
    if (wasLost) {
        m_timer.start(m_interval);
        Q_EMIT recovered();
    }
    if (answer->counts && (wasLost || !m_counts || m_counts->counts != answer->counts->counts)) {
        m_counts = answer->counts;
        Q_EMIT countsChanged(*m_counts);
    }
    if (wasLost || answer->rowsCameOrWent) {
        Q_EMIT changed({});
    } else if (!answer->repositoryIds.isEmpty()) {
        Q_EMIT changed(answer->repositoryIds);
    }
    const bool looksAgain = m_running && (std::exchange(m_again, false) || answer->more);
    Q_EMIT seen();
    if (looksAgain) {
        look();
    }
}

void ChangeFeed::applyLoss(const Error& error)
{
    // The next look begins anew: another connection, maybe another file.
    openWorker();
    m_timer.start(retryPause);
    if (!std::exchange(m_lost, true)) {
        Q_EMIT lost(error);
    }
}

} // namespace transship
