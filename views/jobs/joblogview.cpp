// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/jobs/joblogview.h"

#include <QFontDatabase>
#include <QPointer>
#include <QScrollBar>

namespace transship {
namespace {

constexpr int mostLines = 2000;
constexpr std::chrono::seconds refreshInterval{1};

} // namespace

JobLogView::JobLogView(BackgroundControl& control, QWidget* parent)
    : QPlainTextEdit(parent)
    , m_control(control)
{
    setObjectName(QStringLiteral("jobLog"));
    setAccessibleName(tr("Log of the job"));
    setReadOnly(true);
    setFrameShape(QFrame::NoFrame);
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setMaximumBlockCount(mostLines);
    setPlaceholderText(tr("Select a job to see its log."));
    connect(&m_timer, &QTimer::timeout, this, &JobLogView::refresh);
    m_timer.start(refreshInterval);
}

void JobLogView::setJob(qint64 id)
{
    if (id == m_job) {
        return;
    }
    m_job = id;
    m_last = 0;
    clear();
    refresh();
}

void JobLogView::refresh()
{
    if (m_job != 0 && !m_reading && isVisible()) {
        read();
    }
}

QCoro::Task<> JobLogView::read()
{
    const QPointer<JobLogView> self(this);
    m_reading = true;
    const qint64 job = m_job;
    const Result<QList<JobLogLine>> lines = co_await m_control.log(job, m_last, mostLines);
    if (!self) {
        co_return;
    }
    m_reading = false;
    if (job != m_job) {
        refresh();
        co_return;
    }
    if (!lines || lines->isEmpty()) {
        co_return; // lost: the console says so elsewhere, and the next look comes
    }
    QStringList texts;
    for (const JobLogLine& line : *lines) {
        texts << line.line;
        m_last = line.id;
    }
    QScrollBar* bar = verticalScrollBar();
    const bool follows = bar->value() == bar->maximum();
    appendPlainText(texts.join(u'\n'));
    if (follows) {
        bar->setValue(bar->maximum());
    }
}

} // namespace transship
