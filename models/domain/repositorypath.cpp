// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/repositorypath.h"

#include <QRegularExpression>

namespace transship {
namespace {

Error invalid(QStringView path, const QString& why)
{
    return {ErrorCode::InvalidArgument,
        QStringLiteral("\"%1\" is not a repository path: %2").arg(path.left(maxRepositoryPathLength).toString(), why)};
}

} // namespace

bool operator==(const PathParts& a, const PathParts& b)
{
    return a.namespaces == b.namespaces && a.project == b.project && a.name == b.name;
}

Result<QString> validateRepositoryPath(QStringView path)
{
    if (path.isEmpty()) {
        return invalid(path, QStringLiteral("it is empty"));
    }
    if (path.size() > maxRepositoryPathLength) {
        return invalid(path,
            QStringLiteral("it has %1 characters, at most %2 are allowed")
                .arg(path.size())
                .arg(maxRepositoryPathLength));
    }
    static const QRegularExpression segment(
        QRegularExpression::anchoredPattern(QStringLiteral("[a-z0-9]+(?:(?:[.]|_|__|-+)[a-z0-9]+)*")));
    const auto segments = path.split(u'/');
    for (const QStringView part : segments) {
        if (part.isEmpty()) {
            return invalid(path, QStringLiteral("it has an empty part"));
        }
        if (!segment.match(part.toString()).hasMatch()) {
            return invalid(path,
                QStringLiteral(
                    "\"%1\" may hold only lower case letters, digits and single separators . _ __ - between them")
                    .arg(part));
        }
    }
    return path.toString();
}

Result<PathParts> splitRepositoryPath(QStringView path)
{
    const Result<QString> valid = validateRepositoryPath(path);
    if (!valid) {
        return valid.error();
    }
    QStringList segments = valid->split(u'/');
    if (segments.size() == 1) {
        return PathParts{segments, {}, {}};
    }
    if (segments.size() == 2) {
        return PathParts{{segments[0]}, segments[1], {}};
    }
    PathParts parts;
    parts.name = segments.takeLast();
    parts.project = segments.takeLast();
    parts.namespaces = segments;
    return parts;
}

QString joinRepositoryPath(const PathParts& parts)
{
    QStringList segments = parts.namespaces;
    segments << parts.project << parts.name;
    segments.removeAll(QString());
    return segments.join(u'/').toLower();
}

} // namespace transship
