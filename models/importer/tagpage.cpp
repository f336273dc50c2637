// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importer/tagpage.h"

#include "models/importer/parallel.h"
#include "models/registry/ocipager.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace transship {

namespace {

/// Up to n + 1 names after `after`: one more than a page tells that there is another.
QCoro::Task<Result<QStringList>> namesAfter(OciClient registry, TagPageRequest request)
{
    QStringList names;
    OciPager pager = OciPager::tags(registry.connection(), request.path, request.size + 1, request.after);
    while (!pager.atEnd() && names.size() <= request.size) {
        const Result<QStringList> page = co_await pager.next();
        if (!page) {
            co_return page.error();
        }
        for (const QString& name : *page) {
            if (name > request.after) { // registries that know no pages begin at the first each time
                names.append(name);
            }
        }
    }
    names.sort();
    names.removeDuplicates();
    co_return names;
}

} // namespace

std::optional<TagPageRequest> tagPageRequest(const QString& path, const QUrlQuery& query)
{
    TagPageRequest request{.path = path, .after = query.queryItemValue(u"last"_s, QUrl::FullyDecoded)};
    if (query.hasQueryItem(u"n"_s)) {
        bool isNumber = false;
        request.size = query.queryItemValue(u"n"_s).toInt(&isNumber);
        if (!isNumber || request.size < 1 || request.size > mostTagsPerPage) {
            return std::nullopt;
        }
    }
    return request;
}

QCoro::Task<Result<TagPage>> readTagPage(OciClient registry, TagPageRequest request, int width)
{
    const Result<QStringList> names = co_await namesAfter(registry, request);
    if (!names) {
        co_return names.error();
    }
    TagPage page;
    const QStringList shown = names->mid(0, request.size);
    if (names->size() > request.size) {
        page.last = shown.last();
    }
    const auto infos = std::make_shared<QHash<QString, OciManifestInfo>>();
    auto look = [registry, infos, path = request.path](QString tag) {
        return [](OciClient client, std::shared_ptr<QHash<QString, OciManifestInfo>> found, QString repository,
                   QString name) -> QCoro::Task<Result<void>> {
            const Result<OciManifestInfo> info = co_await client.headManifest(repository, name);
            if (info) {
                found->insert(name, *info);
            } else if (info.error().code != ErrorCode::NotFound) { // dangling: listed, without a digest
                co_return info.error();
            }
            co_return Result<void>();
        }(registry, infos, path, tag);
    };
    const Result<void> looked = co_await forEachParallel(QList<QString>(shown), width, look);
    if (!looked) {
        co_return looked.error();
    }
    QJsonArray array;
    for (const QString& tag : shown) {
        const OciManifestInfo info = infos->value(tag);
        array.append(QJsonObject{{u"name"_s, tag}, {u"digest"_s, info.digest}, {u"media_type"_s, info.mediaType}});
    }
    page.json = QJsonDocument(array).toJson(QJsonDocument::Compact);
    co_return page;
}

} // namespace transship
