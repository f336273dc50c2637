// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/enums.h"

#include <QDateTime>
#include <QString>

namespace transship {

enum class SettingsEventKind {
    Setting,
    Flag, ///< values "true" and "false"
    Deny, ///< a root namespace on the deny list: "true" and "false"
};
QString toName(SettingsEventKind kind);
Result<SettingsEventKind> settingsEventKindFromName(QStringView name);

/// One row of `settings_events`: who changed the rollout's settings, and how. A plain value: any thread.
struct SettingsEvent {
    qint64 id = 0;
    SettingsEventKind kind = SettingsEventKind::Setting;
    QString name; ///< full name of the setting or flag; path of the root namespace
    QString before; ///< as it was in force; a default is written out
    QString after;
    QString actor;
    Origin origin = Origin::Ctl;
    QDateTime createdAt;
};

} // namespace transship
