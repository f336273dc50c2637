// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/details/facts.h"

#include "views/common/texts.h"

#include <QCoreApplication>

namespace transship::facts {
namespace {

/// The context is what lupdate takes for a function outside of a class.
QString tr(const char* text)
{
    return QCoreApplication::translate("transship::facts", text);
}

class Rows {
public:
    void add(const QString& name, const QString& value)
    {
        if (!value.isEmpty()) {
            m_html += QStringLiteral("<tr><td style='padding-right:12px' valign=top>%1</td><td>%2</td></tr>")
                          .arg(name.toHtmlEscaped(), value.toHtmlEscaped());
        }
    }
    QString html() const { return QStringLiteral("<table cellspacing=2 cellpadding=0>%1</table>").arg(m_html); }

private:
    QString m_html;
};

} // namespace

QString besideState(const ContainerRepository& row, const QDateTime& now)
{
    const QString since = texts::since(row.stateSince(), now);
    if (row.state == MigrationState::ImportAborted && row.abortedInState) {
        return tr("in %1 · %2").arg(toName(*row.abortedInState), since);
    }
    return row.stateSince().isValid() ? since : QString();
}

QString table(const ContainerRepository& row, const std::optional<Policy>& policy)
{
    Rows rows;
    rows.add(tr("Since"), texts::absolute(row.stateSince()));
    if (row.skippedReason) {
        rows.add(tr("Reason"),
            QStringLiteral("%1 – %2").arg(toName(*row.skippedReason), texts::explanation(*row.skippedReason)));
    }
    rows.add(tr("Retries"),
        policy ? tr("%1 of %2").arg(row.retriesCount).arg(policy->maxRetries) : QString::number(row.retriesCount));
    rows.add(tr("Plan"), row.plan);
    rows.add(tr("Created"), texts::absolute(row.createdAt));
    rows.add(tr("Status"), row.status ? toName(*row.status) : QString());
    return rows.html();
}

QString failure(const MigrationEventRow& event)
{
    QString words = event.reason;
    if (!event.detail.isEmpty()) {
        words += (words.isEmpty() ? QString() : QStringLiteral(": ")) + event.detail;
    }
    return tr("<b>Last failure</b> in %1, %2<br>%3")
        .arg(toName(event.from), texts::absolute(event.createdAt), words.toHtmlEscaped());
}

} // namespace transship::facts
