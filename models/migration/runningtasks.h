// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoroTask>
#include <QObject>

#include <memory>

namespace transship {

/// Counts coroutines under way, so that their owner can wait for the last one. Thread: the one it lives in.
class RunningTasks : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// Keep it for as long as the task runs.
    [[nodiscard]] std::shared_ptr<void> enter();
    int count() const { return m_count; }
    /// Done when nothing runs (at once when nothing does).
    QCoro::Task<> finished();

Q_SIGNALS:
    void becameIdle();

private:
    int m_count = 0;
};

} // namespace transship
