// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/charts/chartlegend.h"

#include <QDateTime>
#include <QStackedLayout>
#include <QWidget>

#include <functional>

class QCategoryAxis;
class QLabel;

namespace transship {

class ChartRangeControl;
class ChartView;

/// Values over time with a legend at the side: the axes, the line under the mouse and the zoom that such charts have in
/// common. In the plot's place, when there is nothing to show, a word on why. GUI thread; borrows the range.
class TimeChart : public QWidget {
    Q_OBJECT
public:
    /// Rows of the note at a moment: name and value.
    struct Moment {
        QDateTime at;
        QList<std::pair<QString, QString>> values;
    };

    QString title() const { return m_title; }
    bool isEmpty() const;

Q_SIGNALS:
    void titleChanged(const QString& title);
    void legendChosen(qsizetype entry);

protected:
    TimeChart(const QString& title, const QString& accessibleName, const QString& nothing,
        const QList<ChartLegend::Entry>& legend, ChartLegend::Kind kind, ChartRangeControl& range, QWidget* parent);

    ChartView& view() const { return *m_view; }
    QCategoryAxis* timeAxis() const { return m_time; }
    QCategoryAxis* valueAxis() const { return m_number; }
    void setTitle(const QString& title);
    /// Ends of the time axis. What there is to show follows: a range that is fixed or a span is shown as a whole.
    void setEnds(QDateTime from, QDateTime until);
    /// The axis ends at a round figure at or above it.
    void setHighest(double value, bool wholeNumbers, std::function<QString(double)> label);
    void setEmpty(bool empty);
    /// The moments that the line under the mouse stops at, ascending.
    void setMoments(QList<Moment> moments);
    virtual void applyColours() = 0;
    void resizeEvent(QResizeEvent* event) override;

private:
    void placeTicks();
    void placeValues();
    void styleAxes();
    qsizetype momentAt(double x) const;

    QString m_title;
    ChartRangeControl& m_range;
    ChartView* m_view;
    QCategoryAxis* m_time;
    QCategoryAxis* m_number;
    QLabel* m_nothing;
    QStackedLayout* m_stack;
    QList<Moment> m_moments;
    QDateTime m_from;
    QDateTime m_until;
    double m_highest = 0;
    double m_leastStep = 1;
    std::function<QString(double)> m_valueLabel;
};

} // namespace transship
