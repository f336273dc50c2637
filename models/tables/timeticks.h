// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QList>
#include <QString>

namespace transship {

/// Round moments for a time axis.
struct TimeTicks {
    QDateTime start; ///< at or before the first moment
    QDateTime end; ///< at or after the last
    int stepSeconds = 1;
    QString format; ///< for QDateTime::toString, as fine as the step needs
};

/// At most maxTicks steps of a round length (5 s, 10 s, … 1 min, … 1 h, … days) that cover both moments.
TimeTicks timeTicks(const QDateTime& first, const QDateTime& last, int maxTicks);

/// 1, 2, 2.5 (but for 2.5 itself), 3, 4 or 5 times a power of ten, at or above a value over 0: a step of a value axis.
double roundStep(double value);

} // namespace transship
