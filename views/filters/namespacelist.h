// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QListView;

namespace transship {

class NamespacesModel;

/// The root namespaces with their numbers and how far each is, and a line to search them. A click, or Return, asks for
/// the filter; on the one that is marked it asks for all again. A double click is one click. GUI thread; borrows the
/// model.
class NamespaceList : public QWidget {
    Q_OBJECT
public:
    explicit NamespaceList(NamespacesModel& model, QWidget* parent = nullptr);

    /// Marks it without asking for it; empty, or not among those shown: no mark.
    void showNamespace(const QString& rootNamespace);

    bool eventFilter(QObject* watched, QEvent* event) override;

Q_SIGNALS:
    /// Empty: all.
    void namespaceChosen(const QString& rootNamespace);

private:
    void choose(int row);
    void mark();

    NamespacesModel& m_model;
    QLineEdit* m_search;
    QListView* m_list;
    QString m_shown;
};

} // namespace transship
