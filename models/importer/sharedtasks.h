// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"

#include <QCoroTask>
#include <QHash>
#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace transship {

/// Work that several want at the same time is done once, and all get the answer; who asks after its end begins it anew.
/// Work must not wait for a key that waits for its own. Thread: one. Must outlive its calls.
class SharedTasks {
public:
    using Work = std::function<QCoro::Task<Result<void>>()>;

    QCoro::Task<Result<void>> run(QString key, Work work)
    {
        std::shared_ptr<Entry> entry = m_entries.value(key);
        if (!entry) {
            entry = std::make_shared<Entry>();
            m_entries.insert(key, entry);
            entry->task = drive(entry.get(), std::move(work));
        }
        co_await *entry->task;
        if (m_entries.value(key) == entry) {
            m_entries.remove(key);
        }
        co_return std::as_const(*entry->result); // QCoro moves out of what is not const, and others wait for it, too
    }

private:
    /// The answer is not the task's own: the first of those who wait would move it out.
    struct Entry {
        std::optional<QCoro::Task<>> task{};
        std::optional<Result<void>> result{};
    };
    static QCoro::Task<> drive(Entry* entry, Work work)
    {
        Result<void> result = co_await work();
        entry->result = std::move(result);
    }

    QHash<QString, std::shared_ptr<Entry>> m_entries;
};

} // namespace transship
