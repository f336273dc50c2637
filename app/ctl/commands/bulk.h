// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/session.h"
#include "models/migration/bulkoperation.h"

#include <optional>
#include <string>
#include <vector>

/// One change on one or many repositories, with preview, confirmation, a result each, and the exit code of the whole.
namespace transship::ctl {

/// Which repositories: named ones (id or path), or all that match a filter.
struct Selection {
    std::vector<std::string> given;
    std::optional<std::string> query;
    bool yes = false;
    bool dryRun = false;
};

/// What became of one of them.
struct ItemResult {
    QString given; ///< as named, or the id
    std::optional<ContainerRepository> before;
    std::optional<ContainerRepository> after; ///< as it is now; as it would be with --dry-run
    std::optional<StartAnswer> answer;
    std::optional<Error> error;
};

struct BulkChange {
    QString key; ///< what it is called in the document: "event" or "action"
    QString verb; ///< for the question: "Skip"
    BulkOperation operation;
};

/// Asks on a terminal whether to do `what` ("Skip 12 repositories"); empty: go on; else the exit code. Without a
/// terminal only --yes goes on.
std::optional<int> confirmChange(const Session& session, const QString& what, bool yes);

QCoro::Task<int> runBulk(Session& session, Selection selection, BulkChange change);

} // namespace transship::ctl
