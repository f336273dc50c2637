// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/settings/settingrow.h"

#include "views/common/texts.h"
#include "views/common/thememanager.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

namespace transship {
namespace {

constexpr int editorWidth = 180;
constexpr int editorColumn = 350;

/// The style draws the outline of a check box in the window's colour, which nobody sees on a dark ground.
void outline(QCheckBox& box)
{
    QPalette palette = QGuiApplication::palette();
    palette.setColor(QPalette::Window, palette.color(QPalette::PlaceholderText));
    box.setPalette(palette);
}

QLabel* words(QPalette::ColorRole role, QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setWordWrap(true);
    label->setForegroundRole(role);
    return label;
}

} // namespace

SettingRow::SettingRow(const SettingItem& item, QWidget* parent)
    : QWidget(parent)
    , m_item(item)
    , m_effect(words(QPalette::WindowText, this))
    , m_problem(words(warningRole, this))
    , m_changed(words(secondaryRole, this))
    , m_default(new QToolButton(this))
{
    setObjectName(QStringLiteral("row_") + item.definition.shortName);
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(16, 10, 16, 10);
    layout->setHorizontalSpacing(20);
    layout->setVerticalSpacing(3);
    layout->setColumnStretch(0, 1);
    auto* name = new QLabel(item.definition.shortName, this);
    QFont bold = name->font();
    bold.setBold(true);
    name->setFont(bold);
    name->setToolTip(item.definition.name);
    name->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* description = words(secondaryRole, this);
    description->setText(item.definition.description);
    layout->addWidget(name, 0, 0);
    layout->addWidget(description, 1, 0);
    layout->addWidget(m_effect, 2, 0);
    layout->addWidget(m_problem, 3, 0);
    layout->addWidget(makeEditor(), 0, 1, 2, 1, Qt::AlignTop);
    layout->addWidget(m_changed, 2, 1, Qt::AlignTop);
    m_changed->setFixedWidth(editorColumn);
    m_problem->setObjectName(QStringLiteral("problem_") + item.definition.shortName);
    m_problem->hide();
    setEnabled(false);
}

QWidget* SettingRow::makeEditor()
{
    auto* box = new QWidget(this);
    auto* layout = new QHBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    QWidget* editor = nullptr;
    const SettingDefinition& definition = m_item.definition;
    if (definition.type == SettingType::Boolean) {
        editor = m_check = new QCheckBox(tr("on"), box);
        outline(*m_check);
        connect(m_check, &QCheckBox::clicked, this, &SettingRow::updateTexts);
    } else if (definition.type == SettingType::PlanGroup) {
        editor = m_choice = new QComboBox(box);
        m_choice->addItems({QStringLiteral("free"), QStringLiteral("premium"), QStringLiteral("ultimate")});
        connect(m_choice, &QComboBox::activated, this, &SettingRow::updateTexts);
    } else {
        editor = m_line = new QLineEdit(box);
        m_line->setPlaceholderText(
            definition.type == SettingType::Timestamp ? QStringLiteral("2022-01-23T00:00:00Z") : QString());
        connect(m_line, &QLineEdit::textEdited, this, &SettingRow::updateTexts);
    }
    editor->setObjectName(
        (m_item.isFlag ? QStringLiteral("flag_") : QStringLiteral("setting_")) + definition.shortName);
    editor->setAccessibleName(definition.shortName);
    editor->setAccessibleDescription(definition.description);
    if (!m_check) {
        editor->setFixedWidth(definition.type == SettingType::Timestamp ? editorWidth : editorWidth / 2);
    }
    layout->addWidget(editor);
    auto* unit = new QLabel(unitOf(m_item), box);
    unit->setForegroundRole(secondaryRole);
    layout->addWidget(unit);
    layout->addStretch(1);
    m_default->setText(tr("Default: %1").arg(shownValue(m_item, definition.defaultValue)));
    m_default->setAccessibleName(tr("Back to the default of %1").arg(definition.shortName));
    m_default->setObjectName(QStringLiteral("default_") + definition.shortName);
    m_default->setAutoRaise(true);
    connect(m_default, &QToolButton::clicked, this, [this] {
        setEditedValue(m_item.definition.defaultValue);
        updateTexts();
    });
    layout->addWidget(m_default);
    box->setFixedWidth(editorColumn);
    return box;
}

QString SettingRow::editedValue() const
{
    if (m_check) {
        return m_check->isChecked() ? QStringLiteral("true") : QStringLiteral("false");
    }
    return m_choice ? m_choice->currentText() : m_line->text();
}

void SettingRow::setEditedValue(const QString& value)
{
    if (m_check) {
        m_check->setChecked(value == u"true");
    } else if (m_choice) {
        m_choice->setCurrentText(value);
    } else if (m_line->text() != value) {
        m_line->setText(value);
    }
}

void SettingRow::setInForce(const QString& value, const std::optional<SettingsEvent>& last)
{
    const bool editing = isEdited();
    m_inForce = value;
    m_last = last;
    if (!editing) {
        setEditedValue(value);
    }
    setEnabled(true);
    updateTexts();
}

bool SettingRow::isValid() const
{
    return validateSetting(m_item.definition, editedValue()).ok();
}

SettingChange SettingRow::change() const
{
    const Result<QString> value = validateSetting(m_item.definition, editedValue());
    return {m_item.definition.name, value ? *value : QString(), m_seen};
}

void SettingRow::discard()
{
    if (m_inForce) {
        setEditedValue(*m_inForce);
        updateTexts();
    }
}

void SettingRow::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange && m_check) {
        outline(*m_check);
    }
}

void SettingRow::accept()
{
    if (const Result<QString> value = validateSetting(m_item.definition, editedValue()); value && isEdited()) {
        m_inForce = *value;
        setEditedValue(*value);
        updateTexts();
    }
}

void SettingRow::updateTexts()
{
    if (!isEdited()) {
        m_seen.reset();
    } else if (!m_seen) {
        m_seen = m_inForce;
    }
    const Result<QString> value = validateSetting(m_item.definition, editedValue());
    QString problem = value ? QString() : value.error().message;
    if (value && m_seen && m_seen != m_inForce) {
        problem = tr("Changed meanwhile to %1 by %2. Discard to see it.")
                      .arg(shownValue(m_item, *m_inForce), m_last ? m_last->actor : tr("somebody"));
    }
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    m_effect->setText(value ? effectOf(m_item, *value) : QString());
    m_effect->setVisible(value.ok());
    m_default->setEnabled(editedValue() != m_item.definition.defaultValue);
    QString changed;
    if (isEdited()) {
        changed = tr("Not saved yet; in force: %1").arg(shownValue(m_item, *m_inForce));
    } else if (m_last) {
        changed = tr("%1 → %2 by %3, %4")
                      .arg(shownValue(m_item, m_last->before), shownValue(m_item, m_last->after),
                          m_last->actor.isEmpty() ? tr("unknown") : m_last->actor, texts::absolute(m_last->createdAt));
    }
    m_changed->setText(changed);
    Q_EMIT edited();
}

} // namespace transship
