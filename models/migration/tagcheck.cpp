// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migration/tagcheck.h"

#include <QSet>

namespace transship {
namespace {

/// History is read by people: more names than this are only counted.
constexpr qsizetype mostNames = 20;

} // namespace

QString TagCheck::inWords() const
{
    if (!compared) {
        return {};
    }
    if (missing.isEmpty()) {
        return QStringLiteral("all %1 tags are there").arg(before);
    }
    QString names = missing.mid(0, mostNames).join(QStringLiteral(", "));
    if (missing.size() > mostNames) {
        names += QStringLiteral(" and %1 more").arg(missing.size() - mostNames);
    }
    return QStringLiteral("%1 of %2 tags are missing: %3").arg(missing.size()).arg(before).arg(names);
}

TagCheck TagCheck::compare(const QStringList& before, const Result<QStringList>& after)
{
    TagCheck check;
    if (!after && after.error().code != ErrorCode::NotFound) {
        return check;
    }
    check.compared = true;
    check.before = before.size();
    const QSet<QString> present = after ? QSet<QString>(after->begin(), after->end()) : QSet<QString>();
    for (const QString& name : before) {
        if (!present.contains(name)) {
            check.missing << name;
        }
    }
    return check;
}

} // namespace transship
