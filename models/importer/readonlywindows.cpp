// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importer/readonlywindows.h"

#include "models/importer/importeridentity.h"
#include "models/registry/requestgovernor.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace transship {

namespace {

constexpr int looksInAPause = 10; // by who waits for a window

/// For the database's `later`.
QString inSeconds(std::chrono::milliseconds time)
{
    return QString::number(double(time.count()) / 1000, 'f', 3);
}

} // namespace

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

/// False: somebody else is about to close it, or works in it.
Result<bool> ReadOnlyWindows::take(const QString& path)
{
    QString gone = m_options.owner;
    const Result<void> read = m_database->read(
        u"SELECT owner FROM importer_windows WHERE path = ?"_s, {path}, [&gone](const Row& row) -> Result<void> {
            const QString owner = row.value(0).toString();
            gone = ImporterIdentity(owner).isKnownDead() ? owner : gone;
            return {};
        });
    if (!read) {
        return read.error();
    }
    // The window's lease is not renewed while it is open; whoever works in it renews that of the import.
    const Result<int> count = m_database->change(
        u"INSERT INTO importer_windows AS w (path, owner, lease_until) VALUES (?, ?, %1) "
        "ON CONFLICT (path) DO UPDATE SET owner = excluded.owner, lease_until = excluded.lease_until "
        "WHERE w.owner = excluded.owner OR w.owner = ? OR (w.lease_until <= %2 AND NOT EXISTS "
        "(SELECT 1 FROM importer_repositories AS r WHERE r.path = w.path AND r.owner = w.owner "
        "AND r.status = 'import_in_progress' AND r.lease_until > %2))"_s.arg(m_database->later(), m_database->now()),
        {path, m_options.owner, inSeconds(m_options.lease), gone});
    return count ? Result<bool>(*count == 1) : count.error();
}

/// False: there is none, or it is another importer's by now, which may rely on it.
Result<bool> ReadOnlyWindows::takeToClose(const QString& path)
{
    // Ours for as long as the hook can take: who opens it next waits until that has ended.
    const Result<int> count = m_database->change(
        u"UPDATE importer_windows SET lease_until = %1 WHERE path = ? AND owner = ?"_s.arg(m_database->later()),
        {inSeconds(m_options.hookLimit + m_options.lease), path, m_options.owner});
    return count ? Result<bool>(*count == 1) : count.error();
}

/// False: things have changed since it was looked for.
Result<bool> ReadOnlyWindows::takeToCloseLeft(const Left& window)
{
    const Result<int> count = m_database->change(
        u"UPDATE importer_windows SET owner = ?, lease_until = %1 WHERE path = ? AND owner = ? "
        "AND (1 = ? OR lease_until <= %2) AND NOT EXISTS (SELECT 1 FROM importer_repositories AS r "
        "WHERE r.path = importer_windows.path AND r.status = 'import_in_progress')"_s.arg(
            m_database->later(), m_database->now()),
        {m_options.owner, inSeconds(m_options.hookLimit + m_options.lease), window.path, window.owner,
            window.ownerIsGone ? 1 : 0});
    return count ? Result<bool>(*count == 1) : count.error();
}

