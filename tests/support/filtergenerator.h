// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/filterfields.h"
#include "models/domain/filterparser.h"

#include <QRandomGenerator>
#include <QStringList>

namespace transship::testing {

/// Texts in the filter grammar, at random; every one is a filter. Values are picked so that they often meet something.
class FilterGenerator {
public:
    explicit FilterGenerator(quint32 seed)
        : m_random(seed)
    {
    }

    QString next() { return any(3); }

private:
    int below(int bound) { return int(m_random.bounded(bound)); }
    QString pick(const QStringList& list) { return list[below(int(list.size()))]; }

    QString any(int depth)
    {
        QStringList parts;
        for (int count = below(4) == 0 ? 2 : 1; count > 0; --count) {
            parts << all(depth);
        }
        return parts.join(pick({QStringLiteral(" or "), QStringLiteral("  OR ")}));
    }
    QString all(int depth)
    {
        QStringList parts;
        for (int count = 1 + below(3); count > 0; --count) {
            parts << unary(depth);
        }
        return parts.join(pick({QStringLiteral(" "), QStringLiteral(" and ")}));
    }
    QString unary(int depth)
    {
        const QString no = pick(
            {QString(), QString(), QString(), QStringLiteral("-"), QStringLiteral("not "), QStringLiteral("-not ")});
        return no + (depth > 0 && below(4) == 0 ? u'(' + any(depth - 1) + u')' : term());
    }
    QString term()
    {
        const int choice = below(int(filterFields.size()) + 2);
        if (choice >= int(filterFields.size())) {
            return word();
        }
        const FilterFieldInfo& field = filterFields[std::size_t(choice)];
        const QString key = QString::fromLatin1(field.name);
        switch (field.kind) {
        case FilterFieldKind::Names:
            return key + pick({QStringLiteral(":"), QStringLiteral(":"), QStringLiteral("!=")})
                + list(namesOf(field.field), field.canBeUnset);
        case FilterFieldKind::Texts:
        case FilterFieldKind::Globs:
            return key + u':' + list(texts(field.field), field.canBeUnset);
        case FilterFieldKind::Numbers:
            return key + numbers(field.field, field.canBeUnset);
        case FilterFieldKind::Times:
            break;
        }
        return key + times();
    }

    QString list(const QStringList& values, bool canBeUnset)
    {
        QStringList parts;
        for (int count = 1 + below(3); count > 0; --count) {
            parts << (canBeUnset && below(4) == 0 ? noneName() : pick(values));
        }
        return parts.join(u',');
    }
    QStringList texts(FilterField field)
    {
        switch (field) {
        case FilterField::Plan:
            return {
                QStringLiteral("free"), QStringLiteral("o'brien"), QStringLiteral("gold"), QStringLiteral("\"none\"")};
        case FilterField::Namespace:
            return {QStringLiteral("a"), QStringLiteral("a_b"), QStringLiteral("gitlab"), QStringLiteral("gitlab-org"),
                QStringLiteral("gitlab/a"), QStringLiteral("\"\\\\\"")};
        case FilterField::Note:
            return {QStringLiteral("disk"), QStringLiteral("Disk"), QStringLiteral("\"disk FULL\""),
                QStringLiteral("%"), QStringLiteral("ä"), QStringLiteral("Ä"), QStringLiteral("too_many")};
        case FilterField::Name:
            return {QStringLiteral("\"\""), QStringLiteral("a"), QStringLiteral("a*"), QStringLiteral("*b"),
                QStringLiteral("?"), QStringLiteral("a?b"), QStringLiteral("*")};
        default:
            return {QStringLiteral("a*"), QStringLiteral("gitlab-org/*"), QStringLiteral("*/a?b"),
                QStringLiteral("a_b*"), QStringLiteral("a[_]b*"), QStringLiteral("*%*"), QStringLiteral("a.b"),
                QStringLiteral("*"), QStringLiteral("gitlab*/*b"), QStringLiteral("?"), QStringLiteral("*lab-o*"),
                random(5)};
        }
    }
    QString word()
    {
        return pick({QStringLiteral("a_b"), QStringLiteral("lab-org"), QStringLiteral("\"b/a\""), QStringLiteral("a%b"),
            QStringLiteral("'"), QStringLiteral("\\"), QStringLiteral("gitlab"), QStringLiteral("\"or\""),
            QStringLiteral("ä"), u'x' + random(2)});
    }
    QString random(int most)
    {
        const QString alphabet = QStringLiteral("ab-_./*?%'\\[]gitlorx0");
        QString result;
        for (int length = 1 + below(most); length > 0; --length) {
            result += alphabet[below(int(alphabet.size()))];
        }
        return result;
    }
    QString comparison()
    {
        return pick({QStringLiteral("<"), QStringLiteral("<="), QStringLiteral(">"), QStringLiteral(">=")});
    }
    QString numbers(FilterField field, bool canBeUnset)
    {
        const int most = field == FilterField::Tags || field == FilterField::Id ? 200 : 5;
        const QString number = QString::number(below(most));
        if (below(2)) {
            return comparison() + number;
        }
        return pick({QStringLiteral("="), QStringLiteral(":"), QStringLiteral("!=")}) + number + u','
            + (canBeUnset && below(2) ? noneName() : QString::number(below(most)));
    }
    QString times()
    {
        if (below(2)) {
            return comparison()
                + pick({QStringLiteral("0s"), QStringLiteral("30s"), QStringLiteral("1m"), QStringLiteral("2h"),
                    QStringLiteral("1h30m"), QStringLiteral("3d"), QStringLiteral("1w"), QStringLiteral("36500d")});
        }
        return pick({QStringLiteral("<"), QStringLiteral("<="), QStringLiteral(">"), QStringLiteral(">="),
                   QStringLiteral(":"), QStringLiteral("!=")})
            + pick({QStringLiteral("2026-03-29"), QStringLiteral("2026-03-29T12:00"),
                QStringLiteral("2026-03-29T11:59:30Z"), QStringLiteral("2026-03-28"), QStringLiteral("1000-01-01"),
                QStringLiteral("9998-12-31")});
    }

    QRandomGenerator m_random;
};

} // namespace transship::testing
