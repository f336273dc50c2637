// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/filters/filtercompletion.h"

#include "models/domain/filterfields.h"

#include <algorithm>

namespace transship {
namespace {

/// Where the word that the cursor is in begins; blanks and brackets end words outside of quotes.
qsizetype wordStart(const QString& text, qsizetype cursor)
{
    qsizetype start = 0;
    bool quoted = false;
    for (qsizetype i = 0; i < cursor; ++i) {
        const QChar c = text[i];
        if (c == u'\\' && quoted) {
            ++i;
        } else if (c == u'"') {
            quoted = !quoted;
        } else if (!quoted && (c.isSpace() || c == u'(' || c == u')')) {
            start = i + 1;
        }
    }
    while (start < cursor && text[start] == u'-') {
        ++start;
    }
    return start;
}

bool isSymbol(QChar c)
{
    return QStringView(u":=<>!").contains(c);
}

QStringList keysFrom(const QString& typed)
{
    QStringList keys;
    for (const FilterFieldInfo& info : filterFields) {
        const QString name = QString::fromLatin1(info.name);
        if (!typed.isEmpty() && name.startsWith(typed, Qt::CaseInsensitive)) {
            const char* symbol = info.kind == FilterFieldKind::Numbers ? ">="
                : info.kind == FilterFieldKind::Times                  ? "<"
                                                                       : ":";
            keys << name + QLatin1StringView(symbol);
        }
    }
    return keys;
}

QStringList valuesFrom(FilterField field, const QString& typed)
{
    QStringList values = namesOf(field);
    if (infoOf(field).canBeUnset) {
        values << noneName();
    }
    values.removeIf([&typed](const QString& value) { return !value.startsWith(typed, Qt::CaseInsensitive); });
    return values;
}

} // namespace

FilterCompletion completionAt(const QString& text, qsizetype cursor)
{
    FilterCompletion completion;
    completion.position = wordStart(text, cursor);
    const QString word = text.mid(completion.position, cursor - completion.position);
    const auto* const symbol = std::find_if(word.cbegin(), word.cend(), isSymbol);
    if (symbol == word.cend()) {
        completion.typed = word;
        completion.length = word.size();
        completion.words = keysFrom(word);
        return completion;
    }
    completion.field = filterFieldFromName(word.left(symbol - word.cbegin()));
    qsizetype value = std::find_if_not(symbol, word.cend(), isSymbol) - word.cbegin();
    value = qMax(value, word.lastIndexOf(u',') + 1);
    completion.position += value;
    completion.length = word.size() - value;
    completion.typed = word.mid(value);
    if (completion.typed.startsWith(u'"')) {
        completion.typed.remove(0, 1);
    }
    if (completion.field) {
        completion.words = valuesFrom(*completion.field, completion.typed);
    }
    return completion;
}

QString completedValue(const QString& value)
{
    const auto needsQuotes
        = [](QChar c) { return c.isSpace() || c == u'(' || c == u')' || c == u',' || c == u'"' || c == u'\\'; };
    if (std::none_of(value.cbegin(), value.cend(), needsQuotes)) {
        return value;
    }
    QString quoted = value;
    quoted.replace(u'\\', QStringLiteral("\\\\")).replace(u'"', QStringLiteral("\\\""));
    return u'"' + quoted + u'"';
}

} // namespace transship
