// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/storageworker.h"

#include <QMutex>
#include <QThread>
#include <QWaitCondition>

#include <deque>

namespace transship {

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

    void enqueue(Task task)
    {
        const QMutexLocker lock(&m_mutex);
        m_queue.push_back(std::move(task));
        m_wake.wakeOne();
    }

    void finish()
    {
        {
            const QMutexLocker lock(&m_mutex);
            m_stopping = true;
            m_wake.wakeOne();
        }
        wait();
    }

protected:
    void run() override
    {
        std::unique_ptr<Connection> connection;
        while (std::optional<Task> task = take()) {
            if (!connection || !connection->isUsable()) {
                connection.reset();
                Result<std::unique_ptr<Connection>> opened = Connection::open(m_url, m_access, m_role);
                if (!opened) {
                    refuse(*task, opened.error());
                    continue;
                }
                connection = std::move(*opened);
            }
            Stores stores(*connection);
            (*task)(&stores, nullptr);
            if (connection->inTransaction()) {
                qWarning("A job left its transaction open; it is rolled back.");
                connection->rollback();
            }
        }
    }

private:
    /// The next job; nothing once the queue is empty and the end was asked for.
    std::optional<Task> take()
    {
        const QMutexLocker lock(&m_mutex);
        while (m_queue.empty() && !m_stopping) {
            m_wake.wait(&m_mutex);
        }
        if (m_queue.empty()) {
            return std::nullopt;
        }
        Task task = std::move(m_queue.front());
        m_queue.pop_front();
        return task;
    }

    /// One attempt to connect answers everything that waits: with a server that does not answer, each attempt takes
    /// seconds.
    void refuse(const Task& task, const Error& error)
    {
        task(nullptr, &error);
        std::deque<Task> waiting;
        {
            const QMutexLocker lock(&m_mutex);
            waiting.swap(m_queue);
        }
        for (const Task& other : waiting) {
            other(nullptr, &error);
        }
    }

    const DatabaseUrl m_url;
    const Access m_access;
    const QString m_role;
    QMutex m_mutex;
    QWaitCondition m_wake;
    std::deque<Task> m_queue;
    bool m_stopping = false;
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

void StorageWorker::post(Task task)
{
    d->enqueue(std::move(task));
}

} // namespace transship
