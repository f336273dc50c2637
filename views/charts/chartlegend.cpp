// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/chartlegend.h"

#include <QGridLayout>
#include <QLabel>
#include <QPainter>

namespace transship {
namespace {

/// Drawn anew at every paint, so that a change of theme reaches it.
class IconLabel final : public QWidget {
public:
    IconLabel(QIcon icon, QWidget* parent)
        : QWidget(parent)
        , m_icon(std::move(icon))
    {
        setFixedSize(13, 13);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        m_icon.paint(&painter, rect());
    }

private:
    QIcon m_icon;
};

} // namespace

ChartLegend::ChartLegend(const QList<Entry>& entries, QWidget* parent)
    : QWidget(parent)
{
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 8, 0);
    layout->setHorizontalSpacing(6);
    layout->setVerticalSpacing(3);
    int row = 0;
    for (const Entry& entry : entries) {
        auto* label = new QLabel(entry.text, this);
        QFont small = label->font();
        small.setPointSizeF(small.pointSizeF() * 0.9);
        label->setFont(small);
        label->setToolTip(entry.toolTip);
        layout->addWidget(new IconLabel(entry.icon, this), row, 0);
        layout->addWidget(label, row++, 1);
    }
    layout->setRowStretch(row, 1);
    layout->setColumnStretch(1, 1);
}

} // namespace transship
