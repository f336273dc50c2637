// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/commands/palettemodel.h"

#include <QObject>

class QListView;

namespace transship {

class FilterLine;
class SavedViewsList;

/// Where the operator can go from the keyboard: views by number or name, repositories by what they are called.
/// GUI thread; borrows
/// lists and search line.
class Navigation : public QObject {
    Q_OBJECT
public:
    Navigation(QListView& states, SavedViewsList& views, FilterLine& filter, QObject* parent = nullptr);

    /// A saved view, counted from 0, in the order of the sidebar; past the end: nothing happens.
    void showView(int number);
    QList<PaletteEntry> entries(const QString& typed) const;

private:
    QList<PaletteEntry> stateEntries() const;
    QList<PaletteEntry> viewEntries() const;

    QListView& m_states;
    SavedViewsList& m_views;
    FilterLine& m_filter;
};

} // namespace transship
