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

QCoro::Task<Result<void>> requireThere(OciClient target, QString repository, QString tag)
{
    const Result<OciManifestInfo> there = co_await target.headManifest(repository, tag);
    if (there) {
        co_return Result<void>();
    }
    co_return there.error().code == ErrorCode::NotFound ? different() : there.error();
}

/// Both registries are asked at the same time.
QCoro::Task<Result<void>> requireEqual(OciClient source, OciClient target, QString repository, QString tag)
{
    QCoro::Task<Result<OciManifestInfo>> asked = source.headManifest(repository, tag);
    const Result<OciManifestInfo> there = co_await target.headManifest(repository, tag);
    const Result<OciManifestInfo> here = co_await asked;
    if (!there) {
        co_return there.error().code == ErrorCode::NotFound ? different() : there.error();
    }
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
        Result<void> equal;
        if (!any && !page->isEmpty()) { // a target that has nothing yet is by far the most frequent case
            equal = co_await requireThere(target, repository, page->first());
        }
        any = any || !page->isEmpty();
        if (equal) {
            auto compare
                = [source, target, repository](QString tag) { return requireEqual(source, target, repository, tag); };
            equal = co_await forEachParallel(QList<QString>(*page), width, compare);
        }
        if (!equal && equal.error().code == ErrorCode::Verification) {
            co_return false;
        }
        if (!equal) {
            co_return equal.error();
        }
    }
    co_return any;
}

} // namespace transship
