// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"

#include <QStringList>

namespace transship {

/// A registry may end an import as complete and have left broken tags out without a word (docs/registry-api.md §3): the
/// tags right before the final import are kept and compared with those after it. What cannot be listed is not compared;
/// it never holds an import up.
struct TagCheck {
    bool compared = false;
    qint64 before = 0;
    QStringList missing;

    /// `after` as ImportApiClient::tagNames tells.
    static TagCheck compare(const QStringList& before, const Result<QStringList>& after);

    /// For history: "all 12 tags are there", "2 of 12 tags are missing: a, b"; empty when nothing was compared.
    QString inWords() const;
};

} // namespace transship
