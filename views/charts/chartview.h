// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QChart>
#include <QChartView>

#include <functional>
#include <optional>

class QAbstractAxis;
class QGraphicsLineItem;
class QGraphicsRectItem;

namespace transship {

/// A chart over time without margins or animation that follows the palette. A line follows the mouse with the values
/// there; dragging or the wheel asks for another range of time, a double click for the old one. With the keyboard:
/// arrows move the line, + and - zoom, 0 resets. x is milliseconds since 1970. GUI thread.
class ChartView : public QChartView {
    Q_OBJECT
public:
    /// Text (may be rich) for a moment, and the moment that it is of; empty: none.
    struct Note {
        QString text;
        double x = 0;
    };
    using Describe = std::function<Note(double x)>;
    /// The x next to this one, to the left (-1) or the right (1).
    using Step = std::function<double(double x, int direction)>;

    ChartView(const QString& name, Describe describe, Step step, QWidget* parent = nullptr);

    QSize minimumSizeHint() const override { return {160, 90}; }
    /// What x the plot begins and ends with.
    void setEnds(double from, double until);

Q_SIGNALS:
    /// The palette is another one: colours of series have to be set again.
    void coloursChanged();
    void zoomWanted(double from, double until);
    void resetWanted();

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void applyPalette();
    double xAt(const QPoint& position) const;
    double sceneXOf(double x) const;
    bool isInPlot(const QPoint& position) const;
    void showNote(double x, const QPoint& globalPosition);
    void hideNote();
    void zoomBy(double factor, double around);
    void showBand(double from, double until);

    Describe m_describe;
    Step m_step;
    double m_from = 0;
    double m_until = 1;
    double m_cursor = 0; ///< x of the line
    std::optional<double> m_dragFrom;
    QGraphicsLineItem* m_line;
    QGraphicsRectItem* m_band;
};

/// Fonts, pens and grid of an axis after the palette.
void styleAxis(QAbstractAxis& axis, const QPalette& palette, const QFont& font);

} // namespace transship
