// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/policy.h"
#include "models/storage/connection.h"

#include <QHash>
#include <QSet>
#include <QString>
#include <QStringList>

#include <optional>

namespace transship {

/// `application_settings` and `feature_gates`. Thread: the connection's.
class SettingsStore {
public:
    explicit SettingsStore(Connection& connection);

    /// Inside a transaction read once only: the transitions that share one are decided by the same settings.
    Result<Policy> policy();
    /// What policy() reads, to be asked together with other questions (Connection::readAll).
    struct Stored {
        QHash<QString, QString> settings;
        QSet<QString> flags;
        Result<Policy> policy() const { return Policy::fromStored(settings, flags); }
    };
    static Connection::Question policyQuestion(Stored& into);

    Result<QHash<QString, QString>> settings(); ///< only what was set, by full name
    /// Name full or short; validated; the canonical value as stored.
    Result<QString> setSetting(const QString& name, const QString& value);

    Result<QSet<QString>> enabledFlags();
    Result<void> setFlag(const QString& name, bool on);
    /// Switches all capacity flags but this one off, and this one on; 0 = all off. In one transaction.
    Result<void> setCapacity(int capacity);

    /// Root namespace paths, sorted.
    Result<QStringList> denyList();
    Result<void> deny(const QString& rootNamespace); ///< NotFound when no such root namespace exists
    Result<void> allow(const QString& rootNamespace);

private:
    Result<Policy> readPolicy();

    Connection& m_connection;
    std::optional<Policy> m_policy; ///< as of the transaction of this number
    quint64 m_policyTransaction = 0;
};

} // namespace transship
