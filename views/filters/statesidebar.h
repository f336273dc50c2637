// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/enums.h"

#include <QListView>

#include <optional>

namespace transship {

class StateCountsModel;

/// "All" and the seven states with their live counts. Choosing one (mouse or keyboard) asks for the filter; what is
/// chosen is remembered by state, not by row. GUI thread; borrows the model.
class StateSidebar : public QListView {
    Q_OBJECT
public:
    explicit StateSidebar(StateCountsModel& model, QWidget* parent = nullptr);

    /// Marks a state without asking for it; nothing: "All". Several states at once: no mark.
    void showStates(const QList<MigrationState>& states);

    QSize sizeHint() const override;

Q_SIGNALS:
    /// Nothing: all states.
    void stateChosen(std::optional<transship::MigrationState> state);

private:
    void announce(const QModelIndex& current);

    StateCountsModel& m_model;
    bool m_showing = false;
};

} // namespace transship
