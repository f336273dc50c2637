// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/dialogs/resultdialog.h"

#include "views/common/icons.h"
#include "views/common/texts.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace transship {
namespace {

QString asText(const ActionReport& report)
{
    QStringList lines;
    for (const ActionFailure& failure : report.failures) {
        lines << failure.path + QLatin1Char('\t') + failure.error.toString();
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace

QString summaryOf(const ActionReport& report)
{
    const QString verb = texts::verb(report.action);
    if (report.failures.isEmpty()) {
        return QCoreApplication::translate("ResultDialog", "%1: %2 done").arg(verb, texts::number(report.succeeded));
    }
    if (report.total == 1) {
        const ActionFailure& failure = report.failures.first();
        return QCoreApplication::translate("ResultDialog", "%1 %2 failed: %3")
            .arg(verb, failure.path, failure.error.message);
    }
    return QCoreApplication::translate("ResultDialog", "%1: %2 done, %3 failed")
        .arg(verb, texts::number(report.succeeded), texts::number(report.failures.size()));
}

ResultDialog::ResultDialog(const ActionReport& report, QWidget* parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("resultDialog"));
    setWindowTitle(tr("What failed"));
    resize(720, 320);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(new QLabel(summaryOf(report), this));

    auto* list = new QTreeWidget(this);
    list->setObjectName(QStringLiteral("failures"));
    list->setAccessibleName(tr("Failures"));
    list->setRootIsDecorated(false);
    list->setHeaderLabels({tr("Repository"), tr("Why")});
    for (const ActionFailure& failure : report.failures) {
        auto* item = new QTreeWidgetItem(list, {failure.path, failure.error.toString()});
        item->setIcon(0, warningIcon(QStringLiteral("status-error")));
        item->setToolTip(1, failure.error.toString());
    }
    list->header()->resizeSection(0, 280);
    layout->addWidget(list);

    auto* box = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto* copy = box->addButton(tr("Copy"), QDialogButtonBox::ActionRole);
    connect(copy, &QPushButton::clicked, this, [report] { QGuiApplication::clipboard()->setText(asText(report)); });
    connect(box, &QDialogButtonBox::rejected, this, &QDialog::close);
    layout->addWidget(box);
}

} // namespace transship
