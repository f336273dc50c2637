// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/details/historylist.h"

#include "models/tables/historymodel.h"
#include "views/common/icons.h"
#include "views/common/texts.h"
#include "views/details/historydelegate.h"

#include <QAction>
#include <QClipboard>
#include <QDialog>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QSortFilterProxyModel>
#include <QVBoxLayout>

namespace transship {

HistoryList::HistoryList(HistoryModel& history, const Clock& clock, QWidget* parent)
    : QListView(parent)
{
    auto* newestFirst = new QSortFilterProxyModel(this);
    newestFirst->setSourceModel(&history);
    newestFirst->setSortRole(IdRole);
    newestFirst->sort(0, Qt::DescendingOrder);
    setObjectName(QStringLiteral("historyList"));
    setAccessibleName(tr("History, newest first"));
    setModel(newestFirst);
    setItemDelegate(new HistoryDelegate(clock, this));
    setResizeMode(QListView::Adjust);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSelectionMode(QAbstractItemView::NoSelection);
    setFrameShape(QFrame::NoFrame);
    setMinimumHeight(90);
    setContextMenuPolicy(Qt::ActionsContextMenu);
    const auto add = [this](const char* name, const QString& text, const QKeySequence& shortcut, auto slot) {
        auto* action = new QAction(text, this);
        action->setObjectName(QString::fromLatin1(name));
        action->setShortcut(shortcut);
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, slot);
        addAction(action);
    };
    add("historyFullText", tr("Show the full text…"), {}, &HistoryList::showFullText);
    add("historyCopy", tr("Copy this event"), QKeySequence::Copy, &HistoryList::copyEvent);
    add("historyCopyAll", tr("Copy the whole history"), {}, &HistoryList::copyAll);
    connect(this, &QListView::activated, this, &HistoryList::showFullText);
}

QString HistoryList::textOf(const QModelIndex& index) const
{
    const auto cell = [&index](EventColumn column) { return index.siblingAtColumn(static_cast<int>(column)).data(); };
    QStringList lines{
        QStringLiteral("%1  %2: %3 → %4")
            .arg(texts::absolute(cell(EventColumn::Time).toDateTime()), cell(EventColumn::Event).toString(),
                cell(EventColumn::From).toString(), cell(EventColumn::To).toString()),
        QStringLiteral("%1 (%2)").arg(cell(EventColumn::Actor).toString(), cell(EventColumn::Origin).toString())};
    for (const EventColumn column : {EventColumn::Reason, EventColumn::Detail}) {
        if (const QString words = cell(column).toString(); !words.isEmpty()) {
            lines << words;
        }
    }
    return lines.join(u'\n');
}

void HistoryList::copyEvent() const
{
    if (currentIndex().isValid()) {
        QGuiApplication::clipboard()->setText(textOf(currentIndex()));
    } else {
        copyAll();
    }
}

void HistoryList::copyAll() const
{
    QStringList events;
    for (int row = 0; row < model()->rowCount(); ++row) {
        events << textOf(model()->index(row, 0));
    }
    QGuiApplication::clipboard()->setText(events.join(QStringLiteral("\n\n")));
}

void HistoryList::showFullText()
{
    if (!currentIndex().isValid()) {
        return;
    }
    auto* dialog = new QDialog(window());
    dialog->setObjectName(QStringLiteral("historyText"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("What happened"));
    dialog->resize(620, 320);
    auto* text = new QPlainTextEdit(textOf(currentIndex()), dialog);
    text->setReadOnly(true);
    text->setAccessibleName(tr("The event in full"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    auto* layout = new QVBoxLayout(dialog);
    layout->addWidget(text, 1);
    layout->addWidget(buttons);
    dialog->show();
}

} // namespace transship
