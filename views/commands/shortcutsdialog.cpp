// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/commands/shortcutsdialog.h"

#include "views/commands/commandregistry.h"
#include "views/common/thememanager.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QTreeView>
#include <QVBoxLayout>

namespace transship {

ShortcutsDialog::ShortcutsDialog(CommandRegistry& registry, QWidget* parent)
    : QDialog(parent)
    , m_registry(registry)
    , m_model(registry)
    , m_sorted(new QSortFilterProxyModel(this))
    , m_search(new QLineEdit(this))
    , m_list(new QTreeView(this))
    , m_keys(new QKeySequenceEdit(this))
    , m_assign(new QPushButton(tr("&Assign"), this))
    , m_remove(new QPushButton(tr("Re&move"), this))
    , m_reset(new QPushButton(tr("&Standard"), this))
    , m_conflict(new QLabel(this))
{
    setObjectName(QStringLiteral("shortcutsDialog"));
    setWindowTitle(tr("Keyboard shortcuts"));
    resize(620, 560);
    m_sorted->setSourceModel(&m_model);
    m_sorted->setFilterKeyColumn(-1);
    m_sorted->setFilterCaseSensitivity(Qt::CaseInsensitive);
    layOut();
    connect(m_search, &QLineEdit::textChanged, m_sorted, &QSortFilterProxyModel::setFilterFixedString);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ShortcutsDialog::showCurrent);
    connect(&m_registry, &CommandRegistry::shortcutsChanged, this, &ShortcutsDialog::showCurrent);
    connect(m_keys, &QKeySequenceEdit::keySequenceChanged, this, &ShortcutsDialog::judge);
    connect(m_assign, &QPushButton::clicked, this, &ShortcutsDialog::assign);
    connect(m_remove, &QPushButton::clicked, this, [this] { m_registry.setShortcut(currentId(), {}); });
    connect(m_reset, &QPushButton::clicked, this, [this] { m_registry.resetShortcut(currentId()); });
    m_list->setCurrentIndex(m_sorted->index(0, 0));
    showCurrent();
}

void ShortcutsDialog::layOut()
{
    m_search->setObjectName(QStringLiteral("shortcutSearch"));
    m_search->setPlaceholderText(tr("Command or key"));
    m_search->setAccessibleName(tr("Search in commands and keys"));
    m_search->setClearButtonEnabled(true);
    m_list->setObjectName(QStringLiteral("shortcutList"));
    m_list->setAccessibleName(tr("Commands with their shortcuts"));
    m_list->setModel(m_sorted);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAlternatingRowColors(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(ShortcutsModel::Command, QHeaderView::Stretch);
    m_list->header()->resizeSection(ShortcutsModel::Shortcut, 130);
    m_list->header()->resizeSection(ShortcutsModel::Standard, 130);

    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_search);
    layout->addWidget(m_list, 1);
    layout->addWidget(editor());
    m_conflict->setObjectName(QStringLiteral("shortcutConflict"));
    m_conflict->setWordWrap(true);
    m_conflict->setForegroundRole(warningRole);
    m_conflict->setMinimumHeight(m_conflict->fontMetrics().height());
    layout->addWidget(m_conflict);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton* all = buttons->addButton(tr("A&ll as standard"), QDialogButtonBox::ResetRole);
    all->setObjectName(QStringLiteral("resetAllShortcuts"));
    all->setAutoDefault(false);
    connect(all, &QPushButton::clicked, &m_registry, &CommandRegistry::resetShortcuts);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    layout->addWidget(buttons);
}

QWidget* ShortcutsDialog::editor()
{
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    m_keys->setObjectName(QStringLiteral("shortcutKeys"));
    m_keys->setAccessibleName(tr("New shortcut: press the keys"));
    m_assign->setObjectName(QStringLiteral("assignShortcut"));
    m_remove->setObjectName(QStringLiteral("removeShortcut"));
    m_reset->setObjectName(QStringLiteral("resetShortcut"));
    auto* label = new QLabel(tr("&New keys:"), row);
    label->setBuddy(m_keys);
    layout->addWidget(label);
    layout->addWidget(m_keys, 1);
    for (QPushButton* button : {m_assign, m_remove, m_reset}) {
        button->setAutoDefault(false);
        layout->addWidget(button);
    }
    return row;
}

QString ShortcutsDialog::currentId() const
{
    const QModelIndex current = m_sorted->mapToSource(m_list->currentIndex());
    return current.isValid() ? m_model.idAt(current.row()) : QString();
}

void ShortcutsDialog::showCurrent()
{
    const QAction* action = m_registry.action(currentId());
    m_keys->setEnabled(action);
    m_remove->setEnabled(action && !action->shortcut().isEmpty());
    m_reset->setEnabled(m_registry.changedShortcuts().contains(currentId()));
    m_keys->setKeySequence(action ? action->shortcut() : QKeySequence());
    judge();
}

void ShortcutsDialog::judge()
{
    const QAction* action = m_registry.action(currentId());
    const QKeySequence keys = m_keys->keySequence();
    m_assign->setEnabled(action && !keys.isEmpty() && keys != action->shortcut());
    const QAction* owner = m_registry.action(m_registry.idWith(keys, currentId()));
    m_conflict->setText(owner ? tr("%1 belongs to “%2”, which would be left without a shortcut.")
                                    .arg(keys.toString(QKeySequence::NativeText), CommandRegistry::plainText(*owner))
                              : QString());
}

void ShortcutsDialog::assign()
{
    m_registry.setShortcut(currentId(), m_keys->keySequence());
}

} // namespace transship
