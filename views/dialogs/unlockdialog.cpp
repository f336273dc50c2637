// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/dialogs/unlockdialog.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace transship {
namespace {

constexpr int suggestedMinutes = 15;
constexpr int longestMinutes = 480;
constexpr int longestReason = 500;

} // namespace

UnlockDialog::UnlockDialog(const QString& profile, QWidget* parent)
    : QDialog(parent)
    , m_minutes(new QSpinBox(this))
    , m_reason(new QLineEdit(this))
{
    setObjectName(QStringLiteral("unlockDialog"));
    setWindowTitle(tr("Unlock for changes"));
    setMinimumWidth(460);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 16, 18, 14);
    layout->setSpacing(12);
    auto* headline = new QLabel(tr("<b>%1 is a production profile.</b><br>Until the time is over, actions and settings "
                                   "in this window change it. "
                                   "The reason goes to the log.")
                                    .arg(profile.toHtmlEscaped()),
        this);
    headline->setWordWrap(true);
    layout->addWidget(headline);
    m_minutes->setObjectName(QStringLiteral("unlockMinutes"));
    m_minutes->setAccessibleName(tr("Minutes until it locks itself again"));
    m_minutes->setRange(1, longestMinutes);
    m_minutes->setValue(suggestedMinutes);
    m_minutes->setSuffix(tr(" min"));
    m_reason->setObjectName(QStringLiteral("unlockReason"));
    m_reason->setAccessibleName(tr("Reason for unlocking"));
    m_reason->setPlaceholderText(tr("for example the number of the change or incident"));
    m_reason->setMaxLength(longestReason);
    auto* form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Reason"), m_reason);
    form->addRow(tr("&For"), m_minutes);
    layout->addLayout(form);
    auto* buttons = new QDialogButtonBox(this);
    auto* unlock = buttons->addButton(tr("&Unlock"), QDialogButtonBox::AcceptRole);
    unlock->setObjectName(QStringLiteral("unlock"));
    unlock->setEnabled(false);
    buttons->addButton(QDialogButtonBox::Cancel);
    layout->addWidget(buttons);
    connect(m_reason, &QLineEdit::textChanged, unlock, [this, unlock] { unlock->setEnabled(!reason().isEmpty()); });
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_reason->setFocus();
}

std::chrono::minutes UnlockDialog::duration() const
{
    return std::chrono::minutes(m_minutes->value());
}

QString UnlockDialog::reason() const
{
    return m_reason->text().simplified();
}

} // namespace transship
