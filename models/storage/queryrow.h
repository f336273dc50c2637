// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/row.h"

#include <QSqlQuery>

namespace transship {

/// The row on which a query of Qt's stands.
class QueryRow final : public Row {
public:
    explicit QueryRow(const QSqlQuery& query)
        : m_query(query)
    {
    }
    QVariant value(int column) const override { return m_query.value(column); }

private:
    const QSqlQuery& m_query;
};

} // namespace transship
