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

ProgressStrip::ProgressStrip(MigrationProgress& progress, StateCountsModel& counts, QWidget* parent)
    : QWidget(parent)
    , m_progress(progress)
    , m_counts(counts)
    , m_bar(new StackedBar(this))
    , m_text(new QLabel(this))
    , m_idle(new QLabel(this))
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
    updateTexts();
}

void ProgressStrip::setPolicy(const Policy& policy)
{
    m_policy = policy;
    updateTexts();
}

void ProgressStrip::updateTexts()
{
    const StateCounts& counts = m_counts.counts();
    m_bar->setCounts(counts.counts);
    m_text->setText(progressText());
    m_idle->setText(m_policy ? standstill(*m_policy,
                        WorkAtHand{counts.inProcess(), counts.of(MigrationState::Default),
                            counts.of(MigrationState::ImportAborted), counts.total()})
                             : QString());
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
