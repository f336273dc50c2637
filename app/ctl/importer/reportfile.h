// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"

#include <QFile>
#include <QSaveFile>

namespace transship::ctl {

/// Where a report goes: a file that appears as a whole or not at all, or stdout.
class ReportFile {
public:
    /// Empty or "-": stdout.
    explicit ReportFile(const QString& name);

    Result<void> open();
    QIODevice& device();
    Result<void> commit();

private:
    bool isStdout() const { return m_name.isEmpty() || m_name == u"-"; }
    Error error(const QString& reason) const;

    QString m_name;
    QFile m_stdout;
    QSaveFile m_file;
};

} // namespace transship::ctl
