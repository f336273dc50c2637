// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importer/readonlywindows.h"

#include "models/importer/importeridentity.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace transship {

ReadOnlyWindows::ReadOnlyWindows(Options options, std::shared_ptr<ImportDatabase> database, Log log)
    : m_options(std::move(options))
    , m_database(std::move(database))
    , m_log(std::move(log))
{
}

void ReadOnlyWindows::say(const QString& level, const QString& event, const QString& path, const QString& detail)
{
    QJsonObject line{{u"level"_s, level}, {u"event"_s, event}, {u"path"_s, path}};
    if (!detail.isEmpty()) {
        line.insert(u"detail"_s, detail);
    }
    if (const std::optional<qint64> length = milliseconds(path)) {
        line.insert(u"window_ms"_s, *length);
    }
    m_log(line);
}

Result<void> ReadOnlyWindows::record(const QString& path)
{
    return m_database->run(u"INSERT INTO importer_windows (path, owner, lease_until) VALUES (?, ?, %1) "
                           "ON CONFLICT (path) DO UPDATE SET owner = excluded.owner, "
                           "lease_until = excluded.lease_until"_s.arg(m_database->later()),
        {path, m_options.owner, QString::number(m_options.lease.count())});
}

Result<bool> ReadOnlyWindows::isOnRecord(const QString& path)
{
    bool found = false;
    const Result<void> read = m_database->read(
        u"SELECT 1 FROM importer_windows WHERE path = ?"_s, {path}, [&found](const Row&) -> Result<void> {
            found = true;
            return {};
        });
    return read ? Result<bool>(found) : read.error();
}

QCoro::Task<Result<void>> ReadOnlyWindows::open(QString path, std::shared_ptr<Cancellation> cancellation)
{
    const std::shared_ptr<ReadOnlyWindows> self = shared_from_this();
    const Result<void> recorded = record(path);
    if (!recorded) {
        co_return recorded.error();
    }
    Window window;
    window.clock.start();
    m_windows.insert(path, window);
    const QStringList arguments{u"freeze"_s, path};
    const Result<void> frozen = co_await m_options.hook.run(arguments, cancellation);
    if (!frozen) {
        Error error = frozen.error();
        error.message = u"the source was not closed for writing: %1"_s.arg(error.message);
        co_return error.code == ErrorCode::Canceled ? frozen.error() : error;
    }
    say(u"info"_s, u"window_opened"_s, path, {});
    co_return Result<void>();
}

QCoro::Task<> ReadOnlyWindows::close(QString path, QString outcome)
{
    const std::shared_ptr<ReadOnlyWindows> self = shared_from_this();
    const Result<bool> mayBeOpen = m_windows.contains(path) ? Result<bool>(true) : isOnRecord(path);
    if (mayBeOpen && *mayBeOpen && !m_releasing.contains(path)) {
        co_await release(path, outcome);
    }
}

QCoro::Task<> ReadOnlyWindows::release(QString path, QString outcome)
{
    m_releasing.insert(path);
    const QStringList arguments{u"release"_s, path, outcome};
    const auto patient = std::make_shared<Cancellation>(); // whatever happens, it is tried to its end
    const Result<void> released = co_await m_options.hook.run(arguments, patient);
    m_releasing.remove(path);
    if (!released) {
        say(u"error"_s, u"window_not_closed"_s, path, released.error().message);
        (void)record(path); // ours to try again
        m_nextAttempt.insert(path, QDeadlineTimer(m_options.pause));
        co_return;
    }
    m_nextAttempt.remove(path);
    if (const auto window = m_windows.find(path); window != m_windows.end()) {
        window->length = window->clock.elapsed();
    }
    say(u"info"_s, u"window_closed"_s, path, outcome);
    const Result<void> gone = m_database->run(u"DELETE FROM importer_windows WHERE path = ?"_s, {path});
    if (!gone) {
        say(u"error"_s, u"window_not_recorded"_s, path, gone.error().message); // it is closed once more later
    }
}

Result<QStringList> ReadOnlyWindows::left()
{
    QStringList paths;
    const Result<void> read = m_database->read(
        u"SELECT path, owner, CASE WHEN lease_until <= %1 THEN 1 ELSE 0 END FROM importer_windows AS w "
        "WHERE NOT EXISTS (SELECT 1 FROM importer_repositories AS r WHERE r.path = w.path "
        "AND r.status = 'import_in_progress') ORDER BY path LIMIT 100"_s.arg(m_database->now()),
        {}, [this, &paths](const Row& row) -> Result<void> {
            const QString owner = row.value(1).toString();
            if (owner == m_options.owner || row.value(2).toInt() != 0 || ImporterIdentity(owner).isKnownDead()) {
                paths.append(row.value(0).toString());
            }
            return {};
        });
    return read ? Result<QStringList>(paths) : read.error();
}

QCoro::Task<> ReadOnlyWindows::closeLeft()
{
    const std::shared_ptr<ReadOnlyWindows> self = shared_from_this();
    const Result<QStringList> paths = m_isClosingLeft ? Result<QStringList>(QStringList()) : left();
    if (!paths || paths->isEmpty()) {
        co_return; // nothing, or the database is away: the next time
    }
    m_isClosingLeft = true;
    for (const QString& path : *paths) {
        const bool worked = m_windows.contains(path) && !m_windows.value(path).length; // its own import closes it
        const bool soon = m_nextAttempt.contains(path) && !m_nextAttempt.value(path).hasExpired();
        if (!worked && !soon && !m_releasing.contains(path)) {
            co_await release(path, u"interrupted"_s);
        }
    }
    m_isClosingLeft = false;
}

std::optional<qint64> ReadOnlyWindows::milliseconds(const QString& path) const
{
    const auto window = m_windows.constFind(path);
    if (window == m_windows.cend()) {
        return std::nullopt;
    }
    return window->length ? *window->length : window->clock.elapsed();
}

int ReadOnlyWindows::openCount() const
{
    return int(std::count_if(
        m_windows.cbegin(), m_windows.cend(), [](const Window& window) { return !window.length.has_value(); }));
}

} // namespace transship
