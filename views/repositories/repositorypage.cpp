// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/repositories/repositorypage.h"

#include "models/tables/filtervalues.h"
#include "models/tables/repositorytablemodel.h"
#include "views/common/emptystate.h"
#include "views/common/texts.h"
#include "views/common/thememanager.h"
#include "views/filters/filterline.h"
#include "views/repositories/repositorydecorator.h"
#include "views/repositories/repositorytableview.h"

#include <QDataStream>
#include <QHBoxLayout>
#include <QIODevice>
#include <QLabel>
#include <QStackedLayout>
#include <QTimer>
#include <QVBoxLayout>

#include <chrono>

namespace transship {
namespace {

// Relative times move on by themselves.
constexpr std::chrono::seconds timesRefresh{5};
constexpr int stateVersion = 103; // unlike those of the header's own state, which stood here before

} // namespace

RepositoryPage::RepositoryPage(RepositoryTableModel& model, const Clock& clock, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_filterLine(new FilterLine(this))
    , m_count(new QLabel(this))
    , m_decorator(new RepositoryDecorator(model, clock, this))
    , m_table(new RepositoryTableView(model, *m_decorator, clock, this))
    , m_empty(new EmptyState(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto* top = new QHBoxLayout;
    top->setContentsMargins(10, 8, 10, 8);
    top->setSpacing(12);
    top->addWidget(m_filterLine, 1);
    top->addWidget(m_count, 0, Qt::AlignTop);
    layout->addLayout(top);
    m_stack = new QStackedLayout;
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    layout->addLayout(m_stack, 1);

    m_count->setObjectName(QStringLiteral("matchCount"));
    m_count->setAccessibleName(tr("Number of repositories that match"));
    m_count->setMinimumHeight(30);
    m_count->setForegroundRole(secondaryRole);
    m_count->setAlignment(Qt::AlignVCenter | Qt::AlignRight);

    auto* values = new FilterValues(model.databaseUrl(), this);
    connect(m_filterLine, &FilterLine::valuesWanted, values, [values](FilterField field, const QString& beginning) {
        if (FilterValues::knows(field)) {
            values->find(field, beginning);
        }
    });
    connect(values, &FilterValues::found, m_filterLine, &FilterLine::offerValues);
    connect(m_filterLine, &FilterLine::filterChanged, this, &RepositoryPage::applyFilter);
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, &RepositoryPage::updateCount);
    connect(&m_model, &QAbstractItemModel::rowsRemoved, this, &RepositoryPage::updateCount);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &RepositoryPage::updateCount);
    connect(&m_model, &RepositoryTableModel::countingChanged, this, &RepositoryPage::updateCount);
    auto* clockTick = new QTimer(this);
    connect(clockTick, &QTimer::timeout, m_table->viewport(), qOverload<>(&QWidget::update));
    clockTick->start(timesRefresh);
    updateCount();
}

void RepositoryPage::showState(std::optional<MigrationState> state)
{
    m_filterLine->setFilter(
        m_filterLine->filter().withStates(state ? QList<MigrationState>{*state} : QList<MigrationState>{}));
}

void RepositoryPage::setTotal(qint64 total)
{
    m_total = total;
    updateEmptyState();
}

QByteArray RepositoryPage::viewState() const
{
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    stream << stateVersion << m_table->headerState() << m_filterLine->history();
    return state;
}

void RepositoryPage::restoreViewState(const QByteArray& state)
{
    QDataStream stream(state);
    int version = 0;
    QByteArray header;
    QStringList history;
    stream >> version >> header >> history;
    if (stream.status() == QDataStream::Ok && version == stateVersion) {
        m_table->restoreHeaderState(header);
        m_filterLine->setHistory(history);
    }
}

void RepositoryPage::applyFilter(const RepositoryFilter& filter)
{
    m_model.setRepositoryFilter(filter);
    m_table->scrollToTop();
    updateCount();
    Q_EMIT filterChanged(filter);
}

void RepositoryPage::updateCount()
{
    const int rows = m_model.rowCount();
    if (m_model.isCounting()) {
        m_count->setText(rows > 0 ? tr("counting: %1 so far…").arg(texts::number(rows)) : tr("counting…"));
    } else {
        m_count->setText(m_model.repositoryFilter().isEmpty() ? tr("%1 repositories").arg(texts::number(rows))
                                                              : tr("%1 match").arg(texts::number(rows)));
    }
    updateEmptyState();
}

void RepositoryPage::updateEmptyState()
{
    const bool empty = m_model.rowCount() == 0 && !m_model.isCounting() && m_total.has_value();
    m_stack->setCurrentWidget(empty ? static_cast<QWidget*>(m_empty) : m_table);
    if (!empty) {
        return;
    }
    if (*m_total == 0) {
        m_empty->present(QStringLiteral("empty-repositories"), tr("No repositories yet"),
            tr("Read them from a registry's catalog, or from a file:"),
            QStringLiteral("transshipctl inventory scan --source https://registry.example.com\n"
                           "transshipctl inventory load repositories.csv"));
    } else {
        m_empty->present(QStringLiteral("action-find"), tr("Nothing matches"),
            tr("No repository matches the filter. Press Esc to show all %1.").arg(texts::number(*m_total)), {});
    }
}

} // namespace transship
