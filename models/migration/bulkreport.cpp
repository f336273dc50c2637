// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migration/bulkreport.h"

#include "models/domain/csv.h"
#include "models/storage/stores.h"

#include <QHash>
#include <QRegularExpression>
#include <QSaveFile>

#include <algorithm>

namespace transship {
namespace {

constexpr qsizetype maxExamples = 100;
/// A registry may put a number of its own into every message.
constexpr qsizetype maxCauses = 50;
constexpr qsizetype idsAtOnce = 500;

/// What remains of an error when it could be anybody's.
QString causeOf(qint64 id, const QString& path, const Error& error)
{
    QString words = error.toString();
    if (!path.isEmpty()) {
        words.replace(path, QStringLiteral("…"));
    }
    static const QString idPattern = QStringLiteral("\\brepository %1\\b");
    words.replace(QRegularExpression(idPattern.arg(id)), QStringLiteral("repository …"));
    return words;
}

Result<void> writeCause(Stores& stores, const BulkCause& cause, QIODevice& file)
{
    QHash<qint64, QString> ownWords;
    for (const BulkFailure& example : cause.examples) {
        ownWords.insert(example.id, example.error.toString());
    }
    for (qsizetype from = 0; from < cause.ids.size(); from += idsAtOnce) {
        const QList<qint64> ids = cause.ids.mid(from, idsAtOnce);
        const Result<QList<ContainerRepository>> rows = rowsOf(stores.connection, ids);
        if (!rows) {
            return rows.error();
        }
        QHash<qint64, const ContainerRepository*> byId;
        for (const ContainerRepository& row : *rows) {
            byId.insert(row.id, &row);
        }
        for (const qint64 id : ids) {
            const ContainerRepository* row = byId.value(id);
            file.write(csvLine({QString::number(id), row ? row->path : QString(), row ? toName(row->state) : QString(),
                cause.words, ownWords.value(id, cause.words)}));
        }
    }
    return {};
}

} // namespace

double BulkReport::perSecond() const
{
    return took.count() > 0 ? static_cast<double>(ended()) * 1000.0 / static_cast<double>(took.count()) : 0;
}

QList<qint64> BulkReport::failedIds() const
{
    QList<qint64> ids;
    for (const BulkCause& cause : causes) {
        ids << cause.ids;
    }
    return ids;
}

void BulkReport::noteFailure(qint64 id, const QString& path, const Error& error)
{
    ++failed;
    QString words = causeOf(id, path, error);
    const auto isSame = [&](const BulkCause& cause) { return cause.code == error.code && cause.words == words; };
    auto known = std::find_if(causes.begin(), causes.end(), isSame);
    if (known == causes.end() && causes.size() >= maxCauses) {
        words = QStringLiteral("…");
        known = std::find_if(causes.begin(), causes.end(), isSame);
    }
    if (known == causes.end()) {
        causes << BulkCause{error.code, words, {}, {}};
        known = causes.end() - 1;
    }
    known->ids << id;
    if (known->examples.size() < maxExamples) {
        known->examples << BulkFailure{id, path, error};
    }
}

void BulkReport::noteChanged(const std::optional<ContainerRepository>& now)
{
    ++changedSince;
    if (now) {
        ++changedTo[static_cast<std::size_t>(now->state)];
    } else {
        ++goneSince;
    }
}

void BulkReport::sortCauses()
{
    std::stable_sort(causes.begin(), causes.end(),
        [](const BulkCause& a, const BulkCause& b) { return a.ids.size() > b.ids.size(); });
}

Result<qint64> writeFailures(Stores& stores, const BulkReport& report, const QString& filePath)
{
    QSaveFile file(filePath);
    const auto failure = [&file, &filePath] {
        return Error{ErrorCode::Io,
            QStringLiteral("cannot write %1: %2; choose another place").arg(filePath, file.errorString())};
    };
    if (!file.open(QIODevice::WriteOnly)) {
        return failure();
    }
    file.write(csvLine({QStringLiteral("id"), QStringLiteral("path"), QStringLiteral("state"), QStringLiteral("cause"),
        QStringLiteral("message")}));
    for (const BulkCause& cause : report.causes) {
        if (const Result<void> written = writeCause(stores, cause, file); !written) {
            return written.error();
        }
    }
    return file.commit() ? Result<qint64>(report.failed) : failure();
}

} // namespace transship