QCoro::Task<Result<void>> ReadOnlyWindows::open(QString path, std::shared_ptr<Cancellation> cancellation)
{
    const std::shared_ptr<ReadOnlyWindows> self = shared_from_this();
    bool saidSo = false;
    for (bool ours = false; !ours;) {
        const Result<bool> taken = m_releasing.contains(path) ? Result<bool>(false) : take(path);
        if (!taken) {
            co_return taken.error();
        }
        ours = *taken;
        if (ours) {
            continue;
        }
        if (!saidSo) {
            say(u"info"_s, u"window_awaited"_s, path, u"somebody is about to allow writes again"_s);
            saidSo = true;
        }
        co_await pause(m_options.pause / looksInAPause, cancellation);
        if (cancellation->isCanceled()) {
            co_return Cancellation::error();
        }
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
    if (m_releasing.contains(path)) {
        co_return;
    }
    const Result<bool> ours = takeToClose(path);
    if (ours && *ours) {
        co_await release(path, outcome);
    } else if (!ours && m_windows.contains(path)) {
        // Nobody knows whose it is: it stays closed until the database says so (closeLeft).
        say(u"error"_s, u"window_not_closed"_s, path, ours.error().message);
    } else if (m_windows.contains(path)) {
        say(u"info"_s, u"window_left"_s, path, u"another importer took it over"_s);
    }
}

/// Of what is ours on record.
QCoro::Task<> ReadOnlyWindows::release(QString path, QString outcome)
{
    m_releasing.insert(path);
    const QStringList arguments{u"release"_s, path, outcome};
    const auto patient = std::make_shared<Cancellation>(); // whatever happens, it is tried to its end
    const Result<void> released = co_await m_options.hook.run(arguments, patient);
    m_releasing.remove(path);
    if (!released) {
        say(u"error"_s, u"window_not_closed"_s, path, released.error().message);
        // Ours to try again; an import that needs it meanwhile has it after the pause.
        (void)m_database->run(
            u"UPDATE importer_windows SET lease_until = %1 WHERE path = ? AND owner = ?"_s.arg(m_database->later()),
            {inSeconds(m_options.pause), path, m_options.owner});
        m_nextAttempt.insert(path, QDeadlineTimer(m_options.pause));
        co_return;
    }
    m_nextAttempt.remove(path);
    if (const auto window = m_windows.find(path); window != m_windows.end()) {
        window->length = window->clock.elapsed();
    }
    say(u"info"_s, u"window_closed"_s, path, outcome);
    const Result<void> gone
        = m_database->run(u"DELETE FROM importer_windows WHERE path = ? AND owner = ?"_s, {path, m_options.owner});
    if (!gone) {
        say(u"error"_s, u"window_not_recorded"_s, path, gone.error().message); // it is closed once more later
    }
}

Result<QList<ReadOnlyWindows::Left>> ReadOnlyWindows::left()
{
    QList<Left> windows;
    const Result<void> read = m_database->read(
        u"SELECT path, owner, CASE WHEN lease_until <= %1 THEN 1 ELSE 0 END FROM importer_windows AS w "
        "WHERE NOT EXISTS (SELECT 1 FROM importer_repositories AS r WHERE r.path = w.path "
        "AND r.status = 'import_in_progress') ORDER BY path LIMIT 100"_s.arg(m_database->now()),
        {}, [this, &windows](const Row& row) -> Result<void> {
            const QString owner = row.value(1).toString();
            const bool gone = owner == m_options.owner || ImporterIdentity(owner).isKnownDead();
            if (gone || row.value(2).toInt() != 0) {
                windows.append(Left{row.value(0).toString(), owner, gone});
            }
            return {};
        });
    return read ? Result<QList<Left>>(windows) : read.error();
}

QCoro::Task<> ReadOnlyWindows::closeLeft()
{
    const std::shared_ptr<ReadOnlyWindows> self = shared_from_this();
    const Result<QList<Left>> windows = m_isClosingLeft ? Result<QList<Left>>(QList<Left>()) : left();
    if (!windows || windows->isEmpty()) {
        co_return; // nothing, or the database is away: the next time
    }
    m_isClosingLeft = true;
    for (const Left& window : *windows) {
        const QString path = window.path;
        const bool worked = m_windows.contains(path) && !m_windows.value(path).length; // its own import closes it
        const bool soon = m_nextAttempt.contains(path) && !m_nextAttempt.value(path).hasExpired();
        if (worked || soon || m_releasing.contains(path)) {
            continue;
        }
        // The hooks before this one took their time: an import may have begun, here or elsewhere.
        const Result<bool> ours = takeToCloseLeft(window);
        if (ours && *ours) {
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
