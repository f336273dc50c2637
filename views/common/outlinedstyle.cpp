// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/common/outlinedstyle.h"

#include "views/common/thememanager.h"

#include <QPainter>
#include <QStyleOption>

namespace transship {
namespace {

constexpr qreal radius = 2; ///< Fusion's

void drawOutline(const QStyleOption& option, QPainter& painter, bool round = false)
{
    const bool fusionShowsIt = option.state.testFlag(QStyle::State_HasFocus);
    if (fusionShowsIt || !(isDark(option.palette) || isHighContrast(option.palette))) {
        return;
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(outlineColor(option.palette));
    painter.setBrush(Qt::NoBrush);
    const QRectF edge = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5);
    const qreal corner = round ? edge.height() / 2 : radius;
    painter.drawRoundedRect(edge, corner, corner);
    painter.restore();
}

bool hasFrame(const QStyleOptionComplex& option)
{
    if (const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(&option)) {
        return combo->frame;
    }
    const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(&option);
    return spin && spin->frame;
}

} // namespace

OutlinedStyle::OutlinedStyle()
    : QProxyStyle(QStringLiteral("Fusion"))
{
}

void OutlinedStyle::drawPrimitive(
    PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    if (element == PE_FrameLineEdit || element == PE_PanelButtonCommand || element == PE_IndicatorCheckBox) {
        drawOutline(*option, *painter);
    } else if (element == PE_IndicatorRadioButton) {
        drawOutline(*option, *painter, true);
    }
}

void OutlinedStyle::drawComplexControl(
    ComplexControl control, const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget) const
{
    QProxyStyle::drawComplexControl(control, option, painter, widget);
    if (hasFrame(*option)) {
        drawOutline(*option, *painter);
    }
}

int OutlinedStyle::styleHint(
    StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* returned) const
{
    return hint == SH_DialogButtonBox_ButtonsHaveIcons ? 0 : QProxyStyle::styleHint(hint, option, widget, returned);
}

} // namespace transship
