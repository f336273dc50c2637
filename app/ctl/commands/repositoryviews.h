// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/session.h"

namespace transship::ctl {

struct ListArguments {
    std::string query;
    std::string sort = "id"; ///< as RepositoryOrder::parse takes it
    int limit = 100; ///< 0: all
};

/// For --sort.
std::string sortHelp();

QCoro::Task<int> listRepositories(Session& session, ListArguments arguments);
QCoro::Task<int> showRepository(Session& session, std::string given);
QCoro::Task<int> explainRepository(Session& session, std::string given);
QCoro::Task<int> showHistory(Session& session, std::string given);

/// By id, or by path where no repository has that number. Runs in a job of the storage worker.
Result<ContainerRepository> findRepository(RepositoryStore& store, const QString& given);

} // namespace transship::ctl
