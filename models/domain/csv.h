// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>

namespace transship {

/// A field of CSV (RFC 4180), UTF-8, at the end of a line: quoted where it has to be, and with an apostrophe before
/// what a spreadsheet would take for a formula (it begins with = + - @, a tab or CR). Numbers are not to be given to
/// it.
void appendCsvField(QByteArray& line, QByteArrayView text);

/// A whole line of such fields, with its CRLF.
QByteArray csvLine(const QStringList& fields);

} // namespace transship
