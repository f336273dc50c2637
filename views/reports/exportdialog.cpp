// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/reports/exportdialog.h"

#include "reports/reportcolumns.h"
#include "views/common/texts.h"
#include "views/common/thememanager.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QToolButton>

namespace transship {
namespace {

QString nameFilter(ReportFormat format)
{
    return QStringLiteral("%1 (*.%2)").arg(toName(format).toUpper(), toName(format));
}

} // namespace

ExportDialog::ExportDialog(ExportOffer offer, QWidget* parent)
    : QDialog(parent)
    , m_offer(std::move(offer))
    , m_scope(new QButtonGroup(this))
{
    setObjectName(QStringLiteral("exportDialog"));
    setWindowTitle(tr("Export"));
    setMinimumWidth(520);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(12);
    layout->setContentsMargins(18, 16, 18, 14);
    layout->addWidget(scopes());
    layout->addWidget(form());
    layout->addWidget(buttons());
    m_file->setText(m_offer.folder + u'/' + suggestedName());
    followFormat();
    m_export->setFocus();
}

QWidget* ExportDialog::scopes()
{
    auto* box = new QWidget(this);
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    const auto add = [&](Scope scope, const QString& id, const QString& text, bool enabled) {
        auto* button = new QRadioButton(text, box);
        button->setObjectName(id);
        button->setEnabled(enabled);
        m_scope->addButton(button, scope);
        layout->addWidget(button);
        connect(button, &QRadioButton::toggled, this, &ExportDialog::check);
    };
    const QString filter = m_offer.view.isEmpty() ? tr("no filter") : m_offer.view.toString().left(80);
    add(View, QStringLiteral("exportView"),
        m_offer.viewCount ? tr("&This view: %1 repositories (%2)").arg(texts::number(*m_offer.viewCount), filter)
                          : tr("&This view (%1)").arg(filter),
        true);
    add(Selection, QStringLiteral("exportSelection"),
        tr("The &selected repositories: %1").arg(texts::number(m_offer.selected.size())), !m_offer.selected.isEmpty());
    add(Everything, QStringLiteral("exportEverything"), tr("The &whole migration"), true);
    add(Failures, QStringLiteral("exportFailures"), tr("&Failures: what is aborted or skipped"), true);
    m_scope->button(View)->setChecked(true);
    return box;
}

QWidget* ExportDialog::form()
{
    auto* fields = new QWidget(this);
    auto* layout = new QFormLayout(fields);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_format = new QComboBox(fields);
    m_format->setObjectName(QStringLiteral("exportFormat"));
    m_format->addItem(tr("CSV, for scripts and spreadsheets"));
    m_format->addItem(tr("JSON, for scripts"));
    m_format->addItem(tr("XLSX, a workbook"));
    m_format->addItem(tr("PDF with charts, to read"));
    layout->addRow(tr("F&ormat"), m_format);
    m_columns = new QComboBox(fields);
    m_columns->setObjectName(QStringLiteral("exportColumns"));
    m_columns->addItems({tr("As in the table"), tr("The usual ones"), tr("All")});
    layout->addRow(tr("&Columns"), m_columns);
    auto* place = new QWidget(fields);
    auto* row = new QHBoxLayout(place);
    row->setContentsMargins(0, 0, 0, 0);
    m_file = new QLineEdit(place);
    m_file->setObjectName(QStringLiteral("exportFile"));
    m_file->setAccessibleName(tr("File"));
    auto* browse = new QToolButton(place);
    browse->setObjectName(QStringLiteral("exportBrowse"));
    browse->setText(tr("&Browse…"));
    row->addWidget(m_file, 1);
    row->addWidget(browse);
    layout->addRow(tr("Fi&le"), place);
    m_preamble = new QCheckBox(tr("Lines before the header that say what the report is (#)"), fields);
    m_preamble->setObjectName(QStringLiteral("exportPreamble"));
    m_preamble->setChecked(true);
    layout->addRow(QString(), m_preamble);
    auto* note = new QLabel(tr("A file of this name is replaced, once the report is complete."), fields);
    note->setForegroundRole(secondaryRole);
    layout->addRow(QString(), note);
    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportDialog::followFormat);
    connect(m_file, &QLineEdit::textChanged, this, &ExportDialog::check);
    connect(browse, &QToolButton::clicked, this, &ExportDialog::browse);
    return fields;
}

QWidget* ExportDialog::buttons()
{
    auto* box = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_export = box->addButton(tr("&Export"), QDialogButtonBox::AcceptRole);
    m_export->setObjectName(QStringLiteral("exportButton"));
    m_export->setDefault(true);
    connect(box, &QDialogButtonBox::accepted, this, &ExportDialog::submit);
    connect(box, &QDialogButtonBox::rejected, this, &QDialog::reject);
    return box;
}

ReportFormat ExportDialog::format() const
{
    return static_cast<ReportFormat>(m_format->currentIndex());
}

RepositoryFilter ExportDialog::filterOf(Scope scope) const
{
    switch (scope) {
    case View:
        return m_offer.view;
    case Selection:
        return RepositoryFilter::fromExpression(
            criterion(FilterField::Id, FilterCriterion::Value(OneOf<qint64>{m_offer.selected, false})));
    case Failures:
        return RepositoryFilter::ofStates({MigrationState::ImportAborted, MigrationState::ImportSkipped});
    case Everything:
        break;
    }
    return {};
}

QString ExportDialog::suggestedName() const
{
    return QStringLiteral("transship-%1.%2")
        .arg(m_offer.now.toUTC().toString(QStringLiteral("yyyyMMdd-HHmmss")), toName(format()));
}

void ExportDialog::followFormat()
{
    m_preamble->setVisible(format() == ReportFormat::Csv);
    const QString file = m_file->text();
    const QString suffix = QFileInfo(file).suffix();
    if (reportFormatFromName(suffix)) {
        m_file->setText(file.left(file.size() - suffix.size()) + toName(format()));
    }
    check();
}

void ExportDialog::browse()
{
    auto* dialog = new QFileDialog(this, tr("Export to"), QFileInfo(m_file->text()).path());
    dialog->setObjectName(QStringLiteral("exportFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(nameFilter(format()));
    dialog->setDefaultSuffix(toName(format()));
    dialog->selectFile(QFileInfo(m_file->text()).fileName());
    connect(dialog, &QFileDialog::fileSelected, m_file, &QLineEdit::setText);
    dialog->open();
}

void ExportDialog::check()
{
    if (!m_export) {
        return; // still being put together
    }
    const bool named = !QFileInfo(m_file->text()).fileName().isEmpty();
    m_export->setEnabled(named);
    m_export->setToolTip(named ? QString() : tr("Name a file to write to."));
}

void ExportDialog::submit()
{
    ReportRequest request;
    request.format = format();
    request.filter = filterOf(static_cast<Scope>(m_scope->checkedId()));
    request.sort = m_offer.sort;
    request.descending = m_offer.descending;
    request.columns = m_columns->currentIndex() == Shown ? m_offer.columns
        : m_columns->currentIndex() == All               ? allReportColumns()
                                                         : defaultReportColumns();
    request.preamble = m_preamble->isChecked();
    Q_EMIT chosen(request, m_file->text());
    accept();
}

} // namespace transship
