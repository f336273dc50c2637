// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/importer/pathsource.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace transship::ctl {

namespace {

constexpr int pageSize = 1000; // distribution 2.8 refuses more
constexpr qsizetype atATime = 256;

using Page = Result<std::optional<QStringList>>;

QStringList withPrefix(const QStringList& paths, const QString& prefix)
{
    QStringList kept;
    for (const QString& path : paths) {
        if (path.startsWith(prefix)) {
            kept.append(path);
        }
    }
    return kept;
}

QCoro::Task<Page> nextOfList(std::shared_ptr<QStringList> left)
{
    if (left->isEmpty()) {
        co_return std::optional<QStringList>();
    }
    const QStringList page = left->mid(0, atATime);
    left->remove(0, page.size());
    co_return std::optional<QStringList>(page);
}

QCoro::Task<Page> nextOfCatalog(std::shared_ptr<OciPager> pager, QString prefix)
{
    if (pager->atEnd()) {
        co_return std::optional<QStringList>();
    }
    const Result<QStringList> page = co_await pager->next();
    if (!page && page.error().code == ErrorCode::NotFound) {
        co_return Error{.code = ErrorCode::Protocol,
            .message = u"the source registry does not list its repositories (no /v2/_catalog): name them, or use "
                       "--imported or --from"_s,
            .detail = page.error().message};
    }
    if (!page) {
        co_return page.error();
    }
    co_return std::optional<QStringList>(withPrefix(*page, prefix));
}

QCoro::Task<Page> nextOfRecords(std::shared_ptr<ImportRecords> records, std::shared_ptr<QString> after, QString prefix)
{
    const Result<QStringList> page = records->paths(*after, pageSize);
    if (!page) {
        co_return page.error();
    }
    if (page->isEmpty()) {
        co_return std::optional<QStringList>();
    }
    *after = page->last();
    co_return std::optional<QStringList>(withPrefix(*page, prefix));
}

} // namespace

PathSource::PathSource(Next next)
    : m_next(std::move(next))
{
}

PathSource PathSource::list(const QStringList& paths)
{
    const auto left = std::make_shared<QStringList>(paths);
    return PathSource([left] { return nextOfList(left); });
}

Result<PathSource> PathSource::file(const QString& name)
{
    QFile file(name);
    const bool open = name == u"-" ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!open) {
        return Error{.code = ErrorCode::Io, .message = u"cannot read %1: %2"_s.arg(name, file.errorString())};
    }
    QStringList paths;
    while (!file.atEnd()) {
        const QString line = QString::fromUtf8(file.readLine()).trimmed();
        if (!line.isEmpty() && !line.startsWith(u'#')) {
            paths.append(line);
        }
    }
    return list(paths);
}

PathSource PathSource::catalog(std::shared_ptr<RegistryConnection> registry, const QString& prefix)
{
    const auto pager = std::make_shared<OciPager>(OciPager::catalog(std::move(registry), pageSize));
    return PathSource([pager, prefix] { return nextOfCatalog(pager, prefix); });
}

PathSource PathSource::imported(std::shared_ptr<ImportDatabase> database, const QString& prefix)
{
    const auto records = std::make_shared<ImportRecords>(std::move(database), QString(), std::chrono::seconds(0));
    const auto after = std::make_shared<QString>();
    return PathSource([records, after, prefix] { return nextOfRecords(records, after, prefix); });
}

QCoro::Task<Result<QStringList>> PathSource::next()
{
    for (;;) {
        const Page page = co_await m_next();
        if (!page) {
            co_return page.error();
        }
        if (!page->has_value() || !page->value().isEmpty()) {
            co_return page->value_or(QStringList());
        }
    }
}

} // namespace transship::ctl
