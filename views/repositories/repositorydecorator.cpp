// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/repositories/repositorydecorator.h"

#include "models/tables/repositorytablemodel.h"
#include "views/common/icons.h"
#include "views/common/texts.h"

#include <QCoreApplication>

namespace transship {
namespace {

// In the order of RepositoryColumn.
constexpr std::array columnTitles{QT_TRANSLATE_NOOP("RepositoryColumns", "Id"),
    QT_TRANSLATE_NOOP("RepositoryColumns", "Project id"), QT_TRANSLATE_NOOP("RepositoryColumns", "Name"),
    QT_TRANSLATE_NOOP("RepositoryColumns", "Path"), QT_TRANSLATE_NOOP("RepositoryColumns", "Root namespace id"),
    QT_TRANSLATE_NOOP("RepositoryColumns", "Created"), QT_TRANSLATE_NOOP("RepositoryColumns", "Updated"),
    QT_TRANSLATE_NOOP("RepositoryColumns", "Status"), QT_TRANSLATE_NOOP("RepositoryColumns", "State"),
    QT_TRANSLATE_NOOP("RepositoryColumns", "Pre import started"),
    QT_TRANSLATE_NOOP("RepositoryColumns", "Pre import done"), QT_TRANSLATE_NOOP("RepositoryColumns", "Import started"),
    QT_TRANSLATE_NOOP("RepositoryColumns", "Import done"), QT_TRANSLATE_NOOP("RepositoryColumns", "Aborted"),
    QT_TRANSLATE_NOOP("RepositoryColumns", "Skipped"), QT_TRANSLATE_NOOP("RepositoryColumns", "Retries"),
    QT_TRANSLATE_NOOP("RepositoryColumns", "Reason"), QT_TRANSLATE_NOOP("RepositoryColumns", "Aborted in"),
    QT_TRANSLATE_NOOP("RepositoryColumns", "Step accepted"), QT_TRANSLATE_NOOP("RepositoryColumns", "Plan"),
    QT_TRANSLATE_NOOP("RepositoryColumns", "Tags"), QT_TRANSLATE_NOOP("RepositoryColumns", "Since")};
static_assert(columnTitles.size() == static_cast<std::size_t>(RepositoryColumn::Since) + 1);

bool isTime(RepositoryColumn column)
{
    switch (column) {
    case RepositoryColumn::CreatedAt:
    case RepositoryColumn::UpdatedAt:
    case RepositoryColumn::PreImportStartedAt:
    case RepositoryColumn::PreImportDoneAt:
    case RepositoryColumn::ImportStartedAt:
    case RepositoryColumn::ImportDoneAt:
    case RepositoryColumn::AbortedAt:
    case RepositoryColumn::SkippedAt:
    case RepositoryColumn::StepAcceptedAt:
    case RepositoryColumn::Since:
        return true;
    default:
        return false;
    }
}

bool isNumber(RepositoryColumn column)
{
    switch (column) {
    case RepositoryColumn::Id:
    case RepositoryColumn::ProjectId:
    case RepositoryColumn::RootNamespaceId:
    case RepositoryColumn::Retries:
    case RepositoryColumn::Tags:
        return true;
    default:
        return false;
    }
}

QVariant alignmentOf(RepositoryColumn column)
{
    // A single digit at the right edge reads as part of the next column.
    const Qt::AlignmentFlag horizontal = column == RepositoryColumn::Retries ? Qt::AlignHCenter
        : isNumber(column)                                                   ? Qt::AlignRight
                                                                             : Qt::AlignLeft;
    return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter | horizontal));
}

} // namespace

QString columnTitle(RepositoryColumn column)
{
    return QCoreApplication::translate("RepositoryColumns", columnTitles[static_cast<std::size_t>(column)]);
}

