// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/start/profiledialog.h"

#include "views/common/thememanager.h"
#include "views/start/databasesection.h"
#include "views/start/findinglist.h"
#include "views/start/networksection.h"
#include "views/start/registryaccesssection.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QScrollArea>
#include <QTabWidget>
#include <QVBoxLayout>

namespace transship {

ProfileDialog::ProfileDialog(
    ConnectionHost& host, const ConnectionProfile& profile, const QString& formerName, QWidget* parent)
    : QDialog(parent)
    , m_host(host)
    , m_formerName(formerName)
    , m_name(new QLineEdit(this))
    , m_type(new QComboBox(this))
    , m_database(new DatabaseSection(this))
    , m_registry(new RegistryAccessSection(this))
    , m_network(new NetworkSection(this))
    , m_findings(new FindingList(this))
    , m_problem(new QLabel(this))
{
    setObjectName(QStringLiteral("profileDialog"));
    setWindowTitle(formerName.isEmpty() ? tr("New connection") : tr("Connection"));
    resize(620, 600);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 16, 18, 14);
    layout->setSpacing(12);
    layout->addWidget(head());
    auto* tabs = new QTabWidget(this);
    tabs->setObjectName(QStringLiteral("profileTabs"));
    tabs->setAccessibleName(tr("Parts of the connection"));
    tabs->addTab(m_database, tr("Database"));
    tabs->addTab(m_registry, tr("Registry"));
    tabs->addTab(m_network, tr("Trust and proxy"));
    layout->addWidget(tabs);
    auto* results = new QScrollArea(this);
    results->setWidget(m_findings);
    results->setWidgetResizable(true);
    results->setFrameShape(QFrame::NoFrame);
    results->setFocusPolicy(Qt::NoFocus);
    layout->addWidget(results, 1);
    m_problem->setObjectName(QStringLiteral("profileProblem"));
    m_problem->setWordWrap(true);
    m_problem->setForegroundRole(warningRole);
    m_problem->hide();
    layout->addWidget(m_problem);
    layout->addWidget(buttons());
    load(profile);
    m_name->setFocus();
    askForKeychain();
}

QWidget* ProfileDialog::head()
{
    m_name->setObjectName(QStringLiteral("profileName"));
    m_name->setAccessibleName(tr("Name of the connection"));
    m_type->setObjectName(QStringLiteral("profileType"));
    m_type->setAccessibleName(tr("What a mistake would cost"));
    m_type->addItem(tr("development"), static_cast<int>(ProfileType::Development));
    m_type->addItem(tr("staging: marked"), static_cast<int>(ProfileType::Staging));
    m_type->addItem(tr("production: marked, read-only until unlocked"), static_cast<int>(ProfileType::Production));
    auto* fields = new QWidget(this);
    auto* form = new QFormLayout(fields);
    form->setContentsMargins(0, 0, 0, 0);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Name"), m_name);
    form->addRow(tr("T&ype"), m_type);
    return fields;
}

QWidget* ProfileDialog::buttons()
{
    auto* box = new QDialogButtonBox(this);
    m_test = box->addButton(tr("&Test connection"), QDialogButtonBox::ActionRole);
    m_open = box->addButton(tr("Save and open"), QDialogButtonBox::AcceptRole);
    m_save = box->addButton(tr("&Save"), QDialogButtonBox::ApplyRole);
    box->addButton(QDialogButtonBox::Cancel);
    m_test->setObjectName(QStringLiteral("testConnection"));
    m_open->setObjectName(QStringLiteral("saveAndOpen"));
    m_save->setObjectName(QStringLiteral("saveProfile"));
    m_test->setAutoDefault(false);
    m_save->setAutoDefault(false);
    m_open->setDefault(true);
    connect(m_test, &QPushButton::clicked, this, [this] { test(); });
    connect(m_save, &QPushButton::clicked, this, [this] { save(false); });
    connect(m_open, &QPushButton::clicked, this, [this] { save(true); });
    connect(box, &QDialogButtonBox::rejected, this, &QDialog::reject);
    return box;
}

void ProfileDialog::load(const ConnectionProfile& profile)
{
    const bool stored = !m_formerName.isEmpty();
    m_name->setText(profile.name);
    m_type->setCurrentIndex(m_type->findData(static_cast<int>(profile.type)));
    m_database->load(profile, stored);
    m_registry->load(profile, stored);
    m_network->load(profile, stored);
}

ProfileDialog::Content ProfileDialog::content() const
{
    Content content;
    content.profile.name = m_name->text().simplified();
    content.profile.type = static_cast<ProfileType>(m_type->currentData().toInt());
    m_database->store(content.profile, content.secrets);
    m_registry->store(content.profile, content.secrets);
    m_network->store(content.profile, content.secrets);
    return content;
}

void ProfileDialog::showProblem(const QString& text)
{
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
}

QCoro::Task<> ProfileDialog::askForKeychain()
{
    const QPointer<ProfileDialog> self(this);
    const Result<void> keychain = co_await m_host.checkKeychain();
    if (!self || keychain) {
        co_return;
    }
    const QString problem = keychain.error().toString();
    m_database->setKeychainProblem(problem);
    m_registry->setKeychainProblem(problem);
    m_network->setKeychainProblem(problem);
}

QCoro::Task<> ProfileDialog::test()
{
    const QPointer<ProfileDialog> self(this);
    Content now = content();
    if (now.profile.name.isEmpty()) {
        now.profile.name = tr("New connection"); // has no bearing on whether it works
    }
    m_findings->clear();
    m_findings->setStatus(tr("Asking…"));
    m_test->setEnabled(false);
    showProblem({});
    const auto worst = std::make_shared<Verdict>(Verdict::Ok);
    const ConnectionHost::FindingReport report = [self, worst](const Finding& finding) {
        *worst = std::max(*worst, finding.verdict);
        if (self) {
            self->m_findings->add(finding);
        }
    };
    co_await m_host.test(now.profile, now.secrets, report);
    if (!self) {
        co_return;
    }
    m_test->setEnabled(true);
    m_findings->setStatus(*worst == Verdict::Ok ? tr("Everything answers.")
            : *worst == Verdict::Warning        ? tr("It works, with the remarks above.")
                                                : tr("Not everything works yet."));
}

QCoro::Task<> ProfileDialog::save(bool open)
{
    const QPointer<ProfileDialog> self(this);
    const Content now = content();
    const Result<void> valid = validate(now.profile);
    if (!valid) {
        showProblem(valid.error().message);
        co_return;
    }
    m_save->setEnabled(false);
    m_open->setEnabled(false);
    const Result<void> saved = co_await m_host.save(now.profile, m_formerName, now.secrets);
    if (!self) {
        co_return;
    }
    m_save->setEnabled(true);
    m_open->setEnabled(true);
    if (!saved && saved.error().code == ErrorCode::Conflict) {
        showProblem(tr("There is a connection of this name already; choose another one."));
        m_name->setFocus();
        co_return;
    }
    const bool onlyTheKeychain = !saved && saved.error().code == ErrorCode::Unreachable;
    if (!saved && !onlyTheKeychain) {
        showProblem(saved.error().toString());
        co_return;
    }
    Q_EMIT this->saved(now.profile, open);
    if (self) {
        accept();
    }
}

} // namespace transship
