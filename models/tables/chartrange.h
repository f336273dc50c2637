// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

#include <chrono>

namespace transship {

/// Which part of the past a chart shows: so much of it until now, all of it, or from one moment to another.
struct ChartRange {
    std::chrono::seconds span{0}; ///< zero: all there is; counts unless from and until are given
    QDateTime from{};
    QDateTime until{};

    bool isFixed() const { return from.isValid() && until.isValid(); }
    bool operator==(const ChartRange&) const = default;
};

} // namespace transship
