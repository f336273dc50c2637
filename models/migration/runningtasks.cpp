// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migration/runningtasks.h"

#include <QCoroSignal>
#include <QPointer>

namespace transship {

std::shared_ptr<void> RunningTasks::enter()
{
    ++m_count;
    return {this, [guard = QPointer(this)](void*) {
                if (guard && --guard->m_count == 0) {
                    Q_EMIT guard->becameIdle();
                }
            }};
}

QCoro::Task<> RunningTasks::finished()
{
    while (m_count > 0) {
        co_await qCoro(this, &RunningTasks::becameIdle);
    }
}

} // namespace transship
