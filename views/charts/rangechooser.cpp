// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/rangechooser.h"

#include "views/charts/chartrangecontrol.h"
#include "views/charts/rangedialog.h"
#include "views/common/texts.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QToolButton>

namespace transship {
namespace {

struct Choice {
    QString text;
    std::chrono::seconds span;
};

QList<Choice> choices()
{
    using namespace std::chrono_literals;
    return {{RangeChooser::tr("15 minutes"), 15min}, {RangeChooser::tr("1 hour"), 1h},
        {RangeChooser::tr("6 hours"), 6h}, {RangeChooser::tr("24 hours"), 24h}, {RangeChooser::tr("7 days"), 168h},
        {RangeChooser::tr("All"), 0s}};
}

} // namespace

RangeChooser::RangeChooser(ChartRangeControl& range, QWidget* parent)
    : QWidget(parent)
    , m_range(range)
    , m_choice(new QComboBox(this))
    , m_reset(new QToolButton(this))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_reset);
    layout->addWidget(m_choice);
    m_reset->setObjectName(QStringLiteral("resetZoom"));
    m_reset->setText(tr("Reset zoom"));
    m_reset->setAutoRaise(true);
    m_reset->setToolTip(tr("Back to the chosen time (double click in a chart, or 0)"));
    m_choice->setObjectName(QStringLiteral("chartRange"));
    m_choice->setAccessibleName(tr("Time shown in the charts"));
    for (const Choice& choice : choices()) {
        m_choice->addItem(choice.text);
    }
    m_choice->addItem(tr("From … to …"));
    m_lastChoice = m_choice->count() - 2;
    m_choice->setCurrentIndex(m_lastChoice);
    connect(m_choice, &QComboBox::activated, this, &RangeChooser::applyChoice);
    connect(m_reset, &QToolButton::clicked, &m_range, &ChartRangeControl::resetZoom);
    connect(&m_range, &ChartRangeControl::rangeChanged, this, &RangeChooser::showRange);
    showRange();
}

void RangeChooser::applyChoice(int index)
{
    if (index == m_choice->count() - 1) {
        askForDates();
        return;
    }
    m_lastChoice = index;
    m_range.choose({choices().at(index).span});
}

void RangeChooser::askForDates()
{
    auto* dialog = new RangeDialog(m_range.range(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &RangeDialog::chosen, this, [this](const ChartRange& range) {
        m_lastChoice = m_choice->count() - 1;
        m_range.choose(range);
    });
    connect(dialog, &QDialog::finished, this, [this] { m_choice->setCurrentIndex(m_lastChoice); });
    dialog->open();
}

void RangeChooser::showRange()
{
    m_reset->setVisible(m_range.isZoomed());
    const ChartRange& range = m_range.range();
    m_choice->setToolTip(range.isFixed()
            ? tr("From %1 to %2").arg(texts::absolute(range.from), texts::absolute(range.until))
            : QString());
}

} // namespace transship
