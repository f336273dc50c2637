// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/jobs/startjobdialog.h"

#include "views/common/texts.h"
#include "views/common/thememanager.h"
#include "views/jobs/jobpreviewdialog.h"
#include "views/jobs/jobtexts.h"

#include <QButtonGroup>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace transship {

StartJobDialog::StartJobDialog(BackgroundControl& control, ActionPolicy policy, QWidget* parent)
    : QDialog(parent)
    , m_control(control)
    , m_policy(std::move(policy))
{
    setObjectName(QStringLiteral("startJob"));
    setWindowTitle(tr("Start a background job"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 16, 18, 14);
    layout->setSpacing(12);
    layout->addWidget(kinds());
    layout->addWidget(form());
    m_problem = new QLabel(this);
    m_problem->setObjectName(QStringLiteral("startJobProblem"));
    m_problem->setForegroundRole(warningRole);
    m_problem->setWordWrap(true);
    layout->addWidget(m_problem);
    layout->addWidget(buttons());
    setMinimumWidth(520);
    chooseKind();
}

QWidget* StartJobDialog::kinds()
{
    auto* box = new QWidget(this);
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    m_kinds = new QButtonGroup(this);
    for (const BackgroundKind kind : allBackgroundKinds) {
        auto* choice = new QRadioButton(toName(kind), box);
        choice->setObjectName(QStringLiteral("kind_") + toName(kind));
        choice->setAccessibleDescription(jobtexts::explanation(kind));
        QFont bold = choice->font();
        bold.setBold(true);
        choice->setFont(bold);
        m_kinds->addButton(choice, static_cast<int>(kind));
        layout->addWidget(choice);
        auto* words = new QLabel(jobtexts::explanation(kind), box);
        words->setWordWrap(true);
        words->setForegroundRole(secondaryRole);
        words->setIndent(24);
        layout->addWidget(words);
        layout->addSpacing(8);
    }
    m_kinds->button(0)->setChecked(true);
    connect(m_kinds, &QButtonGroup::idClicked, this, &StartJobDialog::chooseKind);
    return box;
}

QWidget* StartJobDialog::form()
{
    auto* box = new QWidget(this);
    auto* layout = new QFormLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    const auto edit = [this, box](const char* name) {
        auto* line = new QLineEdit(box);
        line->setObjectName(QString::fromLatin1(name));
        line->setMaximumWidth(110);
        connect(line, &QLineEdit::textChanged, this, [this] {
            m_refusal.clear();
            updateButtons();
        });
        return line;
    };
    m_count = new QLabel(box);
    m_count->setObjectName(QStringLiteral("startJobCount"));
    m_batch = edit("batchSize");
    m_subBatch = edit("subBatchSize");
    m_pause = edit("batchPause");
    m_typed = edit("typedCount");
    m_typed->setMaximumWidth(260); // the profile's name has room
    m_typed->setAccessibleName(tr("Number of repositories, typed to confirm"));
    m_typeLabel = new QLabel(box);
    m_typeLabel->setBuddy(m_typed);
    layout->addRow(tr("Matching now:"), m_count);
    layout->addRow(tr("Repositories a &batch:"), m_batch);
    layout->addRow(tr("Repositories a &transaction:"), m_subBatch);
    layout->addRow(tr("&Seconds between two batches:"), m_pause);
    layout->addRow(m_typeLabel, m_typed);
    showTyping();
    return box;
}

QWidget* StartJobDialog::buttons()
{
    auto* box = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton* preview = box->addButton(tr("&Dry run…"), QDialogButtonBox::ActionRole);
    preview->setObjectName(QStringLiteral("startJobPreview"));
    preview->setAutoDefault(false);
    m_start = box->addButton(tr("Start the job"), QDialogButtonBox::ApplyRole);
    m_start->setObjectName(QStringLiteral("startJobStart"));
    m_start->setAutoDefault(false);
    QPushButton* cancel = box->button(QDialogButtonBox::Cancel);
    cancel->setObjectName(QStringLiteral("startJobCancel"));
    cancel->setDefault(true);
    connect(box, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(preview, &QPushButton::clicked, this, [this] {
        auto* dialog = new JobPreviewDialog(m_control, kind(), this);
        dialog->show();
    });
    connect(m_start, &QPushButton::clicked, this, [this] { start(); });
    return box;
}

BackgroundKind StartJobDialog::kind() const
{
    return static_cast<BackgroundKind>(m_kinds->checkedId());
}

void StartJobDialog::chooseKind()
{
    const BackgroundOptions standard = defaultOptions(kind());
    m_batch->setText(QString::number(standard.batchSize));
    m_subBatch->setText(QString::number(standard.subBatchSize));
    m_pause->setText(QString::number(standard.pause.count()));
    count();
}

Result<BackgroundOptions> StartJobDialog::options() const
{
    BackgroundOptions options;
    bool batch = false;
    bool subBatch = false;
    bool pause = false;
    options.batchSize = m_batch->text().toInt(&batch);
    options.subBatchSize = m_subBatch->text().toInt(&subBatch);
    options.pause = std::chrono::seconds(m_pause->text().toInt(&pause));
    if (!batch || !subBatch || !pause) {
        return Error{ErrorCode::InvalidArgument, tr("Whole numbers are wanted in all three fields.")};
    }
    if (const Result<void> legal = validate(options); !legal) {
        return legal.error();
    }
    return options;
}

void StartJobDialog::updateButtons()
{
    if (!m_start || !m_problem) {
        return; // still being built
    }
    const Result<BackgroundOptions> typed = options();
    m_problem->setText(!typed ? typed.error().message : m_notCounted.isEmpty() ? m_refusal : m_notCounted);
    m_problem->setVisible(!m_problem->text().isEmpty());
    m_start->setEnabled(typed.ok() && isConfirmed() && !m_starting);
}

bool StartJobDialog::isConfirmed() const
{
    return m_matching && (!m_policy.asksToType(*m_matching) || m_policy.isTyped(m_typed->text(), *m_matching));
}

void StartJobDialog::showTyping()
{
    const bool asked = m_matching && m_policy.asksToType(*m_matching);
    if (asked) {
        m_typeLabel->setText(m_policy.profile.isEmpty()
                ? tr("T&ype %1 to go on").arg(*m_matching)
                : tr("T&ype %1 or %2 to go on").arg(*m_matching).arg(m_policy.profile));
    }
    m_typeLabel->setVisible(asked);
    m_typed->setVisible(asked);
}

QCoro::Task<> StartJobDialog::count()
{
    const QPointer<StartJobDialog> self(this);
    const BackgroundKind asked = kind();
    m_matching.reset();
    m_notCounted.clear();
    m_count->setText(tr("counting…"));
    m_typed->clear();
    showTyping();
    updateButtons();
    const Result<qint64> rows = co_await m_control.countCandidates(asked);
    if (!self || asked != kind()) {
        co_return;
    }
    if (rows) {
        m_matching = *rows;
        m_notCounted.clear();
        m_count->setText(tr("%n repositories", nullptr, int(qMin<qint64>(*rows, 2'000'000'000))));
    } else {
        m_matching.reset();
        m_count->setText(tr("not known"));
        m_notCounted = tr("How many repositories match could not be counted, so the job cannot be started: %1")
                           .arg(rows.error().toString());
    }
    showTyping();
    updateButtons();
}

QCoro::Task<> StartJobDialog::start()
{
    const QPointer<StartJobDialog> self(this);
    const Result<BackgroundOptions> typed = options();
    if (!typed || !isConfirmed()) {
        co_return;
    }
    m_starting = true;
    updateButtons();
    const Result<BackgroundMigration> made = co_await m_control.start(kind(), *typed);
    if (!self) {
        co_return;
    }
    m_starting = false;
    if (!made) {
        m_refusal = made.error().toString();
        updateButtons();
        co_return;
    }
    Q_EMIT started(made->id);
    accept();
}

} // namespace transship
