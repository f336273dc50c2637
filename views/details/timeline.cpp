// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/details/timeline.h"

#include <algorithm>

namespace transship {
namespace {

bool isEnd(MigrationState state)
{
    return state == MigrationState::ImportDone || state == MigrationState::ImportSkipped;
}

void numberAttempts(QList<TimelineStep>& steps)
{
    int preImports = 0;
    int imports = 0;
    for (TimelineStep& step : steps) {
        if (step.state == MigrationState::PreImporting) {
            step.attempt = ++preImports;
        } else if (step.state == MigrationState::Importing) {
            step.attempt = ++imports;
        }
    }
}

QList<TimelineStep> fromRow(const ContainerRepository& row)
{
    QList<TimelineStep> steps;
    const auto add = [&steps](MigrationState state, const QDateTime& from, const QDateTime& to, bool running) {
        if (from.isValid() && (running || (to.isValid() && to >= from))) {
            steps << TimelineStep{state, from, running ? QDateTime() : to};
        }
    };
    const QDateTime firstStep = row.preImportStartedAt.isValid() ? row.preImportStartedAt : row.importStartedAt;
    add(MigrationState::Default, row.createdAt, firstStep, row.state == MigrationState::Default);
    add(MigrationState::PreImporting, row.preImportStartedAt, row.preImportDoneAt,
        row.state == MigrationState::PreImporting);
    add(MigrationState::PreImportDone, row.preImportDoneAt, row.importStartedAt,
        row.state == MigrationState::PreImportDone);
    add(MigrationState::Importing, row.importStartedAt, row.importDoneAt, row.state == MigrationState::Importing);
    return steps;
}

} // namespace

std::chrono::milliseconds TimelineStep::duration(const QDateTime& now) const
{
    return std::chrono::milliseconds(std::max<qint64>(0, from.msecsTo(to.isValid() ? to : now)));
}

QList<TimelineStep> timelineOf(const ContainerRepository& row, const QList<MigrationEventRow>& history)
{
    if (history.isEmpty()) {
        QList<TimelineStep> steps = fromRow(row);
        numberAttempts(steps);
        return steps;
    }
    QList<TimelineStep> steps;
    if (history.first().from == MigrationState::Default && row.createdAt.isValid()
        && row.createdAt <= history.first().createdAt) {
        steps << TimelineStep{MigrationState::Default, row.createdAt, history.first().createdAt};
    }
    for (qsizetype i = 0; i < history.size(); ++i) {
        const MigrationEventRow& event = history.at(i);
        if (event.to == MigrationState::Default) {
            steps.clear();
        }
        if (isEnd(event.to)) {
            continue;
        }
        TimelineStep step{event.to, event.createdAt, {}};
        if (i + 1 < history.size()) {
            const MigrationEventRow& next = history.at(i + 1);
            step.to = std::max(next.createdAt, step.from);
            step.failed = isActive(event.to)
                && (next.to == MigrationState::ImportAborted || next.to == MigrationState::ImportSkipped);
        }
        steps << step;
    }
    numberAttempts(steps);
    return steps;
}

} // namespace transship
