// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/csv.h"

#include <algorithm>

namespace transship {
namespace {

bool startsFormula(QByteArrayView text)
{
    return !text.isEmpty() && QByteArrayView("=+-@\t\r").contains(text.front());
}

bool needsQuotes(QByteArrayView text)
{
    return std::any_of(text.begin(), text.end(), [](char c) { return c == '"' || c == ',' || c == '\n' || c == '\r'; });
}

} // namespace

void appendCsvField(QByteArray& line, QByteArrayView text)
{
    const char* apostrophe = startsFormula(text) ? "'" : "";
    if (!needsQuotes(text)) {
        line += apostrophe;
        line += text;
        return;
    }
    line += '"';
    line += apostrophe;
    line += text.toByteArray().replace('"', "\"\"");
    line += '"';
}

QByteArray csvLine(const QStringList& fields)
{
    QByteArray line;
    for (qsizetype i = 0; i < fields.size(); ++i) {
        line += i == 0 ? "" : ",";
        appendCsvField(line, fields[i].toUtf8());
    }
    return line + "\r\n";
}

} // namespace transship
