// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/dialogs/resultdialog.h"

#include "models/migration/bulkactions.h"
#include "models/tables/answer.h"
#include "views/actions/actionrunner.h"
#include "views/common/icons.h"
#include "views/common/texts.h"
#include "views/common/thememanager.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace transship {
namespace {

constexpr QSize preferredSize{760, 420};
constexpr int pathWidth = 300;

/// Where the rows stand that others changed.
QString changedWords(const BulkReport& report)
{
    QStringList parts;
    for (const MigrationState state : allMigrationStates) {
        if (const qint64 count = report.changedTo[static_cast<std::size_t>(state)]; count > 0) {
            parts << ResultDialog::tr("%1 are %2 now").arg(texts::number(count), toName(state));
        }
    }
    if (report.goneSince > 0) {
        parts << ResultDialog::tr("%1 do not exist any more").arg(texts::number(report.goneSince));
    }
    return parts.join(QStringLiteral(", "));
}

} // namespace

QString summaryOf(const BulkReport& report)
{
    // The context is what lupdate takes for a function outside of a class.
    const auto tr = [](const char* text) { return QCoreApplication::translate("transship", text); };
    const QString verb = texts::verb(actionOf(report.operation));
    if (report.total == 1 && report.failed == 1) {
        const BulkFailure& failure = report.causes.first().examples.first();
        return tr("%1 %2 failed: %3").arg(verb, failure.path, failure.error.message);
    }
    QStringList parts{tr("%1 done").arg(texts::number(report.succeeded))};
    if (report.failed > 0) {
        parts << tr("%1 failed").arg(texts::number(report.failed));
    }
    if (report.changedSince > 0) {
        parts << tr("%1 changed since the preview and left alone").arg(texts::number(report.changedSince));
    }
    if (report.untouched() > 0) {
        parts << tr("%1 not touched").arg(texts::number(report.untouched()));
    }
    QString text = QStringLiteral("%1: %2").arg(verb, parts.join(QStringLiteral(", ")));
    if (report.stoppedBy) {
        text += QStringLiteral(". ")
            + tr("Stopped, since the rest would fail as well: %1").arg(report.stoppedBy->message);
    } else if (report.canceled) {
        text += QStringLiteral(". ") + tr("Stopped on request.");
    }
    return text;
}

ResultDialog::ResultDialog(BulkReport report, BulkActions& bulk, QWidget* parent)
    : QDialog(parent)
    , m_report(std::move(report))
    , m_bulk(bulk)
{
    setObjectName(QStringLiteral("resultDialog"));
    setWindowTitle(tr("Result: %1").arg(texts::verb(actionOf(m_report.operation))));
    resize(preferredSize);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 16, 18, 14);
    layout->setSpacing(12);
    auto* summary = new QLabel(summaryOf(m_report), this);
    summary->setObjectName(QStringLiteral("resultSummary"));
    summary->setWordWrap(true);
    layout->addWidget(summary);
    if (m_report.changedSince > 0) {
        auto* changed
            = new QLabel(tr("Changed by others since the preview, left alone: %1.").arg(changedWords(m_report)), this);
        changed->setObjectName(QStringLiteral("resultChanged"));
        changed->setWordWrap(true);
        changed->setForegroundRole(secondaryRole);
        layout->addWidget(changed);
    }
    layout->addWidget(failures(), 1);
    m_note = new QLabel(this);
    m_note->setObjectName(QStringLiteral("exportNote"));
    m_note->setForegroundRole(secondaryRole);
    m_note->setWordWrap(true);
    m_note->hide();
    layout->addWidget(m_note);
    layout->addWidget(buttons());
}

QWidget* ResultDialog::failures()
{
    auto* tree = new QTreeWidget(this);
    tree->setObjectName(QStringLiteral("failures"));
    tree->setAccessibleName(tr("Failures by cause"));
    tree->setHeaderLabels({tr("Cause, repository"), tr("In its own words")});
    tree->setUniformRowHeights(true);
    for (const BulkCause& cause : m_report.causes) {
        auto* group = new QTreeWidgetItem(tree, {tr("%1 ×").arg(texts::number(cause.ids.size())), cause.words});
        group->setIcon(0, warningIcon(QStringLiteral("status-error")));
        group->setToolTip(1, cause.words);
        for (const BulkFailure& failure : cause.examples) {
            auto* item = new QTreeWidgetItem(
                group, {failure.path.isEmpty() ? tr("id %1").arg(failure.id) : failure.path, failure.error.toString()});
            item->setToolTip(0, failure.path);
            item->setToolTip(1, failure.error.toString());
        }
        if (const qsizetype more = cause.ids.size() - cause.examples.size(); more > 0) {
            new QTreeWidgetItem(group, {tr("and %1 more, see the export").arg(texts::number(more))});
        }
        group->setExpanded(m_report.causes.size() == 1);
    }
    tree->header()->resizeSection(0, pathWidth);
    tree->setVisible(m_report.failed > 0);
    return tree;
}

QWidget* ResultDialog::buttons()
{
    auto* box = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(box, &QDialogButtonBox::rejected, this, &QDialog::close);
    if (m_report.failed == 0) {
        return box;
    }
    auto* retry = box->addButton(tr("&Retry just the failed…"), QDialogButtonBox::ActionRole);
    retry->setObjectName(QStringLiteral("retryFailed"));
    connect(retry, &QPushButton::clicked, this, [this] {
        Q_EMIT retryWanted(m_report);
        close();
    });
    auto* save = box->addButton(tr("&Export…"), QDialogButtonBox::ActionRole);
    save->setObjectName(QStringLiteral("exportFailures"));
    connect(save, &QPushButton::clicked, this, [this] {
        auto* dialog = new QFileDialog(this, tr("Export the failures"), {}, tr("CSV files (*.csv)"));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setAcceptMode(QFileDialog::AcceptSave);
        dialog->setDefaultSuffix(QStringLiteral("csv"));
        connect(dialog, &QFileDialog::fileSelected, this, &ResultDialog::exportTo);
        dialog->open();
    });
    auto* copy = box->addButton(tr("&Copy"), QDialogButtonBox::ActionRole);
    copy->setObjectName(QStringLiteral("copyFailures"));
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(asText()); });
    return box;
}

void ResultDialog::exportTo(const QString& filePath)
{
    m_note->setText(tr("Writing %1 …").arg(filePath));
    m_note->show();
    whenAnswered(m_bulk.writeFailures(m_report, filePath), this, [this, filePath](const Result<qint64>& written) {
        m_note->setText(
            written ? tr("%1 failures are in %2").arg(texts::number(*written), filePath) : written.error().toString());
    });
}

QString ResultDialog::asText() const
{
    QStringList lines;
    for (const BulkCause& cause : m_report.causes) {
        for (const BulkFailure& failure : cause.examples) {
            lines << failure.path + QLatin1Char('\t') + failure.error.toString();
        }
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace transship
