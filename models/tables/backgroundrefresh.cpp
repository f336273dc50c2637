// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/backgroundrefresh.h"

#include <algorithm>

namespace transship {
namespace {

constexpr int share = 20;

} // namespace

BackgroundRefresh::BackgroundRefresh(std::function<void()> ask, std::chrono::milliseconds interval, QObject* parent)
    : QObject(parent)
    , m_ask(std::move(ask))
    , m_interval(interval)
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &BackgroundRefresh::askIfWanted);
}

void BackgroundRefresh::want()
{
    m_wanted = true;
    if (!m_pause.isActive()) {
        askIfWanted();
    }
}

void BackgroundRefresh::askIfWanted()
{
    if (m_wanted && !m_asking) {
        m_wanted = false;
        m_asking = true;
        m_took.start();
        m_ask();
    }
}

void BackgroundRefresh::done()
{
    m_asking = false;
    m_pause.start(std::max(m_interval, share * std::chrono::milliseconds(m_took.elapsed())));
}

} // namespace transship
