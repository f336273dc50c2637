// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"
#include "models/registry/cancellation.h"

#include <QCoroTask>
#include <QStringList>

#include <chrono>
#include <memory>

namespace transship {

/// The operator's program that keeps everybody from writing to a repository of the source, and lets them again. No
/// registry has a standard way for that: some take permissions away, some a robot account, some set a proxy's rule.
/// It gets no secrets of ours: no environment variable that begins with TRANSSHIP_. Thread: one, with an event loop.
class FreezeHook {
public:
    /// `limit`: of one call; the program is killed then.
    FreezeHook(QString program, std::chrono::milliseconds limit)
        : m_program(std::move(program))
        , m_limit(limit)
    {
    }
    /// Runs the program to its end. Exit code 0: done; else the error has the program's last words. Canceled: killed.
    QCoro::Task<Result<void>> run(QStringList arguments, std::shared_ptr<Cancellation> cancellation) const;

private:
    QString m_program;
    std::chrono::milliseconds m_limit;
};

} // namespace transship
