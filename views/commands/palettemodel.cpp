// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/commands/palettemodel.h"

#include "views/commands/fuzzymatch.h"

#include <algorithm>
#include <tuple>

namespace transship {

PaletteModel::PaletteModel(QList<PaletteSource> sources, QObject* parent)
    : QAbstractListModel(parent)
    , m_sources(std::move(sources))
{
    setTyped({});
}

void PaletteModel::setTyped(const QString& typed)
{
    beginResetModel();
    m_rows.clear();
    for (const PaletteSource& source : std::as_const(m_sources)) {
        for (const PaletteEntry& entry : source(typed.trimmed())) {
            if (entry.always) {
                m_rows << Row{entry, -1, {}};
            } else if (const auto match = fuzzyMatch(typed, entry.text)) {
                m_rows << Row{entry, match->score, match->positions};
            }
        }
    }
    // What is done to the migration has an icon, and goes before themes and zoom where the words fit as well.
    const auto rank = [](const Row& row) {
        return std::tuple(!row.entry.run, row.entry.always, -row.score, row.entry.icon.isNull());
    };
    std::stable_sort(m_rows.begin(), m_rows.end(), [&rank](const Row& a, const Row& b) { return rank(a) < rank(b); });
    endResetModel();
}

int PaletteModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant PaletteModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const Row& row = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return row.entry.text;
    case Qt::DecorationRole:
        return row.entry.icon;
    case Qt::AccessibleTextRole:
        return row.entry.detail.isEmpty() ? row.entry.text : row.entry.text + QStringLiteral(", ") + row.entry.detail;
    case DetailRole:
        return row.entry.detail;
    case PositionsRole:
        return QVariant::fromValue(row.positions);
    default:
        return {};
    }
}

Qt::ItemFlags PaletteModel::flags(const QModelIndex& index) const
{
    if (!index.isValid()) {
        return Qt::NoItemFlags;
    }
    const Qt::ItemFlags shown = Qt::ItemNeverHasChildren;
    return m_rows[index.row()].entry.run ? shown | Qt::ItemIsSelectable | Qt::ItemIsEnabled : shown;
}

} // namespace transship
