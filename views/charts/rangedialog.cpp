// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/rangedialog.h"

#include <QDateTimeEdit>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QPushButton>

namespace transship {
namespace {

QDateTimeEdit* edit(const QString& name, const QDateTime& time, QWidget* parent)
{
    auto* edit = new QDateTimeEdit(parent);
    edit->setObjectName(name);
    edit->setTimeSpec(Qt::UTC);
    edit->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm"));
    edit->setCalendarPopup(true);
    edit->setDateTime(time.toUTC());
    return edit;
}

} // namespace

RangeDialog::RangeDialog(const ChartRange& range, QWidget* parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("rangeDialog"));
    setWindowTitle(tr("Time shown in the charts"));
    const QDateTime now = QDateTime::currentDateTimeUtc();
    m_from = edit(QStringLiteral("rangeFrom"), range.isFixed() ? range.from : now.addDays(-1), this);
    m_until = edit(QStringLiteral("rangeUntil"), range.isFixed() ? range.until : now, this);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_show = buttons->addButton(tr("Show"), QDialogButtonBox::AcceptRole);
    m_show->setObjectName(QStringLiteral("rangeShow"));
    m_show->setDefault(true);
    auto* layout = new QFormLayout(this);
    layout->addRow(tr("&From (UTC)"), m_from);
    layout->addRow(tr("&To (UTC)"), m_until);
    layout->addRow(buttons);
    connect(m_from, &QDateTimeEdit::dateTimeChanged, this, &RangeDialog::check);
    connect(m_until, &QDateTimeEdit::dateTimeChanged, this, &RangeDialog::check);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        ChartRange wanted;
        wanted.from = m_from->dateTime();
        wanted.until = m_until->dateTime();
        Q_EMIT chosen(wanted);
        accept();
    });
    check();
}

void RangeDialog::check()
{
    const bool possible = m_from->dateTime() < m_until->dateTime();
    m_show->setEnabled(possible);
    m_show->setToolTip(possible ? QString() : tr("The end has to be after the beginning."));
}

} // namespace transship
