// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;

namespace transship {

/// A quiet title over its content, on the base colour. GUI thread; owns the content.
class TitledPanel : public QWidget {
    Q_OBJECT
public:
    TitledPanel(const QString& title, QWidget* content, QWidget* parent = nullptr);

    QString title() const;
    void setTitle(const QString& title);

private:
    QLabel* m_title;
};

} // namespace transship
