// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/dialogs/actiondialog.h"

#include "models/tables/answer.h"
#include "views/common/texts.h"
#include "views/dialogs/previewpanel.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace transship {
namespace {

// What an operator may give as a reason; the others are the machinery's own words.
constexpr std::array operatorReasons{SkippedReason::NotSpecified, SkippedReason::NotInPlan, SkippedReason::TooManyTags,
    SkippedReason::TooManyRetries, SkippedReason::RootNamespaceInDenyList, SkippedReason::MigrationCanceled,
    SkippedReason::NotFound, SkippedReason::NativeImport};

constexpr int longestNote = 500;

} // namespace

ActionDialog::ActionDialog(ConfirmRequest request, QWidget* parent)
    : QDialog(parent)
    , m_request(std::move(request))
    , m_pages(new QStackedWidget(this))
{
    setObjectName(QStringLiteral("actionDialog"));
    setWindowTitle(texts::verb(m_request.action));
    setMinimumWidth(560);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(12);
    layout->setContentsMargins(18, 16, 18, 14);
    m_pages->addWidget(waitingPage());
    m_pages->addWidget(previewPage());
    layout->addWidget(m_pages, 1);
    layout->addWidget(buttons());
    updateApply();
    whenAnswered(m_request.preview, this, [this](const Result<BulkPreview>& preview) { showPreview(preview); });
}

ActionDialog::~ActionDialog()
{
    // Nobody waits for the preview any more, wherever it stands.
    m_request.cancel->store(true);
}

QWidget* ActionDialog::waitingPage()
{
    auto* page = new QWidget(m_pages);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* text = new QLabel(
        tr("Looking at %1 repositories: which would change, and which not?").arg(texts::number(m_request.selected)),
        page);
    text->setObjectName(QStringLiteral("waiting"));
    text->setWordWrap(true);
    auto* bar = new QProgressBar(page);
    bar->setRange(0, 0);
    bar->setTextVisible(false);
    bar->setAccessibleName(tr("The preview is being made"));
    layout->addWidget(text);
    layout->addWidget(bar);
    layout->addStretch(1);
    return page;
}

QWidget* ActionDialog::previewPage()
{
    auto* page = new QWidget(m_pages);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    m_headline = new QLabel(page);
    m_headline->setObjectName(QStringLiteral("headline"));
    m_headline->setWordWrap(true);
    layout->addWidget(m_headline);
    m_panel = new PreviewPanel(page);
    layout->addWidget(m_panel);
    layout->addStretch(1);
    auto* form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    addForm(*form);
    layout->addLayout(form);
    return page;
}

void ActionDialog::addForm(QFormLayout& form)
{
    if (m_request.action == OperatorAction::Skip) {
        m_reason = new QComboBox(this);
        m_reason->setObjectName(QStringLiteral("reason"));
        m_reason->setAccessibleName(tr("Reason for skipping"));
        for (const SkippedReason reason : operatorReasons) {
            m_reason->addItem(
                QStringLiteral("%1 – %2").arg(toName(reason), texts::explanation(reason)), static_cast<int>(reason));
        }
        m_reason->setCurrentIndex(
            qMax(0, m_reason->findData(static_cast<int>(m_request.reason.value_or(SkippedReason::NotSpecified)))));
        form.addRow(tr("&Reason"), m_reason);
    }
    m_note = new QLineEdit(m_request.note, this);
    m_note->setObjectName(QStringLiteral("note"));
    m_note->setAccessibleName(tr("Note for the history"));
    m_note->setPlaceholderText(tr("why; kept in the history, optional"));
    m_note->setMaxLength(longestNote);
    form.addRow(tr("&Note"), m_note);
    m_typed = new QLineEdit(this);
    m_typed->setObjectName(QStringLiteral("typedCount"));
    m_typeLabel = new QLabel(this);
    m_typeLabel->setBuddy(m_typed);
    form.addRow(m_typeLabel, m_typed);
    m_typed->hide();
    m_typeLabel->hide();
    connect(m_typed, &QLineEdit::textChanged, this, &ActionDialog::updateApply);
}

QWidget* ActionDialog::buttons()
{
    auto* box = new QDialogButtonBox(this);
    m_apply = box->addButton(texts::verb(m_request.action), QDialogButtonBox::AcceptRole);
    m_apply->setObjectName(QStringLiteral("apply"));
    m_apply->setAutoDefault(false);
    auto* cancel = box->addButton(QDialogButtonBox::Cancel);
    cancel->setObjectName(QStringLiteral("cancel"));
    cancel->setText(tr("Do nothing"));
    cancel->setDefault(true);
    cancel->setFocus();
    connect(box, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(box, &QDialogButtonBox::rejected, this, &QDialog::reject);
    return box;
}

void ActionDialog::showPreview(const Result<BulkPreview>& preview)
{
    if (!preview) {
        showProblem(preview.error().toString());
        return;
    }
    m_preview = *preview;
    const qint64 count = preview->count();
    const QString verb = texts::verb(m_request.action);
    QString text = count == 0 ? tr("<b>Nothing would change</b>")
        : count == 1          ? tr("<b>%1: %2?</b>").arg(verb, preview->sample.first().path.toHtmlEscaped())
                              : tr("<b>%1: %2 repositories?</b>").arg(verb, texts::number(count));
    text += QStringLiteral("<br>") + texts::explanation(m_request.action).toHtmlEscaped() + QLatin1Char('.');
    m_headline->setText(text);
    m_panel->present(*preview, m_request.action, m_request.estimate(count));
    m_apply->setText(count > 1 ? tr("%1 %2").arg(texts::shortVerb(m_request.action), texts::number(count))
                               : texts::shortVerb(m_request.action));
    if (count > 0 && m_request.policy.asksToType(m_request.action, count)) {
        m_typeLabel->setText(m_request.policy.profile.isEmpty()
                ? tr("&Type %1 to go on").arg(count)
                : tr("&Type %1 or %2 to go on").arg(count).arg(m_request.policy.profile));
        m_typed->setAccessibleName(tr("Number of repositories, typed to confirm"));
        m_typed->show();
        m_typeLabel->show();
    }
    m_pages->setCurrentIndex(1);
    updateApply();
    fit();
}

/// As high as what is shown now; the page was laid out for all that it can show.
void ActionDialog::fit()
{
    for (QLayout* inside : {m_panel->layout(), m_pages->currentWidget()->layout(), m_pages->layout(), layout()}) {
        inside->invalidate(); // what changed while the page was behind the other has told nobody
        inside->activate();
    }
    resize(width(), layout()->totalHeightForWidth(width()));
}

void ActionDialog::showProblem(const QString& text)
{
    m_headline->setText(tr("<b>The preview could not be made</b>") + QStringLiteral("<br>") + text.toHtmlEscaped());
    m_panel->hide();
    m_pages->setCurrentIndex(1);
    fit();
}

bool ActionDialog::isTyped() const
{
    return m_request.policy.isTyped(m_typed->text(), m_preview->count());
}

void ActionDialog::updateApply()
{
    const bool wanted = m_preview && m_preview->count() > 0;
    m_apply->setEnabled(wanted && (!m_request.policy.asksToType(m_request.action, m_preview->count()) || isTyped()));
}

ConfirmAnswer ActionDialog::answer() const
{
    ConfirmAnswer answer;
    if (result() == QDialog::Accepted && m_preview && m_preview->count() > 0) {
        answer.confirmed = m_preview;
    }
    if (m_reason) {
        answer.reason = static_cast<SkippedReason>(m_reason->currentData().toInt());
    }
    answer.note = m_note->text().trimmed();
    return answer;
}

} // namespace transship
