// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/start/databasesection.h"

#include "views/start/pathfield.h"
#include "views/start/secretfield.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QSpinBox>

namespace transship {
namespace {

constexpr int standardPort = 5432;
const QString tlsKey = QStringLiteral("sslmode");

} // namespace

DatabaseSection::DatabaseSection(QWidget* parent)
    : QWidget(parent)
    , m_form(new QFormLayout(this))
    , m_backend(new QComboBox(this))
    , m_file(new PathField(
          tr("SQLite file"), tr("SQLite databases (*.sqlite *.db);;All files (*)"), PathField::Choice::New, this))
    , m_host(new QLineEdit(this))
    , m_port(new QSpinBox(this))
    , m_name(new QLineEdit(this))
    , m_user(new QLineEdit(this))
    , m_password(new SecretField(tr("Database password"), this))
    , m_tls(new QComboBox(this))
{
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_backend->setObjectName(QStringLiteral("databaseBackend"));
    m_backend->setAccessibleName(tr("Kind of database"));
    m_backend->addItem(tr("SQLite file"), static_cast<int>(Backend::Sqlite));
    m_backend->addItem(tr("PostgreSQL server"), static_cast<int>(Backend::PostgreSql));
    m_form->addRow(tr("&Kind"), m_backend);
    addFileFields();
    addServerFields();
    connect(m_backend, &QComboBox::currentIndexChanged, this, &DatabaseSection::showBackend);
    showBackend();
}

void DatabaseSection::addFileFields()
{
    m_file->setObjectName(QStringLiteral("databaseFile"));
    m_form->addRow(tr("&File"), m_file);
}

void DatabaseSection::addServerFields()
{
    m_host->setObjectName(QStringLiteral("databaseHost"));
    m_host->setAccessibleName(tr("Host of the PostgreSQL server"));
    m_host->setPlaceholderText(tr("localhost"));
    m_port->setObjectName(QStringLiteral("databasePort"));
    m_port->setAccessibleName(tr("Port of the PostgreSQL server"));
    m_port->setRange(1, 65535);
    m_port->setValue(standardPort);
    m_name->setObjectName(QStringLiteral("databaseName"));
    m_name->setAccessibleName(tr("Name of the database on the server"));
    m_user->setObjectName(QStringLiteral("databaseUser"));
    m_user->setAccessibleName(tr("Database user"));
    m_password->setObjectName(QStringLiteral("databasePassword"));
    m_tls->setObjectName(QStringLiteral("databaseTls"));
    m_tls->setAccessibleName(tr("TLS to the PostgreSQL server"));
    m_tls->addItem(tr("as the server offers; verified when there is a CA file"), QString());
    m_tls->addItem(tr("always, and verify the server (verify-full)"), QStringLiteral("verify-full"));
    m_tls->addItem(tr("always, and verify the authority (verify-ca)"), QStringLiteral("verify-ca"));
    m_tls->addItem(tr("always, unverified (require)"), QStringLiteral("require"));
    m_tls->addItem(tr("never (disable)"), QStringLiteral("disable"));
    m_form->addRow(tr("&Host"), m_host);
    m_form->addRow(tr("P&ort"), m_port);
    m_form->addRow(tr("&Database"), m_name);
    m_form->addRow(tr("&User"), m_user);
    m_form->addRow(tr("Pass&word"), m_password);
    m_form->addRow(tr("T&LS"), m_tls);
}

bool DatabaseSection::isFile() const
{
    return static_cast<Backend>(m_backend->currentData().toInt()) == Backend::Sqlite;
}

void DatabaseSection::showBackend()
{
    const bool file = isFile();
    // QFormLayout::setRowVisible also takes the row's space.
    m_form->setRowVisible(m_file, file);
    for (QWidget* field : std::initializer_list<QWidget*>{m_host, m_port, m_name, m_user, m_password, m_tls}) {
        m_form->setRowVisible(field, !file);
    }
}

void DatabaseSection::load(const ConnectionProfile& profile, bool stored)
{
    const DatabaseUrl& url = profile.database;
    m_backend->setCurrentIndex(m_backend->findData(static_cast<int>(url.backend())));
    if (url.backend() == Backend::Sqlite) {
        m_file->setPath(url.name());
    } else {
        m_host->setText(url.host());
        m_port->setValue(url.port() == -1 ? standardPort : url.port());
        m_name->setText(url.name());
        m_user->setText(url.user());
        m_options = url.options();
        const QString tls = m_options.take(tlsKey);
        if (m_tls->findData(tls) < 0) {
            m_tls->addItem(tls, tls);
        }
        m_tls->setCurrentIndex(m_tls->findData(tls));
    }
    m_password->setSource(profile.databasePassword, stored);
    showBackend();
}

void DatabaseSection::store(ConnectionProfile& profile, TypedSecrets& secrets) const
{
    if (isFile()) {
        profile.database = DatabaseUrl::sqlite(m_file->path());
        profile.databasePassword = {};
        return;
    }
    QMap<QString, QString> options = m_options;
    if (const QString tls = m_tls->currentData().toString(); !tls.isEmpty()) {
        options.insert(tlsKey, tls);
    }
    profile.database = DatabaseUrl::postgresql(
        m_host->text().trimmed(), m_port->value(), m_name->text().trimmed(), m_user->text().trimmed(), options);
    profile.databasePassword = m_password->source();
    if (const QByteArray typed = m_password->typed(); !typed.isEmpty()) {
        secrets.insert(ProfileSecret::DatabasePassword, typed);
    }
}

void DatabaseSection::setKeychainProblem(const QString& problem)
{
    m_password->setKeychainProblem(problem);
}

} // namespace transship
