// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/details/timeline.h"

#include <QWidget>

namespace transship {

/// Steps side by side, as long as they took; the first wait is left out, which would leave no room for the rest.
/// GUI thread.
class TimelineBar : public QWidget {
    Q_OBJECT
public:
    explicit TimelineBar(QWidget* parent = nullptr);

    void setSteps(const QList<TimelineStep>& steps, const QDateTime& now);
    QSize sizeHint() const override { return {200, 14}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Part {
        TimelineStep step;
        qreal left = 0;
        qreal width = 0;
    };
    QList<Part> parts() const;

    QList<TimelineStep> m_steps;
    QDateTime m_now;
};

/// "pre import, 2nd attempt: 12 s, failed"
QString inWords(const TimelineStep& step, const QDateTime& now);
/// All of them as rich text, newest last; at most `most`, then how many earlier ones there were.
QString stepsTable(const QList<TimelineStep>& steps, const QDateTime& now, int most = 8);

} // namespace transship
