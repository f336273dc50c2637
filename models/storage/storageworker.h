// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/stores.h"

#include <QFuture>
#include <QPromise>

#include <functional>
#include <memory>
#include <optional>
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
    /// From the next job on, with a new connection; any thread. Read-only is the database's own refusal (ReadOnly).
    void setAccess(Access access);

    template <typename Job> auto run(Job job) -> QFuture<std::invoke_result_t<Job, Stores&>>
    {
        return enqueue(std::move(job), false);
    }

    /// As run, for a job whose writes are all in one Connection::transaction (a transition): with others of its kind
    /// that wait in a row it shares one transaction and so one wait for the disk. It is answered after the COMMIT. When
    /// the group fails as a whole (deadlock, COMMIT refused, a job that failed after it had written) nothing of it is
    /// kept and every job runs again by itself: so a job must have no effect but in the database, and is called more
    /// than once.
    template <typename Job> auto runGrouped(Job job) -> QFuture<std::invoke_result_t<Job, Stores&>>
    {
        return enqueue(std::move(job), true);
    }

    /// At most this many jobs share a transaction: its rows stay locked until its end.
    static constexpr int maxGroup = 64;

private:
    /// A job and the answer that is kept until it may be given.
    class Task {
    public:
        explicit Task(bool mayShare)
            : grouped(mayShare)
        {
        }
        Task(const Task&) = delete;
        Task& operator=(const Task&) = delete;
        virtual ~Task() = default;
        /// The error of the job's Result. Called again, it replaces the answer.
        virtual std::optional<Error> run(Stores& stores) = 0;
        virtual void fail(const Error& error) = 0; ///< replaces the answer
        virtual void answer() = 0; ///< exactly once

        const bool grouped;
    };

    template <typename Job> class TypedTask final : public Task {
    public:
        using Answer = std::invoke_result_t<Job, Stores&>;

        TypedTask(Job job, bool mayShare)
            : Task(mayShare)
            , m_job(std::move(job))
        {
            m_promise.start();
        }
        QFuture<Answer> future() const { return m_promise.future(); }
        std::optional<Error> run(Stores& stores) override
        {
            m_answer.emplace(m_job(stores));
            return m_answer->ok() ? std::nullopt : std::optional(m_answer->error());
        }
        void fail(const Error& error) override { m_answer.emplace(error); }
        void answer() override
        {
            m_promise.addResult(std::move(*m_answer));
            m_promise.finish();
        }

    private:
        Job m_job;
        QPromise<Answer> m_promise;
        std::optional<Answer> m_answer;
    };

    template <typename Job> auto enqueue(Job job, bool grouped) -> QFuture<std::invoke_result_t<Job, Stores&>>
    {
        auto task = std::make_unique<TypedTask<Job>>(std::move(job), grouped);
        const auto future = task->future();
        post(std::move(task));
        return future;
    }
    void post(std::unique_ptr<Task> task);

    class Private;
    std::unique_ptr<Private> d;
};

} // namespace transship
