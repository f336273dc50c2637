// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"

#include <QObject>

#include <memory>

namespace transship {

/// Tells everything that works for one purpose to stop. Always shared (std::make_shared); one thread.
class Cancellation : public QObject, public std::enable_shared_from_this<Cancellation> {
    Q_OBJECT
public:
    bool isCanceled() const { return m_canceled; }
    /// Once; later calls change nothing.
    void cancel()
    {
        if (!m_canceled) {
            const std::shared_ptr<Cancellation> self = shared_from_this(); // who listens may drop the last reference
            m_canceled = true;
            Q_EMIT canceled();
        }
    }
    static Error error() { return Error{.code = ErrorCode::Canceled, .message = QStringLiteral("Canceled")}; }

Q_SIGNALS:
    void canceled();

private:
    bool m_canceled = false;
};

} // namespace transship
