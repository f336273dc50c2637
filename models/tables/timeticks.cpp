// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/timeticks.h"

#include <QTimeZone>

#include <array>
#include <cmath>

namespace transship {
namespace {

constexpr std::array<qint64, 17> steps{
    5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400, 172800};

} // namespace

TimeTicks timeTicks(const QDateTime& first, const QDateTime& last, int maxTicks)
{
    const qint64 from = first.toSecsSinceEpoch();
    const qint64 until = qMax(from + 1, last.toSecsSinceEpoch() + (last.time().msec() > 0 ? 1 : 0));
    qint64 step = steps.back();
    for (const qint64 candidate : steps) {
        if ((until + candidate - 1) / candidate - from / candidate <= maxTicks) {
            step = candidate;
            break;
        }
    }
    while ((until + step - 1) / step - from / step > maxTicks) {
        step *= 2;
    }
    TimeTicks ticks;
    ticks.stepSeconds = static_cast<int>(step);
    ticks.start = QDateTime::fromSecsSinceEpoch(from / step * step, Qt::UTC);
    ticks.end = QDateTime::fromSecsSinceEpoch((until + step - 1) / step * step, Qt::UTC);
    // A time of day alone is no place on an axis of more than a day.
    const bool days = ticks.start.secsTo(ticks.end) > 86400;
    ticks.format = QString::fromLatin1(step < 60 ? "HH:mm:ss"
            : step < 86400                       ? (days ? "d MMM HH:mm" : "HH:mm")
                                                 : "d MMM");
    return ticks;
}

double roundStep(double value)
{
    const double power = std::pow(10, std::floor(std::log10(value)));
    for (const double factor : {1.0, 2.0, 2.5, 3.0, 4.0, 5.0}) {
        if (factor == 2.5 && power == 1.0) {
            continue; // "2.5" beside "5" on an axis of whole things
        }
        if (value <= factor * power * (1 + 1e-9)) {
            return factor * power;
        }
    }
    return 10 * power;
}

} // namespace transship
