// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/mainwindow/dockarea.h"

#include "views/mainwindow/docktitle.h"

#include <QAction>
#include <QTabBar>

#include <algorithm>

namespace transship {

DockArea::DockArea(QWidget* table, QWidget* parent)
    : QMainWindow(parent)
{
    // The constructor insists on a window of its own; this one lies within the console's page.
    setWindowFlags(Qt::Widget);
    setObjectName(QStringLiteral("dockArea"));
    setDockOptions(AllowNestedDocks | AllowTabbedDocks | AnimatedDocks);
    setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    setDocumentMode(true);
    setContextMenuPolicy(Qt::NoContextMenu);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea); // details have more to say than fits beside the table
    setCentralWidget(table);
}

QDockWidget* DockArea::addDock(const Spec& spec, QWidget* content)
{
    auto* dock = new QDockWidget(spec.title, this);
    dock->setObjectName(spec.id);
    dock->setAccessibleName(spec.title);
    dock->setTitleBarWidget(new DockTitle(*dock));
    dock->setWidget(content);
    dock->toggleViewAction()->setObjectName(QStringLiteral("toggle_") + spec.id);
    m_places << Place{spec, dock};
    put(m_places.last());
    return dock;
}

void DockArea::put(const Place& place)
{
    addDockWidget(place.spec.area, place.dock);
    const auto first = std::find_if(
        m_places.cbegin(), m_places.cend(), [&](const Place& other) { return other.spec.area == place.spec.area; });
    if (first->dock != place.dock) {
        tabifyDockWidget(first->dock, place.dock);
        first->dock->raise();
    }
    place.dock->setVisible(place.spec.shown);
}

QDockWidget* DockArea::dock(const QString& id) const
{
    const auto found
        = std::find_if(m_places.cbegin(), m_places.cend(), [&](const Place& place) { return place.spec.id == id; });
    return found == m_places.cend() ? nullptr : found->dock;
}

void DockArea::reveal(const QString& id)
{
    if (QDockWidget* found = dock(id)) {
        found->show();
        found->raise();
    }
}

QList<QAction*> DockArea::toggles() const
{
    QList<QAction*> actions;
    for (const Place& place : m_places) {
        actions << place.dock->toggleViewAction();
    }
    return actions;
}

bool DockArea::restoreLayoutState(const QByteArray& state)
{
    m_sized = restoreState(state, layoutVersion);
    return m_sized;
}

void DockArea::resetLayout()
{
    for (const Place& place : m_places) {
        place.dock->setFloating(false);
        removeDockWidget(place.dock);
    }
    for (const Place& place : m_places) {
        put(place);
    }
    applyDefaultSizes();
}

void DockArea::applyDefaultSizes()
{
    for (const Place& place : m_places) {
        const bool side = place.spec.area == Qt::LeftDockWidgetArea || place.spec.area == Qt::RightDockWidgetArea;
        resizeDocks({place.dock}, {place.spec.extent}, side ? Qt::Horizontal : Qt::Vertical);
    }
    m_sized = true;
}

void DockArea::showEvent(QShowEvent* event)
{
    QMainWindow::showEvent(event);
    if (!m_sized) {
        applyDefaultSizes();
    }
}

} // namespace transship
