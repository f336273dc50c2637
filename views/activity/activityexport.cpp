// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/activity/activityexport.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace transship {
namespace {

QJsonObject toJson(const Activity& row)
{
    QJsonObject object{{QStringLiteral("created_at"), row.at.toString(Qt::ISODateWithMs)},
        {QStringLiteral("event"), row.event}, {QStringLiteral("before"), row.before},
        {QStringLiteral("after"), row.after}, {QStringLiteral("actor"), row.actor},
        {QStringLiteral("origin"), toName(row.origin)}};
    if (row.isSetting) {
        object[QStringLiteral("setting")] = row.subject;
    } else {
        object[QStringLiteral("container_repository_id")] = row.repositoryId;
        object[QStringLiteral("container_repository_path")] = row.subject;
        object[QStringLiteral("reason")] = row.words;
    }
    return object;
}

} // namespace

Result<void> exportActivity(const QString& file, const QList<Activity>& rows)
{
    QSaveFile target(file);
    bool written = target.open(QIODevice::WriteOnly);
    for (const Activity& row : rows) {
        const QByteArray line = QJsonDocument(toJson(row)).toJson(QJsonDocument::Compact) + '\n';
        written = written && target.write(line) == line.size();
    }
    if (!written || !target.commit()) {
        return Error{ErrorCode::Io, QStringLiteral("%1 cannot be written: %2").arg(file, target.errorString())};
    }
    return {};
}

QString activityAsText(const QList<Activity>& rows)
{
    QStringList lines;
    for (const Activity& row : rows) {
        QStringList cells{row.at.toString(Qt::ISODateWithMs), row.subject, row.event, row.before, row.after, row.actor,
            toName(row.origin), row.words};
        for (QString& cell : cells) {
            cell = cell.simplified(); // a tab or a line end within would shift the others
        }
        lines << cells.join(u'\t');
    }
    return lines.join(u'\n');
}

} // namespace transship
