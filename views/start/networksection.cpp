// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/start/networksection.h"

#include "views/start/pathfield.h"
#include "views/start/secretfield.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QSpinBox>

namespace transship {
namespace {

using Kind = ProxySettings::Kind;
constexpr int usualPort = 3128;

bool isOwn(Kind kind)
{
    return kind == Kind::Http || kind == Kind::Socks5;
}

} // namespace

NetworkSection::NetworkSection(QWidget* parent)
    : QWidget(parent)
    , m_form(new QFormLayout(this))
    , m_caFile(new PathField(tr("File with certificate authorities"), tr("Certificates (*.pem *.crt);;All files (*)"),
          PathField::Choice::Existing, this))
    , m_kind(new QComboBox(this))
    , m_host(new QLineEdit(this))
    , m_port(new QSpinBox(this))
    , m_user(new QLineEdit(this))
    , m_password(new SecretField(tr("Proxy password"), this))
{
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_caFile->setObjectName(QStringLiteral("caFile"));
    m_caFile->setPlaceholder(tr("the system's authorities"));
    m_caFile->setToolTip(tr("PEM. The registry is checked against these and the system's authorities, PostgreSQL "
                            "against these alone."));
    m_kind->setObjectName(QStringLiteral("proxyKind"));
    m_kind->setAccessibleName(tr("Proxy on the way to the registry"));
    m_kind->addItem(tr("none"), static_cast<int>(Kind::None));
    m_kind->addItem(tr("as the system says"), static_cast<int>(Kind::System));
    m_kind->addItem(tr("HTTP proxy"), static_cast<int>(Kind::Http));
    m_kind->addItem(tr("SOCKS 5 proxy"), static_cast<int>(Kind::Socks5));
    m_host->setObjectName(QStringLiteral("proxyHost"));
    m_host->setAccessibleName(tr("Host of the proxy"));
    m_port->setObjectName(QStringLiteral("proxyPort"));
    m_port->setAccessibleName(tr("Port of the proxy"));
    m_port->setRange(1, 65535);
    m_port->setValue(usualPort);
    m_user->setObjectName(QStringLiteral("proxyUser"));
    m_user->setAccessibleName(tr("User at the proxy"));
    m_user->setPlaceholderText(tr("if it asks for one"));
    m_password->setObjectName(QStringLiteral("proxyPassword"));
    m_form->addRow(tr("&CA file"), m_caFile);
    m_form->addRow(tr("Pro&xy"), m_kind);
    m_form->addRow(tr("&Host"), m_host);
    m_form->addRow(tr("P&ort"), m_port);
    m_form->addRow(tr("&User"), m_user);
    m_form->addRow(tr("Pass&word"), m_password);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &NetworkSection::showProxy);
    showProxy();
}

Kind NetworkSection::kind() const
{
    return static_cast<Kind>(m_kind->currentData().toInt());
}

void NetworkSection::showProxy()
{
    for (QWidget* field : std::initializer_list<QWidget*>{m_host, m_port, m_user, m_password}) {
        m_form->setRowVisible(field, isOwn(kind()));
    }
}

void NetworkSection::load(const ConnectionProfile& profile, bool stored)
{
    const ProxySettings& proxy = profile.proxy;
    m_caFile->setPath(profile.caFile);
    m_kind->setCurrentIndex(m_kind->findData(static_cast<int>(proxy.kind)));
    m_host->setText(proxy.host);
    m_port->setValue(proxy.port == 0 ? usualPort : proxy.port);
    m_user->setText(proxy.user);
    m_password->setSource(proxy.password, stored);
    showProxy();
}

void NetworkSection::store(ConnectionProfile& profile, TypedSecrets& secrets) const
{
    profile.caFile = m_caFile->path();
    profile.proxy = {};
    profile.proxy.kind = kind();
    if (!isOwn(kind())) {
        return;
    }
    profile.proxy.host = m_host->text().trimmed();
    profile.proxy.port = static_cast<quint16>(m_port->value());
    profile.proxy.user = m_user->text().trimmed();
    profile.proxy.password = m_password->source();
    if (const QByteArray typed = m_password->typed(); !typed.isEmpty()) {
        secrets.insert(ProfileSecret::ProxyPassword, typed);
    }
}

void NetworkSection::setKeychainProblem(const QString& problem)
{
    m_password->setKeychainProblem(problem);
}

} // namespace transship
