// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/filters/sidebar.h"

#include "views/common/texts.h"
#include "views/common/thememanager.h"
#include "views/filters/namespacelist.h"
#include "views/filters/savedviewslist.h"
#include "views/filters/savedviewsmodel.h"
#include "views/filters/statesidebar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace transship {
namespace {

constexpr int smallestWidth = 190;

} // namespace

Sidebar::Sidebar(StateCountsModel& states, SavedViewsModel& views, NamespacesModel& namespaces, QWidget* parent)
    : QScrollArea(parent)
    , m_states(new StateSidebar(states, this))
    , m_requested(new QLabel(this))
    , m_views(new SavedViewsList(views, this))
    , m_namespaces(new NamespaceList(namespaces, this))
{
    auto* content = new QWidget(this);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_states);
    m_requested->setObjectName(QStringLiteral("requestedCounts"));
    m_requested->setAccessibleName(tr("Actions under way"));
    m_requested->setWordWrap(true);
    m_requested->setContentsMargins(10, 6, 10, 6);
    m_requested->setForegroundRole(secondaryRole);
    m_requested->hide();
    layout->addWidget(m_requested);
    layout->addWidget(title(tr("Views"), saveButton()));
    layout->addWidget(m_views);
    layout->addWidget(title(tr("Namespaces")));
    layout->addWidget(m_namespaces, 1);
    m_states->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_states->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    content->setBackgroundRole(QPalette::Base);
    setBackgroundRole(QPalette::Base);
    setWidget(content);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus); // it follows what is in it
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMinimumWidth(smallestWidth);
    setFocusProxy(m_states);
}

QWidget* Sidebar::title(const QString& text, QToolButton* button)
{
    auto* line = new QWidget(this);
    auto* layout = new QHBoxLayout(line);
    layout->setContentsMargins(10, 10, 6, 3);
    auto* label = new QLabel(text, line);
    QFont font = label->font();
    font.setBold(true);
    label->setFont(font);
    label->setForegroundRole(secondaryRole);
    layout->addWidget(label, 1);
    if (button) {
        layout->addWidget(button);
    }
    return line;
}

QToolButton* Sidebar::saveButton()
{
    auto* button = new QToolButton(this);
    button->setObjectName(QStringLiteral("saveView"));
    button->setText(tr("Save"));
    button->setAutoRaise(true);
    button->setAccessibleName(tr("Save the present view"));
    button->setToolTip(tr("Keep filter, sort and columns as a view of your own"));
    connect(button, &QToolButton::clicked, this, &Sidebar::saveViewWanted);
    return button;
}

void Sidebar::showFilter(const RepositoryFilter& filter)
{
    m_states->showStates(filter.states());
    m_views->showFilter(filter);
    m_namespaces->showNamespace(filter.rootNamespace());
}

void Sidebar::showRequested(const QMap<OperatorAction, qint64>& counts)
{
    QStringList parts;
    for (auto it = counts.cbegin(); it != counts.cend(); ++it) {
        parts << QStringLiteral("%1 %2").arg(texts::number(it.value()), texts::requested(it.key()));
    }
    m_requested->setText(parts.join(u'\n'));
    m_requested->setVisible(!parts.isEmpty());
}

void Sidebar::nameView(int row)
{
    const QModelIndex index = m_views->model()->index(row, 0);
    m_views->setCurrentIndex(index);
    m_views->edit(index);
}

} // namespace transship
