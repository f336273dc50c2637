// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/settings/settingsdialog.h"

#include "views/actions/changeguard.h"
#include "views/common/thememanager.h"
#include "views/settings/denylistpage.h"
#include "views/settings/settingshistorypage.h"
#include "views/settings/settingspage.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QTabWidget>
#include <QVBoxLayout>

namespace transship {
namespace {

constexpr std::chrono::seconds refreshInterval{2};
constexpr int historyLimit = 500;

} // namespace

SettingsDialog::SettingsDialog(RolloutControl& control, RolloutMonitor& monitor, ChangeGuard& guard, QWidget* parent)
    : QDialog(parent)
    , m_monitor(monitor)
    , m_guard(guard)
    , m_tabs(new QTabWidget(this))
    , m_settings(new SettingsPage(control, SettingItem::settings(), this))
    , m_flags(new SettingsPage(control, SettingItem::flags(), this))
    , m_denyList(new DenyListPage(control, monitor, this))
    , m_history(new SettingsHistoryPage(this))
    , m_problem(new QLabel(this))
{
    setObjectName(QStringLiteral("settingsDialog"));
    setWindowTitle(tr("Settings of the rollout"));
    m_settings->setObjectName(QStringLiteral("settingsPage"));
    m_flags->setObjectName(QStringLiteral("flagsPage"));
    m_denyList->setObjectName(QStringLiteral("denyListPage"));
    m_tabs->setObjectName(QStringLiteral("settingsTabs"));
    m_tabs->setAccessibleName(tr("Pages"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_settings, tr("&Settings"));
    m_tabs->addTab(m_flags, tr("S&witches"));
    m_tabs->addTab(m_denyList, tr("&Deny list"));
    m_tabs->addTab(m_history, tr("&History"));
    m_problem->setObjectName(QStringLiteral("settingsProblem"));
    m_problem->setForegroundRole(warningRole);
    m_problem->setWordWrap(true);
    m_problem->setContentsMargins(16, 0, 16, 0);
    m_problem->hide();
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->setContentsMargins(16, 4, 16, 12);
    for (QPushButton* button : findChildren<QPushButton*>()) {
        button->setAutoDefault(false); // Return in an editor does nothing but end the editing
    }
    connect(buttons, &QDialogButtonBox::rejected, this, &SettingsDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 6, 0, 0);
    layout->addWidget(m_tabs, 1);
    layout->addWidget(m_problem);
    layout->addWidget(buttons);
    resize(880, 640);

    const auto onApplied = [this] {
        refresh();
        Q_EMIT changed();
    };
    connect(m_settings, &SettingsPage::applied, this, onApplied);
    connect(m_flags, &SettingsPage::applied, this, onApplied);
    connect(m_denyList, &DenyListPage::applied, this, onApplied);
    connect(&m_guard, &ChangeGuard::changed, this, &SettingsDialog::applyGuard);
    applyGuard();
    connect(&m_timer, &QTimer::timeout, this, &SettingsDialog::refresh);
    m_timer.start(refreshInterval);
    refresh();
}

void SettingsDialog::applyGuard()
{
    m_settings->setWhyNot(m_guard.whyNot());
    m_flags->setWhyNot(m_guard.whyNot());
    m_denyList->setWhyNot(m_guard.whyNot());
}

void SettingsDialog::refresh()
{
    if (m_reading) {
        m_again = true;
        return;
    }
    read();
}

QCoro::Task<> SettingsDialog::read()
{
    const QPointer<SettingsDialog> self(this);
    m_reading = true;
    const Result<SettingsState> state = co_await m_monitor.settings();
    if (!self) {
        co_return;
    }
    const Result<QList<SettingsEvent>> events = co_await m_monitor.settingsHistory(historyLimit);
    if (!self) {
        co_return;
    }
    m_reading = false;
    if (state && events) {
        m_settings->setState(*state);
        m_flags->setState(*state);
        m_denyList->setState(*state);
        m_history->setEvents(*events);
    }
    const bool warns = m_warned && (m_settings->hasEdits() || m_flags->hasEdits());
    m_warned = warns;
    m_problem->setVisible(!state || !events || warns);
    if (!state || !events) {
        m_problem->setText(tr("What is shown may be old: %1").arg((state ? events.error() : state.error()).toString()));
    }
    if (std::exchange(m_again, false)) {
        read();
    }
}

void SettingsDialog::reject()
{
    if ((m_settings->hasEdits() || m_flags->hasEdits()) && !std::exchange(m_warned, true)) {
        m_tabs->setCurrentWidget(m_settings->hasEdits() ? m_settings : m_flags);
        m_problem->setText(tr("There are changes that are not saved. Close again to drop them."));
        m_problem->show();
        return;
    }
    QDialog::reject();
}

} // namespace transship
