// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/settings/denylistpage.h"

#include "views/common/emptystate.h"
#include "views/common/texts.h"
#include "views/common/thememanager.h"

#include <QCompleter>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStringListModel>
#include <QTableWidget>
#include <QVBoxLayout>

namespace transship {
namespace {

constexpr int mostCompletions = 50;
constexpr std::chrono::milliseconds typingPause{150};

QTableWidgetItem* cell(const QString& text, Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter)
{
    auto* item = new QTableWidgetItem(text);
    item->setTextAlignment(alignment);
    return item;
}

} // namespace

DenyListPage::DenyListPage(RolloutControl& control, RolloutMonitor& monitor, QWidget* parent)
    : QWidget(parent)
    , m_control(control)
    , m_monitor(monitor)
    , m_table(new QTableWidget(0, 4, this))
    , m_none(new EmptyState(this))
    , m_edit(new QLineEdit(this))
    , m_add(new QPushButton(tr("Deny"), this))
    , m_remove(new QPushButton(tr("Take off the list"), this))
    , m_effect(new QLabel(this))
    , m_completions(new QStringListModel(this))
{
    m_table->setObjectName(QStringLiteral("denyTable"));
    m_table->setAccessibleName(tr("Denied root namespaces"));
    m_table->setHorizontalHeaderLabels({tr("Root namespace"), tr("Kept waiting"), tr("Denied by"), tr("Since")});
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_table->setColumnWidth(1, 110);
    m_table->setColumnWidth(2, 170);
    m_table->setColumnWidth(3, 170);
    m_table->verticalHeader()->hide();
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->hide(); // until something is in it
    m_none->setObjectName(QStringLiteral("denyNone"));
    m_none->present(QStringLiteral("empty-repositories"), tr("Nothing is denied"),
        tr("Every root namespace may be migrated. One that is put on this list is kept waiting until it is taken off "
           "again."),
        {});
    m_none->hide();
    m_edit->setObjectName(QStringLiteral("denyEdit"));
    m_edit->setAccessibleName(tr("Root namespace to deny"));
    m_edit->setPlaceholderText(tr("root namespace, the first part of a path"));
    auto* completer = new QCompleter(m_completions, this);
    completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_edit->setCompleter(completer);
    m_add->setObjectName(QStringLiteral("denyAdd"));
    m_remove->setObjectName(QStringLiteral("denyRemove"));
    m_effect->setObjectName(QStringLiteral("denyEffect"));
    m_effect->setWordWrap(true);
    layOut();
    m_typing.setSingleShot(true);
    m_typing.setInterval(typingPause);
    connect(&m_typing, &QTimer::timeout, this, [this] { look(); });
    connect(m_edit, &QLineEdit::textChanged, this, [this] {
        m_known = false;
        updateButtons();
        m_typing.start();
    });
    connect(m_edit, &QLineEdit::returnPressed, m_add, &QPushButton::click);
    connect(m_add, &QPushButton::clicked, this, [this] { add(); });
    connect(m_remove, &QPushButton::clicked, this, [this] { remove(); });
    connect(m_table, &QTableWidget::itemSelectionChanged, this, &DenyListPage::updateButtons);
    setWhyNot({});
}

void DenyListPage::setWhyNot(const QString& whyNot)
{
    m_whyNot = whyNot;
    updateButtons();
    say(whyNot.isEmpty() ? tr("Nothing of a denied namespace is started; what is in flight goes on to its end.")
                         : whyNot,
        !whyNot.isEmpty());
}

void DenyListPage::layOut()
{
    auto* line = new QHBoxLayout;
    line->addWidget(m_edit, 1);
    line->addWidget(m_add);
    auto* footer = new QHBoxLayout;
    footer->addStretch(1);
    footer->addWidget(m_remove);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 10);
    layout->addLayout(line);
    layout->addWidget(m_effect);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_none, 1);
    layout->addLayout(footer);
}

