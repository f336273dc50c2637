// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/registry/importapiclient.h"
#include "tests/support/fakeregistry.h"

#include <chrono>

namespace transship::testing {

inline const QString app = QStringLiteral("group/project/app");

inline FakeAnswer plain(int status, const QByteArray& body)
{
    return {.status = status, .body = body, .contentType = "text/plain"};
}

inline ImportApiClient::Options optionsFor(const FakeRegistry& registry)
{
    return {.baseUrl = registry.url(), .credentials = {}, .timeout = std::chrono::seconds(5)};
}

} // namespace transship::testing
