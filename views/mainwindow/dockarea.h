// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDockWidget>
#include <QMainWindow>

namespace transship {

/// The panes of the console around the table: each can be moved, tabbed with another, floated and closed, and comes
/// back where it was. GUI thread; owns its docks and their contents.
class DockArea : public QMainWindow {
    Q_OBJECT
public:
    explicit DockArea(QWidget* table, QWidget* parent = nullptr);

    struct Spec {
        QString id; ///< stable, part of the saved layout; also the object name of the dock
        QString title;
        Qt::DockWidgetArea area = Qt::BottomDockWidgetArea;
        int extent = 200; ///< pixels: width at the sides, height at the bottom
        bool shown = true;
    };
    /// A second dock in the same area is a tab beside the first one. Add all of them before restoring a layout.
    QDockWidget* addDock(const Spec& spec, QWidget* content);
    QDockWidget* dock(const QString& id) const;
    /// Shows it and brings it before the other tabs.
    void reveal(const QString& id);

    /// One checkable action a dock, in the order of adding.
    QList<QAction*> toggles() const;

    /// Opaque, versioned.
    QByteArray layoutState() const { return saveState(layoutVersion); }
    /// False, and nothing happens, when it was not made by this version of the layout.
    bool restoreLayoutState(const QByteArray& state);

public Q_SLOTS:
    void resetLayout();

protected:
    void showEvent(QShowEvent* event) override;

private:
    static constexpr int layoutVersion = 3;

    struct Place {
        Spec spec;
        QDockWidget* dock;
    };
    void put(const Place& place);
    void applyDefaultSizes();

    QList<Place> m_places;
    bool m_sized = false; ///< by a restored layout or by the default
};

} // namespace transship
