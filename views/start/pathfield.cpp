// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/start/pathfield.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QToolButton>

namespace transship {

PathField::PathField(const QString& what, const QString& filter, Choice choice, QWidget* parent)
    : QWidget(parent)
    , m_what(what)
    , m_filter(filter)
    , m_choice(choice)
    , m_edit(new QLineEdit(this))
{
    m_edit->setAccessibleName(what);
    auto* button = new QToolButton(this);
    button->setText(tr("Choose…"));
    button->setAccessibleName(tr("Choose: %1").arg(what));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_edit, 1);
    layout->addWidget(button);
    setFocusProxy(m_edit);
    connect(m_edit, &QLineEdit::textChanged, this, &PathField::changed);
    connect(button, &QToolButton::clicked, this, &PathField::choose);
}

QString PathField::path() const
{
    return m_edit->text().trimmed();
}

void PathField::setPath(const QString& path)
{
    m_edit->setText(path);
}

void PathField::setPlaceholder(const QString& text)
{
    m_edit->setPlaceholderText(text);
}

void PathField::choose()
{
    auto* dialog = new QFileDialog(window(), m_what, path(), m_filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(m_choice == Choice::New ? QFileDialog::AnyFile : QFileDialog::ExistingFile);
    dialog->setAcceptMode(m_choice == Choice::New ? QFileDialog::AcceptSave : QFileDialog::AcceptOpen);
    dialog->setOption(QFileDialog::DontConfirmOverwrite); // an existing database is added to, never replaced
    connect(dialog, &QFileDialog::fileSelected, this, &PathField::setPath);
    dialog->open();
}

} // namespace transship
