// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/filterplan.h"

#include "models/domain/filtermatching.h"
#include "models/storage/criterionsql.h"
#include "models/storage/filterbounds.h"
#include "models/storage/readyqueue.h"
#include "models/storage/repositorystore.h"

#include <algorithm>
#include <optional>

namespace transship {
namespace {

using Kind = FilterExpression::Kind;

constexpr std::size_t allStates = allMigrationStates.size();

QString joinedBy(const char* word, const QStringList& conditions)
{
    QStringList bracketed;
    for (const QString& condition : conditions) {
        bracketed << u'(' + condition + u')';
    }
    return conditions.size() == 1 ? conditions.first() : bracketed.join(QLatin1StringView(word));
}

/// The index to walk along. Without statistics SQLite would take any index that begins with a column of the condition.
QString walkAlong(const char* index, Backend backend)
{
    if (backend == Backend::PostgreSql) {
        return {};
    }
    return index ? indexedBy(backend, index) : QStringLiteral(" NOT INDEXED"); // it may still use the primary key
}

QString idsWhere(const char* index, const QString& condition, Backend backend)
{
    return QStringLiteral("SELECT id AS few_id FROM container_repositories%1 WHERE %2")
        .arg(walkAlong(index, backend), condition);
}

/// States outside of which the expression holds for nothing.
QList<MigrationState> statesWithin(const FilterExpression& expression)
{
    if (const auto states = statesOf(expression)) {
        return *states;
    }
    QList<MigrationState> result(allMigrationStates.begin(), allMigrationStates.end());
    if (expression.kind == Kind::All) {
        for (const FilterExpression& part : expression.parts) {
            const QList<MigrationState> states = statesWithin(part);
            result.removeIf([&states](MigrationState state) { return !states.contains(state); });
        }
    } else if (expression.kind == Kind::Any) {
        QList<MigrationState> any;
        for (const FilterExpression& part : expression.parts) {
            any << statesWithin(part);
        }
        result.removeIf([&any](MigrationState state) { return !any.contains(state); });
    }
    return result;
}

QString statesSql(const QList<MigrationState>& states, Backend backend)
{
    return criterionSql({FilterField::State, OneOf<MigrationState>{states, false}}, backend, {});
}

/// The longest piece of a pattern that stands in the text as it is.
QString longestPiece(const QString& glob)
{
    QString longest;
    qsizetype from = 0;
    for (qsizetype i = 0; i <= glob.size(); ++i) {
        if (i == glob.size() || glob[i] == u'*' || glob[i] == u'?') {
            if (i - from > longest.size()) {
                longest = glob.mid(from, i - from);
            }
            from = i + 1;
        }
    }
    return longest;
}

/// Nothing when the text is too short for an index of trigrams.
std::optional<QString> idsWithPart(const QString& part, Backend backend)
{
    if (part.toUcs4().size() < 3 || part.contains(QChar::Null) || !part.isValidUtf16()) {
        return std::nullopt;
    }
    if (backend == Backend::Sqlite) {
        const QString phrase = u'"' + QString(part).replace(u'"', QStringLiteral("\"\"")) + u'"';
        return QStringLiteral("SELECT rowid AS few_id FROM repository_paths WHERE repository_paths MATCH ")
            + sqlLiteral(phrase);
    }
    QString pattern;
    for (const QChar c : part) {
        pattern += c == u'%' || c == u'_' || c == u'\\' ? QStringLiteral("\\") + c : QString(c);
    }
    return QStringLiteral("SELECT id AS few_id FROM repository_paths WHERE path LIKE ")
        + sqlLiteral(u'%' + pattern + u'%');
}

class Planner {
public:
    Planner(RepositorySort sort, Backend backend, const QDateTime& now)
        : m_info(infoOf(sort))
        , m_backend(backend)
        , m_now(now)
    {
    }

    FilterPlan plan(const RepositoryFilter& filter)
    {
        m_plan.condition = whereClause(filter.at(m_now), m_backend);
        m_plan.index = walkAlong(m_info.index, m_backend);
        const FilterExpression& expression = filter.expression();
        if (expression.kind == Kind::All) {
            for (const FilterExpression& part : expression.parts) {
                take(part);
            }
        } else {
            take(expression);
        }
        const QList<MigrationState> states = statesWithin(expression);
        if (states.size() < qsizetype(allStates)) {
            m_plan.few.prepend({idsWhere("state_id", statesSql(states, m_backend), m_backend)});
        }
        m_plan.rest = joinedBy(" AND ", m_rest);
        m_columns << sortColumns(m_info.sort);
        m_columns.removeDuplicates();
        m_plan.columns = m_columns;
        return m_plan;
    }

