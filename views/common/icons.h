// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/enums.h"

#include <QIcon>
#include <QString>

namespace transship {

/// An icon of resources/icons by its file name without ".svg", drawn in the palette's text colour of the moment it is
/// painted (so a change of theme needs no new icon), sharp at every scale.
QIcon themedIcon(const QString& name);

/// The state's own shape in the state's own colour.
QIcon stateIcon(MigrationState state);

/// In the warning colour, the success colour.
QIcon warningIcon(const QString& name);
QIcon successIcon(const QString& name);

/// The program's icon, in its own colours.
QIcon applicationIcon();

} // namespace transship
