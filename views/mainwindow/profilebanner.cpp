// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/mainwindow/profilebanner.h"

#include "views/actions/changeguard.h"
#include "views/common/thememanager.h"
#include "views/dialogs/unlockdialog.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QToolButton>

namespace transship {

ProfileBanner::ProfileBanner(const QString& name, ProfileType type, QWidget* parent)
    : QFrame(parent)
    , m_name(name)
    , m_type(type)
    , m_mark(new QLabel(this))
    , m_state(new QLabel(this))
    , m_switch(new QToolButton(this))
{
    setObjectName(QStringLiteral("profileBanner"));
    setAutoFillBackground(true);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 3, 12, 3);
    layout->setSpacing(10);
    QFont bold = m_mark->font();
    bold.setBold(true);
    m_mark->setFont(bold);
    m_mark->setText(type == ProfileType::Production ? tr("PRODUCTION") : tr("STAGING"));
    m_mark->setObjectName(QStringLiteral("profileMark"));
    m_state->setObjectName(QStringLiteral("profileState"));
    m_state->setText(name);
    m_switch->setObjectName(QStringLiteral("unlockSwitch"));
    m_switch->setAccessibleName(tr("Read-only or not"));
    layout->addWidget(m_mark);
    layout->addWidget(m_state, 1);
    layout->addWidget(m_switch);
    m_switch->hide();
    connect(m_switch, &QToolButton::clicked, this, [this] {
        if (m_guard->isUnlocked()) {
            m_guard->lock();
        } else {
            askToUnlock();
        }
    });
    m_tick.setInterval(std::chrono::seconds(10));
    connect(&m_tick, &QTimer::timeout, this, &ProfileBanner::showState);
    setVisible(type != ProfileType::Development);
    applyColours();
}

void ProfileBanner::setGuard(ChangeGuard& guard)
{
    m_guard = &guard;
    connect(&guard, &ChangeGuard::changed, this, &ProfileBanner::showState);
    connect(&guard, &QObject::destroyed, this, [this] {
        m_guard = nullptr;
        m_tick.stop();
        m_switch->hide();
    });
    showState();
}

void ProfileBanner::showState()
{
    if (!m_guard || !m_guard->isProduction()) {
        return;
    }
    m_switch->show();
    if (m_guard->isUnlocked()) {
        const QString until = QLocale().toString(m_guard->until().toLocalTime().time(), QLocale::ShortFormat);
        m_state->setText(tr("%1 · changes allowed until %2 · %3").arg(m_name, until, m_guard->reason()));
        m_switch->setText(tr("Lock now"));
        m_switch->setToolTip(tr("Make this window read-only again"));
        m_tick.start();
    } else {
        m_state->setText(tr("%1 · read-only").arg(m_name));
        m_switch->setText(tr("Unlock for changes…"));
        m_switch->setToolTip(tr("Allow actions and settings for some minutes, with a reason"));
        m_tick.stop();
    }
    m_switch->setAccessibleName(m_switch->text());
    setAccessibleName(m_mark->text() + QLatin1Char(' ') + m_state->text());
}

void ProfileBanner::askToUnlock()
{
    if (!m_guard || m_guard->isUnlocked()) {
        return;
    }
    auto* dialog = new UnlockDialog(m_name, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        if (m_guard) {
            m_guard->unlock(dialog->duration(), dialog->reason());
            Q_EMIT unlocked(dialog->duration(), dialog->reason());
        }
    });
    dialog->open();
}

void ProfileBanner::applyColours()
{
    // The same in every theme, white on red and black on amber: a mark that changes its colour is none.
    const bool production = m_type == ProfileType::Production;
    QPalette own = palette();
    const QColor back = QColor::fromRgb(production ? 0xffa51d24 : 0xffe0a100);
    const QColor text = production ? QColor(Qt::white) : QColor(Qt::black);
    if (own.color(QPalette::Window) == back) {
        return;
    }
    own.setColor(QPalette::Window, back);
    own.setColor(QPalette::WindowText, text);
    own.setColor(QPalette::Button, back.darker(112));
    own.setColor(QPalette::ButtonText, text);
    setPalette(own);
}

void ProfileBanner::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ApplicationPaletteChange) {
        applyColours();
    }
}

QString profileMark(ProfileType type)
{
    switch (type) {
    case ProfileType::Development:
        return {};
    case ProfileType::Staging:
        return QStringLiteral("[STAGING] ");
    case ProfileType::Production:
        return QStringLiteral("[PROD] ");
    }
    Q_UNREACHABLE();
    return {};
}

} // namespace transship
