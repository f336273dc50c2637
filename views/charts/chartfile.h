// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"

#include <QFuture>
#include <QString>
#include <QWidget>

namespace transship {

/// A picture of a chart as it is on the screen, under a heading: PNG at twice its size, SVG where the name ends so.
/// Drawn at once, on the GUI thread; made into a file on another thread, complete or not at all.
QFuture<Result<void>> saveChart(QWidget& chart, const QString& heading, const QString& file);

} // namespace transship
