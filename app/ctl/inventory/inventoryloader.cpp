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

/// Entries of the file in batches; a bad line is an error, since the file was checked before.
Result<InventoryResult> addAll(Stores& stores, InventoryReader& reader, const InventoryFile& file, const QDateTime& now,
    const std::atomic<bool>& canceled, const std::function<void(qint64)>& progress)
{
    InventoryResult total;
    InventoryLine line;
    bool more = true;
    while (more) {
        QList<InventoryEntry> batch;
        while (batch.size() < batchSize && (more = reader.next(line))) {
            if (!line.problem.isEmpty()) {
                return cannotRead(file.name(), QStringLiteral("it changed while it was read"));
            }
            batch << line.entry;
        }
        if (canceled) {
            return Error{ErrorCode::Canceled, QStringLiteral("interrupted, nothing was loaded")};
        }
        const Result<InventoryResult> added = stores.inventory.add(batch, now);
        if (!added) {
            return added;
        }
        total.added += added->added;
        total.alreadyThere += added->alreadyThere;
        progress(total.added + total.alreadyThere);
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
    QFile device(file.path());
    if (const Result<void> opened = open(device, file); !opened) {
        return opened.error();
    }
    InventoryReader reader(device);
    if (const Result<void> begun = reader.begin(); !begun) {
        return cannotRead(file.name(), begun.error().message);
    }
    return inInventoryTransaction(
        stores, dryRun, [&] { return addAll(stores, reader, file, now, canceled, progress); });
}

} // namespace transship::ctl
