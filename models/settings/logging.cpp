// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings/logging.h"

namespace transship {

Q_LOGGING_CATEGORY(lcConsole, "transship.console")
Q_LOGGING_CATEGORY(lcServices, "transship.services")

void configureLogging(LogLevel level)
{
    qSetMessagePattern(QStringLiteral("%{time yyyy-MM-ddTHH:mm:ss.zzzt} %{if-category}%{category} %{endif}"
                                      "%{if-debug}debug%{endif}%{if-info}info%{endif}%{if-warning}warning%{endif}"
                                      "%{if-critical}error%{endif}%{if-fatal}fatal%{endif}: %{message}"));
    QStringList rules{QStringLiteral("*.debug=false"), QStringLiteral("qt.*.info=false")};
    switch (level) {
    case LogLevel::Quiet:
        rules << QStringLiteral("transship.*.info=false");
        break;
    case LogLevel::Normal:
        break;
    case LogLevel::Verbose:
        rules << QStringLiteral("transship.*.debug=true");
        break;
    }
    QLoggingCategory::setFilterRules(rules.join(u'\n'));
}

} // namespace transship
