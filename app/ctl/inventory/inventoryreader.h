// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/inventory/csvreader.h"
#include "models/domain/result.h"
#include "models/storage/inventorystore.h"

#include <QStringList>

#include <memory>

namespace transship::ctl {

/// What stands on one line of an inventory: a repository, or why it is none.
struct InventoryLine {
    qint64 number = 0;
    InventoryEntry entry;
    QString problem; ///< empty: fine
};

/// Reads an inventory, CSV with a header or NDJSON, whichever it is, one line in memory at a time. Columns: path, plan,
/// created_at, tags, in any order; only path is required; others are ignored. Thread: any, one at a time.
class InventoryReader {
public:
    /// Borrows the device, which must be open and not sequential.
    explicit InventoryReader(QIODevice& device);

    /// Finds out the format and reads the header; the error says what is wrong with the file as a whole.
    Result<void> begin();
    bool next(InventoryLine& line); ///< false at the end
    /// Columns or keys that mean nothing here, as far as read.
    const QStringList& ignored() const { return m_ignored; }

private:
    bool nextCsv(InventoryLine& line);
    bool nextJson(InventoryLine& line);
    Result<void> readHeader();

    QIODevice& m_device;
    LineReader m_lines;
    CsvReader m_csv;
    bool m_isJson = false;
    QStringList m_columns;
    QStringList m_ignored;
};

} // namespace transship::ctl
