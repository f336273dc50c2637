// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/schema.h"
#include "models/tables/blockqueries.h"
#include "models/tables/filtervalues.h"
#include "models/tables/repositorytablemodel.h"
#include "tests/tables/tablefixture.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace transship;
using namespace transship::testing;

namespace {

RepositoryFilter filterOf(const QString& text)
{
    return RepositoryFilter::parse(text).value();
}

/// What a row is sorted by, as text that compares like the database's key.
QByteArray keyOf(const ContainerRepository& row, RepositorySort sort)
{
    const auto number = [](qint64 value) { return QByteArray::number(5'000'000'000'000 + value); };
    const auto time = [](const QDateTime& value) {
        return value.isValid() ? value.toUTC().toString(Qt::ISODateWithMs).toUtf8() : QByteArray();
    };
    switch (sort) {
    case RepositorySort::Id:
        return number(row.id);
    case RepositorySort::Path:
        return row.path.toUtf8();
    case RepositorySort::UpdatedAt:
        return time(row.updatedAt);
    case RepositorySort::CreatedAt:
        return time(row.createdAt);
    case RepositorySort::Since:
        return time(row.stateSince());
    case RepositorySort::State:
        return toName(row.state).toUtf8();
    case RepositorySort::Plan:
        return row.plan.toUtf8();
    case RepositorySort::Tags:
        return number(row.tagsCount ? *row.tagsCount : -1);
    case RepositorySort::Retries:
        return number(row.retriesCount);
    }
    return {};
}

/// The ids that match, in this order, worked out without a database.
QList<qint64> expectedIds(
    const QList<ContainerRepository>& all, const RepositoryFilter& filter, RepositorySort sort, Qt::SortOrder order)
{
    std::vector<std::pair<QByteArray, qint64>> keys;
    for (const ContainerRepository& row : all) {
        if (filter.matches(row)) {
            keys.emplace_back(keyOf(row, sort), row.id);
        }
    }
    std::sort(keys.begin(), keys.end());
    if (order == Qt::DescendingOrder) {
        std::reverse(keys.begin(), keys.end());
    }
    QList<qint64> ids;
    for (const auto& [key, id] : keys) {
        ids << id;
    }
    return ids;
}

} // namespace

/// Every order, alone and with filters that its index serves, serves in part, or does not serve at all.
class TestTableOrders : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void showsEveryFilterInEveryOrder_data();
    void showsEveryFilterInEveryOrder();
    void staysRightWhileRowsChange_data() { TestDatabases::addRows(); }
    void staysRightWhileRowsChange();
    void readsAlongTheIndex_data() { TestDatabases::addRows(); }
    void readsAlongTheIndex();
    void findsPaths_data() { TestDatabases::addRows(); }
    void findsPaths();
    void findsPartsOfPaths_data() { TestDatabases::addRows(); }
    void findsPartsOfPaths();
    void completesValues_data() { TestDatabases::addRows(); }
    void completesValues();

private:
    TestDatabases m_databases;
    QMap<QString, std::shared_ptr<TableFixture>> m_filled;
    QList<QList<ContainerRepository>> m_rows; ///< of SQLite, of PostgreSQL; by id
};

