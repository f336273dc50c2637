// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/repositoryfilter.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QLineEdit;

namespace transship {

/// The search line: text in the filter grammar, and under it what is wrong with it and where. A filter that cannot be
/// read is never applied; the last good one stays. GUI thread.
class FilterLine : public QWidget {
    Q_OBJECT
public:
    explicit FilterLine(QWidget* parent = nullptr);

    const RepositoryFilter& filter() const { return m_filter; }
    /// Replaces the text by the filter's own.
    void setFilter(const RepositoryFilter& filter);
    /// As if it had been typed, without waiting for more.
    void setText(const QString& text);

public Q_SLOTS:
    void startTyping();
    void clear();

Q_SIGNALS:
    void filterChanged(const transship::RepositoryFilter& filter);

private:
    void read();
    void showError(const QString& message);

    QLineEdit* m_edit;
    QLabel* m_error;
    QTimer m_typing;
    RepositoryFilter m_filter;
};

} // namespace transship
