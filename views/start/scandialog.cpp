// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/start/scandialog.h"

#include "views/common/texts.h"
#include "views/common/thememanager.h"
#include "views/start/pathfield.h"
#include "views/start/registryaccesssection.h"

#include <QDialogButtonBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace transship {

ScanDialog::ScanDialog(ConnectionHost& host, QWidget* parent)
    : QDialog(parent)
    , m_host(host)
    , m_name(new QLineEdit(this))
    , m_registry(new RegistryAccessSection(this))
    , m_caFile(new PathField(tr("File with certificate authorities"), tr("Certificates (*.pem *.crt);;All files (*)"),
          PathField::Choice::Existing, this))
    , m_prefix(new QLineEdit(this))
    , m_file(new PathField(tr("Database file of the new migration"),
          tr("SQLite databases (*.sqlite *.db);;All files (*)"), PathField::Choice::New, this))
    , m_progress(new QProgressBar(this))
    , m_status(new QLabel(this))
{
    setObjectName(QStringLiteral("scanDialog"));
    setWindowTitle(tr("Scan a registry"));
    setMinimumWidth(560);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 16, 18, 14);
    layout->setSpacing(12);
    auto* headline
        = new QLabel(tr("Makes a new migration of every repository that the registry's catalog lists. Nothing "
                        "is copied or changed at the registry, and nothing starts until you say so."),
            this);
    headline->setWordWrap(true);
    layout->addWidget(headline);
    m_fields = form();
    layout->addWidget(m_fields);
    m_progress->setObjectName(QStringLiteral("scanProgress"));
    m_progress->setAccessibleName(tr("Progress of the scan"));
    m_progress->setRange(0, 0); // a catalog does not say how long it is
    m_progress->setTextVisible(false);
    m_progress->hide();
    layout->addWidget(m_progress);
    m_status->setObjectName(QStringLiteral("scanStatus"));
    m_status->setWordWrap(true);
    layout->addWidget(m_status);
    layout->addStretch(1);
    layout->addWidget(buttons());
    m_name->setFocus();
}

QWidget* ScanDialog::form()
{
    m_name->setObjectName(QStringLiteral("scanName"));
    m_name->setAccessibleName(tr("Name of the new connection"));
    m_prefix->setObjectName(QStringLiteral("scanPrefix"));
    m_prefix->setAccessibleName(tr("Only repositories whose path begins so"));
    m_prefix->setPlaceholderText(tr("all repositories"));
    m_file->setObjectName(QStringLiteral("scanFile"));
    m_caFile->setObjectName(QStringLiteral("scanCaFile"));
    m_caFile->setPlaceholder(tr("the system's authorities"));
    auto* fields = new QWidget(this);
    auto* layout = new QVBoxLayout(fields);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* top = new QFormLayout;
    top->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    top->addRow(tr("&Name"), m_name);
    layout->addLayout(top);
    m_registry->layout()->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_registry);
    auto* bottom = new QFormLayout;
    bottom->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    bottom->addRow(tr("&CA file"), m_caFile);
    bottom->addRow(tr("&Path begins with"), m_prefix);
    bottom->addRow(tr("&Database file"), m_file);
    layout->addLayout(bottom);
    connect(m_name, &QLineEdit::textChanged, this, &ScanDialog::suggestFile);
    // Three forms in one column.
    QList<QLabel*> labels;
    for (QLabel* label : fields->findChildren<QLabel*>()) {
        if (label->buddy()) {
            labels << label;
        }
    }
    int widest = 0;
    for (const QLabel* label : std::as_const(labels)) {
        widest = std::max(widest, label->sizeHint().width());
    }
    for (QLabel* label : std::as_const(labels)) {
        label->setMinimumWidth(widest);
    }
    return fields;
}

QWidget* ScanDialog::buttons()
{
    auto* box = new QDialogButtonBox(this);
    m_start = box->addButton(tr("&Scan"), QDialogButtonBox::ActionRole);
    m_start->setObjectName(QStringLiteral("startScan"));
    m_start->setDefault(true);
    auto* cancel = box->addButton(QDialogButtonBox::Cancel);
    cancel->setObjectName(QStringLiteral("cancelScan"));
    connect(m_start, &QPushButton::clicked, this, [this] { scan(); });
    connect(box, &QDialogButtonBox::rejected, this, &ScanDialog::reject);
    return box;
}

/// Beside the database that is used when none is named.
void ScanDialog::suggestFile()
{
    QString name = m_name->text().simplified();
    name.replace(u'/', u'-');
    m_file->setPath(name.isEmpty()
            ? QString()
            : QFileInfo(DatabaseUrl::defaultUrl().name()).absolutePath() + QStringLiteral("/%1.sqlite").arg(name));
}

ScanRequest ScanDialog::request() const
{
    ScanRequest request;
    request.profile.name = m_name->text().simplified();
    request.profile.database = DatabaseUrl::sqlite(m_file->path());
    request.profile.caFile = m_caFile->path();
    m_registry->store(request.profile, request.secrets);
    request.prefix = m_prefix->text().trimmed();
    return request;
}

void ScanDialog::setRunning(bool running)
{
    m_running = running;
    m_fields->setEnabled(!running);
    m_start->setEnabled(!running);
    m_progress->setVisible(running);
}

void ScanDialog::showProblem(const QString& text)
{
    m_status->setForegroundRole(warningRole);
    m_status->setText(text);
}

QCoro::Task<> ScanDialog::scan()
{
    const QPointer<ScanDialog> self(this);
    const ScanRequest wanted = request();
    const Result<void> valid = validate(wanted.profile);
    if (!valid || wanted.profile.registryUrl.isEmpty()) {
        showProblem(valid ? tr("Give the address of the registry.") : valid.error().message);
        co_return;
    }
    setRunning(true);
    m_status->setForegroundRole(QPalette::WindowText);
    m_status->setText(tr("Asking the registry for its catalog…"));
    const ConnectionHost::ScanReport report = [self](const ScanProgress& soFar) {
        if (self) {
            self->m_status->setText(
                tr("%1 listed, %2 added").arg(texts::number(soFar.listed), texts::number(soFar.added)));
        }
    };
    const Result<ScanProgress> result = co_await m_host.scan(wanted, report);
    if (!self) {
        co_return;
    }
    setRunning(false);
    if (!result) {
        showProblem(result.error().code == ErrorCode::Canceled
                ? tr("Canceled. What was added stays in the database; scan again to go on.")
                : result.error().toString());
        co_return;
    }
    Q_EMIT scanned(wanted.profile);
    if (self) {
        accept();
    }
}

void ScanDialog::reject()
{
    if (m_running) {
        m_host.cancelScan();
        return;
    }
    QDialog::reject();
}

} // namespace transship
