// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QIcon>
#include <QList>

#include <functional>

namespace transship {

/// One thing to go to or to do.
struct PaletteEntry {
    QString text;
    QString detail{}; ///< at the right: a shortcut, or what kind of thing it is
    QIcon icon{};
    std::function<void()> run{}; ///< none: shown greyed, cannot be chosen
    bool always = false; ///< made for what was typed: shown whatever its text, after what matches
};

/// Everything there is to choose, for what was typed so far.
using PaletteSource = std::function<QList<PaletteEntry>(const QString& typed)>;

/// What matches what was typed, best first; what can be chosen before what cannot. GUI thread.
class PaletteModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { DetailRole = Qt::UserRole + 1, PositionsRole };

    explicit PaletteModel(QList<PaletteSource> sources, QObject* parent = nullptr);

    void setTyped(const QString& typed);
    const PaletteEntry& entry(int row) const { return m_rows[row].entry; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    struct Row {
        PaletteEntry entry;
        int score;
        QList<qsizetype> positions;
    };
    QList<PaletteSource> m_sources;
    QList<Row> m_rows;
};

} // namespace transship
