// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/policy.h"
#include "models/domain/settingsevent.h"
#include "models/storage/connection.h"

#include <QHash>
#include <QSet>
#include <QString>
#include <QStringList>

#include <optional>

namespace transship {

/// Who changes the settings; kept in `settings_events`.
struct ChangeAuthor {
    QString actor;
    Origin origin = Origin::Ctl;
};

/// A setting or a flag ("true", "false") that becomes another one.
struct SettingChange {
    QString name; ///< full or short
    std::optional<QString> value{}; ///< nothing: back to its default
    std::optional<QString> seen{}; ///< the value in force that it was decided by: Conflict when it is another one now
};

/// A root namespace and what denying it comes to.
struct RootNamespace {
    QString path;
    qint64 waiting = 0; ///< repositories of it in state default
};

/// `application_settings` and `feature_gates`; every change with its author in `settings_events`, in one transaction.
/// Thread: the connection's.
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
    /// All of them or, when one is not legal or not as it was seen, none.
    Result<void> apply(const QList<SettingChange>& changes, const ChangeAuthor& author);
    /// Name full or short; validated; the canonical value as stored.
    Result<QString> setSetting(const QString& name, const QString& value, const ChangeAuthor& author = {});

    Result<QSet<QString>> enabledFlags();
    Result<void> setFlag(const QString& name, bool on, const ChangeAuthor& author = {});
    /// Switches all capacity flags but this one off, and this one on; 0 = all off. In one transaction.
    Result<void> setCapacity(int capacity, const ChangeAuthor& author = {});

    /// Root namespace paths, sorted.
    Result<QStringList> denyList();
    Result<void> deny(
        const QString& rootNamespace, const ChangeAuthor& author = {}); ///< NotFound when no such root namespace exists
    Result<void> allow(const QString& rootNamespace, const ChangeAuthor& author = {});
    /// As denyList, with what waits in each.
    Result<QList<RootNamespace>> denied();
    /// NotFound as above.
    Result<RootNamespace> rootNamespace(const QString& path);
    /// Paths of root namespaces that begin with this, sorted, at most `limit`.
    Result<QStringList> rootNamespaces(const QString& prefix, int limit);

private:
    Result<Policy> readPolicy();
    Result<void> changeDenyList(const QString& rootNamespace, bool denied, const ChangeAuthor& author);
    void lockChanges();

    Connection& m_connection;
    std::optional<Policy> m_policy; ///< as of the transaction of this number
    quint64 m_policyTransaction = 0;
};

} // namespace transship
