// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/start/secretfield.h"

#include "views/common/thememanager.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QStandardItemModel>
#include <QVBoxLayout>

namespace transship {
namespace {

using Kind = SecretSource::Kind;

bool isTyped(Kind kind)
{
    return kind == Kind::Keychain || kind == Kind::Session;
}

} // namespace

SecretField::SecretField(const QString& what, QWidget* parent)
    : QWidget(parent)
    , m_what(what)
    , m_kind(new QComboBox(this))
    , m_value(new QLineEdit(this))
    , m_note(new QLabel(this))
{
    m_kind->setObjectName(QStringLiteral("secretKind"));
    m_kind->setAccessibleName(tr("%1: where it is kept").arg(what));
    m_kind->addItem(tr("none"), static_cast<int>(Kind::None));
    m_kind->addItem(tr("keychain"), static_cast<int>(Kind::Keychain));
    m_kind->addItem(tr("this session"), static_cast<int>(Kind::Session));
    m_kind->addItem(tr("environment"), static_cast<int>(Kind::Environment));
    m_kind->addItem(tr("file"), static_cast<int>(Kind::File));
    m_value->setObjectName(QStringLiteral("secretValue"));
    m_note->setObjectName(QStringLiteral("secretNote"));
    m_note->setWordWrap(true);
    m_note->setForegroundRole(secondaryRole);
    auto* line = new QHBoxLayout;
    line->addWidget(m_kind);
    line->addWidget(m_value, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addLayout(line);
    layout->addWidget(m_note);
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this] {
        m_value->clear(); // a secret never becomes a file's name, nor the other way
        showKind();
    });
    setFocusProxy(m_kind);
    showKind();
}

Kind SecretField::kind() const
{
    return static_cast<Kind>(m_kind->currentData().toInt());
}

void SecretField::setSource(const SecretSource& source, bool stored)
{
    m_stored = stored;
    m_kind->setCurrentIndex(m_kind->findData(static_cast<int>(source.kind)));
    m_value->setText(isTyped(source.kind) ? QString() : source.name);
    showKind();
}

SecretSource SecretField::source() const
{
    return {kind(), isTyped(kind()) ? QString() : m_value->text().trimmed()};
}

QByteArray SecretField::typed() const
{
    return isTyped(kind()) ? m_value->text().toUtf8() : QByteArray();
}

void SecretField::clear()
{
    m_value->clear();
}

void SecretField::setKeychainProblem(const QString& problem)
{
    m_keychainProblem = problem;
    const int index = m_kind->findData(static_cast<int>(Kind::Keychain));
    qobject_cast<QStandardItemModel*>(m_kind->model())->item(index)->setEnabled(problem.isEmpty());
    if (!problem.isEmpty() && kind() == Kind::Keychain && !m_stored) {
        m_kind->setCurrentIndex(m_kind->findData(static_cast<int>(Kind::Session)));
    }
    showKind();
}

void SecretField::showKind()
{
    const Kind now = kind();
    m_value->setEnabled(now != Kind::None);
    m_value->setEchoMode(isTyped(now) ? QLineEdit::Password : QLineEdit::Normal);
    QString placeholder;
    QString note;
    switch (now) {
    case Kind::None:
        break;
    case Kind::Keychain:
        placeholder = m_stored ? tr("kept; type to replace it") : QString();
        note = m_keychainProblem;
        break;
    case Kind::Session:
        placeholder = tr("forgotten when the program ends");
        note = m_keychainProblem.isEmpty()
            ? tr("Asked for again after the next start.")
            : tr("Asked for again after the next start: there is no keychain here that could keep it.");
        break;
    case Kind::Environment:
        placeholder = tr("name of the variable");
        note = tr("Also good for transshipctl and services.");
        break;
    case Kind::File:
        placeholder = tr("path of a file that only you can read");
        note = tr("Also good for transshipctl and services.");
        break;
    }
    m_value->setPlaceholderText(placeholder);
    m_value->setAccessibleName(m_what);
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

} // namespace transship
