// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/mainwindow/closequestion.h"

#include "views/common/texts.h"
#include "views/mainwindow/consolepage.h"

#include <QMessageBox>
#include <QPushButton>

namespace transship {
namespace {

QString whatIsUnderWay(const ConsolePage& console)
{
    QStringList lines;
    if (const qint64 pending = console.pendingActions(); pending > 0) {
        //: %1: a number of repositories
        lines << CloseQuestion::tr(
            "%1 repositories that you acted on have no answer yet. Those under way come to their "
            "end; the others are left as they are.")
                     .arg(texts::number(pending));
    }
    if (console.isExporting()) {
        lines << CloseQuestion::tr("A report is being written. It is given up, and the file is not there.");
    }
    return lines.join(QStringLiteral("\n\n"));
}

} // namespace

CloseQuestion::CloseQuestion(QWidget& window)
    : QObject(&window)
    , m_window(window)
{
}

bool CloseQuestion::mayClose(ConsolePage* console, std::function<void()> close)
{
    const QString underWay = console ? whatIsUnderWay(*console) : QString();
    if (m_answered || underWay.isEmpty()) {
        return true;
    }
    if (m_window.findChild<QMessageBox*>(QStringLiteral("closeQuestion"))) {
        return false;
    }
    auto* box = new QMessageBox(QMessageBox::Question, tr("Close the window"),
        tr("<b>Stop what is under way and close?</b>"), QMessageBox::NoButton, &m_window);
    box->setObjectName(QStringLiteral("closeQuestion"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(underWay);
    QPushButton* stop = box->addButton(tr("Stop and close"), QMessageBox::DestructiveRole);
    stop->setObjectName(QStringLiteral("closeYes"));
    QPushButton* keep = box->addButton(tr("Keep the window"), QMessageBox::RejectRole);
    keep->setObjectName(QStringLiteral("closeNo"));
    box->setDefaultButton(keep);
    box->setEscapeButton(keep);
    connect(stop, &QPushButton::clicked, this, [this, close = std::move(close)] {
        m_answered = true;
        close();
    });
    box->open();
    return false;
}

} // namespace transship
