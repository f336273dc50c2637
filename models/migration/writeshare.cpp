// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migration/writeshare.h"

#include <algorithm>
#include <limits>

namespace transship {
namespace {

using namespace std::chrono_literals;

/// What others who write may be kept waiting (somebody who comes along, mostGrowth times that), and the fewest rows
/// that are worth a transaction.
constexpr std::chrono::microseconds longestHold = 1500us;
constexpr int mostGrowth = 16;
constexpr int fewestRows = 5;
constexpr int mostRows = 1000;

/// Whoever writes all the time is seen within this.
constexpr std::chrono::microseconds firstLook = 30ms;
/// Whoever has written so lately is about to write again.
constexpr std::chrono::microseconds remembered = 1s;

/// Others look every millisecond whether the file is free.
constexpr std::chrono::milliseconds breather = 1ms;

} // namespace

int WriteShare::rows() const
{
    return m_isSqlite ? m_growth * m_rows : std::numeric_limits<int>::max();
}

void WriteShare::wrote(qint64 rowCount, std::chrono::microseconds held, qint64 othersVersion)
{
    m_held = held;
    lookForOthers(othersVersion);
    if (rowCount > 0 && held > 0us) {
        // Half of the way, since one commit in many takes much longer than the others.
        const qint64 fitting = rowCount * longestHold / held;
        m_rows = std::clamp(static_cast<int>((m_rows + std::min<qint64>(fitting, mostRows)) / 2), fewestRows, mostRows);
    }
}

void WriteShare::lookForOthers(qint64 version)
{
    if (m_version != 0 && version != m_version) {
        m_others = true;
        m_growth = 1;
        m_alone = 0us;
    } else {
        m_alone += m_held + pause();
    }
    m_version = version;
    if (m_others && m_alone >= remembered) {
        m_others = false;
        m_alone = 0us;
    } else if (!m_others && m_alone >= firstLook && m_growth < mostGrowth) {
        m_growth *= 2;
        m_alone = 0us;
    }
}

std::chrono::milliseconds WriteShare::pause() const
{
    if (!m_isSqlite) {
        return 0ms;
    }
    return m_others ? std::max(breather, std::chrono::ceil<std::chrono::milliseconds>(m_held)) : breather;
}

} // namespace transship
