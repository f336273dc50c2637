// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/tables/repositorytablemodel.h"
#include "tests/tables/tablefixture.h"
#include "views/repositories/repositorydecorator.h"
#include "views/repositories/repositorypage.h"
#include "views/repositories/repositorytableview.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QLineEdit>

namespace transship::testing {

/// The page of the repositories in a window of its own, sorted by path: row n has the path "g/p/r<1000000 + n>".
struct RepositoryPageUnderTest {
    explicit RepositoryPageUnderTest(TableFixture& fixture)
        : model(fixture.url)
        , page(model, clock)
        , table(page.table())
    {
        model.setRepositorySort(RepositorySort::Path, Qt::AscendingOrder);
        model.select();
        page.setTotal(1);
        page.resize(900, 600);
        page.show();
    }
    QString pathAt(int row) const
    {
        return table.model()->index(row, model.columnOf(RepositoryColumn::Path)).data().toString();
    }
    bool isShown(int row) const { return table.viewport()->rect().intersects(rectOf(row)); }
    QRect rectOf(int row) const
    {
        return table.visualRect(table.model()->index(row, model.columnOf(RepositoryColumn::Path)));
    }
    QLineEdit* edit() const { return page.findChild<QLineEdit*>(QStringLiteral("filterEdit")); }
    QAbstractItemView* completions() const { return page.findChild<QCompleter*>()->popup(); }
    QStringList offered() const
    {
        QStringList words;
        for (int row = 0; completions()->isVisible() && row < completions()->model()->rowCount(); ++row) {
            words << completions()->model()->index(row, 0).data().toString();
        }
        return words;
    }

    SystemClock clock;
    RepositoryTableModel model;
    RepositoryPage page;
    RepositoryTableView& table;
};

inline QString numbered(int row)
{
    return QStringLiteral("g/p/r%1").arg(1'000'000 + row);
}

} // namespace transship::testing
