// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/migration/bulkreport.h"

#include <QDialog>

class QLabel;

namespace transship {

class BulkActions;

/// What became of an action: failures grouped by cause in the words of whoever refused, what was left alone since
/// others changed it, and what to do about it: export, the same again for those that failed. Not modal; borrows the
/// bulk actions.
class ResultDialog : public QDialog {
    Q_OBJECT
public:
    ResultDialog(BulkReport report, BulkActions& bulk, QWidget* parent = nullptr);

Q_SIGNALS:
    void retryWanted(const transship::BulkReport& report);

private:
    QWidget* failures();
    QWidget* buttons();
    void exportTo(const QString& filePath);
    QString asText() const;

    BulkReport m_report;
    BulkActions& m_bulk;
    QLabel* m_note = nullptr; ///< what became of the export
};

/// "Retry: 3 done, 1 failed, 17 changed since the preview and left alone"
QString summaryOf(const BulkReport& report);

} // namespace transship
