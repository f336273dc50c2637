// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/registry/ociclient.h"

#include <QCoroTask>

namespace transship {

/// Does the target hold every tag of the source under the same digest? Ends at the first difference. A source without
/// tags proves nothing: false. Canceled: the connection's purpose was.
QCoro::Task<Result<bool>> holdsAllTags(OciClient source, OciClient target, QString repository, int width);

} // namespace transship
