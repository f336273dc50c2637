// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/csv.h"

#include <algorithm>

namespace transship {
namespace {

bool startsFormula(QStringView text)
{
    return !text.isEmpty() && QStringView(u"=+-@\t\r").contains(text.front());
}

bool needsQuotes(QStringView text)
{
    return std::any_of(
        text.begin(), text.end(), [](QChar c) { return c == u'"' || c == u',' || c == u'\n' || c == u'\r'; });
}

} // namespace

void appendUtf8(QByteArray& to, QStringView text)
{
    if (std::any_of(text.begin(), text.end(), [](QChar c) { return c.unicode() >= 0x80; })) {
        to += text.toUtf8();
        return;
    }
    const qsizetype old = to.size();
    to.resize(old + text.size());
    std::transform(text.begin(), text.end(), to.data() + old, [](QChar c) { return static_cast<char>(c.unicode()); });
}

void appendCsvField(QByteArray& line, QStringView text)
{
    const char* apostrophe = startsFormula(text) ? "'" : "";
    if (!needsQuotes(text)) {
        line += apostrophe;
        appendUtf8(line, text);
        return;
    }
    line += '"';
    line += apostrophe;
    appendUtf8(line, text.toString().replace(u'"', QStringLiteral("\"\"")));
    line += '"';
}

QByteArray csvLine(const QStringList& fields)
{
    QByteArray line;
    for (qsizetype i = 0; i < fields.size(); ++i) {
        line += i == 0 ? "" : ",";
        appendCsvField(line, fields[i]);
    }
    return line + "\r\n";
}

} // namespace transship
