// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/commands/repositoryviews.h"

#include "app/ctl/documents.h"
#include "models/domain/repositorypath.h"
#include "models/domain/transitiontable.h"
#include "models/migration/explanation.h"

#include <QCoroFuture>
#include <QJsonArray>

namespace transship::ctl {
namespace {

struct Page {
    QList<ContainerRepository> rows;
    qint64 matching = 0;
};

template <typename E> QString nameOrNothing(const std::optional<E>& value)
{
    return value ? transship::toName(*value) : QString();
}

QString numberOrNothing(const std::optional<qint64>& value)
{
    return value ? QString::number(*value) : QString();
}

TextTable tableOf(const QList<ContainerRepository>& rows)
{
    TextTable table({QStringLiteral(">ID"), QStringLiteral("STATE"), QStringLiteral("SINCE"), QStringLiteral(">TAGS"),
        QStringLiteral(">RETRIES"), QStringLiteral("REASON"), QStringLiteral("PLAN"), QStringLiteral("PATH")});
    for (const ContainerRepository& row : rows) {
        table.addRow({QString::number(row.id), transship::toName(row.state), shortTime(row.stateSince()),
            numberOrNothing(row.tagsCount), QString::number(row.retriesCount), nameOrNothing(row.skippedReason),
            row.plan, row.path});
    }
    return table;
}

void showPage(const Session& session, const Page& page)
{
    QJsonArray repositories;
    if (session.out().json()) {
        for (const ContainerRepository& row : page.rows) {
            repositories << toJson(row);
        }
    } else if (!page.rows.isEmpty()) {
        session.out().table(tableOf(page.rows));
    }
    session.out().document({{QStringLiteral("repositories"), repositories}, {QStringLiteral("matching"), page.matching},
        {QStringLiteral("shown"), page.rows.size()}});
    if (page.rows.size() < page.matching) {
        session.out().note(
            QStringLiteral("%1 of %2 shown; --limit 0 shows all.").arg(page.rows.size()).arg(page.matching));
    }
}

QJsonArray allowedEventNames(MigrationState state)
{
    QJsonArray names;
    for (const MigrationEvent event : allowedEvents(state)) {
        names << transship::toName(event);
    }
    return names;
}

TextTable details(const ContainerRepository& row)
{
    TextTable table({QStringLiteral("ID"), QString::number(row.id)});
    const auto add = [&table](const char* name, const QString& value) {
        if (!value.isEmpty()) {
            table.addRow({QString::fromLatin1(name), value});
        }
    };
    add("path", row.path);
    add("state", transship::toName(row.state));
    add("since", shortTime(row.stateSince()));
    add("plan", row.plan);
    add("tags", numberOrNothing(row.tagsCount));
    add("status", nameOrNothing(row.status));
    add("retries", QString::number(row.retriesCount));
    add("skipped reason", nameOrNothing(row.skippedReason));
    add("aborted in state", nameOrNothing(row.abortedInState));
    add("created", shortTime(row.createdAt));
    add("pre import started", shortTime(row.preImportStartedAt));
    add("pre import done", shortTime(row.preImportDoneAt));
    add("import started", shortTime(row.importStartedAt));
    add("import done", shortTime(row.importDoneAt));
    add("aborted", shortTime(row.abortedAt));
    add("skipped", shortTime(row.skippedAt));
    QStringList events;
    for (const MigrationEvent event : allowedEvents(row.state)) {
        events << transship::toName(event);
    }
    add("allowed events", events.join(QStringLiteral(", ")));
    return table;
}

} // namespace

Result<ContainerRepository> findRepository(RepositoryStore& store, const QString& given)
{
    bool isNumber = false;
    const qint64 id = given.toLongLong(&isNumber);
    if (isNumber && id > 0) {
        Result<ContainerRepository> found = store.find(id);
        if (found || found.error().code != ErrorCode::NotFound) {
            return found;
        }
    }
    const Result<QString> path = validateRepositoryPath(given);
    if (!path) {
        return path.error();
    }
    Result<ContainerRepository> found = store.findByPath(*path);
    if (!found && found.error().code == ErrorCode::NotFound) {
        return Error{ErrorCode::NotFound,
            QStringLiteral("there is no repository \"%1\"; `transshipctl repo list` shows what there is").arg(given)};
    }
    return found;
}

std::string sortHelp()
{
    return RepositoryOrder::names().join(QStringLiteral(", ")).toStdString() + "; with a leading - the other way round";
}

QCoro::Task<int> listRepositories(Session& session, ListArguments arguments)
{
    const Result<RepositoryFilter> filter = RepositoryFilter::parse(QString::fromStdString(arguments.query));
    if (!filter) {
        co_return session.fail(filter.error());
    }
    if (const Result<void> opened = co_await session.open(); !opened) {
        co_return session.fail(opened.error());
    }
    const Result<RepositoryOrder> order = RepositoryOrder::parse(QString::fromStdString(arguments.sort));
    if (!order) {
        co_return session.fail(order.error());
    }
    const int limit = arguments.limit;
    const RepositoryFilter asked = filter->at(session.services().clock.now());
    const auto read = [asked, order = *order, limit](Stores& stores) -> Result<Page> {
        const auto rows = stores.repositories.list(asked, order.sort, order.descending, limit);
        if (!rows) {
            return rows.error();
        }
        if (limit <= 0 || rows->size() < limit) {
            return Page{*rows, rows->size()};
        }
        const Result<qint64> matching = stores.repositories.count(asked);
        return matching ? Result<Page>(Page{*rows, *matching}) : Result<Page>(matching.error());
    };
    const Result<Page> page = co_await session.services().reader->run(read);
    if (!page) {
        co_return session.fail(page.error());
    }
    showPage(session, *page);
    if (page->rows.isEmpty()) {
        session.out().note(filter->isEmpty()
                ? QStringLiteral("No repositories yet; `transshipctl inventory load` adds them.")
                : QStringLiteral("No repository matches \"%1\".").arg(filter->toString()));
    }
    co_return page->rows.isEmpty() && !filter->isEmpty() ? exitNothingMatched : exitDone;
}

QCoro::Task<int> showRepository(Session& session, std::string given)
{
    if (const Result<void> opened = co_await session.open(); !opened) {
        co_return session.fail(opened.error());
    }
    const QString text = QString::fromStdString(given);
    const auto find = [text](Stores& stores) { return findRepository(stores.repositories, text); };
    const Result<ContainerRepository> row = co_await session.services().reader->run(find);
    if (!row) {
        co_return session.fail(row.error());
    }
    session.out().table(details(*row));
    QJsonObject document = toJson(*row);
    document[QStringLiteral("allowed_events")] = allowedEventNames(row->state);
    session.out().document(document);
    co_return exitDone;
}

QCoro::Task<int> explainRepository(Session& session, std::string given)
{
    if (const Result<void> opened = co_await session.open(); !opened) {
        co_return session.fail(opened.error());
    }
    const Services& services = session.services();
    const auto ask = [text = QString::fromStdString(given), now = services.clock.now(),
                         configured = services.registry != nullptr](Stores& stores) -> Result<Explanation> {
        const Result<ContainerRepository> row = findRepository(stores.repositories, text);
        return row ? explain(stores, row->id, now, configured) : Result<Explanation>(row.error());
    };
    const Result<Explanation> explanation = co_await services.reader->run(ask);
    if (!explanation) {
        co_return session.fail(explanation.error());
    }
    session.out().document(explanation->toJson());
    session.out().text(QStringLiteral("%1: %2").arg(explanation->repository.path, explanation->summary));
    TextTable table({QStringLiteral("CHECK"), QStringLiteral("RESULT"), QStringLiteral("EXPLANATION")});
    for (const CheckResult& check : explanation->checks) {
        table.addRow(
            {transship::toName(check.check), check.passed ? QStringLiteral("yes") : QStringLiteral("no"), check.words});
    }
    session.out().table(table);
    if (!explanation->advice.isEmpty()) {
        session.out().note(explanation->advice);
    }
    co_return exitDone;
}

QCoro::Task<int> showHistory(Session& session, std::string given)
{
    if (const Result<void> opened = co_await session.open(); !opened) {
        co_return session.fail(opened.error());
    }
    using History = std::pair<ContainerRepository, QList<MigrationEventRow>>;
    const QString text = QString::fromStdString(given);
    const auto read = [text](Stores& stores) -> Result<History> {
        const Result<ContainerRepository> row = findRepository(stores.repositories, text);
        if (!row) {
            return row.error();
        }
        const auto events = stores.events.history(row->id);
        return events ? Result<History>(History(*row, *events)) : Result<History>(events.error());
    };
    const Result<History> history = co_await session.services().reader->run(read);
    if (!history) {
        co_return session.fail(history.error());
    }
    QJsonArray events;
    TextTable table({QStringLiteral("WHEN"), QStringLiteral("EVENT"), QStringLiteral("FROM"), QStringLiteral("TO"),
        QStringLiteral("ORIGIN"), QStringLiteral("ACTOR"), QStringLiteral("REASON"), QStringLiteral("DETAIL")});
    for (const MigrationEventRow& event : history->second) {
        events << toJson(event);
        table.addRow({shortTime(event.createdAt), transship::toName(event.event), transship::toName(event.from),
            transship::toName(event.to), transship::toName(event.origin), event.actor, event.reason, event.detail});
    }
    session.out().table(table);
    session.out().document({{QStringLiteral("id"), history->first.id}, {QStringLiteral("path"), history->first.path},
        {QStringLiteral("migration_state"), transship::toName(history->first.state)},
        {QStringLiteral("events"), events}});
    co_return exitDone;
}

} // namespace transship::ctl
