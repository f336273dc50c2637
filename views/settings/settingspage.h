// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/migration/rolloutcontrol.h"
#include "models/migration/rolloutmonitor.h"
#include "views/settings/settingitem.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace transship {

class SettingRow;

/// Settings or flags, one below the other; what was edited is saved together or not at all. GUI thread; borrows the
/// control; nothing blocks.
class SettingsPage : public QWidget {
    Q_OBJECT
public:
    SettingsPage(RolloutControl& control, const QList<SettingItem>& items, QWidget* parent = nullptr);

    void setState(const SettingsState& state);
    bool hasEdits() const;
    /// Why nothing may be saved now; empty: it may.
    void setWhyNot(const QString& whyNot);

Q_SIGNALS:
    /// Saved, or refused: time to read again.
    void applied();

private:
    void updateButtons();
    QCoro::Task<> apply();

    RolloutControl& m_control;
    QList<SettingItem> m_items;
    QList<SettingRow*> m_rows;
    QLabel* m_summary;
    QPushButton* m_discard;
    QPushButton* m_apply;
    QString m_whyNot;
    QString m_refusal; ///< of the last attempt, until the next or a discard
    bool m_applying = false;
};

} // namespace transship
