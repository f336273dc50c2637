// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/stores.h"

#include <QFuture>
#include <QPromise>

#include <functional>
#include <memory>
#include <type_traits>

namespace transship {

/// A thread with one connection, working off jobs in order. `run` may be called from any thread; the future is answered
/// from the worker's thread exactly once, also when the database cannot be reached (the job is then not run and its
/// Result is the error). Opens lazily, and again after a lost connection. Destroying it finishes what is queued.
///
/// A job gets the stores and returns a Result; it cannot co_await, so no transaction can be open during a registry
/// call.
class StorageWorker {
public:
    StorageWorker(DatabaseUrl url, Access access, QString role);
    StorageWorker(const StorageWorker&) = delete;
    StorageWorker& operator=(const StorageWorker&) = delete;
    ~StorageWorker();

    const DatabaseUrl& url() const;

    template <typename Job> auto run(Job job) -> QFuture<std::invoke_result_t<Job, Stores&>>
    {
        using Answer = std::invoke_result_t<Job, Stores&>;
        auto promise = std::make_shared<QPromise<Answer>>();
        QFuture<Answer> future = promise->future();
        promise->start();
        post([promise, job = std::move(job)](Stores* stores, const Error* unavailable) mutable {
            if (unavailable) {
                promise->addResult(Answer(*unavailable));
            } else {
                promise->addResult(job(*stores));
            }
            promise->finish();
        });
        return future;
    }

private:
    using Task = std::function<void(Stores*, const Error*)>;
    void post(Task task);

    class Private;
    std::unique_ptr<Private> d;
};

} // namespace transship
