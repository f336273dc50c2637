// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/mainwindow/notificationbar.h"

#include "views/actions/actionrunner.h"
#include "views/common/icons.h"
#include "views/common/texts.h"
#include "views/dialogs/resultdialog.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace transship {
namespace {

constexpr std::chrono::seconds goodNewsStay{6};
/// Long enough to see that it was the wrong selection.
constexpr std::chrono::seconds undoStays{60};

} // namespace

NotificationBar::NotificationBar(BulkActions& bulk, QWidget* parent)
    : QFrame(parent)
    , m_bulk(bulk)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
    , m_undo(addButton("notificationUndo"))
    , m_retry(addButton("notificationRetry"))
    , m_details(addButton("notificationDetails"))
{
    setObjectName(QStringLiteral("notificationBar"));
    setAccessibleName(tr("Notification"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::AlternateBase);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 8, 6);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_undo);
    layout->addWidget(m_retry);
    layout->addWidget(m_details);
    auto* close = addButton("notificationClose");
    close->setText(tr("Close"));
    close->setAutoRaise(true);
    layout->addWidget(close);
    m_text->setObjectName(QStringLiteral("notificationText"));
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    connect(m_undo, &QToolButton::clicked, this, [this] { Q_EMIT undoWanted(m_report); });
    connect(m_retry, &QToolButton::clicked, this, [this] { Q_EMIT retryWanted(m_report); });
    connect(m_details, &QToolButton::clicked, this, &NotificationBar::openDetails);
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    m_fade.setSingleShot(true);
    connect(&m_fade, &QTimer::timeout, this, &QWidget::hide);
    hide();
}

QToolButton* NotificationBar::addButton(const char* name)
{
    auto* button = new QToolButton(this);
    button->setObjectName(QString::fromLatin1(name));
    button->hide(); // until there is something for it to do
    return button;
}

void NotificationBar::showReport(const BulkReport& report)
{
    m_report = report;
    const bool good = report.failed == 0 && report.changedSince == 0 && report.untouched() == 0;
    const bool canUndo = actionOf(report.operation) == OperatorAction::Skip && report.succeeded > 0;
    present(good, summaryOf(report), canUndo ? undoStays : goodNewsStay);
    m_undo->setVisible(canUndo);
    m_undo->setText(tr("Undo: reset %1…").arg(texts::number(report.succeeded)));
    m_retry->setVisible(report.failed > 0);
    m_retry->setText(tr("Retry the %1 failed…").arg(texts::number(report.failed)));
    m_details->setVisible(!good);
    m_details->setText(report.failed > 0 ? tr("Show what failed") : tr("Show details"));
}

void NotificationBar::showError(const Error& error)
{
    present(false, error.toString(), goodNewsStay);
    for (QToolButton* button : {m_undo, m_retry, m_details}) {
        button->hide();
    }
}

void NotificationBar::showDone(const QString& text)
{
    present(true, text, goodNewsStay);
    for (QToolButton* button : {m_undo, m_retry, m_details}) {
        button->hide();
    }
}

void NotificationBar::present(bool good, const QString& text, std::chrono::seconds stay)
{
    const QIcon icon
        = good ? successIcon(QStringLiteral("state-import_done")) : warningIcon(QStringLiteral("status-error"));
    m_icon->setPixmap(icon.pixmap(QSize(16, 16), devicePixelRatioF()));
    m_text->setText(text);
    show();
    if (good) {
        m_fade.start(stay);
    } else {
        m_fade.stop();
    }
}

void NotificationBar::openDetails()
{
    auto* dialog = new ResultDialog(m_report, m_bulk, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ResultDialog::retryWanted, this, &NotificationBar::retryWanted);
    dialog->show();
}

} // namespace transship
