// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/settingsevent.h"

#include "models/domain/enumnames.h"

namespace transship {
namespace {

constexpr std::array kindNames{
    EnumName<SettingsEventKind>{SettingsEventKind::Setting, "setting"},
    EnumName<SettingsEventKind>{SettingsEventKind::Flag, "flag"},
    EnumName<SettingsEventKind>{SettingsEventKind::Deny, "deny"},
};

} // namespace

QString toName(SettingsEventKind kind)
{
    return nameOf(kindNames, kind);
}

Result<SettingsEventKind> settingsEventKindFromName(QStringView name)
{
    return parseName(kindNames, name, "kind of a change of settings");
}

} // namespace transship