void TestTableOrders::initTestCase()
{
    QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem()));
    for (const QString& backend : {QStringLiteral("sqlite"), QStringLiteral("postgresql")}) {
        auto fixture = std::make_shared<TableFixture>(m_databases.create(backend));
        fixture->fill(5'000); // more than one statement looks at
        const QString hours = backend == u"sqlite"
            ? QStringLiteral(
                "strftime('%Y-%m-%d %H:%M:%S.000000', '2026-03-29 12:00:00', '-' || (id % 97) || ' hours')")
            : QStringLiteral("timestamp '2026-03-29 12:00:00' - (id % 97) * interval '1 hour'");
        // Neighbours share keys; rows 11, 22, … have no time for their state, as a broken import may leave them.
        fixture->run(QStringLiteral("UPDATE container_repositories SET "
                                    "migration_state = CASE id % 11 WHEN 0 THEN 'import_skipped' WHEN 1 THEN "
                                    "'import_aborted' WHEN 2 THEN 'importing' ELSE 'default' END, "
                                    "migration_plan = CASE id % 7 WHEN 0 THEN NULL WHEN 1 THEN 'gold' ELSE 'free' END, "
                                    "tags_count = CASE id % 5 WHEN 0 THEN NULL ELSE id % 50 END, "
                                    "migration_retries_count = CASE id % 13 WHEN 0 THEN 2 ELSE 0 END, "
                                    "migration_skipped_reason = CASE id % 11 WHEN 0 THEN 2 END, "
                                    "migration_aborted_at = %1, migration_import_started_at = %1, created_at = %1")
                         .arg(hours));
        if (backend == u"postgresql") {
            fixture->run(QStringLiteral("ANALYZE"));
        }
        m_filled.insert(backend, fixture);
        const auto rows = fixture->stores.repositories.list({}, RepositorySort::Id, false, 0);
        QVERIFY(rows.ok());
        m_rows << *rows;
    }
}

void TestTableOrders::showsEveryFilterInEveryOrder_data()
{
    QTest::addColumn<QString>("backend");
    QTest::addColumn<QString>("filter");
    for (const char* backend : {"sqlite", "postgresql"}) {
        for (const char* filter :
            {"", "state:import_aborted", "state:import_aborted,importing", "-state:default", "path:g/p/r1000*",
                "path:g/p/r10*7", "r1000", "namespace:g", "namespace:nobody", "plan:gold", "plan:none", "-plan:free",
                "tags>=45", "tags<3", "tags:none", "retries>=2", "state:import_aborted retries>=2",
                "created>=2026-03-28", "since<2026-03-26", "state:importing since>=2026-03-29", "id:3,5,4999",
                "(retries>=2 or plan:none) -tags>10", "reason:too_many_tags", "state:default plan:gold r1004"}) {
            QTest::addRow("%s %s", backend, filter) << QString::fromLatin1(backend) << QString::fromLatin1(filter);
        }
    }
}

