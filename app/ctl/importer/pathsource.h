// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importer/importrecords.h"
#include "models/registry/ocipager.h"

#include <QCoroTask>
#include <QStringList>

#include <functional>
#include <memory>
#include <optional>

namespace transship::ctl {

/// Repository paths, some at a time, from where a command was told to take them.
class PathSource {
public:
    /// These, in the order given.
    static PathSource list(const QStringList& paths);
    /// One a line; empty lines and those that begin with # are left out. Io when it cannot be read.
    static Result<PathSource> file(const QString& name);
    /// All that the registry's catalog lists.
    static PathSource catalog(std::shared_ptr<RegistryConnection> registry, const QString& prefix);
    /// All that was ever imported with this database.
    static PathSource imported(std::shared_ptr<ImportDatabase> database, const QString& prefix);

    /// Empty: there are no more.
    QCoro::Task<Result<QStringList>> next();

private:
    using Next = std::function<QCoro::Task<Result<std::optional<QStringList>>>()>;
    explicit PathSource(Next next);

    Next m_next; ///< nullopt: there are no more
};

} // namespace transship::ctl
