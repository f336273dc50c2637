// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/finding.h"

#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace transship {

/// What a test of a connection found, part by part: icon, words, advice. GUI thread.
class FindingList : public QWidget {
    Q_OBJECT
public:
    explicit FindingList(QWidget* parent = nullptr);

    void clear();
    void add(const Finding& finding);
    /// One line below: what is going on, or the conclusion.
    void setStatus(const QString& text);

private:
    QVBoxLayout* m_rows;
    QLabel* m_status;
};

} // namespace transship