QString reasonText(const ContainerRepository& row)
{
    if (row.skippedReason) {
        return toName(*row.skippedReason);
    }
    return row.abortedInState
        ? QCoreApplication::translate("RepositoryColumns", "in %1").arg(toName(*row.abortedInState))
        : QString();
}

RepositoryDecorator::RepositoryDecorator(RepositoryTableModel& model, const Clock& clock, QObject* parent)
    : QIdentityProxyModel(parent)
    , m_model(model)
    , m_clock(clock)
{
    setSourceModel(&model);
}

QVariant RepositoryDecorator::data(const QModelIndex& index, int role) const
{
    const std::optional<RepositoryColumn> column = m_model.meaningOf(index.column());
    if (!index.isValid() || !column) {
        return QIdentityProxyModel::data(index, role);
    }
    if (role == Qt::TextAlignmentRole) {
        return alignmentOf(*column);
    }
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != Qt::DecorationRole
        && role != Qt::AccessibleTextRole) {
        return QIdentityProxyModel::data(index, role);
    }
    const std::optional<ContainerRepository> row = m_model.repositoryAt(index.row());
    if (!row) {
        // Asking the model is what makes it fetch the block.
        QIdentityProxyModel::data(index, Qt::DisplayRole);
        return role == Qt::DisplayRole && *column == RepositoryColumn::Path ? QVariant(QStringLiteral("…"))
                                                                            : QVariant();
    }
    switch (role) {
    case Qt::DisplayRole:
        QIdentityProxyModel::data(index, Qt::DisplayRole);
        return text(*row, *column);
    case Qt::ToolTipRole:
        return toolTip(*row, *column);
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1: %2").arg(columnTitle(*column), text(*row, *column));
    default:
        return *column == RepositoryColumn::State ? QVariant(stateIcon(row->state)) : QVariant();
    }
}

QVariant RepositoryDecorator::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal) {
        const std::optional<RepositoryColumn> column = m_model.meaningOf(section);
        if (column && role == Qt::DisplayRole) {
            return columnTitle(*column);
        }
        if (column && role == Qt::TextAlignmentRole) {
            return alignmentOf(*column);
        }
        if (column && role == Qt::ToolTipRole) {
            return m_model.sortableColumns().contains(section) ? tr("Click to sort") : tr("No index to sort by");
        }
    }
    return QIdentityProxyModel::headerData(section, orientation, role);
}

QString RepositoryDecorator::stateText(const ContainerRepository& row) const
{
    const std::optional<OperatorAction> requested = m_requested ? m_requested(row.id) : std::nullopt;
    return requested ? texts::requested(*requested) : toName(row.state);
}

QString RepositoryDecorator::text(const ContainerRepository& row, RepositoryColumn column) const
{
    switch (column) {
    case RepositoryColumn::State:
        return stateText(row);
    case RepositoryColumn::Reason:
        return reasonText(row);
    case RepositoryColumn::Retries:
        return row.retriesCount > 0 ? texts::number(row.retriesCount) : QString();
    case RepositoryColumn::Tags:
        return row.tagsCount ? texts::number(*row.tagsCount) : QString();
    default:
        break;
    }
    const QVariant value = rawValue(row, column);
    return isTime(column) ? texts::since(value.toDateTime(), m_clock.now()) : value.toString();
}

QString RepositoryDecorator::toolTip(const ContainerRepository& row, RepositoryColumn column) const
{
    switch (column) {
    case RepositoryColumn::State:
        return toName(row.state) + QLatin1Char('\n') + texts::explanation(row.state);
    case RepositoryColumn::Reason:
        return row.skippedReason ? tr("Skipped: %1").arg(texts::explanation(*row.skippedReason)) : reasonText(row);
    default:
        break;
    }
    if (!isTime(column)) {
        return text(row, column);
    }
    const QDateTime time = rawValue(row, column).toDateTime();
    return m_localTimes && time.isValid() ? time.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss t"))
                                          : texts::absolute(time);
}

} // namespace transship
