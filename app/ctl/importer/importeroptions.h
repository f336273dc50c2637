// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importer/importservice.h"
#include "models/storage/databaseurl.h"

#include <string>

namespace transship::ctl {

/// A URL, or the path of an SQLite file; its own and never the rollout's. Empty: the environment's, else a file in the
/// user's data folder.
Result<DatabaseUrl> importerDatabase(const std::string& argument);

/// `prefix`: of the variables with its credentials, TRANSSHIP_SOURCE or TRANSSHIP_TARGET.
Result<ImporterRegistry> importerRegistry(const std::string& url, const QString& option, const QString& prefix);

/// Source and target, which must differ.
struct ImporterPair {
    ImporterRegistry source;
    ImporterRegistry target;
};
Result<ImporterPair> importerPair(const std::string& source, const std::string& target);

/// The program with its whole path; empty: none was named.
Result<QString> importerFreezeHook(const std::string& argument);

/// An address with `{path}` in its path; empty: nobody is told.
Result<QString> importerNotificationUrl(const std::string& argument);

} // namespace transship::ctl