void DenyListPage::setState(const SettingsState& state)
{
    QStringList paths;
    for (const RootNamespace& denied : state.denied) {
        paths << denied.path;
    }
    // What is selected are namespaces, whichever rows they are in. Nobody is told before all are where they belong: a
    // button that is disabled for a moment loses the focus.
    const QSignalBlocker quiet(m_table);
    const QStringList selected = chosen();
    const QTableWidgetItem* currentItem = m_table->item(m_table->currentRow(), 0);
    const QString current = currentItem ? currentItem->text() : QString();
    m_denied = paths;
    m_table->setRowCount(int(paths.size()));
    m_table->setVisible(!paths.isEmpty());
    m_none->setVisible(paths.isEmpty());
    for (int row = 0; row < paths.size(); ++row) {
        const RootNamespace& denied = state.denied.at(row);
        const SettingsEvent last = state.lastChanges.value(denied.path);
        m_table->setItem(row, 0, cell(denied.path));
        m_table->setItem(row, 1, cell(texts::number(denied.waiting), Qt::AlignRight | Qt::AlignVCenter));
        m_table->setItem(row, 2, cell(last.actor));
        m_table->setItem(row, 3, cell(texts::absolute(last.createdAt)));
    }
    QItemSelection selection;
    const QAbstractItemModel& model = *m_table->model();
    for (int row = 0; row < paths.size(); ++row) {
        if (selected.contains(paths.at(row))) {
            selection.select(model.index(row, 0), model.index(row, model.columnCount() - 1));
        }
    }
    m_table->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    if (const auto row = int(paths.indexOf(current)); row >= 0) {
        m_table->selectionModel()->setCurrentIndex(
            model.index(row, qMax(0, m_table->currentColumn())), QItemSelectionModel::NoUpdate);
    }
    updateButtons();
}

QString DenyListPage::typed() const
{
    return m_edit->text().trimmed().toLower();
}

QStringList DenyListPage::chosen() const
{
    QStringList paths;
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    for (const QModelIndex& index : rows) {
        paths << index.data().toString();
    }
    return paths;
}

void DenyListPage::updateButtons()
{
    const bool may = !m_changing && m_whyNot.isEmpty();
    m_add->setEnabled(!typed().isEmpty() && may);
    m_add->setToolTip(m_whyNot);
    m_remove->setEnabled(!chosen().isEmpty() && may);
    m_remove->setToolTip(m_whyNot);
}

void DenyListPage::say(const QString& text, bool isWarning)
{
    m_effect->setForegroundRole(isWarning ? warningRole : secondaryRole);
    m_effect->setText(text);
}

QCoro::Task<> DenyListPage::look()
{
    const QPointer<DenyListPage> self(this);
    const QString path = typed();
    if (path.isEmpty()) {
        co_return;
    }
    const Result<QStringList> names = co_await m_monitor.rootNamespaces(path, mostCompletions);
    if (!self || path != typed()) {
        co_return;
    }
    if (names) {
        m_completions->setStringList(*names);
        if (m_edit->hasFocus() && !(names->size() == 1 && names->first() == path)) {
            m_edit->completer()->complete();
        }
    }
    const Result<RootNamespace> found = co_await m_monitor.rootNamespace(path);
    if (!self || path != typed()) {
        co_return;
    }
    m_known = found.ok();
    if (found) {
        say(m_denied.contains(path)
                ? tr("%1 is on the list already.").arg(path)
                : tr("Denying %1 keeps %n waiting repositories from being started.", nullptr, int(found->waiting))
                      .arg(path),
            false);
    } else {
        say(found.error().toString(), true);
    }
    updateButtons();
}

QCoro::Task<> DenyListPage::add()
{
    const QPointer<DenyListPage> self(this);
    const QString path = typed();
    m_changing = true;
    updateButtons();
    const Result<void> answer = co_await m_control.deny(path);
    if (!self) {
        co_return;
    }
    m_changing = false;
    if (answer) {
        m_edit->clear();
        say(tr("%1 is denied now.").arg(path), false);
    } else {
        say(answer.error().toString(), true);
    }
    updateButtons();
    Q_EMIT applied();
}

QCoro::Task<> DenyListPage::remove()
{
    const QPointer<DenyListPage> self(this);
    const QStringList paths = chosen();
    m_changing = true;
    updateButtons();
    QStringList problems;
    for (const QString& path : paths) {
        const Result<void> answer = co_await m_control.allow(path);
        if (!self) {
            co_return;
        }
        if (!answer) {
            problems << answer.error().toString();
        }
    }
    m_changing = false;
    updateButtons();
    say(problems.isEmpty() ? tr("Not denied any more: %1").arg(paths.join(QStringLiteral(", "))) : problems.join(u'\n'),
        !problems.isEmpty());
    Q_EMIT applied();
}

} // namespace transship