    static QStringList sortColumns(RepositorySort sort)
    {
        switch (sort) {
        case RepositorySort::Id:
            return {};
        case RepositorySort::Path:
            return {QStringLiteral("path")};
        case RepositorySort::UpdatedAt:
            return columnsOf(FilterField::Updated);
        case RepositorySort::CreatedAt:
            return columnsOf(FilterField::Created);
        case RepositorySort::Since:
            return columnsOf(FilterField::Since);
        case RepositorySort::State:
            return columnsOf(FilterField::State);
        case RepositorySort::Plan:
            return columnsOf(FilterField::Plan);
        case RepositorySort::Tags:
            return columnsOf(FilterField::Tags);
        case RepositorySort::Retries:
            return columnsOf(FilterField::Retries);
        }
        Q_UNREACHABLE();
        return {};
    }

private:
    void take(const FilterExpression& part)
    {
        const auto states = statesOf(part);
        if (states && states->size() == qsizetype(allStates)) {
            return;
        }
        const bool byState = m_info.sort == RepositorySort::State;
        if (states && states->size() == 1 && (m_info.stateIndex || byState) && !m_inState) {
            m_inState = true;
            m_plan.index = walkAlong(byState ? m_info.index : m_info.stateIndex, m_backend);
            m_plan.within << statesSql(*states, m_backend);
            m_plan.hasOneKey = m_plan.hasOneKey || byState;
            return;
        }
        if (part.kind == Kind::Criterion) {
            findFew(part.criterion);
            std::optional<KeyBounds> bounds = boundsOf(part.criterion, m_info.sort, m_backend, m_now);
            if (bounds && !m_info.isTotal && bounds->equal.contains(u" IN (")) {
                bounds.reset(); // several keys are no range to walk along
            }
            if (bounds) {
                keep(*bounds);
            }
            if (bounds && bounds->isExact) {
                return;
            }
        }
        m_rest << whereClause(RepositoryFilter::fromExpression(part).at(m_now), m_backend);
        anyCriterion(part, [this](const FilterCriterion& criterion) {
            m_columns << columnsOf(criterion.field);
            return false;
        });
    }

    void keep(const KeyBounds& bounds)
    {
        const auto add = [](QStringList& list, const QString& condition) {
            if (!condition.isEmpty()) {
                list << condition;
            }
        };
        add(m_plan.within, bounds.equal);
        m_plan.hasOneKey = m_plan.hasOneKey || !bounds.equal.isEmpty();
        add(m_plan.lower, bounds.lower);
        add(m_plan.upper, bounds.upper);
    }

    void findFew(const FilterCriterion& criterion)
    {
        for (const RepositorySortInfo& info : repositorySorts) {
            if (const auto bounds = boundsOf(criterion, info.sort, m_backend, m_now)) {
                m_plan.few << FewRows{idsWhere(info.index, joinedBy(" AND ", bounds->all()), m_backend)};
            }
        }
        const auto* texts = std::get_if<OneOf<QString>>(&criterion.value);
        if (texts && texts->values.size() == 1
            && (criterion.field == FilterField::Word || criterion.field == FilterField::Path)) {
            const QString& text = texts->values.first();
            if (const auto ids
                = idsWithPart(criterion.field == FilterField::Word ? text : longestPiece(text), m_backend)) {
                m_plan.few << FewRows{*ids, true};
            }
        }
        if (criterion.field == FilterField::Project && !std::holds_alternative<NumberLimit>(criterion.value)) {
            m_plan.few << FewRows{idsWhere("project_name", criterionSql(criterion, m_backend, m_now), m_backend)};
        }
    }

    static QStringList columnsOf(FilterField field)
    {
        switch (field) {
        case FilterField::Note:
        case FilterField::Id:
            return {};
        case FilterField::Word:
        case FilterField::Path:
        case FilterField::Namespace:
            return {QStringLiteral("path")};
        case FilterField::State:
            return {QStringLiteral("migration_state")};
        case FilterField::Since:
            return {QStringLiteral("migration_state"), QStringLiteral("created_at"),
                QStringLiteral("migration_pre_import_started_at"), QStringLiteral("migration_pre_import_done_at"),
                QStringLiteral("migration_import_started_at"), QStringLiteral("migration_import_done_at"),
                QStringLiteral("migration_aborted_at"), QStringLiteral("migration_skipped_at")};
        default:
            return {filterColumn(field)};
        }
    }

    const RepositorySortInfo& m_info;
    Backend m_backend;
    QDateTime m_now;
    FilterPlan m_plan;
    QStringList m_rest;
    QStringList m_columns;
    bool m_inState = false;
};

} // namespace

FilterPlan planOf(const RepositoryFilter& filter, RepositorySort sort, Backend backend)
{
    return Planner(sort, backend, filter.moment()).plan(filter);
}

FilterPlan planOf(const QString& condition, RepositorySort sort, Backend backend)
{
    FilterPlan plan = planOf(RepositoryFilter(), sort, backend);
    plan.rest = condition;
    plan.condition = condition;
    plan.columns = {QStringLiteral("*")};
    return plan;
}

} // namespace transship
