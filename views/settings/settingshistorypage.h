// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/settingsevent.h"

#include <QList>
#include <QTableWidget>

namespace transship {

/// Who changed which setting, flag or entry of the deny list, newest first. GUI thread.
class SettingsHistoryPage : public QTableWidget {
    Q_OBJECT
public:
    explicit SettingsHistoryPage(QWidget* parent = nullptr);

    void setEvents(const QList<SettingsEvent>& events);

private:
    qint64 m_newest = -1;
};

} // namespace transship
