// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/storageworker.h"

#include "models/storage/databasefile.h"

#include <QElapsedTimer>
#include <QThread>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <iterator>
#include <mutex>
#include <vector>

namespace transship {
namespace {

/// How often a transition that was a deadlock's victim is tried; two programs' groups may meet more than once.
constexpr int maxAttempts = 5;

constexpr std::chrono::microseconds longestPatience{1000};

/// PostgreSQL chose this transaction to end a deadlock, or could not order it: run again, it may succeed.
bool isVictim(const Error& error)
{
    return error.sqlState == u"40P01" || error.sqlState == u"40001";
}

} // namespace

/// The thread. `mutex` guards `queue` and `stopping`; everything else belongs to the thread itself.
class StorageWorker::Private final : public QThread {
public:
    Private(DatabaseUrl url, Access access, QString role)
        : m_url(std::move(url))
        , m_access(access)
        , m_role(std::move(role))
    {
    }

    const DatabaseUrl& url() const { return m_url; }
    void setAccess(Access access) { m_access = access; }

    void enqueue(std::unique_ptr<Task> task)
    {
        {
            const std::lock_guard lock(m_mutex);
            m_queue.push_back(std::move(task));
        }
        m_wake.notify_one(); // without the lock, which the one that wakes up would have to wait for
    }

    void finish()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_stopping = true;
        }
        m_wake.notify_one();
        wait();
    }

protected:
    void run() override
    {
        std::unique_ptr<Connection> connection;
        std::optional<DatabaseFile> file; // of the connection
        Access access = m_access;
        for (Tasks tasks = take(); !tasks.empty(); tasks = take()) {
            if (file) {
                const Result<DatabaseFile> present = DatabaseFile::of(m_url);
                if (!present) {
                    connection.reset(); // another one would create an empty database in its place
                    refuse(std::move(tasks), present.error());
                    continue;
                }
                if (*present != *file) {
                    connection.reset();
                }
            }
            if (!connection || !connection->isUsable() || access != m_access) {
                connection.reset();
                access = m_access;
                Result<std::unique_ptr<Connection>> opened = Connection::open(m_url, access, m_role);
                const Result<DatabaseFile> openedFile = DatabaseFile::of(m_url);
                if (!opened || !openedFile) {
                    refuse(std::move(tasks), opened ? openedFile.error() : opened.error());
                    continue;
                }
                connection = std::move(*opened);
                file = *openedFile;
            }
            QElapsedTimer timer;
            timer.start();
            if (tasks.size() == 1) {
                runAlone(*connection, *tasks.front());
            } else {
                runGroup(*connection, tasks);
            }
            expectAsMany(tasks.size(), std::chrono::nanoseconds(timer.nsecsElapsed()));
            for (const std::unique_ptr<Task>& task : tasks) {
                task->answer();
            }
        }
    }

private:
    using Tasks = std::vector<std::unique_ptr<Task>>;

    /// The next job, or the next ones that may share a transaction; none once the queue is empty and the end was asked
    /// for.
    Tasks take()
    {
        std::unique_lock lock(m_mutex);
        m_wake.wait(lock, [this] { return !m_queue.empty() || m_stopping; });
        // Whoever was answered just now may be about to ask for the next step: a moment's wait makes one COMMIT of two.
        m_wake.wait_for(lock, m_patience, [this] {
            return m_stopping || m_queue.size() >= m_expected || !m_queue.front()->grouped || !m_queue.back()->grouped;
        });
        Tasks tasks;
        while (!m_queue.empty() && tasks.size() < static_cast<std::size_t>(maxGroup)
            && (tasks.empty() || (tasks.front()->grouped && m_queue.front()->grouped))) {
            tasks.push_back(std::move(m_queue.front()));
            m_queue.pop_front();
        }
        return tasks;
    }

    /// As many as were in flight just now, for at most a fraction of the time that sharing saves.
    void expectAsMany(std::size_t done, std::chrono::nanoseconds took)
    {
        const std::lock_guard lock(m_mutex);
        m_expected = std::min(done + m_queue.size(), static_cast<std::size_t>(maxGroup));
        m_patience = std::min<std::chrono::nanoseconds>(took / 4, longestPatience);
    }

    static void runAlone(Connection& connection, Task& task)
    {
        Stores stores(connection);
        std::optional<Error> error = task.run(stores);
        for (int attempt = 1; task.grouped && error && isVictim(*error) && attempt < maxAttempts; ++attempt) {
            error = task.run(stores);
        }
        if (connection.inTransaction()) {
            qWarning("A job left its transaction open; it is rolled back.");
            connection.rollback();
        }
    }

    /// All in one transaction; afterwards every task has its answer.
    static void runGroup(Connection& connection, const Tasks& tasks)
    {
        std::optional<Error> error;
        if (const Result<void> begun = connection.begin(); !begun) {
            failAll(tasks, begun.error());
            return;
        }
        {
            Stores stores(connection);
            for (const std::unique_ptr<Task>& task : tasks) {
                error = task->run(stores);
                // Whoever comes after a failure of that kind would only be refused as well.
                if (connection.isBroken() || !connection.isUsable() || (error && isVictim(*error))) {
                    break;
                }
                error.reset();
            }
        }
        if (error || connection.isBroken()) {
            connection.rollback();
        } else if (const Result<void> committed = connection.commit(); !committed) {
            error = committed.error();
        } else {
            return;
        }
        if (!connection.isUsable()) {
            failAll(tasks,
                error.value_or(Error{ErrorCode::DatabaseUnavailable,
                    QStringLiteral("the connection to the database is lost"), {}, true}));
            return;
        }
        for (const std::unique_ptr<Task>& task : tasks) {
            runAlone(connection, *task);
        }
    }

    static void failAll(const Tasks& tasks, const Error& error)
    {
        for (const std::unique_ptr<Task>& task : tasks) {
            task->fail(error);
        }
    }

    /// One attempt to connect answers everything that waits: with a server that does not answer, each attempt takes
    /// seconds.
    void refuse(Tasks tasks, const Error& error)
    {
        {
            const std::lock_guard lock(m_mutex);
            std::move(m_queue.begin(), m_queue.end(), std::back_inserter(tasks));
            m_queue.clear();
        }
        for (const std::unique_ptr<Task>& task : tasks) {
            task->fail(error);
            task->answer();
        }
    }

    const DatabaseUrl m_url;
    std::atomic<Access> m_access; ///< as asked for
    const QString m_role;
    std::mutex m_mutex; ///< not Qt's, whose waiting the thread sanitizer cannot see
    std::condition_variable m_wake;
    std::deque<std::unique_ptr<Task>> m_queue;
    bool m_stopping = false;
    std::size_t m_expected = 0; ///< jobs that are likely to be in the queue soon; the thread's own
    std::chrono::nanoseconds m_patience{};
};

StorageWorker::StorageWorker(DatabaseUrl url, Access access, QString role)
    : d(std::make_unique<Private>(std::move(url), access, std::move(role)))
{
    d->setObjectName(QStringLiteral("storage"));
    d->start();
}

StorageWorker::~StorageWorker()
{
    d->finish();
}

const DatabaseUrl& StorageWorker::url() const
{
    return d->url();
}

void StorageWorker::setAccess(Access access)
{
    d->setAccess(access);
}

void StorageWorker::post(std::unique_ptr<Task> task)
{
    d->enqueue(std::move(task));
}

} // namespace transship
