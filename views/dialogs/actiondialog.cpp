// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/dialogs/actiondialog.h"

#include "views/common/icons.h"
#include "views/common/texts.h"
#include "views/common/thememanager.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace transship {
namespace {

constexpr int sampleSize = 6;

// What an operator may give as a reason; the others are the machinery's own words.
constexpr std::array operatorReasons{SkippedReason::NotSpecified, SkippedReason::NotInPlan, SkippedReason::TooManyTags,
    SkippedReason::TooManyRetries, SkippedReason::RootNamespaceInDenyList, SkippedReason::MigrationCanceled,
    SkippedReason::NotFound, SkippedReason::NativeImport};

} // namespace

ActionDialog::ActionDialog(const ConfirmRequest& request, QWidget* parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("actionDialog"));
    setWindowTitle(texts::verb(request.action));
    setMinimumWidth(460);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(12);
    layout->setContentsMargins(18, 16, 18, 14);
    layout->addWidget(headline(request));
    layout->addWidget(sample(request));
    layout->addWidget(form(request));
    layout->addWidget(buttons(request));
}

QWidget* ActionDialog::headline(const ConfirmRequest& request)
{
    const int count = static_cast<int>(request.affected.size());
    QString text = count == 1
        ? tr("<b>%1 %2?</b>").arg(texts::verb(request.action), request.affected.first().path.toHtmlEscaped())
        : tr("<b>%1 %2 repositories?</b>").arg(texts::verb(request.action), texts::number(count));
    text += QStringLiteral("<br>") + texts::explanation(request.action).toHtmlEscaped() + QLatin1Char('.');
    if (request.unaffected > 0) {
        text += QStringLiteral("<br>")
            + tr("%n more selected will not change: their state does not allow it.", nullptr, request.unaffected);
    }
    auto* label = new QLabel(text, this);
    label->setObjectName(QStringLiteral("headline"));
    label->setWordWrap(true);
    return label;
}

QWidget* ActionDialog::sample(const ConfirmRequest& request)
{
    auto* list = new QListWidget(this);
    list->setObjectName(QStringLiteral("sample"));
    list->setAccessibleName(tr("Repositories that will change"));
    list->setSelectionMode(QAbstractItemView::NoSelection);
    list->setFocusPolicy(Qt::NoFocus);
    list->setUniformItemSizes(true);
    list->setTextElideMode(Qt::ElideMiddle);
    for (const ContainerRepository& row : request.affected.mid(0, sampleSize)) {
        new QListWidgetItem(stateIcon(row.state), QStringLiteral("%1  ·  %2").arg(row.path, toName(row.state)), list);
    }
    const qsizetype more = request.affected.size() - list->count();
    if (more > 0) {
        new QListWidgetItem(tr("and %1 more").arg(texts::number(more)), list);
    }
    list->setFixedHeight(list->count() * qMax(20, list->sizeHintForRow(0)) + 2 * list->frameWidth() + 2);
    return list;
}

QWidget* ActionDialog::form(const ConfirmRequest& request)
{
    auto* fields = new QWidget(this);
    auto* layout = new QFormLayout(fields);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    if (request.action == OperatorAction::Skip) {
        m_reason = new QComboBox(fields);
        m_reason->setObjectName(QStringLiteral("reason"));
        m_reason->setAccessibleName(tr("Reason for skipping"));
        for (const SkippedReason reason : operatorReasons) {
            m_reason->addItem(
                QStringLiteral("%1 – %2").arg(toName(reason), texts::explanation(reason)), static_cast<int>(reason));
        }
        layout->addRow(tr("&Reason"), m_reason);
    }
    m_note = new QLineEdit(fields);
    m_note->setObjectName(QStringLiteral("note"));
    m_note->setAccessibleName(tr("Note for the history"));
    m_note->setPlaceholderText(tr("kept in the history, optional"));
    m_note->setMaxLength(500);
    layout->addRow(tr("&Note"), m_note);
    return fields;
}

QWidget* ActionDialog::buttons(const ConfirmRequest& request)
{
    auto* box = new QDialogButtonBox(this);
    auto* apply = box->addButton(texts::verb(request.action), QDialogButtonBox::AcceptRole);
    apply->setObjectName(QStringLiteral("apply"));
    apply->setAutoDefault(false);
    auto* cancel = box->addButton(QDialogButtonBox::Cancel);
    cancel->setObjectName(QStringLiteral("cancel"));
    cancel->setIcon({}); // the style's own is from another century
    cancel->setDefault(true);
    cancel->setFocus();
    connect(box, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(box, &QDialogButtonBox::rejected, this, &QDialog::reject);
    return box;
}

ConfirmAnswer ActionDialog::answer() const
{
    ConfirmAnswer answer;
    answer.accepted = result() == QDialog::Accepted;
    if (m_reason) {
        answer.reason = static_cast<SkippedReason>(m_reason->currentData().toInt());
    }
    answer.note = m_note->text().trimmed();
    return answer;
}

} // namespace transship
