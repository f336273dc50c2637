// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/inventory/inventoryloader.h"

#include "models/inventory/inventoryentries.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryFile>

namespace transship::ctl {
namespace {

constexpr qsizetype batchSize = 5000;
constexpr qint64 copyBytes = 1024 * 1024;

Error cannotRead(const QString& name, const QString& why)
{
    return {ErrorCode::Io, QStringLiteral("cannot read %1: %2").arg(name, why)};
}

Result<std::unique_ptr<QIODevice>> copyOf(QFile& source, const QString& name)
{
    auto copy = std::make_unique<QTemporaryFile>();
    if (!copy->open()) {
        return Error{ErrorCode::Io,
            QStringLiteral("cannot create a temporary file in %1: %2").arg(QDir::tempPath(), copy->errorString())};
    }
    for (QByteArray bytes = source.read(copyBytes); !bytes.isEmpty(); bytes = source.read(copyBytes)) {
        if (copy->write(bytes) != bytes.size()) {
            return Error{ErrorCode::Io,
                QStringLiteral("cannot write a temporary file in %1: %2").arg(QDir::tempPath(), copy->errorString())};
        }
    }
    if (source.error() != QFileDevice::NoError || !copy->flush()) {
        return cannotRead(name, source.errorString());
    }
    return Result<std::unique_ptr<QIODevice>>(std::move(copy));
}

Result<void> open(QFile& device, const InventoryFile& file)
{
    return device.open(QIODevice::ReadOnly) ? Result<void>() : cannotRead(file.name(), device.errorString());
}

Error changedMeanwhile(const InventoryFile& file)
{
    return cannotRead(file.name(), QStringLiteral("it changed while it was read"));
}

/// Hands out the entries of the file in batches, until there are no more or `take` fails. A bad line is an error, since
/// the file was checked before.
Result<void> forEachBatch(const InventoryFile& file, const std::atomic<bool>& canceled,
    const std::function<Result<void>(const QList<InventoryEntry>&)>& take)
{
    QFile device(file.path());
    if (const Result<void> opened = open(device, file); !opened) {
        return opened.error();
    }
    InventoryReader reader(device);
    if (const Result<void> begun = reader.begin(); !begun) {
        return cannotRead(file.name(), begun.error().message);
    }
    InventoryLine line;
    bool more = true;
    while (more) {
        QList<InventoryEntry> batch;
        while (batch.size() < batchSize && (more = reader.next(line))) {
            if (!line.problem.isEmpty()) {
                return changedMeanwhile(file);
            }
            batch << line.entry;
        }
        if (canceled) {
            return Error{ErrorCode::Canceled, QStringLiteral("interrupted, nothing was loaded")};
        }
        if (const Result<void> taken = take(batch); !taken) {
            return taken;
        }
    }
    return {};
}

/// Which lines of the file name a repository that is not there. An inventory loaded again is mostly there, and whoever
/// finds that out in a transaction keeps the workers from SQLite's file for as long.
struct Absence {
    std::vector<bool> lines;
    qint64 count = 0;
    std::size_t hash = 0; ///< of all paths, in their order
};

Result<Absence> findAbsent(Stores& stores, const InventoryFile& file, const std::atomic<bool>& canceled)
{
    Absence absence;
    const auto look = [&](const QList<InventoryEntry>& batch) -> Result<void> {
        const Result<QSet<QString>> present = stores.inventory.present(batch);
        if (!present) {
            return present.error();
        }
        for (const InventoryEntry& entry : batch) {
            absence.lines.push_back(!present->contains(entry.path));
            absence.count += absence.lines.back() ? 1 : 0;
            absence.hash = qHash(entry.path, absence.hash);
        }
        return {};
    };
    const Result<void> looked = forEachBatch(file, canceled, look);
    return looked ? Result<Absence>(std::move(absence)) : looked.error();
}

Result<InventoryResult> addAbsent(Stores& stores, const Absence& absence, const InventoryFile& file,
    const QDateTime& now, const std::atomic<bool>& canceled, const std::function<void(qint64)>& progress)
{
    InventoryResult total;
    std::size_t line = 0;
    std::size_t hash = 0;
    const auto add = [&](const QList<InventoryEntry>& batch) -> Result<void> {
        QList<InventoryEntry> wanted;
        for (const InventoryEntry& entry : batch) {
            if (line < absence.lines.size() && absence.lines[line]) {
                wanted << entry;
            }
            ++line;
            hash = qHash(entry.path, hash);
        }
        const Result<InventoryResult> added = stores.inventory.add(wanted, now);
        if (!added) {
            return added.error();
        }
        total.added += added->added;
        total.alreadyThere += batch.size() - added->added;
        progress(total.added + total.alreadyThere);
        return {};
    };
    if (const Result<void> done = forEachBatch(file, canceled, add); !done) {
        return done.error();
    }
    if (hash != absence.hash) {
        return changedMeanwhile(file);
    }
    return total;
}

} // namespace

InventoryFile::~InventoryFile() = default;

Result<std::shared_ptr<InventoryFile>> InventoryFile::open(const QString& given)
{
    const bool isStandardInput = given == u"-";
    QFile source(given);
    std::shared_ptr<InventoryFile> file(new InventoryFile);
    file->m_name = isStandardInput ? QStringLiteral("the standard input") : given;
    if (QFileInfo(given).isDir()) {
        return cannotRead(file->m_name, QStringLiteral("it is a folder"));
    }
    const bool opened = isStandardInput ? source.open(stdin, QIODevice::ReadOnly) : source.open(QIODevice::ReadOnly);
    if (!opened) {
        return cannotRead(file->m_name, source.errorString());
    }
    file->m_path = given;
    if (isStandardInput || source.isSequential()) {
        Result<std::unique_ptr<QIODevice>> copy = copyOf(source, file->m_name);
        if (!copy) {
            return copy.error();
        }
        file->m_copy = std::move(*copy);
        file->m_path = static_cast<QTemporaryFile*>(file->m_copy.get())->fileName();
    }
    return file;
}

Result<InventoryCheck> checkInventory(const InventoryFile& file, const ProblemReport& report)
{
    QFile device(file.path());
    if (const Result<void> opened = open(device, file); !opened) {
        return opened.error();
    }
    InventoryReader reader(device);
    if (const Result<void> begun = reader.begin(); !begun) {
        return cannotRead(file.name(), begun.error().message);
    }
    InventoryCheck check;
    InventoryLine line;
    while (reader.next(line)) {
        if (line.problem.isEmpty()) {
            ++check.good;
        } else {
            ++check.bad;
            report(line.number, line.problem);
        }
    }
    check.ignored = reader.ignored();
    return check;
}

Result<InventoryResult> loadInventory(Stores& stores, const InventoryFile& file, const QDateTime& now, bool dryRun,
    const std::atomic<bool>& canceled, const std::function<void(qint64)>& progress)
{
    const Result<Absence> absence = findAbsent(stores, file, canceled);
    if (!absence) {
        return absence.error();
    }
    if (absence->count == 0) {
        return InventoryResult{0, qint64(absence->lines.size())};
    }
    return inInventoryTransaction(
        stores, dryRun, [&] { return addAbsent(stores, *absence, file, now, canceled, progress); });
}

} // namespace transship::ctl
