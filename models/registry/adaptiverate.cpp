// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registry/adaptiverate.h"

#include <algorithm>
#include <cmath>

namespace transship {

namespace {
constexpr double slowest = 0.05; // one request in 20 seconds
constexpr double burstSeconds = 0.2;
constexpr double cut = 0.7; // of the rate that was too much
constexpr double deepestCut = 0.5; // of it, by few answers within a moment, which may have been a bad one
constexpr qint64 moment = 5000; // ms
constexpr qint64 few = 20;
constexpr double firstRate = 10; // when it complained before anything was accepted
constexpr double margin = 0.8; // of what was accepted when it was too much
constexpr qint64 calm = 15'000; // ms without a complaint before trying more than was ever accepted
constexpr double firstGrowth = 0.002; // a second, then; twice as much with each such time that passes
constexpr double fastestGrowth = 0.05; // what was learned in a bad moment is left behind within two minutes
constexpr qint64 longestWindow = 120'000; // ms; before that the requests may simply have been few
} // namespace

double AdaptiveRate::tokensAt(qint64 now) const
{
    const double burst = std::max(1.0, m_rate * burstSeconds);
    return std::min(burst, m_tokens + m_rate * double(now - m_filledAt) / 1000);
}

qint64 AdaptiveRate::waitFor(qint64 now) const
{
    if (m_rate <= 0) {
        return 0;
    }
    const double missing = 1 - tokensAt(now);
    return missing <= 0 ? 0 : std::max<qint64>(1, qint64(std::ceil(missing / m_rate * 1000)));
}

void AdaptiveRate::take(qint64 now)
{
    if (m_firstAt < 0) {
        m_firstAt = now;
    }
    if (m_rate > 0) {
        m_tokens = tokensAt(now) - 1;
        m_filledAt = now;
    }
}

double AdaptiveRate::acceptedPerSecond(qint64 now) const
{
    const qint64 oldest = now / 1000 - windowSeconds + 1;
    qint64 count = 0;
    for (const Second& second : m_accepted) {
        count += second.number >= oldest ? second.count : 0;
    }
    const qint64 since = std::max(oldest * 1000, m_firstAt);
    return double(count) * 1000 / double(std::max<qint64>(250, now - since));
}

void AdaptiveRate::accepted(qint64 now)
{
    Second& second = m_accepted.at(std::size_t((now / 1000) % qint64(m_accepted.size())));
    if (second.number != now / 1000) {
        second = Second{now / 1000, 0};
    }
    ++second.count;
    ++m_acceptedSince;
    if (m_rate <= 0 || now - m_raisedAt < 1000) {
        return;
    }
    m_raisedAt = now;
    if (m_rate < 0.9 * m_ceiling) {
        setRate(std::min(0.9 * m_ceiling, m_rate + 0.05 * m_ceiling), now);
    } else if (now - m_refusedAt > calm) {
        const double times = double(now - m_refusedAt) / double(calm) - 1;
        setRate(m_rate * (1 + std::min(fastestGrowth, firstGrowth * std::exp2(times))), now);
    }
}

void AdaptiveRate::refused(qint64 now)
{
    if (m_refusedAt >= 0 && now - m_refusedAt < 1000) {
        return; // was under way with the first
    }
    double fine = tolerable(now);
    if (m_rate <= 0 && fine <= 0) {
        fine = firstRate;
    } else if (fine > 0 && m_rate > 0 && m_refusedAt >= 0 && now - m_refusedAt < moment && m_acceptedSince < few) {
        fine = std::max(fine, m_rate * deepestCut);
    }
    if (fine > 0) {
        setRate(m_rate > 0 ? std::min(m_rate * cut, fine) : fine, now);
        m_ceiling = std::max(slowest, fine / margin);
    } else {
        setRate(m_rate * cut, now);
    }
    m_refusedAt = now;
    m_raisedAt = now;
    m_acceptedSince = 0;
    m_accepted = {};
    m_firstAt = -1; // the pause that follows is no measure of what is accepted
}

/// 0: nothing was accepted that could be a measure.
double AdaptiveRate::tolerable(qint64 now) const
{
    double measured = acceptedPerSecond(now);
    if (m_refusedAt >= 0 && now - m_refusedAt < longestWindow && m_acceptedSince > 0) {
        measured = std::min(measured, double(m_acceptedSince) * 1000 / double(now - m_refusedAt));
    }
    return margin * measured;
}

void AdaptiveRate::limitTo(double perSecond, qint64 now)
{
    if (m_rate <= 0 || perSecond < m_rate) {
        m_ceiling = perSecond;
        m_refusedAt = now;
        setRate(perSecond, now);
    }
}

void AdaptiveRate::setRate(double perSecond, qint64 now)
{
    m_tokens = m_rate > 0 ? tokensAt(now) : 0;
    m_filledAt = now;
    m_rate = std::max(slowest, perSecond);
}

} // namespace transship
