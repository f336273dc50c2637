// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/databaseurl.h"

#include <QStringList>

namespace transship::bench {

/// How far the rollout is.
enum class Mix {
    Beginning, ///< nearly all `default`; the premium plans are done
    Middle, ///< the older half is import_done, but for the denied namespaces
    End, ///< 99.9 % import_done
};
inline constexpr int deniedNamespaces = 40;

/// The statements that fill an empty schema, in order. Repositories are a function of their number alone: created over
/// six years, oldest first; the oldest fiftieth all belongs to one namespace (`group-2`), which is on the deny list
/// with 39 others; all ultimate plans are those denied ones'; a four-hundredth belongs to `gitlab-org`; 27,700 are
/// skipped for too many tags, 631 scheduled for deletion (both fewer when the set is small), 20 in process; the
/// youngest hundredth is younger than createdBefore().
QStringList fillingStatements(Backend backend, qint64 rows, Mix mix);

/// The value of the setting created_before that leaves the youngest hundredth out.
QString createdBefore();

} // namespace transship::bench
