// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/commands/commandpalette.h"

#include "views/commands/commandregistry.h"
#include "views/commands/palettedelegate.h"

#include <QCoreApplication>
#include <QEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPointer>
#include <QTimer>
#include <QVBoxLayout>

namespace transship {
namespace {

constexpr QSize preferredSize{560, 400};
constexpr int fromTop = 72;

} // namespace

/// All but the one that opened the palette.
PaletteSource commandEntries(const CommandRegistry& registry)
{
    return [&registry](const QString&) {
        QList<PaletteEntry> entries;
        for (const CommandRegistry::Command& command : registry.commands()) {
            QAction* action = command.action;
            if (!action->isVisible() || action->text().isEmpty() || command.id == u"palette") {
                continue;
            }
            PaletteEntry entry{CommandRegistry::plainText(*action),
                action->shortcut().toString(QKeySequence::NativeText), action->icon()};
            if (action->isEnabled()) {
                entry.run = [kept = QPointer<QAction>(action)] {
                    if (kept) {
                        kept->trigger();
                    }
                };
            }
            entries << entry;
        }
        return entries;
    };
}

CommandPalette::CommandPalette(QList<PaletteSource> sources, QWidget* window)
    : QDialog(window, Qt::Dialog | Qt::FramelessWindowHint)
    , m_model(std::move(sources))
    , m_edit(new QLineEdit(this))
    , m_list(new QListView(this))
{
    setObjectName(QStringLiteral("commandPalette"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Command palette"));
    setBackgroundRole(QPalette::Base);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(6);
    layout->addWidget(m_edit);
    layout->addWidget(m_list, 1);
    m_edit->setObjectName(QStringLiteral("paletteEdit"));
    m_edit->setAccessibleName(tr("Command, view or repository"));
    m_edit->setPlaceholderText(tr("Command, view or repository path"));
    m_edit->setMinimumHeight(32);
    m_edit->installEventFilter(this);
    m_list->setObjectName(QStringLiteral("paletteList"));
    m_list->setAccessibleName(tr("What matches"));
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new PaletteDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(m_edit, &QLineEdit::textChanged, this, &CommandPalette::search);
    connect(m_edit, &QLineEdit::returnPressed, this, &CommandPalette::runCurrent);
    connect(m_list, &QAbstractItemView::clicked, this, &CommandPalette::runCurrent);

    const QSize size = preferredSize.boundedTo(window->size() - QSize(40, fromTop + 20));
    resize(size);
    move(window->mapToGlobal(QPoint((window->width() - size.width()) / 2, fromTop)));
    search({});
}

void CommandPalette::search(const QString& typed)
{
    m_model.setTyped(typed);
    m_list->setCurrentIndex(m_model.index(0));
    m_list->scrollToTop();
}

void CommandPalette::runCurrent()
{
    const QModelIndex current = m_list->currentIndex();
    if (!current.isValid() || !m_model.entry(current.row()).run) {
        return;
    }
    // After closing: what runs may take the focus or open a dialog of its own.
    QTimer::singleShot(0, parentWidget(), m_model.entry(current.row()).run);
    close();
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_edit || event->type() != QEvent::KeyPress) {
        return QDialog::eventFilter(watched, event);
    }
    switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        QCoreApplication::sendEvent(m_list, event);
        return true;
    default:
        return QDialog::eventFilter(watched, event);
    }
}

bool CommandPalette::event(QEvent* event)
{
    if (event->type() == QEvent::WindowDeactivate) {
        close();
    }
    return QDialog::event(event);
}

} // namespace transship
