// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/settingdefinitions.h"

#include <QList>
#include <QString>

namespace transship {

/// A setting or a flag as a page shows it: a flag is one that is true or false.
struct SettingItem {
    SettingDefinition definition;
    bool isFlag = false;

    static QList<SettingItem> settings();
    static QList<SettingItem> flags();
};

/// "s", "s a tag" or nothing.
QString unitOf(const SettingItem& item);
/// What this legal value leads to, in one sentence.
QString effectOf(const SettingItem& item, const QString& value);
/// As it is shown: "none" for nothing, "on" and "off" for flags.
QString shownValue(const SettingItem& item, const QString& value);

} // namespace transship
