// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/repositoryfilter.h"
#include "models/settings/savedview.h"

#include <QListView>

namespace transship {

class SavedViewsModel;

/// The views to go to. Own ones are renamed in place (F2), moved with Alt+Up and Alt+Down and removed with Delete, or
/// from the context menu. GUI thread; borrows the model.
class SavedViewsList : public QListView {
    Q_OBJECT
public:
    explicit SavedViewsList(SavedViewsModel& model, QWidget* parent = nullptr);

    /// As if it had been clicked; beyond the end: nothing happens.
    void choose(int row);
    /// Marks the view that shows this, without choosing it; none: no mark.
    void showFilter(const RepositoryFilter& filter);
    QSize sizeHint() const override;

Q_SIGNALS:
    void viewChosen(const transship::SavedView& view);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void moveCurrent(int by);

    SavedViewsModel& m_views;
};

} // namespace transship
