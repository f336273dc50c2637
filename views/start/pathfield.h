// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLineEdit;

namespace transship {

/// The path of a file, typed or chosen. GUI thread.
class PathField : public QWidget {
    Q_OBJECT
public:
    enum class Choice { Existing, New };

    /// `what` names it for screen readers and is the title of the chooser; `filter` as of QFileDialog.
    PathField(const QString& what, const QString& filter, Choice choice, QWidget* parent = nullptr);

    QString path() const;
    void setPath(const QString& path);
    void setPlaceholder(const QString& text);

Q_SIGNALS:
    void changed();

private:
    void choose();

    QString m_what;
    QString m_filter;
    Choice m_choice;
    QLineEdit* m_edit;
};

} // namespace transship
