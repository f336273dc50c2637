// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/registry/ociclient.h"

#include <QCoroTask>
#include <QUrlQuery>

namespace transship {

inline constexpr int mostTagsPerPage = 1000;

struct TagPageRequest {
    QString path;
    QString after; ///< names up to and including this one come on earlier pages
    int size = 100;
};

struct TagPage {
    QByteArray json; ///< [{name, digest, media_type}], ordered by name
    QString last; ///< where the next page begins; empty: there is none
};

/// nullopt: n is no number from 1 to mostTagsPerPage.
std::optional<TagPageRequest> tagPageRequest(const QString& path, const QUrlQuery& query);

/// One page of the repository's tags, whether the registry knows pages or not.
QCoro::Task<Result<TagPage>> readTagPage(OciClient registry, TagPageRequest request, int width);

} // namespace transship
