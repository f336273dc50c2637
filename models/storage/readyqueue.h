// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/policy.h"
#include "models/storage/connection.h"

#include <QList>
#include <QString>
#include <QVariantList>

/// The enqueuer's questions about what is ready, as SQL. For RepositoryStore alone.
namespace transship {

/// SQLite has no statistics here, and without them takes any index that begins with the state: half a second where the
/// right one needs a tenth of a millisecond. PostgreSQL finds it by itself.
QString indexedBy(Backend backend, const char* index);

/// One queue of ready repositories: all of them, those of a plan, or those of one root namespace.
struct ReadyQueue {
    const char* index = "ready"; ///< oldest first
    const char* namespaceIndex = "ready_namespace"; ///< by root namespace; null: there is only one
    QString column; ///< what its rows have in common; empty: nothing
    QString value; ///< of that column, as SQL
    QVariantList values; ///< for the question marks in `value`
};

QList<ReadyQueue> readyQueues(const Policy& policy);
/// For the question marks of each of the statements below.
QVariantList valuesOf(const ReadyQueue& queue, const Policy& policy, const Connection& connection);

/// The rows of a queue, as a condition.
QString rowsOf(const ReadyQueue& queue, const Policy& policy);

/// How much of a queue is looked at one by one: a denied namespace may own the first hundred thousand.
constexpr int headLength = 100;
/// The oldest of a queue.
QString headOf(const ReadyQueue& queue, const Policy& policy, Backend backend, int length = headLength);
/// The oldest of a queue's head that is not denied.
QString probeOf(const ReadyQueue& queue, const Policy& policy, Backend backend);

QString notDenied(const QString& table);
/// The root namespaces between the denied ones, as rows (after, before); those without a place between are left out.
QString gapsBetween(QList<qint64> denied);
/// The first that is ready in the namespaces of a row `gap`: a few steps in the index, however many are denied.
QString firstInGap(const QString& columns, const ReadyQueue& queue, const Policy& policy, Backend backend);

} // namespace transship
