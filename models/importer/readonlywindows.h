// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importer/freezehook.h"
#include "models/importer/importdatabase.h"

#include <QElapsedTimer>
#include <QHash>
#include <QJsonObject>
#include <QSet>

#include <functional>
#include <optional>

namespace transship {

/// The read-only windows of the source's repositories: each is on record before it is opened and until it is closed, so
/// that the next start, or another importer, closes what a dead one left open, and a hook that fails is called again.
/// Only who owns the record calls the hook: what one importer closes for writing no other one opens under it.
/// Thread: the database's. Always shared; calls keep it alive.
class ReadOnlyWindows : public std::enable_shared_from_this<ReadOnlyWindows> {
public:
    using Log = std::function<void(QJsonObject)>;
    struct Options {
        FreezeHook hook;
        QString owner; ///< ImporterIdentity
        std::chrono::milliseconds pause; ///< before a hook that failed to open the source is called again
        std::chrono::seconds lease; ///< an owner that was silent for so long is taken for dead
        std::chrono::milliseconds hookLimit; ///< the longest that one call of the hook can take
    };
    ReadOnlyWindows(Options options, std::shared_ptr<ImportDatabase> database, Log log);

    /// Nobody writes to the repository any more when this succeeded. Waits while anybody else is about to release it.
    QCoro::Task<Result<void>> open(QString path, std::shared_ptr<Cancellation> cancellation);
    /// Ends the window if there is one of ours; `outcome` (complete, failed, interrupted) is told to the hook.
    QCoro::Task<> close(QString path, QString outcome);
    /// Closes what is open though no import of it is in progress.
    QCoro::Task<> closeLeft();
    /// How long it has been open, or was when it ended here; none when it never was.
    std::optional<qint64> milliseconds(const QString& path) const;
    /// The repository is not worked on any more.
    void forget(const QString& path) { m_windows.remove(path); }
    int openCount() const;

private:
    struct Window {
        QElapsedTimer clock{};
        std::optional<qint64> length{}; ///< once closed
    };
    struct Left {
        QString path{};
        QString owner{};
        bool ownerIsGone = false; ///< or ourselves: its lease need not run out
    };
    Result<bool> take(const QString& path);
    Result<bool> takeToClose(const QString& path);
    Result<bool> takeToCloseLeft(const Left& window);
    Result<QList<Left>> left();
    QCoro::Task<> release(QString path, QString outcome);
    void say(const QString& level, const QString& event, const QString& path, const QString& detail);

    Options m_options;
    std::shared_ptr<ImportDatabase> m_database;
    Log m_log;
    QHash<QString, Window> m_windows;
    QSet<QString> m_releasing;
    bool m_isClosingLeft = false;
    QHash<QString, QDeadlineTimer> m_nextAttempt; ///< after a hook that failed to close one
};

} // namespace transship
