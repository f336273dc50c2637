// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <functional>

class QWidget;

namespace transship {

/// Draws what a widget shows when that is wanted; while nobody sees it, since its pane is closed or behind another tab,
/// once when it is seen again. Belongs to the widget. GUI thread.
class RedrawWhenShown : public QObject {
    Q_OBJECT
public:
    RedrawWhenShown(QWidget& widget, std::function<void()> redraw);

    bool eventFilter(QObject* watched, QEvent* event) override;

public Q_SLOTS:
    /// There is something new to show.
    void want();

private:
    void followPane(bool inFront);
    void catchUp();

    QWidget& m_widget;
    std::function<void()> m_redraw;
    bool m_late = false; ///< what is drawn is older than what is known
};

} // namespace transship
