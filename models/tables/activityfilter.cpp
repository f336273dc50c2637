// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/activityfilter.h"

#include "models/tables/activitymodel.h"

#include <algorithm>

namespace transship {

ActivityFilter::ActivityFilter(QObject* parent)
    : QSortFilterProxyModel(parent)
{
}

void ActivityFilter::setCriteria(const Criteria& criteria)
{
    m_criteria = criteria;
    invalidateFilter();
}

bool ActivityFilter::filterAcceptsRow(int sourceRow, const QModelIndex&) const
{
    const auto* model = qobject_cast<const ActivityModel*>(sourceModel());
    if (!model) {
        return false;
    }
    const Activity& row = model->at(sourceRow);
    if ((m_criteria.onlySettings && !row.isSetting) || (m_criteria.state && row.state != m_criteria.state)
        || (m_criteria.origin && row.origin != *m_criteria.origin)
        || !row.actor.contains(m_criteria.actor, Qt::CaseInsensitive)) {
        return false;
    }
    const std::array shown{&row.subject, &row.event, &row.before, &row.after, &row.words};
    return m_criteria.text.isEmpty() || std::any_of(shown.begin(), shown.end(), [this](const QString* text) {
        return text->contains(m_criteria.text, Qt::CaseInsensitive);
    });
}

} // namespace transship
