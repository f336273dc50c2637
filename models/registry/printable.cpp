// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registry/printable.h"

namespace transship {

QString printable(QString text, qsizetype longest)
{
    text.truncate(longest);
    if (text.size() == longest && text.back().isHighSurrogate()) {
        text.chop(1);
    }
    for (QChar& c : text) {
        if (c.category() == QChar::Other_Control) {
            c = u' ';
        }
    }
    return text.trimmed();
}

} // namespace transship
