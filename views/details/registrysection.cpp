// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/details/registrysection.h"

#include "views/common/texts.h"
#include "views/common/thememanager.h"

#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QPointer>
#include <QToolButton>

namespace transship {
namespace {

/// While a step runs there.
constexpr std::chrono::seconds askAgainAfter{5};

QLabel* words(const char* name, QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setObjectName(QString::fromLatin1(name));
    label->setTextFormat(Qt::RichText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

QString inWords(const ImportStatusReport& report)
{
    QString text = QStringLiteral("<b>%1</b>").arg(toName(report.status));
    if (!report.detail.isEmpty()) {
        text += QStringLiteral("<br>") + report.detail.toHtmlEscaped();
    }
    if (report.progress) {
        const StatusProgress& progress = *report.progress;
        QStringList parts;
        if (!progress.phase.isEmpty()) {
            parts << progress.phase.toHtmlEscaped();
        }
        parts << RegistrySection::tr("%1 of %2 tags")
                     .arg(texts::number(progress.tagsDone), texts::number(progress.tagsSeen))
              << RegistrySection::tr("%1 blobs").arg(texts::number(progress.blobs))
              << QLocale().formattedDataSize(progress.bytes);
        if (progress.tagsFailed > 0) {
            parts << RegistrySection::tr("%1 tags failed").arg(texts::number(progress.tagsFailed));
        }
        text += QStringLiteral("<br>") + parts.join(QStringLiteral(" · "));
    }
    return text;
}

RegistrySection::RegistrySection(RepositoryInquiry& inquiry, const Clock& clock, QWidget* parent)
    : QWidget(parent)
    , m_inquiry(inquiry)
    , m_clock(clock)
    , m_statusLabel(words("registryStatus", this))
    , m_tagsLabel(words("registryTags", this))
    , m_ask(new QToolButton(this))
    , m_count(new QToolButton(this))
{
    m_statusLabel->setAccessibleName(tr("What the registry says"));
    m_tagsLabel->setAccessibleName(tr("Number of tags"));
    m_ask->setObjectName(QStringLiteral("askRegistry"));
    m_ask->setText(tr("Ask"));
    m_ask->setAccessibleName(tr("Ask the registry about this repository"));
    m_count->setObjectName(QStringLiteral("countTags"));
    m_count->setText(tr("Count"));
    m_count->setAccessibleName(tr("Count the tags at the registry"));
    for (QToolButton* button : {m_ask, m_count}) {
        button->setToolTip(button->accessibleName());
    }
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setColumnStretch(0, 1);
    layout->addWidget(m_statusLabel, 0, 0);
    layout->addWidget(m_ask, 0, 1, Qt::AlignTop);
    layout->addWidget(m_tagsLabel, 1, 0);
    layout->addWidget(m_count, 1, 1, Qt::AlignTop);
    connect(m_ask, &QToolButton::clicked, this, &RegistrySection::ask);
    connect(m_count, &QToolButton::clicked, this, &RegistrySection::countTags);
    connect(&m_tick, &QTimer::timeout, this, &RegistrySection::tick);
    m_tick.start(std::chrono::seconds(1));
    updateTexts();
}

void RegistrySection::setRepository(const std::optional<ContainerRepository>& repository)
{
    const bool another = !repository || !m_repository || repository->id != m_repository->id;
    const bool moved = another || repository->state != m_repository->state;
    m_repository = repository;
    // While its row is read again there is none for a moment: what was said of it stays.
    if (m_repository && m_repository->id != m_saidOf) {
        m_saidOf = m_repository->id;
        m_status.reset();
        m_tags.reset();
    }
    if (moved && m_repository && isActive(m_repository->state)) {
        ask();
    }
    updateTexts();
}

void RegistrySection::ask()
{
    if (m_repository && m_inquiry.hasRegistry() && !m_asking) {
        askStatus();
    }
}

void RegistrySection::countTags()
{
    if (m_repository && m_inquiry.hasRegistry() && !m_counting) {
        askTags();
    }
}

QCoro::Task<> RegistrySection::askStatus()
{
    const QPointer<RegistrySection> self(this);
    const qint64 id = m_repository->id;
    m_asking = true;
    updateTexts();
    const Result<ImportStatusReport> answer = co_await m_inquiry.status(m_repository->path);
    if (!self) {
        co_return;
    }
    m_asking = false;
    if (m_saidOf == id) {
        m_status.emplace(Answer<ImportStatusReport>{answer, m_clock.now()});
    } else if (m_repository && isActive(m_repository->state)) {
        ask(); // another one was selected meanwhile
    }
    updateTexts();
}

QCoro::Task<> RegistrySection::askTags()
{
    const QPointer<RegistrySection> self(this);
    const qint64 id = m_repository->id;
    m_counting = true;
    updateTexts();
    const Result<qint64> answer = co_await m_inquiry.countTags(id, m_repository->path);
    if (!self) {
        co_return;
    }
    m_counting = false;
    if (m_saidOf == id) {
        m_tags.emplace(Answer<qint64>{answer, m_clock.now()});
    }
    updateTexts();
}

void RegistrySection::tick()
{
    if (!isVisible() || !m_repository) {
        return;
    }
    const bool due = !m_status || m_status->at.addSecs(askAgainAfter.count()) <= m_clock.now();
    if (isActive(m_repository->state) && due) {
        ask();
    }
    updateTexts();
}

void RegistrySection::updateTexts()
{
    const auto update = [](QLabel* label, const QString& text) {
        if (label->text() != text) {
            label->setText(text);
        }
    };
    update(m_statusLabel, statusText());
    update(m_tagsLabel, tagsText());
    const bool canAsk = m_inquiry.hasRegistry() && m_repository;
    m_ask->setEnabled(canAsk && !m_asking);
    m_count->setEnabled(canAsk && !m_counting);
}

QString RegistrySection::statusText() const
{
    if (!m_inquiry.hasRegistry()) {
        return tr("No registry is configured here: start the console with --registry to ask it.");
    }
    if (!m_status) {
        return m_asking ? tr("asking…") : tr("not asked yet");
    }
    const QString age = tr("%1 ago").arg(texts::since(m_status->at, m_clock.now()));
    const QString words
        = m_status->value ? inWords(*m_status->value) : m_status->value.error().toString().toHtmlEscaped();
    return QStringLiteral("%1<br><span style='color:%2'>%3</span>")
        .arg(words, secondaryText(palette()).name(), m_asking ? tr("%1, asking again…").arg(age) : age);
}

QString RegistrySection::tagsText() const
{
    if (m_counting) {
        return tr("counting the tags…");
    }
    if (m_tags && !m_tags->value) {
        return tr("tags not counted: %1").arg(m_tags->value.error().toString().toHtmlEscaped());
    }
    if (m_tags) {
        return tr("<b>%1</b> tags, counted %2 ago")
            .arg(texts::number(*m_tags->value), texts::since(m_tags->at, m_clock.now()));
    }
    return m_repository && m_repository->tagsCount
        ? tr("<b>%1</b> tags when last counted").arg(texts::number(*m_repository->tagsCount))
        : tr("tags never counted");
}

} // namespace transship
