// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/mainwindow/stackedbar.h"

#include "views/common/texts.h"
#include "views/common/thememanager.h"

#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <numeric>

namespace transship {
namespace {

constexpr std::array order{MigrationState::ImportDone, MigrationState::Importing, MigrationState::PreImportDone,
    MigrationState::PreImporting, MigrationState::ImportAborted, MigrationState::ImportSkipped};
constexpr qreal smallestPart = 3;

} // namespace

StackedBar::StackedBar(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("progressBar"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void StackedBar::setCounts(const Counts& counts)
{
    if (m_counts == counts) {
        return;
    }
    m_counts = counts;
    QStringList words;
    for (const MigrationState state : allMigrationStates) {
        words << QStringLiteral("%1 %2").arg(texts::number(counts[static_cast<std::size_t>(state)]), toName(state));
    }
    setAccessibleName(tr("Progress: %1").arg(words.join(QStringLiteral(", "))));
    update();
}

void StackedBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath outline;
    outline.addRoundedRect(QRectF(rect()), 4, 4);
    painter.setClipPath(outline);
    QColor waiting = stateColor(MigrationState::Default, palette());
    waiting.setAlphaF(0.28F);
    painter.fillRect(rect(), waiting);

    const qint64 total = std::accumulate(m_counts.cbegin(), m_counts.cend(), qint64{0});
    if (total == 0) {
        return;
    }
    qreal left = 0;
    for (const MigrationState state : order) {
        const qint64 count = m_counts[static_cast<std::size_t>(state)];
        if (count == 0) {
            continue;
        }
        const qreal share = static_cast<qreal>(width()) * static_cast<qreal>(count) / static_cast<qreal>(total);
        const qreal part = qMax(smallestPart, share);
        painter.fillRect(QRectF(left, 0, part, height()), stateColor(state, palette()));
        left += part;
        painter.fillRect(QRectF(left - 1, 0, 1, height()), palette().color(QPalette::Window));
    }
}

bool StackedBar::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip) {
        return QWidget::event(event);
    }
    QString rows;
    for (const MigrationState state : allMigrationStates) {
        rows += QStringLiteral("<tr><td>%1</td><td align=right>&nbsp;&nbsp;%2</td></tr>")
                    .arg(toName(state), texts::number(m_counts[static_cast<std::size_t>(state)]));
    }
    QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(),
        QStringLiteral("<table cellspacing=0>%1</table>").arg(rows), this);
    return true;
}

} // namespace transship
