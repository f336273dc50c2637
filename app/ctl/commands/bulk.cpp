// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/commands/bulk.h"

#include "app/ctl/commands/repositoryviews.h"
#include "app/ctl/documents.h"
#include "models/migration/bulkactions.h"

#include <QCoroFuture>
#include <QJsonArray>
#include <QMap>

#include <iostream>
#include <unistd.h>

namespace transship::ctl {
namespace {

/// A named repository, found or not.
struct Target {
    QString given;
    Result<ContainerRepository> row;
};

QCoro::Task<Result<QList<Target>>> findTargets(Session& session, Selection selection)
{
    QStringList given;
    for (const std::string& text : selection.given) {
        given << QString::fromStdString(text);
    }
    RepositoryFilter filter;
    if (selection.query) {
        const Result<RepositoryFilter> parsed = RepositoryFilter::parse(QString::fromStdString(*selection.query));
        if (!parsed) {
            co_return parsed.error();
        }
        filter = parsed->at(session.services().clock.now());
    }
    const bool byQuery = selection.query.has_value();
    const auto find = [given, filter, byQuery](Stores& stores) -> Result<QList<Target>> {
        QList<Target> targets;
        for (const QString& text : given) {
            targets << Target{text, findRepository(stores.repositories, text)};
        }
        if (byQuery) {
            const auto rows = stores.repositories.list(filter, RepositorySort::Id, false, 0);
            if (!rows) {
                return rows.error();
            }
            for (const ContainerRepository& row : *rows) {
                targets << Target{row.path, row};
            }
        }
        return targets;
    };
    co_return co_await session.services().reader->run(find);
}

/// Empty: go on; else the exit code.
std::optional<int> confirm(const Session& session, const Selection& selection, const QString& verb, qsizetype number)
{
    if (!selection.query || selection.dryRun || number <= 1) {
        return std::nullopt;
    }
    const QString what = counted(number, QStringLiteral("repository"), QStringLiteral("repositories"));
    return confirmChange(session, QStringLiteral("%1 %2").arg(verb, what), selection.yes);
}

ItemResult previewOf(const Target& target, const BulkChange& change, const Policy& policy)
{
    ItemResult item{target.given, *target.row, *target.row, {}, {}};
    const Result<ContainerRepository> after
        = wouldBecome(change.operation, *target.row, policy, QDateTime::currentDateTimeUtc());
    if (after) {
        item.after = *after;
    } else {
        item.error = after.error();
    }
    return item;
}

QJsonObject toJson(const ItemResult& item)
{
    QJsonObject object{{QStringLiteral("given"), item.given}, {QStringLiteral("ok"), !item.error}};
    if (item.before) {
        object[QStringLiteral("id")] = item.before->id;
        object[QStringLiteral("path")] = item.before->path;
        object[QStringLiteral("from")] = transship::toName(item.before->state);
    }
    if (item.after) {
        object[QStringLiteral("to")] = transship::toName(item.after->state);
        object[QStringLiteral("repository")] = ctl::toJson(*item.after);
    }
    if (item.answer) {
        object[QStringLiteral("registry")] = ctl::toJson(*item.answer);
    }
    if (item.error) {
        object[QStringLiteral("error")] = ctl::toJson(*item.error);
    }
    return object;
}

void show(const Session& session, const QList<ItemResult>& items, const BulkChange& change, bool dryRun)
{
    QJsonArray results;
    qint64 failed = 0;
    TextTable table(
        {QStringLiteral(">ID"), QStringLiteral("WAS"), dryRun ? QStringLiteral("WOULD BE") : QStringLiteral("NOW"),
            QStringLiteral(">RETRIES"), QStringLiteral("REASON"), QStringLiteral("PATH")});
    for (const ItemResult& item : items) {
        failed += item.error ? 1 : 0;
        if (session.out().json()) {
            results << toJson(item);
        }
        if (item.before && item.after && (!item.error || item.answer)) {
            table.addRow({QString::number(item.after->id), transship::toName(item.before->state),
                transship::toName(item.after->state), QString::number(item.after->retriesCount),
                item.after->skippedReason ? transship::toName(*item.after->skippedReason) : QString(),
                item.after->path});
        }
    }
    if (failed < items.size() || session.out().json()) {
        session.out().table(table);
    }
    session.out().document({{change.key, change.operation.name()}, {QStringLiteral("dry_run"), dryRun},
        {QStringLiteral("results"), results}, {QStringLiteral("changed"), items.size() - failed},
        {QStringLiteral("failed"), failed}});
    for (const ItemResult& item : items) {
        if (item.error) {
            session.out().error(QStringLiteral("%1: %2").arg(item.given, item.error->toString()));
        }
    }
}

/// The code they share when all failed alike, "partly" when some did.
int exitCodeOf(const QList<ItemResult>& items)
{
    std::optional<int> code;
    qsizetype failed = 0;
    for (const ItemResult& item : items) {
        if (item.error) {
            const int own = ctl::exitCodeOf(item.error->code);
            code = code.value_or(own) == own ? own : int(exitFailed);
            ++failed;
        }
    }
    if (failed == 0) {
        return exitDone;
    }
    return failed < items.size() ? int(exitPartly) : *code;
}

QList<ItemResult> preview(const QList<Target>& targets, const BulkChange& change, const Policy& policy)
{
    QList<ItemResult> items;
    for (const Target& target : targets) {
        items << (target.row ? previewOf(target, change, policy)
                             : ItemResult{target.given, {}, {}, {}, target.row.error()});
    }
    return items;
}

/// Those that were found, and where each stands among the targets.
struct Found {
    std::shared_ptr<FrozenRepositories> frozen = std::make_shared<FrozenRepositories>();
    QList<qsizetype> places;
};

Found foundOf(const QList<Target>& targets)
{
    Found found;
    for (qsizetype place = 0; place < targets.size(); ++place) {
        if (const Result<ContainerRepository>& row = targets[place].row) {
            found.frozen->emplace_back(row->id, row->state, row->updatedAt);
            found.places << place;
        }
    }
    return found;
}

/// In the order of the targets; those that an interruption left out are missing.
QCoro::Task<QList<ItemResult>> work(Session& session, QList<Target> targets, BulkChange change)
{
    QMap<qsizetype, ItemResult> items;
    for (qsizetype place = 0; place < targets.size(); ++place) {
        if (!targets[place].row) {
            items[place] = ItemResult{targets[place].given, {}, {}, {}, targets[place].row.error()};
        }
    }
    const Found found = foundOf(targets);
    const auto run = session.services().bulk->makeRun(change.operation, found.frozen, session.actor());
    session.onTermination = [&run] { run->cancel(); };
    QObject::connect(run.get(), &BulkRun::itemEnded, run.get(), [&](const BulkItem& item) {
        const qsizetype place = found.places[static_cast<qsizetype>(item.index)];
        const ContainerRepository seen = *targets[place].row;
        items[place] = ItemResult{
            targets[place].given, item.before.value_or(seen), item.after.value_or(seen), item.answer, item.error};
        if (targets.size() > 1) {
            session.out().progress(QStringLiteral("%1 of %2").arg(items.size()).arg(targets.size()));
        }
    });
    const BulkReport report = co_await run->run();
    session.out().progress({});
    session.onTermination = nullptr;
    for (qsizetype place = 0; report.stoppedBy && place < targets.size(); ++place) {
        if (!items.contains(place)) {
            items[place] = ItemResult{targets[place].given, *targets[place].row, {}, {}, report.stoppedBy};
        }
    }
    co_return items.values();
}

} // namespace

std::optional<int> confirmChange(const Session& session, const QString& what, bool yes)
{
    if (yes) {
        return std::nullopt;
    }
    if (!isTerminal(STDIN_FILENO) || !isTerminal(STDERR_FILENO)) {
        return session.usage(
            QStringLiteral("this would: %1; add --yes to do it, or --dry-run to look first").arg(what));
    }
    std::cerr << QStringLiteral("%1? [y/N] ").arg(what).toStdString() << std::flush;
    std::string answer;
    std::getline(std::cin, answer);
    if (answer == "y" || answer == "Y" || answer == "yes") {
        return std::nullopt;
    }
    return session.usage(QStringLiteral("nothing was changed"));
}

QCoro::Task<int> runBulk(Session& session, Selection selection, BulkChange change)
{
    if (selection.given.empty() == !selection.query.has_value()) {
        co_return session.usage(QStringLiteral("name repositories (by id or path), or give --query, but not both"));
    }
    if (const Result<void> opened = co_await session.open(); !opened) {
        co_return session.fail(opened.error());
    }
    const Result<QList<Target>> targets = co_await findTargets(session, selection);
    if (!targets) {
        co_return session.fail(targets.error());
    }
    if (targets->isEmpty()) {
        session.out().error(
            QStringLiteral("no repository matches \"%1\"").arg(QString::fromStdString(*selection.query)));
        co_return exitNothingMatched;
    }
    if (const std::optional<int> code = confirm(session, selection, change.verb, targets->size())) {
        co_return *code;
    }
    if (const Result<void> may = session.mayChange(); !may && !selection.dryRun) {
        co_return session.fail(may.error());
    }
    if (selection.dryRun) {
        const Result<Policy> policy = co_await session.services().control->policy();
        if (!policy) {
            co_return session.fail(policy.error());
        }
        const QList<ItemResult> items = preview(*targets, change, *policy);
        show(session, items, change, true);
        co_return exitCodeOf(items);
    }
    if (change.operation.callsRegistry()) {
        if (const Result<void> reached = co_await checkRegistry(session.services()); !reached) {
            co_return session.fail(reached.error());
        }
    }
    const QList<ItemResult> items = co_await work(session, *targets, change);
    show(session, items, change, false);
    if (items.size() < targets->size()) {
        session.out().note(QStringLiteral("Interrupted after %1 of %2.").arg(items.size()).arg(targets->size()));
        co_return exitInterrupted;
    }
    co_return exitCodeOf(items);
}

} // namespace transship::ctl
