// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/details/timelinebar.h"

#include "views/common/texts.h"
#include "views/common/thememanager.h"

#include <QCoreApplication>
#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

namespace transship {
namespace {

constexpr qreal smallestPart = 4;

/// The context is what lupdate takes for a function outside of a class.
QString tr(const char* text, int n = -1)
{
    return QCoreApplication::translate("transship", text, nullptr, n);
}

QString nameOf(const TimelineStep& step)
{
    switch (step.state) {
    case MigrationState::PreImporting:
        return step.attempt > 1 ? tr("pre import, attempt %1").arg(step.attempt) : tr("pre import");
    case MigrationState::Importing:
        return step.attempt > 1 ? tr("import, attempt %1").arg(step.attempt) : tr("import");
    case MigrationState::ImportAborted:
        return tr("waited for a retry");
    default:
        return tr("waited");
    }
}

QString durationOf(const TimelineStep& step, const QDateTime& now)
{
    const std::chrono::milliseconds duration = step.duration(now);
    return duration < std::chrono::seconds(1)
        ? tr("%1 ms").arg(duration.count())
        : texts::duration(std::chrono::duration_cast<std::chrono::seconds>(duration));
}

QString clockOf(const QDateTime& time, const QDateTime& now)
{
    return time.toUTC().toString(
        time.date() == now.date() ? QStringLiteral("HH:mm:ss") : QStringLiteral("yyyy-MM-dd HH:mm:ss"));
}

} // namespace

QString inWords(const TimelineStep& step, const QDateTime& now)
{
    QString words = tr("%1: %2").arg(nameOf(step), durationOf(step, now));
    if (step.failed) {
        words += tr(", failed");
    } else if (!step.to.isValid()) {
        words += tr(", goes on");
    }
    return words;
}

QString stepsTable(const QList<TimelineStep>& steps, const QDateTime& now, int most)
{
    QString html = QStringLiteral("<table cellspacing=0 cellpadding=1>");
    const qsizetype hidden = std::max<qsizetype>(0, steps.size() - most);
    if (hidden > 0) {
        html += QStringLiteral("<tr><td colspan=3>%1</td></tr>").arg(tr("%n earlier, see the history", int(hidden)));
    }
    for (const TimelineStep& step : steps.mid(hidden)) {
        const QString end = step.to.isValid() ? clockOf(step.to, now) : tr("now");
        const QString name = step.failed ? tr("%1, failed").arg(nameOf(step)) : nameOf(step);
        html += QStringLiteral("<tr><td style='padding-right:10px'>%1</td><td align=right style='padding-right:10px'>"
                               "<b>%2</b></td><td>%3 – %4</td></tr>")
                    .arg(name, durationOf(step, now), clockOf(step.from, now), end);
    }
    return html + QStringLiteral("</table>");
}

TimelineBar::TimelineBar(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("timelineBar"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void TimelineBar::setSteps(const QList<TimelineStep>& steps, const QDateTime& now)
{
    m_steps = steps;
    if (m_steps.size() > 1 && m_steps.first().state == MigrationState::Default) {
        m_steps.removeFirst();
    }
    m_now = now;
    QStringList words;
    for (const TimelineStep& step : steps) {
        words << inWords(step, now);
    }
    setAccessibleName(tr("Steps: %1").arg(words.join(QStringLiteral("; "))));
    update();
}

QList<TimelineBar::Part> TimelineBar::parts() const
{
    qint64 total = 0;
    for (const TimelineStep& step : m_steps) {
        total += step.duration(m_now).count();
    }
    const qreal room = std::max<qreal>(0, width() - smallestPart * static_cast<qreal>(m_steps.size()));
    QList<Part> parts;
    qreal left = 0;
    for (const TimelineStep& step : m_steps) {
        const qreal share = total > 0 ? static_cast<qreal>(step.duration(m_now).count()) / static_cast<qreal>(total)
                                      : 1.0 / static_cast<qreal>(m_steps.size());
        const qreal part = smallestPart + room * share;
        parts << Part{step, left, part};
        left += part;
    }
    return parts;
}

void TimelineBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath outline;
    outline.addRoundedRect(QRectF(rect()), 4, 4);
    painter.setClipPath(outline);
    painter.fillRect(rect(), palette().color(QPalette::Window));
    for (const Part& part : parts()) {
        const QRectF area(part.left, 0, part.width - 1, height());
        QColor colour = stateColor(part.step.state, palette());
        const bool waits = !isActive(part.step.state);
        colour.setAlphaF(waits ? 0.35F : 1.0F);
        painter.fillRect(area, colour);
        if (part.step.failed) { // not by colour alone
            painter.setPen(QPen(palette().color(QPalette::Base), 1.5));
            for (qreal x = area.left() - height(); x < area.right(); x += 6) {
                painter.drawLine(QPointF(x, height()), QPointF(x + height(), 0));
            }
        }
    }
}

bool TimelineBar::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip) {
        return QWidget::event(event);
    }
    const auto* help = static_cast<QHelpEvent*>(event);
    for (const Part& part : parts()) {
        if (help->pos().x() >= part.left && help->pos().x() < part.left + part.width) {
            QToolTip::showText(help->globalPos(), inWords(part.step, m_now), this);
            return true;
        }
    }
    QToolTip::hideText();
    return true;
}

} // namespace transship
