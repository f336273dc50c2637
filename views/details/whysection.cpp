// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/details/whysection.h"

#include "views/common/thememanager.h"

#include <QLabel>
#include <QPointer>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace transship {
namespace {

constexpr std::chrono::seconds refreshInterval{3};

QLabel* words(const char* name, QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setObjectName(QString::fromLatin1(name));
    label->setWordWrap(true);
    label->setTextFormat(Qt::RichText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

QString checksTable(const QList<CheckResult>& checks, const QPalette& palette)
{
    QString html = QStringLiteral("<table cellspacing=0 cellpadding=1>");
    for (const CheckResult& check : checks) {
        const QString mark = check.passed
            ? QStringLiteral("<span style='color:%1'>✓</span>").arg(successColor(palette).name())
            : QStringLiteral("<span style='color:%1'><b>✗</b></span>").arg(warningColor(palette).name());
        html += QStringLiteral(
            "<tr><td style='padding-right:6px'>%1</td><td style='padding-right:8px'>%2</td><td>%3</td></tr>")
                    .arg(mark, toName(check.check), check.words.toHtmlEscaped());
    }
    return html + QStringLiteral("</table>");
}

WhySection::WhySection(RepositoryInquiry& inquiry, QWidget* parent)
    : QWidget(parent)
    , m_inquiry(inquiry)
    , m_summary(words("whySummary", this))
    , m_toggle(new QToolButton(this))
    , m_checks(words("whyChecks", this))
{
    m_summary->setAccessibleName(tr("Why it moves or does not"));
    m_checks->setAccessibleName(tr("The enqueuer's checks"));
    m_toggle->setObjectName(QStringLiteral("whyToggle"));
    m_toggle->setCheckable(true);
    m_toggle->setAutoRaise(true);
    m_toggle->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_toggle->setArrowType(Qt::RightArrow);
    m_toggle->setText(tr("All checks"));
    m_checks->hide();
    connect(m_toggle, &QToolButton::toggled, this, [this](bool open) {
        m_toggle->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
        m_checks->setVisible(open);
    });
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(m_summary);
    layout->addWidget(m_toggle, 0, Qt::AlignLeft);
    layout->addWidget(m_checks);
    connect(&m_timer, &QTimer::timeout, this, &WhySection::refresh);
    m_timer.start(refreshInterval);
}

void WhySection::setRepository(std::optional<qint64> id)
{
    if (id != m_id) {
        m_id = id;
        m_summary->clear();
        m_checks->clear();
    }
    refresh();
}

void WhySection::refresh()
{
    if (!m_id || !isVisible()) {
        return;
    }
    if (m_reading) {
        m_again = true;
        return;
    }
    read();
}

QCoro::Task<> WhySection::read()
{
    const QPointer<WhySection> self(this);
    m_reading = true;
    const qint64 id = *m_id;
    const Result<Explanation> explanation = co_await m_inquiry.explanation(id);
    if (!self) {
        co_return;
    }
    m_reading = false;
    if (m_id == id) {
        present(explanation);
    }
    if (std::exchange(m_again, false) || m_id != id) {
        refresh();
    }
}

void WhySection::present(const Result<Explanation>& explanation)
{
    if (!explanation) {
        return; // a lost database is said elsewhere; a repository that went leaves the selection
    }
    QString summary = explanation->summary.toHtmlEscaped();
    if (!explanation->advice.isEmpty()) {
        summary += QStringLiteral("<br><span style='color:%1'>%2</span>")
                       .arg(secondaryText(palette()).name(), explanation->advice.toHtmlEscaped());
    }
    // Only when it is another one: who has selected a part of it keeps the selection.
    if (const QString checks = checksTable(explanation->checks, palette()); m_checks->text() != checks) {
        m_checks->setText(checks);
    }
    if (m_summary->text() != summary) {
        m_summary->setText(summary);
    }
    const auto failed = std::count_if(
        explanation->checks.begin(), explanation->checks.end(), [](const CheckResult& check) { return !check.passed; });
    m_toggle->setText(failed == 0
            ? tr("All %n checks passed", nullptr, int(explanation->checks.size()))
            : tr("%1 of %n checks stop it", nullptr, int(explanation->checks.size())).arg(failed));
}

} // namespace transship
