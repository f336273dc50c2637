// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/settingsstore.h"

#include "models/domain/settingdefinitions.h"

namespace transship {
namespace {

Result<void> withoutCount(const Result<int>& changed)
{
    return changed ? Result<void>() : changed.error();
}

Result<void> writeFlag(Connection& connection, const QString& fullName, bool on)
{
    if (!on) {
        return withoutCount(connection.execCount(
            QStringLiteral("DELETE FROM feature_gates WHERE feature_key = ? AND key = 'boolean'"), {fullName}));
    }
    return withoutCount(connection.execCount(QStringLiteral("INSERT INTO feature_gates (feature_key, key, value) "
                                                            "VALUES (?, 'boolean', 'true') ON CONFLICT DO NOTHING"),
        {fullName}));
}

Result<qint64> rootNamespaceId(Connection& connection, const QString& path)
{
    Result<QSqlQuery> query = connection.exec(
        QStringLiteral("SELECT id FROM namespaces WHERE path = ? AND COALESCE(parent_id, 0) = 0"), {path});
    if (!query) {
        return query.error();
    }
    if (!query->next()) {
        return Error{ErrorCode::NotFound,
            QStringLiteral("there is no root namespace \"%1\"; a root namespace is the first part of a path")
                .arg(path)};
    }
    return query->value(0).toLongLong();
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

Result<QString> SettingsStore::setSetting(const QString& name, const QString& value)
{
    const Result<SettingDefinition> definition = findSetting(name);
    if (!definition) {
        return definition.error();
    }
    Result<QString> canonical = validateSetting(*definition, value);
    if (!canonical) {
        return canonical;
    }
    m_policy.reset();
    const Result<int> stored
        = m_connection.execCount(QStringLiteral("INSERT INTO application_settings (name, value) VALUES (?, ?) "
                                                "ON CONFLICT (name) DO UPDATE SET value = excluded.value"),
            {definition->name, *canonical});
    if (!stored) {
        return stored.error();
    }
    return canonical;
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

Result<void> SettingsStore::setFlag(const QString& name, bool on)
{
    const Result<FlagDefinition> flag = findFlag(name);
    if (!flag) {
        return flag.error();
    }
    m_policy.reset();
    return writeFlag(m_connection, flag->name, on);
}

Result<void> SettingsStore::setCapacity(int capacity)
{
    if (capacity != 0 && std::find(capacitySteps.begin(), capacitySteps.end(), capacity) == capacitySteps.end()) {
        return Error{ErrorCode::InvalidArgument,
            QStringLiteral("a capacity of %1 has no flag; known: 0, 1, 2, 5, 10, 25, 40").arg(capacity)};
    }
    m_policy.reset();
    return m_connection.transaction([&]() -> Result<void> {
        for (const int step : capacitySteps) {
            const QString name = flags::capacityPrefix + QString::number(step);
            if (const Result<void> written = writeFlag(m_connection, name, step == capacity); !written) {
                return written;
            }
        }
        return {};
    });
}

Result<QStringList> SettingsStore::denyList()
{
    Result<QSqlQuery> query = m_connection.exec(
        QStringLiteral("SELECT path FROM namespaces WHERE EXISTS (SELECT 1 FROM feature_gates WHERE feature_key = ? "
                       "AND key = 'actors' AND value = 'Group:' || namespaces.id) ORDER BY path"),
        {flags::denyList});
    if (!query) {
        return query.error();
    }
    QStringList paths;
    while (query->next()) {
        paths << query->value(0).toString();
    }
    return paths;
}

Result<void> SettingsStore::deny(const QString& rootNamespace)
{
    const Result<qint64> id = rootNamespaceId(m_connection, rootNamespace);
    if (!id) {
        return id.error();
    }
    return withoutCount(m_connection.execCount(QStringLiteral("INSERT INTO feature_gates (feature_key, key, value) "
                                                              "VALUES (?, 'actors', ?) ON CONFLICT DO NOTHING"),
        {flags::denyList, QStringLiteral("Group:%1").arg(*id)}));
}

Result<void> SettingsStore::allow(const QString& rootNamespace)
{
    const Result<qint64> id = rootNamespaceId(m_connection, rootNamespace);
    if (!id) {
        return id.error();
    }
    return withoutCount(m_connection.execCount(
        QStringLiteral("DELETE FROM feature_gates WHERE feature_key = ? AND key = 'actors' AND value = ?"),
        {flags::denyList, QStringLiteral("Group:%1").arg(*id)}));
}

} // namespace transship
