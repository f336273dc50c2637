// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/settingsstore.h"

#include "models/domain/settingdefinitions.h"
#include "models/storage/settingseventstore.h"

namespace transship {
namespace {

const QString truth = QStringLiteral("true");
const QString untruth = QStringLiteral("false");

Result<void> withoutCount(const Result<int>& changed)
{
    return changed ? Result<void>() : changed.error();
}

/// A change that is legal, in its stored form.
struct Planned {
    SettingsEventKind kind = SettingsEventKind::Setting;
    QString name;
    QString after; ///< in force afterwards
    bool isDefault = false; ///< nothing is stored then
    std::optional<QString> seen;

    QString inForce(const SettingsStore::Stored& stored) const
    {
        if (kind == SettingsEventKind::Flag) {
            return stored.flags.contains(name) ? truth : untruth;
        }
        const Result<SettingDefinition> definition = findSetting(name);
        return stored.settings.value(name, definition ? definition->defaultValue : QString());
    }
};

Result<Planned> planOf(const SettingChange& change)
{
    if (const Result<SettingDefinition> setting = findSetting(change.name)) {
        const Result<QString> value = validateSetting(*setting, change.value.value_or(setting->defaultValue));
        if (!value) {
            return value.error();
        }
        return Planned{SettingsEventKind::Setting, setting->name, *value, !change.value, change.seen};
    }
    const Result<FlagDefinition> flag = findFlag(change.name);
    if (!flag) {
        return Error{
            ErrorCode::InvalidArgument, QStringLiteral("there is no setting and no flag \"%1\"").arg(change.name)};
    }
    const QString value = change.value.value_or(untruth);
    if (value != truth && value != untruth) {
        return Error{ErrorCode::InvalidArgument,
            QStringLiteral("\"%1\" is not a value for the flag %2: true or false is wanted").arg(value, flag->name)};
    }
    return Planned{SettingsEventKind::Flag, flag->name, value, value == untruth, change.seen};
}

Result<void> write(Connection& connection, const Planned& plan)
{
    if (plan.kind == SettingsEventKind::Setting) {
        return withoutCount(plan.isDefault
                ? connection.execCount(QStringLiteral("DELETE FROM application_settings WHERE name = ?"), {plan.name})
                : connection.execCount(QStringLiteral("INSERT INTO application_settings (name, value) VALUES (?, ?) "
                                                      "ON CONFLICT (name) DO UPDATE SET value = excluded.value"),
                    {plan.name, plan.after}));
    }
    if (plan.isDefault) {
        return withoutCount(connection.execCount(
            QStringLiteral("DELETE FROM feature_gates WHERE feature_key = ? AND key = 'boolean'"), {plan.name}));
    }
    return withoutCount(connection.execCount(QStringLiteral("INSERT INTO feature_gates (feature_key, key, value) "
                                                            "VALUES (?, 'boolean', 'true') ON CONFLICT DO NOTHING"),
        {plan.name}));
}

Error meanwhile(const QString& name, const QString& value)
{
    return {ErrorCode::Conflict,
        QStringLiteral("%1 was changed by someone else meanwhile: it is \"%2\" now; look again").arg(name, value)};
}

} // namespace

SettingsStore::SettingsStore(Connection& connection)
    : m_connection(connection)
{
}

Result<Policy> SettingsStore::policy()
{
    if (!m_connection.inTransaction()) {
        return readPolicy();
    }
    if (!m_policy || m_policyTransaction != m_connection.transactionNumber()) {
        const Result<Policy> read = readPolicy();
        if (!read) {
            return read;
        }
        m_policy = *read;
        m_policyTransaction = m_connection.transactionNumber();
    }
    return *m_policy;
}

/// One statement, since every transition asks it; only the flags we know, since there are thousands of others.
Connection::Question SettingsStore::policyQuestion(Stored& into)
{
    static const QString sql = [] {
        QStringList names;
        for (const FlagDefinition& flag : flagDefinitions()) {
            names << u'\'' + flag.name + u'\'';
        }
        return QStringLiteral("SELECT name, value, 0 FROM application_settings UNION ALL SELECT feature_key, value, 1 "
                              "FROM feature_gates WHERE feature_key IN (%1) AND key = 'boolean' AND value = 'true'")
            .arg(names.join(QStringLiteral(", ")));
    }();
    return {sql, {}, [&into](const Row& row) -> Result<void> {
                if (row.value(2).toInt() == 0) {
                    into.settings.insert(row.value(0).toString(), row.value(1).toString());
                } else {
                    into.flags.insert(row.value(0).toString());
                }
                return {};
            }};
}

Result<Policy> SettingsStore::readPolicy()
{
    Stored stored;
    const Result<void> read = m_connection.readAll({policyQuestion(stored)});
    return read ? stored.policy() : read.error();
}

Result<QHash<QString, QString>> SettingsStore::settings()
{
    Result<QSqlQuery> query = m_connection.exec(QStringLiteral("SELECT name, value FROM application_settings"));
    if (!query) {
        return query.error();
    }
    QHash<QString, QString> settings;
    while (query->next()) {
        settings.insert(query->value(0).toString(), query->value(1).toString());
    }
    return settings;
}

Result<void> SettingsStore::apply(const QList<SettingChange>& changes, const ChangeAuthor& author)
{
    QList<Planned> planned;
    for (const SettingChange& change : changes) {
        const Result<Planned> plan = planOf(change);
        if (!plan) {
            return plan.error();
        }
        planned << *plan;
    }
    m_policy.reset();
    return m_connection.transaction([&]() -> Result<void> {
        lockChanges();
        Stored stored;
        if (const Result<void> read = m_connection.readAll({policyQuestion(stored)}); !read) {
            return read;
        }
        SettingsEventStore history(m_connection);
        for (const Planned& plan : planned) {
            const QString before = plan.inForce(stored);
            if (plan.seen && *plan.seen != before) {
                return meanwhile(plan.name, before);
            }
            if (const Result<void> written = write(m_connection, plan); !written) {
                return written;
            }
            if (before == plan.after) {
                continue;
            }
            const Result<void> recorded
                = history.record({0, plan.kind, plan.name, before, plan.after, author.actor, author.origin, {}});
            if (!recorded) {
                return recorded;
            }
        }
        return {};
    });
}

/// So that of two who change the same thing at a time each sees what it was before.
void SettingsStore::lockChanges()
{
    if (m_connection.backend() == Backend::PostgreSql) {
        m_connection.runBeforeNext(QStringLiteral("SELECT pg_advisory_xact_lock(7260115)"));
    }
}

Result<QString> SettingsStore::setSetting(const QString& name, const QString& value, const ChangeAuthor& author)
{
    const Result<SettingDefinition> definition = findSetting(name);
    if (!definition) {
        return definition.error();
    }
    Result<QString> canonical = validateSetting(*definition, value);
    if (!canonical) {
        return canonical;
    }
    const Result<void> applied = apply({{definition->name, *canonical}}, author);
    return applied ? canonical : applied.error();
}

Result<QSet<QString>> SettingsStore::enabledFlags()
{
    Result<QSqlQuery> query = m_connection.exec(
        QStringLiteral("SELECT feature_key FROM feature_gates WHERE key = 'boolean' AND value = 'true'"));
    if (!query) {
        return query.error();
    }
    QSet<QString> flags;
    while (query->next()) {
        flags.insert(query->value(0).toString());
    }
    return flags;
}

Result<void> SettingsStore::setFlag(const QString& name, bool on, const ChangeAuthor& author)
{
    const Result<FlagDefinition> flag = findFlag(name);
    return flag ? apply({{flag->name, on ? truth : untruth}}, author) : flag.error();
}

Result<void> SettingsStore::setCapacity(int capacity, const ChangeAuthor& author)
{
    if (capacity != 0 && std::find(capacitySteps.begin(), capacitySteps.end(), capacity) == capacitySteps.end()) {
        return Error{ErrorCode::InvalidArgument,
            QStringLiteral("a capacity of %1 has no flag; known: 0, 1, 2, 5, 10, 25, 40").arg(capacity)};
    }
    QList<SettingChange> changes;
    for (const int step : capacitySteps) {
        changes << SettingChange{flags::capacityPrefix + QString::number(step), step == capacity ? truth : untruth};
    }
    return apply(changes, author);
}

} // namespace transship
