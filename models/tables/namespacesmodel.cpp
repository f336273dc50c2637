// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/namespacesmodel.h"

#include "models/tables/answer.h"
#include "models/tables/tableroles.h"

#include <algorithm>

namespace transship {
namespace {

constexpr std::chrono::milliseconds interval{2000};
constexpr qsizetype mostShown = 300;

} // namespace

NamespacesModel::NamespacesModel(std::shared_ptr<StorageWorker> reader, QObject* parent)
    : QAbstractListModel(parent)
    , m_reader(std::move(reader))
    , m_refresh([this] { ask(); }, interval)
{
}

void NamespacesModel::setSearch(const QString& text)
{
    m_search = text.trimmed().toLower();
    show();
}

QString NamespacesModel::nameAt(int row) const
{
    return row >= 0 && row < m_shown.size() ? m_shown[row].rootNamespace : QString();
}

int NamespacesModel::rowOf(const QString& rootNamespace) const
{
    const auto found = std::find_if(m_shown.cbegin(), m_shown.cend(),
        [&](const NamespaceTotals& totals) { return totals.rootNamespace == rootNamespace; });
    return found == m_shown.cend() ? -1 : static_cast<int>(found - m_shown.cbegin());
}

int NamespacesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

QVariant NamespacesModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const NamespaceTotals& totals = m_shown[index.row()];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return totals.rootNamespace;
    case SortRole:
    case CountRole:
        return totals.counts.total();
    case DoneRole:
        return totals.counts.of(MigrationState::ImportDone) + totals.counts.of(MigrationState::ImportSkipped);
    case AbortedRole:
        return totals.counts.of(MigrationState::ImportAborted);
    default:
        return {};
    }
}

void NamespacesModel::refresh()
{
    m_refresh.want();
}

void NamespacesModel::ask()
{
    const auto answer = m_reader->run([](Stores& stores) { return totalsByNamespace(stores.connection); });
    whenAnswered(answer, this, [this](const Result<QList<NamespaceTotals>>& totals) {
        m_refresh.done();
        if (totals) {
            m_all = *totals;
            m_counted = true;
            show();
            Q_EMIT counted();
        }
    });
}

/// Rows that stay where they are only get other numbers, so that nothing jumps under the mouse.
void NamespacesModel::show()
{
    QList<NamespaceTotals> shown;
    for (const NamespaceTotals& totals : m_all) {
        if (shown.size() < mostShown && totals.rootNamespace.contains(m_search)) {
            shown << totals;
        }
    }
    const bool sameRows = std::equal(shown.cbegin(), shown.cend(), m_shown.cbegin(), m_shown.cend(),
        [](const NamespaceTotals& a, const NamespaceTotals& b) { return a.rootNamespace == b.rootNamespace; });
    if (sameRows) {
        m_shown = shown;
        if (!shown.isEmpty()) {
            Q_EMIT dataChanged(index(0), index(static_cast<int>(shown.size()) - 1));
        }
        return;
    }
    beginResetModel();
    m_shown = shown;
    endResetModel();
}

} // namespace transship
