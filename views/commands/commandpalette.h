// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/commands/palettemodel.h"

#include <QDialog>

class QLineEdit;
class QListView;

namespace transship {

class CommandRegistry;

/// The commands of a registry as entries of a palette; disabled ones say why, as their tooltips do.
PaletteSource commandEntries(const CommandRegistry& registry);

/// Type a few letters of what you want, Return does it. Closes when it loses the focus. GUI thread; deletes itself.
class CommandPalette : public QDialog {
    Q_OBJECT
public:
    CommandPalette(QList<PaletteSource> sources, QWidget* window);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    bool event(QEvent* event) override;

private:
    void search(const QString& typed);
    void runCurrent();

    PaletteModel m_model;
    QLineEdit* m_edit;
    QListView* m_list;
};

} // namespace transship
