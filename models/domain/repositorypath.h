// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"

#include <QString>
#include <QStringList>

namespace transship {

/// A repository path taken apart into the rows it is made of: `a/b/c` = namespaces [a], project b, name c;
/// deeper paths nest namespaces; `a/b` = namespace a, project b, empty name; one segment `a` = namespace a with its
/// unnamed project (empty path). Were that project called `a` too, `a` and `a/a` would be the same row.
struct PathParts {
    QStringList namespaces; ///< outermost first, at least one
    QString project; ///< empty only for a path of one segment
    QString name; ///< may be empty

    QString rootNamespace() const { return namespaces.first(); }
};

bool operator==(const PathParts& a, const PathParts& b);

/// Longest path a registry accepts (the distribution specification's limit for the whole name).
inline constexpr int maxRepositoryPathLength = 255;

/// Refuses what the OCI distribution specification refuses as a repository name: anything but lower case letters and
/// digits with the separators `.`, `_`, `__`, `-`…, empty segments, `..`, a leading or trailing slash, over 255
/// characters.
Result<QString> validateRepositoryPath(QStringView path);

/// Takes a valid path apart; refuses an invalid one.
Result<PathParts> splitRepositoryPath(QStringView path);

/// [project full path, name], empty parts dropped, joined with "/", lower case.
QString joinRepositoryPath(const PathParts& parts);

} // namespace transship
