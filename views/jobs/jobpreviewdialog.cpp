// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/jobs/jobpreviewdialog.h"

#include "views/common/texts.h"
#include "views/jobs/jobpreviewmodel.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QPointer>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace transship {
namespace {

constexpr std::chrono::milliseconds showInterval{100};

} // namespace

JobPreviewDialog::JobPreviewDialog(BackgroundControl& control, BackgroundKind kind, QWidget* parent)
    : QDialog(parent)
    , m_model(new JobPreviewModel(kind, this))
    , m_summary(new QLabel(this))
    , m_busy(new QProgressBar(this))
    , m_stop(new QPushButton(tr("Stop"), this))
{
    setObjectName(QStringLiteral("jobPreview"));
    setWindowTitle(tr("Dry run of %1").arg(toName(kind)));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(680, 460);
    auto* table = new QTableView(this);
    table->setObjectName(QStringLiteral("previewTable"));
    table->setAccessibleName(tr("What would change"));
    table->setModel(m_model);
    table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    table->setColumnWidth(1, 200);
    table->verticalHeader()->hide();
    table->setShowGrid(false);
    table->setTabKeyNavigation(false);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_summary->setObjectName(QStringLiteral("previewSummary"));
    m_summary->setWordWrap(true);
    m_busy->setRange(0, 0);
    m_busy->setTextVisible(false);
    m_busy->setMaximumHeight(6);
    m_stop->setObjectName(QStringLiteral("previewStop"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->addButton(m_stop, QDialogButtonBox::ActionRole);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_stop, &QPushButton::clicked, this, [this] { m_progress->stopped = true; });
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_summary);
    layout->addWidget(m_busy);
    layout->addWidget(table, 1);
    layout->addWidget(buttons);
    connect(&m_timer, &QTimer::timeout, this, &JobPreviewDialog::flush);
    m_timer.start(showInterval);
    say(tr("Looking; nothing is changed."));
    run(control, kind);
}

JobPreviewDialog::~JobPreviewDialog()
{
    m_progress->stopped = true;
}

QCoro::Task<> JobPreviewDialog::run(BackgroundControl& control, BackgroundKind kind)
{
    const QPointer<JobPreviewDialog> self(this);
    const std::shared_ptr<Progress> progress = m_progress;
    const std::function<bool(const BackgroundPreviewRow&)> each = [progress](const BackgroundPreviewRow& row) {
        ++progress->rows;
        progress->changes += row.wouldChange ? 1 : 0;
        if (progress->rows <= JobPreviewModel::mostRows) {
            progress->fresh << row;
        }
        return !progress->stopped;
    };
    const Result<BackgroundPreview> preview = co_await control.preview(kind, each);
    if (!self) {
        co_return;
    }
    m_timer.stop();
    flush();
    m_busy->hide();
    m_stop->setEnabled(false);
    if (!preview) {
        say(tr("The dry run ended early: %1").arg(preview.error().toString()));
        co_return;
    }
    const QString counts = tr("%1 of %2 would change; nothing was changed.")
                               .arg(texts::number(preview->changes), texts::number(preview->rows));
    QString summary = progress->stopped ? tr("Stopped early. %1").arg(counts) : counts;
    if (preview->unanswered > 0) {
        summary += QLatin1Char(' ')
            + tr("%n of them count as having tags, since the registry gave no good answer: %1", nullptr,
                preview->unanswered)
                  .arg(preview->lastError);
    }
    if (preview->rows > JobPreviewModel::mostRows) {
        summary += QLatin1Char(' ') + tr("The first %1 are listed.").arg(texts::number(JobPreviewModel::mostRows));
    }
    say(summary);
}

void JobPreviewDialog::say(const QString& summary)
{
    m_summary->setText(summary);
}

void JobPreviewDialog::flush()
{
    m_model->append(std::exchange(m_progress->fresh, {}));
    if (m_timer.isActive() && m_progress->rows > 0) {
        m_summary->setText(tr("%1 of %2 looked at would change; nothing is changed.")
                               .arg(texts::number(m_progress->changes), texts::number(m_progress->rows)));
    }
}

} // namespace transship
