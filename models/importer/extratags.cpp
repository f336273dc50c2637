// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importer/extratags.h"

#include "models/registry/ocipager.h"

using namespace Qt::StringLiterals;

namespace transship {

namespace {

constexpr int pageSize = 1000;
constexpr int chunkSize = 128; // one transaction each
constexpr int mostNamed = 5;

/// Of these tags of the target, those that the pass did not find in the source.
Result<QStringList> onTargetOnly(ImportStore& store, const QString& path, const QStringList& tags, int pass)
{
    const Result<QList<ImportedTag>> known = store.tags(path, tags);
    if (!known) {
        return known.error();
    }
    QSet<QString> ofSource;
    for (const ImportedTag& tag : *known) {
        if (tag.pass == pass) {
            ofSource.insert(tag.tag);
        }
    }
    QStringList extra;
    for (const QString& tag : tags) {
        if (!ofSource.contains(tag) && !tag.startsWith(u"sha256-")) { // those list referrers, and are kept up here
            extra.append(tag);
        }
    }
    return extra;
}

} // namespace

QCoro::Task<Result<QString>> remarkOnExtraTags(
    OciClient target, QString path, std::shared_ptr<ImportStore> store, int pass)
{
    QStringList named;
    qsizetype count = 0;
    OciPager pager = OciPager::tags(target.connection(), path, pageSize);
    while (!pager.atEnd()) {
        const Result<QStringList> page = co_await pager.next();
        if (!page && page.error().code == ErrorCode::NotFound) {
            break; // an empty repository leaves no trace
        }
        if (!page) {
            co_return page.error();
        }
        for (qsizetype start = 0; start < page->size(); start += chunkSize) {
            const Result<QStringList> extra = onTargetOnly(*store, path, page->mid(start, chunkSize), pass);
            if (!extra) {
                co_return extra.error();
            }
            count += extra->size();
            named = (named + *extra).mid(0, mostNamed);
        }
    }
    if (count == 0) {
        co_return QString();
    }
    named.sort();
    co_return u"%1 tags exist on the target only and were left alone: %2%3"_s.arg(
        QString::number(count), named.join(u", "), count > named.size() ? u", …"_s : QString());
}

} // namespace transship
