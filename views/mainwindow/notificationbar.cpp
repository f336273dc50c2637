// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/mainwindow/notificationbar.h"

#include "views/actions/actionrunner.h"
#include "views/common/icons.h"
#include "views/common/texts.h"
#include "views/common/thememanager.h"
#include "views/dialogs/resultdialog.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace transship {
namespace {

constexpr std::chrono::seconds untilClosed{0};
/// A bad night brings errors without end.
constexpr qsizetype mostKept = 100;
constexpr std::chrono::seconds goodNewsStay{6};
/// Long enough to see that it was the wrong selection.
constexpr std::chrono::seconds undoStays{60};

bool canUndo(const BulkReport& report)
{
    return actionOf(report.operation) == OperatorAction::Skip && report.succeeded > 0;
}

} // namespace

NotificationBar::NotificationBar(BulkActions& bulk, QWidget* parent)
    : QFrame(parent)
    , m_bulk(bulk)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
    , m_behind(new QLabel(this))
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
    layout->addWidget(m_behind);
    layout->addWidget(m_undo);
    layout->addWidget(m_retry);
    layout->addWidget(m_details);
    auto* close = addButton("notificationClose");
    close->setText(tr("Close"));
    close->setAutoRaise(true);
    layout->addWidget(close);
    close->show();
    m_text->setObjectName(QStringLiteral("notificationText"));
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_behind->setObjectName(QStringLiteral("notificationBehind"));
    m_behind->setForegroundRole(secondaryRole);
    m_behind->setToolTip(tr("Earlier messages that nobody has closed yet; they follow when this one is gone"));
    m_behind->hide();
    // Copies: what is done about a report may bring the next message before it returns.
    connect(m_undo, &QToolButton::clicked, this, [this] { Q_EMIT undoWanted(BulkReport(*m_shown.report)); });
    connect(m_retry, &QToolButton::clicked, this, [this] { Q_EMIT retryWanted(BulkReport(*m_shown.report)); });
    connect(m_details, &QToolButton::clicked, this, &NotificationBar::openDetails);
    connect(close, &QToolButton::clicked, this, &NotificationBar::dismiss);
    m_fade.setSingleShot(true);
    connect(&m_fade, &QTimer::timeout, this, &NotificationBar::dismiss);
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
    const bool good = report.failed == 0 && report.changedSince == 0 && report.untouched() == 0;
    present({good, !good ? untilClosed : canUndo(report) ? undoStays : goodNewsStay, summaryOf(report), report});
}

void NotificationBar::showError(const Error& error)
{
    present({false, untilClosed, error.toString(), std::nullopt});
}

void NotificationBar::showDone(const QString& text)
{
    present({true, goodNewsStay, text, std::nullopt});
}

void NotificationBar::showHint(const QString& text)
{
    present({false, goodNewsStay, text, std::nullopt});
}

void NotificationBar::present(const Message& message)
{
    if (message.stay == untilClosed) {
        // An error that comes again and again is closed once.
        m_kept.removeIf([&message](const Message& kept) { return !kept.report && kept.text == message.text; });
        m_kept << message;
        if (m_kept.size() > mostKept) {
            m_kept.removeFirst();
        }
    }
    showMessage(message);
}

void NotificationBar::dismiss()
{
    if (m_shown.stay == untilClosed && !m_kept.isEmpty()) {
        m_kept.removeLast();
    }
    if (m_kept.isEmpty()) {
        m_shown = Message();
        hide();
    } else {
        showMessage(m_kept.constLast());
    }
}

void NotificationBar::showMessage(const Message& message)
{
    m_shown = message;
    const QIcon icon
        = m_shown.good ? successIcon(QStringLiteral("state-import_done")) : warningIcon(QStringLiteral("status-error"));
    m_icon->setPixmap(icon.pixmap(QSize(16, 16), devicePixelRatioF()));
    m_text->setText(m_shown.text);
    const bool isKept = m_shown.stay == untilClosed;
    const qsizetype behind = m_kept.size() - (isKept ? 1 : 0);
    //: %1: number of messages
    m_behind->setText(tr("%1 more").arg(texts::number(behind)));
    m_behind->setVisible(behind > 0);
    showButtons();
    show();
    if (isKept) {
        m_fade.stop();
    } else {
        m_fade.start(m_shown.stay);
    }
}

void NotificationBar::showButtons()
{
    const BulkReport report = m_shown.report.value_or(BulkReport());
    m_undo->setVisible(m_shown.report && canUndo(report));
    m_undo->setText(tr("Undo: reset %1…").arg(texts::number(report.succeeded)));
    m_retry->setVisible(report.failed > 0);
    m_retry->setText(tr("Retry the %1 failed…").arg(texts::number(report.failed)));
    m_details->setVisible(m_shown.report && !m_shown.good);
    m_details->setText(report.failed > 0 ? tr("Show what failed") : tr("Show details"));
}

void NotificationBar::openDetails()
{
    auto* dialog = new ResultDialog(*m_shown.report, m_bulk, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ResultDialog::retryWanted, this, &NotificationBar::retryWanted);
    dialog->show();
}

} // namespace transship
