// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QChart>
#include <QChartView>

#include <functional>

class QAbstractAxis;

namespace transship {

/// A chart without margins or animation that follows the palette, and asks for a tooltip of the place under the mouse.
/// GUI thread.
class ChartView : public QChartView {
    Q_OBJECT
public:
    /// Text (may be rich) for a place in the chart's own coordinates; empty: none.
    using Describe = std::function<QString(const QPointF& value)>;

    ChartView(const QString& name, Describe describe, QWidget* parent = nullptr);

    QSize minimumSizeHint() const override { return {220, 110}; }

Q_SIGNALS:
    /// The palette is another one: colours of series have to be set again.
    void coloursChanged();

protected:
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void applyPalette();

    Describe m_describe;
};

/// Fonts, pens and grid of an axis after the palette.
void styleAxis(QAbstractAxis& axis, const QPalette& palette, const QFont& font);

} // namespace transship
