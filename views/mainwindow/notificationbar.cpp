// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/mainwindow/notificationbar.h"

#include "views/common/icons.h"
#include "views/dialogs/resultdialog.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include <chrono>

namespace transship {
namespace {

constexpr std::chrono::seconds goodNewsStay{6};

} // namespace

NotificationBar::NotificationBar(QWidget* parent)
    : QFrame(parent)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
    , m_details(new QToolButton(this))
{
    setObjectName(QStringLiteral("notificationBar"));
    setAccessibleName(tr("Notification"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::AlternateBase);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 8, 6);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_details);
    auto* close = new QToolButton(this);
    close->setText(tr("Close"));
    close->setAutoRaise(true);
    layout->addWidget(close);
    m_text->setObjectName(QStringLiteral("notificationText"));
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_details->setObjectName(QStringLiteral("notificationDetails"));
    m_details->setText(tr("Show what failed"));
    connect(m_details, &QToolButton::clicked, this, &NotificationBar::openDetails);
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    m_fade.setSingleShot(true);
    connect(&m_fade, &QTimer::timeout, this, &QWidget::hide);
    hide();
}

void NotificationBar::showReport(const ActionReport& report)
{
    m_report = report;
    present(report.failures.isEmpty(), summaryOf(report));
    m_details->setVisible(!report.failures.isEmpty());
}

void NotificationBar::showError(const Error& error)
{
    present(false, error.toString());
    m_details->hide();
}

void NotificationBar::present(bool good, const QString& text)
{
    const QIcon icon
        = good ? successIcon(QStringLiteral("state-import_done")) : warningIcon(QStringLiteral("status-error"));
    m_icon->setPixmap(icon.pixmap(QSize(16, 16), devicePixelRatioF()));
    m_text->setText(text);
    show();
    if (good) {
        m_fade.start(goodNewsStay);
    } else {
        m_fade.stop();
    }
}

void NotificationBar::openDetails()
{
    auto* dialog = new ResultDialog(m_report, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
}

} // namespace transship
