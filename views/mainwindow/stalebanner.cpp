// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/mainwindow/stalebanner.h"

#include "views/common/icons.h"
#include "views/common/texts.h"

#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>

namespace transship {

StaleBanner::StaleBanner(const Clock& clock, const QList<QWidget*>& parts, QWidget* parent)
    : QFrame(parent)
    , m_clock(clock)
    , m_parts(parts)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
{
    setObjectName(QStringLiteral("staleBanner"));
    setAccessibleName(tr("The database is lost"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::AlternateBase);
    m_text->setObjectName(QStringLiteral("staleText"));
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 12, 6);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    connect(&m_tick, &QTimer::timeout, this, &StaleBanner::updateText);
    hide();
}

void StaleBanner::markFresh()
{
    m_freshAt = m_clock.now();
    if (std::exchange(m_lost, false)) {
        m_tick.stop();
        hide();
        grey(false);
    }
}

void StaleBanner::setLost(const Error& error)
{
    m_reason = error.toString();
    m_lost = true;
    m_icon->setPixmap(warningIcon(QStringLiteral("status-error")).pixmap(QSize(16, 16), devicePixelRatioF()));
    updateText();
    m_tick.start(std::chrono::seconds(1));
    grey(true);
    show();
}

void StaleBanner::updateText()
{
    const QString age = m_freshAt.isValid()
        ? tr("What is shown is %1 old, of %2.").arg(texts::since(m_freshAt, m_clock.now()), texts::absolute(m_freshAt))
        : QString();
    m_text->setText(tr("<b>The database is lost.</b> %1 It is tried again every second.<br>%2")
                        .arg(age.toHtmlEscaped(), m_reason.toHtmlEscaped()));
}

void StaleBanner::grey(bool stale)
{
    for (QWidget* part : m_parts) {
        if (!stale) {
            part->setPalette(QPalette());
            continue;
        }
        // Only these roles: the rest goes on to follow the theme.
        const QPalette of = QGuiApplication::palette();
        QPalette palette;
        palette.setResolveMask(0);
        for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText}) {
            palette.setColor(QPalette::All, role, of.color(QPalette::Disabled, role));
        }
        part->setPalette(palette);
    }
}

void StaleBanner::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange && m_lost) {
        grey(true);
    }
}

} // namespace transship
