// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QList>
#include <QWidget>

class QLabel;
class QToolButton;

namespace transship {

/// One icon and one name a line, beside a chart; some with a value. An entry can be clicked, or chosen with the
/// keyboard. GUI thread.
class ChartLegend : public QWidget {
    Q_OBJECT
public:
    struct Entry {
        QIcon icon;
        QString text;
        QString toolTip;
    };
    enum class Kind { Plain, Choosable };
    explicit ChartLegend(const QList<Entry>& entries, Kind kind, QWidget* parent = nullptr);

    void setValue(qsizetype entry, const QString& value);

Q_SIGNALS:
    void chosen(qsizetype entry);

private:
    QList<QToolButton*> m_buttons;
    QList<QLabel*> m_values;
};

} // namespace transship
