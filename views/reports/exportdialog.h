// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "reports/report.h"

#include <QDialog>
#include <QList>

class QButtonGroup;
class QCheckBox;
class QComboBox;
class QLineEdit;
class QPushButton;

namespace transship {

/// What can be exported, as it is in the window at the moment.
struct ExportOffer {
    RepositoryFilter view;
    std::optional<qint64> viewCount; ///< nothing: still being counted
    RepositorySort sort = RepositorySort::Path;
    bool descending = false;
    QList<RepositoryColumn> columns; ///< of the table, in its order
    QList<qint64> selected;
    QString folder; ///< where reports go unless told otherwise
    QDateTime now;
};

/// Asks what to export, as what, and where to. GUI thread; touches no file.
class ExportDialog : public QDialog {
    Q_OBJECT
public:
    explicit ExportDialog(ExportOffer offer, QWidget* parent = nullptr);

Q_SIGNALS:
    void chosen(const transship::ReportRequest& request, const QString& file);

private:
    enum Scope { View, Selection, Everything, Failures };
    enum Columns { Shown, Standard, All };

    QWidget* scopes();
    QWidget* form();
    QWidget* buttons();
    ReportFormat format() const;
    RepositoryFilter filterOf(Scope scope) const;
    QString suggestedName() const;
    void followFormat();
    void browse();
    void check();
    void submit();

    ExportOffer m_offer;
    QButtonGroup* m_scope;
    QComboBox* m_format = nullptr;
    QComboBox* m_columns = nullptr;
    QCheckBox* m_preamble = nullptr;
    QLineEdit* m_file = nullptr;
    QPushButton* m_export = nullptr;
};

} // namespace transship
