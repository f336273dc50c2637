// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/start/registryaccesssection.h"

#include "views/start/pathfield.h"
#include "views/start/secretfield.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>

namespace transship {
namespace {

using Method = RegistryLogin::Method;

} // namespace

RegistryAccessSection::RegistryAccessSection(QWidget* parent)
    : QWidget(parent)
    , m_form(new QFormLayout(this))
    , m_url(new QLineEdit(this))
    , m_method(new QComboBox(this))
    , m_user(new QLineEdit(this))
    , m_secret(new SecretField(tr("Secret for the registry"), this))
    , m_keyFile(new PathField(tr("Signing key of the registry"), tr("Keys (*.pem *.key);;All files (*)"),
          PathField::Choice::Existing, this))
    , m_issuer(new QLineEdit(this))
    , m_audience(new QLineEdit(this))
{
    addFields();
    connect(m_method, &QComboBox::currentIndexChanged, this, &RegistryAccessSection::showMethod);
    showMethod();
}

void RegistryAccessSection::addFields()
{
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_url->setObjectName(QStringLiteral("registryUrl"));
    m_url->setAccessibleName(tr("Address of the registry that imports"));
    m_url->setPlaceholderText(QStringLiteral("https://registry.example.com"));
    m_method->setObjectName(QStringLiteral("registryLogin"));
    m_method->setAccessibleName(tr("How to log in at the registry"));
    m_method->addItem(tr("without a login"), static_cast<int>(Method::None));
    m_method->addItem(tr("user and password"), static_cast<int>(Method::Password));
    m_method->addItem(tr("a ready token"), static_cast<int>(Method::Token));
    m_method->addItem(tr("tokens signed here with the registry's key"), static_cast<int>(Method::SigningKey));
    m_user->setObjectName(QStringLiteral("registryUser"));
    m_user->setAccessibleName(tr("User at the registry"));
    m_secret->setObjectName(QStringLiteral("registrySecret"));
    m_keyFile->setObjectName(QStringLiteral("registryKeyFile"));
    m_issuer->setObjectName(QStringLiteral("tokenIssuer"));
    m_issuer->setAccessibleName(tr("Issuer of the tokens, auth.token.issuer of the registry"));
    m_issuer->setPlaceholderText(QStringLiteral("gitlab-issuer"));
    m_audience->setObjectName(QStringLiteral("tokenAudience"));
    m_audience->setAccessibleName(tr("Audience of the tokens, auth.token.service of the registry"));
    m_audience->setPlaceholderText(QStringLiteral("container_registry"));
    m_form->addRow(tr("&Address"), m_url);
    m_form->addRow(tr("&Login"), m_method);
    m_form->addRow(tr("&User"), m_user);
    m_form->addRow(tr("Sec&ret"), m_secret);
    m_form->addRow(tr("&Key file"), m_keyFile);
    m_form->addRow(tr("&Issuer"), m_issuer);
    m_form->addRow(tr("A&udience"), m_audience);
}

Method RegistryAccessSection::method() const
{
    return static_cast<Method>(m_method->currentData().toInt());
}

void RegistryAccessSection::showMethod()
{
    const Method now = method();
    m_form->setRowVisible(m_user, now == Method::Password);
    m_form->setRowVisible(m_secret, now == Method::Password || now == Method::Token);
    for (QWidget* field : std::initializer_list<QWidget*>{m_keyFile, m_issuer, m_audience}) {
        m_form->setRowVisible(field, now == Method::SigningKey);
    }
}

void RegistryAccessSection::load(const ConnectionProfile& profile, bool stored)
{
    m_url->setText(profile.registryUrl.toString());
    m_method->setCurrentIndex(m_method->findData(static_cast<int>(profile.login.method)));
    m_user->setText(profile.login.user);
    m_secret->setSource(profile.login.secret, stored);
    m_keyFile->setPath(profile.login.keyFile);
    m_issuer->setText(profile.login.issuer);
    m_audience->setText(profile.login.audience);
    showMethod();
}

void RegistryAccessSection::store(ConnectionProfile& profile, TypedSecrets& secrets) const
{
    profile.registryUrl = QUrl(m_url->text().trimmed(), QUrl::StrictMode);
    RegistryLogin login;
    login.method = method();
    if (login.method == Method::Password) {
        login.user = m_user->text().trimmed();
    }
    if (login.method == Method::Password || login.method == Method::Token) {
        login.secret = m_secret->source();
        if (const QByteArray typed = m_secret->typed(); !typed.isEmpty()) {
            secrets.insert(ProfileSecret::Registry, typed);
        }
    }
    if (login.method == Method::SigningKey) {
        login.keyFile = m_keyFile->path();
        login.issuer = m_issuer->text().trimmed();
        login.audience = m_audience->text().trimmed();
    }
    profile.login = login;
}

void RegistryAccessSection::setKeychainProblem(const QString& problem)
{
    m_secret->setKeychainProblem(problem);
}

} // namespace transship
