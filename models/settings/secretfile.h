// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"

#include <QByteArray>
#include <QString>

namespace transship {

/// A secret from a file of at most 64 KiB, without the line ends after it. `what` names in the error who names the
/// file; what is in it never appears. Thread: any; reads the file now.
Result<QByteArray> readSecretFile(const QString& what, const QString& path);

} // namespace transship
