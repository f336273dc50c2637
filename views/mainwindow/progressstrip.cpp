// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/mainwindow/progressstrip.h"

#include "models/tables/migrationprogress.h"
#include "models/tables/statecountsmodel.h"
#include "views/common/texts.h"
#include "views/common/thememanager.h"
#include "views/mainwindow/stackedbar.h"
#include "views/mainwindow/standstill.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace transship {

ProgressStrip::ProgressStrip(MigrationProgress& progress, StateCountsModel& counts, const Clock& clock, QWidget* parent)
    : QWidget(parent)
    , m_progress(progress)
    , m_counts(counts)
    , m_bar(new StackedBar(this))
    , m_text(new QLabel(this))
    , m_idle(new QLabel(this))
    , m_clock(clock)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 2, 12, 8);
    layout->setSpacing(6);
    layout->addWidget(m_bar);
    auto* words = new QHBoxLayout;
    words->setSpacing(16);
    words->addWidget(m_text);
    words->addStretch(1);
    words->addWidget(m_idle);
    layout->addLayout(words);
    m_text->setObjectName(QStringLiteral("progressText"));
    m_text->setAccessibleName(tr("Progress in words"));
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_idle->setObjectName(QStringLiteral("idleReason"));
    m_idle->setAccessibleName(tr("What the next start depends on"));
    m_idle->setForegroundRole(secondaryRole);
    connect(&m_progress, &MigrationProgress::changed, this, &ProgressStrip::updateTexts);
    connect(&m_counts, &QAbstractItemModel::dataChanged, this, &ProgressStrip::updateTexts);
    connect(&m_tick, &QTimer::timeout, this, &ProgressStrip::updateReason);
    m_tick.start(std::chrono::seconds(1));
    updateTexts();
}

void ProgressStrip::setRollout(const RolloutState& state)
{
    m_rollout = state;
    updateReason();
}

void ProgressStrip::setTrouble(const Error& error)
{
    m_rollout.reset();
    m_idle->setForegroundRole(warningRole);
    m_idle->setText(error.toString());
    m_idle->setToolTip(error.toString());
}

void ProgressStrip::updateTexts()
{
    const StateCounts& counts = m_counts.counts();
    m_bar->setCounts(counts.counts);
    m_text->setText(progressText());
    updateReason();
}

void ProgressStrip::updateReason()
{
    if (!m_rollout) {
        return;
    }
    const StateCounts& counts = m_counts.counts();
    const WorkAtHand work{counts.inProcess(), counts.of(MigrationState::Default),
        counts.of(MigrationState::ImportAborted), counts.total()};
    m_idle->setForegroundRole(lacksWorker(*m_rollout, work) ? warningRole : secondaryRole);
    m_idle->setText(standstill(*m_rollout, work, m_clock.now()));
    m_idle->setToolTip(m_idle->text());
}

QString ProgressStrip::progressText() const
{
    const StateCounts& counts = m_counts.counts();
    QStringList parts{tr("<b>%1</b> of %2 done")
                          .arg(texts::number(counts.of(MigrationState::ImportDone)), texts::number(counts.total())),
        tr("%1 in flight").arg(texts::number(counts.inProcess())),
        tr("%1 aborted").arg(texts::number(counts.of(MigrationState::ImportAborted))),
        tr("%1 skipped").arg(texts::number(counts.of(MigrationState::ImportSkipped)))};
    if (m_progress.ratePerMinute() && m_progress.isMoving()) {
        parts << tr("%1/min").arg(
            QLocale().toString(*m_progress.ratePerMinute(), 'f', *m_progress.ratePerMinute() < 10 ? 1 : 0));
    }
    if (m_progress.timeLeft()) {
        parts << tr("done in %1").arg(texts::duration(*m_progress.timeLeft()));
    }
    return parts.join(QStringLiteral("  ·  "));
}

} // namespace transship
