// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/inventory/inventoryreader.h"
#include "models/storage/stores.h"

#include <QString>

#include <atomic>
#include <functional>
#include <memory>

namespace transship::ctl {

/// An inventory that can be read twice. What cannot (standard input, a pipe) is copied into a temporary file first.
class InventoryFile {
public:
    /// "-" is the standard input.
    static Result<std::shared_ptr<InventoryFile>> open(const QString& given);
    ~InventoryFile();

    const QString& path() const { return m_path; } ///< of what is read
    const QString& name() const { return m_name; } ///< for messages

private:
    InventoryFile() = default;

    QString m_path;
    QString m_name;
    std::unique_ptr<QIODevice> m_copy; ///< keeps the temporary file
};

struct InventoryCheck {
    qint64 good = 0;
    qint64 bad = 0;
    QStringList ignored; ///< columns that mean nothing here
};

using ProblemReport = std::function<void(qint64 line, const QString& problem)>;

/// Reads everything, loads nothing; each bad line is reported. The error is one of the file as a whole.
Result<InventoryCheck> checkInventory(const InventoryFile& file, const ProblemReport& report);

/// What is not there yet, in one transaction, in batches, so that the file need not fit into memory. Runs in a job of
/// the storage worker. A dry run rolls back and tells what would have been added. `canceled` ends it with Canceled,
/// nothing loaded.
Result<InventoryResult> loadInventory(Stores& stores, const InventoryFile& file, const QDateTime& now, bool dryRun,
    const std::atomic<bool>& canceled, const std::function<void(qint64 done)>& progress);

} // namespace transship::ctl
