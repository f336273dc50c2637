// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/start/findinglist.h"

#include "views/common/icons.h"
#include "views/common/thememanager.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace transship {
namespace {

constexpr int iconSize = 16;

QIcon iconOf(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Ok:
        return successIcon(QStringLiteral("status-ok"));
    case Verdict::Warning:
        return warningIcon(QStringLiteral("status-info"));
    case Verdict::Failed:
        return warningIcon(QStringLiteral("status-error"));
    }
    Q_UNREACHABLE();
    return {};
}

QString nameOf(const QString& check)
{
    const auto is = [&check](const char* name) { return check == QLatin1StringView(name); };
    return is("configuration") ? FindingList::tr("Profile")
        : is("database")       ? FindingList::tr("Database")
        : is("rollout")        ? FindingList::tr("Rollout")
        : is("credentials")    ? FindingList::tr("Login")
        : is("registry")       ? FindingList::tr("Registry")
        : is("clock")          ? FindingList::tr("Clock")
                               : check;
}

} // namespace

FindingList::FindingList(QWidget* parent)
    : QWidget(parent)
    , m_rows(new QVBoxLayout)
    , m_status(new QLabel(this))
{
    setObjectName(QStringLiteral("findings"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(4);
    layout->addLayout(m_rows);
    layout->addWidget(m_status);
    m_status->setObjectName(QStringLiteral("findingsStatus"));
    m_status->setWordWrap(true);
    m_status->hide();
}

void FindingList::clear()
{
    while (QLayoutItem* item = m_rows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_status->hide();
}

void FindingList::add(const Finding& finding)
{
    auto* row = new QWidget(this);
    row->setObjectName(QStringLiteral("finding_") + finding.check);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* icon = new QLabel(row);
    icon->setPixmap(iconOf(finding.verdict).pixmap(QSize(iconSize, iconSize), devicePixelRatioF()));
    QString text = QStringLiteral("<b>%1</b> – %2").arg(nameOf(finding.check), finding.message.toHtmlEscaped());
    if (!finding.advice.isEmpty()) {
        text += QStringLiteral("<br>") + finding.advice.toHtmlEscaped();
    }
    auto* words = new QLabel(text, row);
    words->setWordWrap(true);
    words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    layout->addWidget(icon, 0, Qt::AlignTop);
    layout->addWidget(words, 1);
    row->setAccessibleName(nameOf(finding.check) + QStringLiteral(": ") + finding.message);
    m_rows->addWidget(row);
}

void FindingList::setStatus(const QString& text)
{
    m_status->setText(text);
    m_status->setVisible(!text.isEmpty());
}

} // namespace transship
