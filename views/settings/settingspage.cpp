// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/settings/settingspage.h"

#include "views/common/thememanager.h"
#include "views/settings/settingrow.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace transship {

SettingsPage::SettingsPage(RolloutControl& control, const QList<SettingItem>& items, QWidget* parent)
    : QWidget(parent)
    , m_control(control)
    , m_items(items)
    , m_summary(new QLabel(this))
    , m_discard(new QPushButton(tr("Discard"), this))
    , m_apply(new QPushButton(tr("Save changes"), this))
{
    auto* list = new QWidget(this);
    list->setBackgroundRole(QPalette::Window); // on Base a field of the dark theme has no outline to be seen
    list->setAutoFillBackground(true);
    auto* rows = new QVBoxLayout(list);
    rows->setContentsMargins(0, 4, 0, 4);
    rows->setSpacing(0);
    for (const SettingItem& item : m_items) {
        auto* row = new SettingRow(item, list);
        connect(row, &SettingRow::edited, this, &SettingsPage::updateButtons);
        m_rows << row;
        rows->addWidget(row);
        auto* line = new QFrame(list);
        line->setFrameShape(QFrame::HLine);
        line->setFrameShadow(QFrame::Plain);
        line->setForegroundRole(QPalette::Mid);
        line->setFixedHeight(1);
        rows->addWidget(line);
    }
    rows->addStretch(1);
    auto* scroll = new QScrollArea(this);
    scroll->setWidget(list);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus); // it follows the field that has it
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    m_summary->setWordWrap(true);
    m_summary->setObjectName(QStringLiteral("settingsSummary"));
    m_discard->setObjectName(QStringLiteral("discardSettings"));
    m_apply->setObjectName(QStringLiteral("applySettings"));
    auto* footer = new QHBoxLayout;
    footer->setContentsMargins(16, 8, 16, 10);
    footer->setSpacing(8);
    footer->addWidget(m_summary, 1);
    footer->addWidget(m_discard);
    footer->addWidget(m_apply);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(scroll, 1);
    layout->addLayout(footer);
    connect(m_discard, &QPushButton::clicked, this, [this] {
        m_refusal.clear();
        for (SettingRow* row : m_rows) {
            row->discard();
        }
    });
    connect(m_apply, &QPushButton::clicked, this, [this] { apply(); });
    updateButtons();
}

void SettingsPage::setState(const SettingsState& state)
{
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        const SettingDefinition& definition = m_items[i].definition;
        const auto last = state.lastChanges.constFind(definition.name);
        const QString value = m_items[i].isFlag
            ? (state.flags.contains(definition.name) ? QStringLiteral("true") : QStringLiteral("false"))
            : state.settings.value(definition.name, definition.defaultValue);
        m_rows[i]->setInForce(value, last == state.lastChanges.constEnd() ? std::nullopt : std::optional(*last));
    }
}

bool SettingsPage::hasEdits() const
{
    return std::any_of(m_rows.begin(), m_rows.end(), [](const SettingRow* row) { return row->isEdited(); });
}

void SettingsPage::setWhyNot(const QString& whyNot)
{
    m_whyNot = whyNot;
    updateButtons();
}

void SettingsPage::updateButtons()
{
    const auto edited
        = std::count_if(m_rows.begin(), m_rows.end(), [](const SettingRow* row) { return row->isEdited(); });
    const auto wrong = std::count_if(
        m_rows.begin(), m_rows.end(), [](const SettingRow* row) { return row->isEdited() && !row->isValid(); });
    m_discard->setEnabled(edited > 0 && !m_applying);
    m_apply->setEnabled(edited > 0 && wrong == 0 && !m_applying && m_whyNot.isEmpty());
    m_apply->setToolTip(m_whyNot);
    m_summary->setForegroundRole(
        wrong > 0 || !m_refusal.isEmpty() || !m_whyNot.isEmpty() ? warningRole : secondaryRole);
    m_summary->setText(!m_whyNot.isEmpty() ? m_whyNot
            : !m_refusal.isEmpty()         ? tr("Not saved: %1").arg(m_refusal)
            : wrong > 0                    ? tr("%n value(s) cannot be saved, see above.", nullptr, int(wrong))
            : edited > 0                   ? tr("%n change(s) not saved yet.", nullptr, int(edited))
                         : tr("What is changed here goes for every worker at once, and into history."));
}

QCoro::Task<> SettingsPage::apply()
{
    const QPointer<SettingsPage> self(this);
    QList<SettingChange> changes;
    for (const SettingRow* row : m_rows) {
        if (row->isEdited()) {
            changes << row->change();
        }
    }
    m_applying = true;
    m_refusal.clear();
    updateButtons();
    const Result<void> answer = co_await m_control.apply(changes);
    if (!self) {
        co_return;
    }
    m_applying = false;
    if (!answer) {
        m_refusal = answer.error().toString();
    } else {
        // What was saved is what is in force; the next look at the database confirms it.
        for (SettingRow* row : m_rows) {
            row->accept();
        }
    }
    updateButtons();
    Q_EMIT applied();
}

} // namespace transship
