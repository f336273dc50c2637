// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/filters/namespacelist.h"

#include "models/tables/namespacesmodel.h"
#include "models/tables/tableroles.h"
#include "views/common/texts.h"
#include "views/filters/sidebarrow.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QVBoxLayout>

namespace transship {
namespace {

class NamespaceDelegate final : public SidebarDelegate {
public:
    using SidebarDelegate::SidebarDelegate;

protected:
    SidebarRow rowOf(const QModelIndex& index) const override
    {
        const qint64 all = index.data(CountRole).toLongLong();
        const qint64 done = index.data(NamespacesModel::DoneRole).toLongLong();
        return {{}, index.data().toString(), texts::number(all), false,
            all > 0 ? static_cast<double>(done) / static_cast<double>(all) : 0};
    }
};

} // namespace

NamespaceList::NamespaceList(NamespacesModel& model, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_search(new QLineEdit(this))
    , m_list(new QListView(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    auto* top = new QVBoxLayout;
    top->setContentsMargins(8, 0, 8, 0);
    top->addWidget(m_search);
    layout->addLayout(top);
    layout->addWidget(m_list, 1);
    m_search->setObjectName(QStringLiteral("namespaceSearch"));
    m_search->setAccessibleName(tr("Search namespaces"));
    m_search->setPlaceholderText(tr("Search namespaces"));
    m_search->setClearButtonEnabled(true);
    m_list->setObjectName(QStringLiteral("namespaces"));
    m_list->setAccessibleName(tr("Root namespaces with their numbers of repositories"));
    m_list->setModel(&model);
    m_list->setItemDelegate(new NamespaceDelegate(this));
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setMinimumHeight(3 * 28);
    connect(m_search, &QLineEdit::textChanged, &m_model, &NamespacesModel::setSearch);
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex& index) { choose(index.row()); });
    m_list->installEventFilter(this);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &NamespaceList::mark);
}

/// Instead of the list's activated(): that comes with a double click, or with every click where the style says so,
/// after clicked(), and would take off what was just put on.
bool NamespaceList::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<const QKeyEvent*>(event);
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            if (m_list->currentIndex().isValid() && !key->isAutoRepeat()) {
                choose(m_list->currentIndex().row());
            }
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void NamespaceList::choose(int row)
{
    const QString name = m_model.nameAt(row);
    Q_EMIT namespaceChosen(name == m_shown ? QString() : name);
}

void NamespaceList::showNamespace(const QString& rootNamespace)
{
    m_shown = rootNamespace;
    mark();
}

void NamespaceList::mark()
{
    const int row = m_model.rowOf(m_shown);
    if (row < 0) {
        m_list->selectionModel()->clear();
    } else {
        m_list->selectionModel()->setCurrentIndex(m_model.index(row), QItemSelectionModel::ClearAndSelect);
    }
}

} // namespace transship
