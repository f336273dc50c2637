// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/reports/exportbar.h"

#include "reports/reportrunner.h"
#include "views/common/icons.h"
#include "views/common/texts.h"

#include <QDesktopServices>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>
#include <QUrl>

namespace transship {
namespace {

QToolButton* button(const QString& id, const QString& text, QWidget* parent)
{
    auto* made = new QToolButton(parent);
    made->setObjectName(id);
    made->setText(text);
    made->setAutoRaise(true);
    return made;
}

} // namespace

ExportBar::ExportBar(ReportRunner& reports, QWidget* parent)
    : QFrame(parent)
    , m_reports(reports)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
    , m_progress(new QProgressBar(this))
    , m_cancel(button(QStringLiteral("exportCancel"), tr("Cancel"), this))
    , m_folder(button(QStringLiteral("exportOpenFolder"), tr("Open folder"), this))
    , m_close(button(QStringLiteral("exportClose"), tr("Close"), this))
{
    setObjectName(QStringLiteral("exportBar"));
    setAccessibleName(tr("Export"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::AlternateBase);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 8, 6);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    for (QWidget* widget : QList<QWidget*>{m_progress, m_cancel, m_folder, m_close}) {
        layout->addWidget(widget);
    }
    m_text->setObjectName(QStringLiteral("exportText"));
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_progress->setFixedWidth(220);
    m_progress->setAccessibleName(tr("Progress of the export"));
    connect(m_cancel, &QToolButton::clicked, &m_reports, &ReportRunner::cancel);
    connect(m_folder, &QToolButton::clicked, this, &ExportBar::openFolder);
    connect(m_close, &QToolButton::clicked, this, &QWidget::hide);
    connect(&m_reports, &ReportRunner::progressed, this, &ExportBar::showProgress);
    connect(&m_reports, &ReportRunner::finished, this, &ExportBar::showEnd);
    hide();
}

void ExportBar::showProgress(qint64 done, qint64 total)
{
    // In thousandths: a progress bar counts in ints.
    m_progress->setRange(0, total > 0 ? 1000 : 0);
    m_progress->setValue(total > 0 ? static_cast<int>(1000 * done / total) : 0);
    m_icon->setPixmap(themedIcon(QStringLiteral("status-busy")).pixmap(QSize(16, 16), devicePixelRatioF()));
    m_text->setText(total < 0 ? tr("Exporting: counting repositories")
                              : tr("Exporting: %1 of %2 repositories").arg(texts::number(done), texts::number(total)));
    m_progress->show();
    m_cancel->show();
    m_folder->hide();
    m_close->hide();
    show();
}

void ExportBar::showEnd(const Result<ReportSummary>& summary)
{
    m_progress->hide();
    m_cancel->hide();
    m_close->show();
    m_folder->setVisible(summary.ok());
    QIcon icon = themedIcon(QStringLiteral("status-info"));
    if (summary) {
        m_file = summary->file;
        icon = successIcon(QStringLiteral("state-import_done"));
        const QString rows = texts::number(summary->rows);
        m_text->setText(summary->rows < summary->matching ? tr("Exported to %1: the first %2 of %3 repositories")
                                                                .arg(m_file, rows, texts::number(summary->matching))
                                                          : tr("Exported to %1: %2 repositories").arg(m_file, rows));
    } else if (summary.error().code == ErrorCode::Canceled) {
        m_text->setText(tr("The export was canceled; nothing was written."));
    } else {
        icon = warningIcon(QStringLiteral("status-error"));
        m_text->setText(summary.error().toString());
    }
    m_icon->setPixmap(icon.pixmap(QSize(16, 16), devicePixelRatioF()));
    show();
}

void ExportBar::openFolder()
{
    QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(m_file).path()));
}

} // namespace transship
