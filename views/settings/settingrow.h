// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/settingsevent.h"
#include "models/migration/rolloutcontrol.h"
#include "views/settings/settingitem.h"

#include <QWidget>

#include <optional>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QToolButton;

namespace transship {

/// One setting or flag: its value to edit, what is wrong with it, what it leads to, its default, who changed it last.
/// What is being edited here stays while others change it, and says so. GUI thread.
class SettingRow : public QWidget {
    Q_OBJECT
public:
    explicit SettingRow(const SettingItem& item, QWidget* parent = nullptr);

    /// What the database says now.
    void setInForce(const QString& value, const std::optional<SettingsEvent>& last);

    bool isEdited() const { return m_inForce && editedValue() != *m_inForce; }
    bool isValid() const;
    /// What was edited; only when it is valid.
    SettingChange change() const;

public Q_SLOTS:
    void discard();
    /// What was edited is saved.
    void accept();

Q_SIGNALS:
    void edited();

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeEditor();
    QString editedValue() const;
    void setEditedValue(const QString& value);
    void updateTexts();

    SettingItem m_item;
    std::optional<QString> m_inForce;
    std::optional<QString> m_seen; ///< in force when the editing began
    std::optional<SettingsEvent> m_last;
    QCheckBox* m_check = nullptr; ///< one of these three
    QComboBox* m_choice = nullptr;
    QLineEdit* m_line = nullptr;
    QLabel* m_effect;
    QLabel* m_problem;
    QLabel* m_changed;
    QToolButton* m_default;
};

} // namespace transship
