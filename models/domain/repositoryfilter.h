// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/filterexpression.h"
#include "models/domain/repository.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace transship {

/// Which repositories are meant: the value behind the search line, the sidebar, saved views, reports and `--query`.
/// Compiled to SQL by models/storage; `matches` agrees with that SQL. Cheap to copy; any thread.
///
/// The text form is the grammar of filterparser.h: `state:import_aborted retries>=2 path:gitlab-org/* -plan:free`.
class RepositoryFilter {
public:
    /// The error says at which character (1-based) and why; parseFilter() tells it in figures.
    static Result<RepositoryFilter> parse(const QString& text);
    static RepositoryFilter fromExpression(FilterExpression expression);
    static RepositoryFilter ofStates(const QList<MigrationState>& states);

    /// Reads back as an equal filter.
    QString toString() const;
    bool isEmpty() const { return m_expression.isEverything(); } ///< holds for every row
    /// `notes`: see filtermatching.h.
    bool matches(const ContainerRepository& repository, const QStringList& notes = {}) const;
    const FilterExpression& expression() const { return m_expression; }

    /// The same filter asked at this moment: `since<2h` means the two hours before it. All that is read for one answer
    /// must be asked at one moment.
    RepositoryFilter at(const QDateTime& now) const;
    /// What at() was given; else the present moment.
    QDateTime moment() const;
    /// Whether another moment can give another answer: there is an age in it.
    bool dependsOnTime() const;
    /// The shortest age in it; nothing without one.
    std::optional<qint64> shortestAgeSeconds() const;

    /// The states it lets through when it speaks of nothing but states; an empty list when it is empty.
    std::optional<QList<MigrationState>> onlyStates() const;
    /// The states it is narrowed to, among other things; empty: all.
    QList<MigrationState> states() const;
    /// The same with other states; empty: all.
    RepositoryFilter withStates(const QList<MigrationState>& states) const;
    /// The root namespace it is narrowed to, when it is a single one.
    QString rootNamespace() const;
    /// The same in another root namespace; empty: in all.
    RepositoryFilter withRootNamespace(const QString& name) const;

private:
    RepositoryFilter narrowed(FilterField field, std::optional<FilterExpression> criterion) const;

    FilterExpression m_expression;
    QDateTime m_moment;
};

/// Whether they ask the same, whatever the moment.
bool operator==(const RepositoryFilter& a, const RepositoryFilter& b);

} // namespace transship
