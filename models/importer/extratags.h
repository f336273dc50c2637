// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importer/importstore.h"
#include "models/registry/ociclient.h"

#include <QCoroTask>

#include <memory>

namespace transship {

/// A remark on tags of the target that pass number `pass` of an import did not find in the source; empty: there are
/// none. They are left alone. Thread: the client's and the store's.
QCoro::Task<Result<QString>> remarkOnExtraTags(
    OciClient target, QString path, std::shared_ptr<ImportStore> store, int pass);

} // namespace transship
