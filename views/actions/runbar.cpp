// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/actions/runbar.h"

#include "views/actions/actionrunner.h"
#include "views/common/texts.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPointer>
#include <QProgressBar>
#include <QTimer>
#include <QToolButton>

#include <chrono>
#include <cmath>

namespace transship {
namespace {

constexpr std::chrono::milliseconds blink{500};
constexpr int barWidth = 220;
constexpr int barSteps = 1000;
/// Before that the speed says nothing.
constexpr std::chrono::seconds speedAfter{2};

QString progressWords(const BulkRun& run)
{
    const BulkReport& report = run.report();
    const QString verb = texts::verb(actionOf(report.operation));
    QStringList parts{RunBar::tr("%1 of %2").arg(texts::number(report.ended()), texts::number(report.total))};
    if (report.failed > 0) {
        parts << RunBar::tr("%1 failed").arg(texts::number(report.failed));
    }
    if (report.changedSince > 0) {
        parts << RunBar::tr("%1 changed since the preview").arg(texts::number(report.changedSince));
    }
    if (run.isStopping()) {
        parts << RunBar::tr("stopping, %1 under way").arg(texts::number(run.underWay().size()));
    } else if (report.took >= speedAfter && report.perSecond() > 0) {
        const double perSecond = report.perSecond();
        parts << (perSecond >= 2 ? RunBar::tr("%1/s").arg(texts::number(std::lround(perSecond)))
                                 : RunBar::tr("%1/min").arg(texts::number(std::lround(perSecond * 60))));
        const auto left = static_cast<qint64>(static_cast<double>(report.total - report.ended()) / perSecond);
        parts << RunBar::tr("%1 left").arg(texts::duration(std::chrono::seconds(left + 1)));
    }
    return QStringLiteral("<b>%1</b>  ").arg(verb.toHtmlEscaped()) + parts.join(QStringLiteral(" · "));
}

} // namespace

RunBar::RunBar(ActionRunner& runner, QWidget* parent)
    : QFrame(parent)
{
    setObjectName(QStringLiteral("runBar"));
    setAccessibleName(tr("Actions under way"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::AlternateBase);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 4, 8, 4);
    layout->setSpacing(2);
    connect(&runner, &ActionRunner::started, this, &RunBar::add);
    connect(&runner, &ActionRunner::progressed, this, qOverload<>(&RunBar::showProgress));
    connect(&runner, &ActionRunner::finished, this, &RunBar::remove);
    hide();
}

void RunBar::add(BulkRun* run)
{
    Line line;
    line.widget = new QWidget(this);
    auto* layout = new QHBoxLayout(line.widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    line.bar = new QProgressBar(line.widget);
    line.bar->setRange(0, barSteps);
    line.bar->setTextVisible(false);
    line.bar->setFixedWidth(barWidth);
    line.bar->setAccessibleName(tr("Progress of the action"));
    line.text = new QLabel(line.widget);
    line.text->setObjectName(QStringLiteral("runText"));
    line.stop = new QToolButton(line.widget);
    line.stop->setObjectName(QStringLiteral("runStop"));
    line.stop->setText(tr("Stop"));
    line.stop->setAccessibleName(tr("Stop the action"));
    layout->addWidget(line.bar);
    layout->addWidget(line.text, 1);
    layout->addWidget(line.stop);
    connect(line.stop, &QToolButton::clicked, run, &BulkRun::cancel);
    this->layout()->addWidget(line.widget);
    line.widget->hide();
    showProgress(*run, line);
    m_lines.insert(run, line);
    QTimer::singleShot(blink, line.widget, [this, shown = line.widget] {
        shown->show();
        show();
    });
}

void RunBar::remove(BulkRun* run)
{
    delete m_lines.take(run).widget;
    setVisible(!m_lines.isEmpty() && isVisible());
}

void RunBar::showProgress()
{
    for (auto line = m_lines.cbegin(); line != m_lines.cend(); ++line) {
        showProgress(*line.key(), line.value());
    }
}

void RunBar::showProgress(const BulkRun& run, const Line& line)
{
    const BulkReport& report = run.report();
    line.bar->setValue(report.total > 0 ? static_cast<int>(report.ended() * barSteps / report.total) : 0);
    line.text->setText(progressWords(run));
    line.stop->setEnabled(!run.isStopping());
}

} // namespace transship
