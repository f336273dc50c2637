// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migration/writeshare.h"

#include <algorithm>
#include <limits>

namespace transship {
namespace {

using namespace std::chrono_literals;

/// What others who write may be kept waiting (somebody who comes along, four times that), and the fewest rows that are
/// worth a transaction.
constexpr std::chrono::microseconds longestHold = 5ms;
constexpr int fewestRows = 5;
constexpr int mostRows = 1000;

/// Whoever has written so lately is about to write again.
constexpr std::chrono::milliseconds remembered = 1s;

/// Others look every millisecond whether the file is free.
constexpr std::chrono::milliseconds breather = 1ms;

} // namespace

bool WriteShare::isCrowded() const
{
    return m_sinceOthers.isValid() && !m_sinceOthers.hasExpired(remembered.count());
}

int WriteShare::rows() const
{
    if (!m_isSqlite) {
        return std::numeric_limits<int>::max();
    }
    return isCrowded() ? m_rows : 4 * m_rows;
}

void WriteShare::wrote(qint64 rowCount, std::chrono::microseconds held, qint64 othersVersion)
{
    if (m_version != 0 && othersVersion != m_version) {
        m_sinceOthers.start();
    }
    m_version = othersVersion;
    m_held = held;
    if (rowCount > 0 && held > 0us) {
        // Half of the way, since one commit in many takes much longer than the others.
        const qint64 fitting = rowCount * longestHold / held;
        m_rows = std::clamp(static_cast<int>((m_rows + std::min<qint64>(fitting, mostRows)) / 2), fewestRows, mostRows);
    }
}

std::chrono::milliseconds WriteShare::pause() const
{
    if (!m_isSqlite) {
        return 0ms;
    }
    return isCrowded() ? std::max(breather, std::chrono::ceil<std::chrono::milliseconds>(m_held)) : breather;
}

} // namespace transship
