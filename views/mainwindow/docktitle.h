// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QDockWidget;

namespace transship {

/// The title bar of a dock, quiet as TitledPanel's title, with buttons to float (or dock again) and to close; a double
/// click or a drag on the rest does what Qt's own title bar does. Belongs to the dock. GUI thread.
class DockTitle : public QWidget {
    Q_OBJECT
public:
    explicit DockTitle(QDockWidget& dock);
};

} // namespace transship
