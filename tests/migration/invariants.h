// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/stores.h"
#include "tests/migration/migrationfixture.h"

#include <QMap>
#include <QStringList>

namespace transship::testing {

/// What holds after whatever has happened: the history of each repository leads, step by step, from default to the
/// state its row is in, and the counters say what the rows say. Empty when so; else what is wrong, at most ten.
inline Result<QStringList> historyProblems(Stores& stores)
{
    QStringList wrong;
    QMap<qint64, MigrationState> states;
    qint64 last = 0;
    for (;;) {
        const Result<QList<MigrationEventRow>> events = stores.events.since(last, 10'000);
        if (!events) {
            return events.error();
        }
        if (events->isEmpty()) {
            break;
        }
        for (const MigrationEventRow& event : *events) {
            const MigrationState before = states.value(event.repositoryId, MigrationState::Default);
            if (event.from != before) {
                wrong << QStringLiteral("event %1 of repository %2 starts at %3, where history had come to %4")
                             .arg(event.id)
                             .arg(event.repositoryId)
                             .arg(toName(event.from), toName(before));
            }
            states[event.repositoryId] = event.to;
            last = event.id;
        }
    }
    const Result<QList<ContainerRepository>> rows = stores.repositories.list({}, RepositorySort::Id, false, 0);
    if (!rows) {
        return rows.error();
    }
    StateCounts found;
    for (const ContainerRepository& row : *rows) {
        ++found.counts[static_cast<std::size_t>(row.state)];
        const MigrationState replayed = states.value(row.id, MigrationState::Default);
        if (replayed != row.state) {
            wrong << QStringLiteral("%1 is %2, its history ends at %3")
                         .arg(row.path, toName(row.state), toName(replayed));
        }
    }
    const Result<StateCounts> counted = stores.repositories.countByState();
    if (!counted) {
        return counted.error();
    }
    if (counted->counts != found.counts) {
        wrong << QStringLiteral("the counters do not say what the rows say");
    }
    return QStringList(wrong.mid(0, 10));
}

inline QStringList historyProblems(MigrationFixture& fixture)
{
    return fixture.inStorage([](Stores& stores) { return historyProblems(stores); });
}

} // namespace transship::testing
