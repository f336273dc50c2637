// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/databaseurl.h"
#include "tests/ctl/ctlprocess.h"

namespace transship::testing {

/// A transshipctl with a database of these repositories, a registry, and everything switched on. Fails loudly.
inline CtlProcess preparedCtl(const DatabaseUrl& database, const QUrl& registry, const QStringList& paths)
{
    CtlProcess ctl;
    ctl.setDatabase(database.toDisplayString());
    ctl.setVariable(QStringLiteral("TRANSSHIP_REGISTRY"), registry.toString());
    if (ctl.run({QStringLiteral("db"), QStringLiteral("upgrade")}).exitCode != 0) {
        qFatal("cannot create the test's database");
    }
    for (const QString& flag : {QStringLiteral("container_registry_migration_phase2_enabled"),
             QStringLiteral("capacity_5"), QStringLiteral("enqueue_speed_fast")}) {
        if (ctl.run({QStringLiteral("flags"), QStringLiteral("enable"), flag}).exitCode != 0) {
            qFatal("cannot switch on %s", qPrintable(flag));
        }
    }
    const QByteArray inventory = "path\n" + paths.join(u'\n').toUtf8() + '\n';
    if (ctl.run({QStringLiteral("inventory"), QStringLiteral("load"), QStringLiteral("-")}, inventory).exitCode != 0) {
        qFatal("cannot load the test's inventory");
    }
    return ctl;
}

inline QString stateOf(const CtlProcess& ctl, const QString& path)
{
    return ctl.run({QStringLiteral("repo"), QStringLiteral("show"), path, QStringLiteral("--json")})
        .json()[u"migration_state"]
        .toString();
}

inline int countOf(const CtlProcess& ctl, const QString& state)
{
    return ctl.run({QStringLiteral("db"), QStringLiteral("status"), QStringLiteral("--json")})
        .json()[u"states"][state]
        .toInt(-1);
}

} // namespace transship::testing
