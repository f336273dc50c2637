// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importer/tagscomparison.h"

#include "models/importer/parallel.h"
#include "models/registry/ocipager.h"

using namespace Qt::StringLiterals;

namespace transship {

namespace {

constexpr int pageSize = 1000;

Error different()
{
    return Error{.code = ErrorCode::Verification, .message = u"source and target differ"_s};
}

QCoro::Task<Result<void>> requireEqual(OciClient source, OciClient target, QString repository, QString tag)
{
    const Result<OciManifestInfo> there = co_await target.headManifest(repository, tag);
    if (!there) {
        co_return there.error().code == ErrorCode::NotFound ? different() : there.error();
    }
    const Result<OciManifestInfo> here = co_await source.headManifest(repository, tag);
    if (!here) {
        co_return here.error().code == ErrorCode::NotFound ? different() : here.error();
    }
    if (here->digest != there->digest) {
        co_return different();
    }
    co_return Result<void>();
}

} // namespace

QCoro::Task<Result<bool>> holdsAllTags(OciClient source, OciClient target, QString repository, int width)
{
    bool any = false;
    OciPager pager = OciPager::tags(source.connection(), repository, pageSize);
    while (!pager.atEnd()) {
        const Result<QStringList> page = co_await pager.next();
        if (!page) {
            co_return page.error();
        }
        any = any || !page->isEmpty();
        // The first alone: a target that has nothing yet is by far the most frequent case.
        const QList<QList<QString>> parts{page->mid(0, 1), page->mid(1)};
        for (const QList<QString>& tags : parts) {
            auto compare
                = [source, target, repository](QString tag) { return requireEqual(source, target, repository, tag); };
            const Result<void> equal = co_await forEachParallel(tags, width, compare);
            if (!equal && equal.error().code == ErrorCode::Verification) {
                co_return false;
            }
            if (!equal) {
                co_return equal.error();
            }
        }
    }
    co_return any;
}

} // namespace transship
