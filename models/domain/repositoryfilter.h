// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/repository.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace transship {

/// Which repositories are meant: the value behind the search line, the sidebar and `--query`. All criteria must hold;
/// an empty criterion holds for every row. Compiled to SQL by models/storage; `matches` must agree with that SQL.
///
/// Text form: tokens separated by spaces, `state:import_aborted` (several states: `state:a,b`), `plan:free`,
/// `reason:too_many_tags`, `path:gitlab-org/*` (glob over the whole path: `*`, `?`), `namespace:gitlab-org` (that root
/// namespace), `retries>=2`, `tags>100`; anything else is text that the path contains.
class RepositoryFilter {
public:
    /// The error says at which character (1-based) and why.
    static Result<RepositoryFilter> parse(const QString& text);
    QString toString() const;

    bool isEmpty() const;
    bool matches(const ContainerRepository& repository) const;

    QList<MigrationState> states;
    QStringList plans;
    QList<SkippedReason> reasons;
    QString pathGlob;
    QString rootNamespace;
    QStringList words; ///< each must be contained in the path, lower case
    std::optional<qint64> minRetries;
    std::optional<qint64> minTags;
};

bool operator==(const RepositoryFilter& a, const RepositoryFilter& b);

} // namespace transship