void TestTableOrders::showsEveryFilterInEveryOrder()
{
    QFETCH(QString, backend);
    QFETCH(QString, filter);
    TableFixture& fixture = *m_filled.value(backend);
    const QList<ContainerRepository>& all = m_rows[fixture.url.backend() == Backend::Sqlite ? 0 : 1];
    RepositoryTableModel model(fixture.url);
    model.setRepositoryFilter(filterOf(filter));
    QVERIFY(model.select());
    // Every order with the plain ones, three with each of the others: in their turn every order meets every kind.
    const bool isPlain = filter.isEmpty() || filter == u"state:import_aborted";
    const std::size_t step = isPlain ? 1 : 3;
    for (std::size_t i = qHash(filter, 0) % step; i < repositorySorts.size(); i += step) {
        const RepositorySort sort = repositorySorts[i].sort;
        const Qt::SortOrder order = (i + std::size_t(filter.size())) % 2 ? Qt::AscendingOrder : Qt::DescendingOrder;
        model.setRepositorySort(sort, order);
        const QList<qint64> ids = expectedIds(all, filterOf(filter), sort, order);
        QVERIFY2(QTest::qWaitFor([&] { return !model.isCounting() && model.rowCount() == ids.size(); }, 30'000),
            qPrintable(QStringLiteral("%1: %2").arg(int(sort)).arg(model.rowCount())));
        for (const int row : {0, int(ids.size()) / 2, int(ids.size()) - 1}) {
            if (row >= 0 && row < ids.size()) {
                model.index(row, 0).data();
                QTRY_VERIFY_WITH_TIMEOUT(model.repositoryAt(row).has_value(), 30'000);
                QCOMPARE(model.repositoryAt(row)->id, ids.at(row));
            }
        }
    }
}

void TestTableOrders::staysRightWhileRowsChange()
{
    TableFixture fixture(m_databases.createForRow());
    fixture.fill(600);
    RepositoryTableModel model(fixture.url);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    tester.setUseFetchMore(false);
    // Served by no index: a list of what was found, which has to follow.
    model.setRepositoryFilter(filterOf(QStringLiteral("-state:importing -r1000005")));
    model.setRepositorySort(RepositorySort::Path, Qt::DescendingOrder);
    QVERIFY(model.select());
    QTRY_COMPARE(model.rowCount(), 599);
    model.requestRow(300);
    QTRY_VERIFY(model.repositoryAt(300));
    const qint64 id = model.repositoryAt(300)->id;
    const QPersistentModelIndex below = model.index(310, 0);
    const qint64 belowId = model.repositoryAt(310)->id;
    fixture.run(
        QStringLiteral("UPDATE container_repositories SET migration_state = 'importing' WHERE id = %1").arg(id));
    model.refresh({id});
    QTRY_COMPARE(model.rowCount(), 598);
    QTRY_COMPARE(below.data(IdRole).toLongLong(), belowId);
    QTRY_COMPARE(model.rowOf(belowId), 309);
    QCOMPARE(below.row(), 309);
    // A row that is deleted, and one that comes.
    fixture.run(QStringLiteral("DELETE FROM container_repositories WHERE id = %1").arg(belowId));
    model.refreshAll();
    QTRY_COMPARE(model.rowCount(), 597);
    fixture.append(601, 601);
    model.refreshAll();
    QTRY_COMPARE(model.rowCount(), 598);
    QTRY_VERIFY(model.repositoryAt(0) && model.repositoryAt(0)->id == 601);
}

/// Neither may sort, or read rows outside of its bounds: from any place on, in every order.
void TestTableOrders::readsAlongTheIndex()
{
    TableFixture& fixture = *m_filled.value(TestDatabases::backend());
    const Backend backend = fixture.url.backend();
    for (const RepositorySortInfo& info : repositorySorts) {
        for (const char* filter : {"", "state:default"}) {
            BlockQuery query{backend, planOf(filterOf(QString::fromLatin1(filter)), info.sort, backend), info.sort,
                Qt::DescendingOrder};
            QVERIFY(query.isServed() || *filter != 0);
            const Statement first = hopStatement(query, nullptr, 100);
            auto rows = fixture.connection->exec(first.sql, first.values);
            QVERIFY2(rows.ok() && rows->next(), qPrintable(first.sql));
            const BlockAnchor anchor{rows->value(0), rows->value(1).toLongLong()};
            rows->finish();
            Statement hop = hopStatement(query, &anchor, 100);
            for (const QVariant& value : hop.values) {
                hop.sql.replace(hop.sql.indexOf(u'?'), 1, u'\'' + value.toString() + u'\'');
            }
            if (backend == Backend::Sqlite) {
                // Quoted numbers are texts there.
                hop = hopStatement(query, &anchor, 100);
            }
            auto explained = fixture.connection->exec(
                (backend == Backend::Sqlite ? QStringLiteral("EXPLAIN QUERY PLAN ") : QStringLiteral("EXPLAIN "))
                    + hop.sql,
                backend == Backend::Sqlite ? hop.values : QVariantList());
            QVERIFY2(explained.ok(), qPrintable(hop.sql));
            QString plan;
            while (explained->next()) {
                plan += explained->value(backend == Backend::Sqlite ? 3 : 0).toString() + u'\n';
            }
            explained->finish();
            QVERIFY2(!plan.contains(u"TEMP B-TREE") && !plan.contains(u"SCAN container"), qPrintable(plan));
            if (backend == Backend::Sqlite) {
                // The whole of the anchor narrows it, not only its key, which a million rows may share.
                QVERIFY2(info.isTotal || plan.contains(u"id<?"), qPrintable(plan));
            }
        }
    }
}

void TestTableOrders::findsPaths()
{
    TableFixture& fixture = *m_filled.value(TestDatabases::backend());
    RepositoryTableModel model(fixture.url);
    QSignalSpy found(&model, &RepositoryTableModel::pathFound);
    const QList<ContainerRepository>& all = m_rows[fixture.url.backend() == Backend::Sqlite ? 0 : 1];
    QVERIFY(model.select());
    for (const char* filter : {"", "-plan:free", "state:default"}) {
        model.setRepositoryFilter(filterOf(QString::fromLatin1(filter)));
        for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
            model.setRepositorySort(RepositorySort::Path, order);
            QTRY_VERIFY(!model.isCounting());
            QStringList paths;
            for (const qint64 id : expectedIds(all, model.repositoryFilter(), RepositorySort::Path, order)) {
                paths << all.at(id - 1).path;
            }
            const QString beginning = QStringLiteral("g/p/r1004");
            found.clear();
            model.findPath(beginning);
            QTRY_COMPARE(found.count(), 1);
            const int row = found.at(0).at(0).toInt();
            QVERIFY(paths.at(row).startsWith(beginning));
            QVERIFY(row == 0 || !paths.at(row - 1).startsWith(beginning));
        }
    }
}

void TestTableOrders::findsPartsOfPaths()
{
    TableFixture fixture(m_databases.createForRow());
    fixture.fill(2000);
    const auto count = [&](const QString& text) {
        RepositoryTableModel model(fixture.url);
        model.setRepositoryFilter(filterOf(text));
        model.setRepositorySort(RepositorySort::Path, Qt::AscendingOrder);
        model.select();
        return QTest::qWaitFor([&model] { return !model.isCounting(); }) ? model.rowCount() : -1;
    };
    QVERIFY(*schema::findsPartsByIndex(*fixture.connection));
    QCOMPARE(count(QStringLiteral("r10019")), 100);
    QCOMPARE(count(QStringLiteral("path:*10019?7")), 10);
    QCOMPARE(count(QStringLiteral("\"p/r10019\"")), 100);
    QCOMPARE(count(QStringLiteral("%10019")), 0);
    // The index follows what becomes of the rows.
    fixture.run(QStringLiteral("DELETE FROM container_repositories WHERE path = 'g/p/r1001950'"));
    fixture.run(
        QStringLiteral("UPDATE container_repositories SET path = 'g/p/moved%away' WHERE path = 'g/p/r1001951'"));
    QCOMPARE(count(QStringLiteral("r10019")), 98);
    QCOMPARE(count(QStringLiteral("ed%aw")), 1);
    if (fixture.url.backend() == Backend::PostgreSql) {
        // As where the extension may not be created.
        fixture.run(QStringLiteral("DROP INDEX repository_paths_trigrams"));
        QVERIFY(!*schema::findsPartsByIndex(*fixture.connection));
        QCOMPARE(count(QStringLiteral("r10019")), 98);
        QVERIFY(schema::upgrade(*fixture.connection).ok());
        QVERIFY(*schema::findsPartsByIndex(*fixture.connection));
    }
}

void TestTableOrders::completesValues()
{
    FilterValues values(m_filled.value(TestDatabases::backend())->url);
    QSignalSpy found(&values, &FilterValues::found);
    const auto ask = [&](FilterField field, const char* beginning) {
        found.clear();
        values.find(field, QString::fromLatin1(beginning));
        return QTest::qWaitFor([&found] { return !found.isEmpty(); }) ? found.at(0).at(2).toStringList()
                                                                      : QStringList{QStringLiteral("no answer")};
    };
    QCOMPARE(ask(FilterField::Plan, ""), (QStringList{QStringLiteral("free"), QStringLiteral("gold")}));
    QCOMPARE(ask(FilterField::Plan, "g"), QStringList{QStringLiteral("gold")});
    QCOMPARE(ask(FilterField::Namespace, ""), QStringList{QStringLiteral("g")});
    QCOMPARE(ask(FilterField::Namespace, "x"), QStringList());
    QCOMPARE(ask(FilterField::Path, "g/p/r10000").size(), qsizetype(FilterValues::maxValues));
    QCOMPARE(ask(FilterField::Path, "g/p/r1000007"), QStringList{QStringLiteral("g/p/r1000007")});
}

QTEST_GUILESS_MAIN(TestTableOrders)
#include "tst_tableorders.moc"
