// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/redrawwhenshown.h"

#include <QDockWidget>
#include <QEvent>
#include <QWidget>

#include <utility>

namespace transship {
namespace {

QDockWidget* paneOf(const QWidget& widget)
{
    for (QWidget* parent = widget.parentWidget(); parent; parent = parent->parentWidget()) {
        if (auto* pane = qobject_cast<QDockWidget*>(parent)) {
            return pane;
        }
    }
    return nullptr;
}

/// Such a pane counts as visible; it lies outside of what it is docked to.
bool isBehindAnotherTab(const QDockWidget* pane)
{
    return pane && !pane->isFloating() && (pane->geometry().right() < 0 || pane->geometry().bottom() < 0);
}

} // namespace

RedrawWhenShown::RedrawWhenShown(QWidget& widget, std::function<void()> redraw)
    : QObject(&widget)
    , m_widget(widget)
    , m_redraw(std::move(redraw))
{
    widget.installEventFilter(this);
}

bool RedrawWhenShown::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == &m_widget && event->type() == QEvent::Show) {
        if (const QDockWidget* pane = paneOf(m_widget)) {
            connect(pane, &QDockWidget::visibilityChanged, this, &RedrawWhenShown::followPane, Qt::UniqueConnection);
        }
        catchUp();
    }
    return QObject::eventFilter(watched, event);
}

void RedrawWhenShown::want()
{
    m_late = true;
    if (m_widget.isVisible() && !isBehindAnotherTab(paneOf(m_widget))) {
        catchUp();
    }
}

void RedrawWhenShown::followPane(bool inFront)
{
    if (inFront && m_widget.isVisible()) {
        catchUp();
    }
}

void RedrawWhenShown::catchUp()
{
    if (std::exchange(m_late, false)) {
        m_redraw();
    }
}

} // namespace transship
