// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registry/circuitbreaker.h"

#include <algorithm>

namespace transship {

void CircuitBreaker::failed(qint64 now)
{
    if (++m_inARow < m_options.failures) {
        return;
    }
    if (!isOpen()) {
        m_openedAt = now;
        m_pause = m_options.firstPause;
    } else if (now < m_nextTry) {
        return; // was under way when it opened
    } else {
        m_pause = std::min(m_pause * 2, m_options.longestPause);
    }
    m_nextTry = now + m_pause;
}

} // namespace transship
