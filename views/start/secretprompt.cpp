// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/start/secretprompt.h"

#include "views/common/thememanager.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace transship {
namespace {

QString labelOf(ProfileSecret secret)
{
    switch (secret) {
    case ProfileSecret::DatabasePassword:
        return SecretPrompt::tr("Database password");
    case ProfileSecret::Registry:
        return SecretPrompt::tr("Secret for the registry");
    case ProfileSecret::ProxyPassword:
        return SecretPrompt::tr("Proxy password");
    }
    Q_UNREACHABLE();
    return {};
}

} // namespace

SecretPrompt::SecretPrompt(const ConnectionProfile& profile, const QList<Missing>& missing, QWidget* parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("secretPrompt"));
    setWindowTitle(tr("Open %1").arg(profile.name));
    setMinimumWidth(460);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 16, 18, 14);
    layout->setSpacing(12);
    auto* why = new QLabel(this);
    why->setWordWrap(true);
    QStringList reasons;
    auto* form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    for (const Missing& one : missing) {
        auto* field = new QLineEdit(this);
        field->setObjectName(QStringLiteral("secret_") + toName(one.secret));
        field->setEchoMode(QLineEdit::Password);
        field->setAccessibleName(labelOf(one.secret));
        form->addRow(labelOf(one.secret), field);
        m_fields.insert(one.secret, field);
        // That this session has not been told yet needs no words.
        if (sourceOf(profile, one.secret).kind == SecretSource::Kind::Keychain) {
            reasons << one.why.toString();
        }
    }
    reasons.removeDuplicates();
    why->setText(reasons.isEmpty() ? tr("Kept until the program ends.") : reasons.join(u'\n'));
    layout->addWidget(why);
    layout->addLayout(form);
    auto* buttons = new QDialogButtonBox(this);
    auto* open = buttons->addButton(tr("&Open"), QDialogButtonBox::AcceptRole);
    open->setObjectName(QStringLiteral("openWithSecrets"));
    buttons->addButton(QDialogButtonBox::Cancel);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

TypedSecrets SecretPrompt::typed() const
{
    TypedSecrets secrets;
    for (auto field = m_fields.cbegin(); field != m_fields.cend(); ++field) {
        if (!field.value()->text().isEmpty()) {
            secrets.insert(field.key(), field.value()->text().toUtf8());
        }
    }
    return secrets;
}

} // namespace transship
