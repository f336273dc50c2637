// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/causeschart.h"

#include "models/tables/eventseries.h"
#include "views/charts/causesmodel.h"
#include "views/charts/redrawwhenshown.h"
#include "views/common/icons.h"
#include "views/common/texts.h"
#include "views/common/thememanager.h"

#include <QLabel>
#include <QListView>
#include <QPainter>
#include <QStackedLayout>
#include <QStyledItemDelegate>

namespace transship {
namespace {

constexpr int margin = 8;
constexpr int iconSize = 13;

/// Icon and cause, a bar as long as it is frequent, the number.
class BarDelegate final : public QStyledItemDelegate {
public:
    explicit BarDelegate(const CausesModel& model, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_model(model)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override
    {
        return {120, option.fontMetrics.height() + 6};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const FailureCause& cause = m_model.causeAt(index.row());
        QStyleOptionViewItem item = option;
        initStyleOption(&item, index);
        item.text.clear();
        item.widget->style()->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        const QPalette& palette = option.palette;
        const QRect row = option.rect.adjusted(margin, 0, -margin, 0);
        const int nameWidth = qBound(90, row.width() * 2 / 5, 260);
        const QString number = texts::number(cause.count);
        const int numberWidth = option.fontMetrics.horizontalAdvance(texts::number(m_model.highest())) + margin;
        stateIcon(cause.state).paint(painter, QRect(row.left(), row.center().y() - iconSize / 2, iconSize, iconSize));
        painter->setPen(palette.color(selected ? QPalette::HighlightedText : QPalette::Text));
        const QRect name(row.left() + iconSize + 6, row.top(), nameWidth - iconSize - 6 - margin, row.height());
        painter->drawText(name, Qt::AlignVCenter | Qt::AlignLeft,
            option.fontMetrics.elidedText(cause.cause, Qt::ElideRight, name.width()));
        const int room = row.width() - nameWidth - numberWidth;
        const int length = m_model.highest() > 0
            ? qMax(2, static_cast<int>(double(room) * double(cause.count) / double(m_model.highest())))
            : 0;
        const QRect bar(row.left() + nameWidth, row.top() + 4, length, row.height() - 8);
        painter->fillRect(bar, stateColor(cause.state, palette));
        painter->drawText(
            QRect(bar.right() + 6, row.top(), numberWidth, row.height()), Qt::AlignVCenter | Qt::AlignLeft, number);
    }

private:
    const CausesModel& m_model;
};

} // namespace

RepositoryFilter filterOf(const FailureCause& cause)
{
    const QString state = QStringLiteral("state:") + toName(cause.state);
    QString text = state;
    if (cause.state == MigrationState::ImportSkipped && skippedReasonFromName(cause.cause)) {
        text += QStringLiteral(" reason:") + cause.cause;
    } else if (cause.cause != u"unknown") {
        // A quote would end the word; what is left of it still finds the rows.
        text += QStringLiteral(" note:\"%1\"").arg(cause.cause.section(u'"', 0, 0).section(u'\\', 0, 0));
    }
    const Result<RepositoryFilter> filter = RepositoryFilter::parse(text);
    return filter ? *filter : RepositoryFilter::ofStates({cause.state});
}

CausesChart::CausesChart(EventSeries& series, QWidget* parent)
    : QWidget(parent)
    , m_data(series)
    , m_model(new CausesModel(this))
    , m_list(new QListView(this))
    , m_nothing(new QLabel(tr("Nothing was aborted or skipped in this time."), this))
    , m_stack(new QStackedLayout(this))
{
    m_list->setObjectName(QStringLiteral("causesList"));
    m_list->setAccessibleName(tr("Chart: why repositories were aborted or skipped"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new BarDelegate(*m_model, m_list));
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setWordWrap(true);
    m_nothing->setForegroundRole(secondaryRole);
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_nothing);
    const auto choose
        = [this](const QModelIndex& index) { Q_EMIT filterWanted(filterOf(m_model->causeAt(index.row()))); };
    connect(m_list, &QListView::clicked, this, choose);
    connect(m_list, &QListView::activated, this, choose);
    auto* drawing = new RedrawWhenShown(*this, [this] { redraw(); });
    connect(&m_data, &EventSeries::changed, drawing, &RedrawWhenShown::want);
    redraw();
}

void CausesChart::redraw()
{
    m_model->setCauses(m_data.charts().causes);
    m_stack->setCurrentWidget(m_data.charts().causes.isEmpty() ? static_cast<QWidget*>(m_nothing) : m_list);
}

} // namespace transship
