// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/repositories/repositoryfinder.h"

#include "models/tables/repositorytablemodel.h"
#include "views/filters/filterline.h"
#include "views/repositories/repositorypage.h"
#include "views/repositories/repositorytableview.h"

namespace transship {

RepositoryFinder::RepositoryFinder(RepositoryPage& page, RepositoryTableModel& model, QObject* parent)
    : QObject(parent)
    , m_page(page)
    , m_model(model)
{
    connect(&m_model, &RepositoryTableModel::rowsLoaded, this, [this] {
        if (m_wanted != 0 && select(m_wanted)) {
            m_wanted = 0;
        }
    });
}

void RepositoryFinder::find(qint64 id, const QString& path)
{
    m_wanted = 0;
    if (!select(id)) {
        m_wanted = id;
        m_page.filterLine().setText(QStringLiteral("path:%1").arg(path));
    }
}

bool RepositoryFinder::select(qint64 id)
{
    const int row = m_model.rowOf(id);
    if (row < 0) {
        return false;
    }
    RepositoryTableView& table = m_page.table();
    const int column = table.currentIndex().isValid() ? table.currentIndex().column() : 0;
    table.setCurrentIndex(table.model()->index(row, column));
    table.selectRow(row);
    table.scrollTo(table.currentIndex());
    return true;
}

} // namespace transship
