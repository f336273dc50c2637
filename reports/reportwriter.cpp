// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "reports/reportwriter.h"

#include "models/domain/enumnames.h"

#include <QFileDevice>

namespace transship {
namespace {

constexpr std::array formats{EnumName<ReportFormat>{ReportFormat::Csv, "csv"},
    EnumName<ReportFormat>{ReportFormat::Json, "json"}, EnumName<ReportFormat>{ReportFormat::Xlsx, "xlsx"},
    EnumName<ReportFormat>{ReportFormat::Pdf, "pdf"}};
} // namespace

QString toName(ReportFormat format)
{
    return nameOf(formats, format);
}

Result<ReportFormat> reportFormatFromName(QStringView name)
{
    return parseName(formats, name, "format");
}

void appendTime(QByteArray& text, QByteArrayView stored)
{
    if (stored.size() < 19) {
        text += stored;
        return;
    }
    text += stored.first(10);
    text += 'T';
    text += stored.sliced(11, 8);
    QByteArrayView fraction = stored.sliced(19);
    while (!fraction.isEmpty() && (fraction.back() == '0' || fraction.back() == '.')) {
        const bool point = fraction.back() == '.';
        fraction.chop(1);
        if (point) {
            break;
        }
    }
    text += fraction;
    text += 'Z';
}

Error cannotWrite(const QString& name, const QString& why)
{
    return {ErrorCode::Io,
        QStringLiteral("the report cannot be written to %1: %2; free some room there or choose another place")
            .arg(name, why)};
}

Result<void> writeAll(QIODevice& device, const QByteArray& bytes)
{
    // A disk that becomes full takes a part first, and says why only when it is asked to take the rest.
    qint64 taken = 0;
    qint64 now = 1;
    while (taken < bytes.size() && now > 0) {
        now = device.write(bytes.constData() + taken, bytes.size() - taken);
        taken += qMax<qint64>(0, now);
    }
    if (taken == bytes.size()) {
        return {};
    }
    const auto* file = qobject_cast<QFileDevice*>(&device);
    return cannotWrite(
        file && !file->fileName().isEmpty() ? file->fileName() : QStringLiteral("its output"), device.errorString());
}

QList<std::pair<QString, QString>> factsOf(const ReportHead& head)
{
    const ReportRequest& request = head.request;
    const QString filter = request.filter.toString();
    QList<std::pair<QString, QString>> facts{
        {QStringLiteral("database"), request.source},
        {QStringLiteral("time"), request.time.toUTC().toString(Qt::ISODate)},
        {QStringLiteral("filter"), filter},
        {QStringLiteral("sort"), RepositoryOrder{request.sort, request.descending}.toString()},
        {QStringLiteral("repositories"), QString::number(head.counts.total())},
    };
    for (const MigrationState state : allMigrationStates) {
        facts.append({toName(state), QString::number(head.counts.of(state))});
    }
    facts.append({QStringLiteral("transship"), head.version});
    return facts;
}

} // namespace transship
