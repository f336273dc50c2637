// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/storage/storagetools.h"

#include <QRegularExpression>

#include <thread>

using namespace transship;
using namespace transship::testing;

/// What Connection sends to PostgreSQL in one round trip must come to the same as one by one; SQLite as the yardstick.
class TestMessages : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }
    void questionsAreAnsweredInOrder_data() { TestDatabases::addRows(); }
    void questionsAreAnsweredInOrder();
    void textStaysText_data() { TestDatabases::addRows(); }
    void textStaysText();
    void nulInADetailDoesNotKeepATransitionFromHappening_data() { TestDatabases::addRows(); }
    void nulInADetailDoesNotKeepATransitionFromHappening();
    void eachStatementSeesWhatIsCommitted();
    void transactionBeginsWithItsFirstStatement();
    void lastStatementCommits();
    void lastStatementOfAPartDoesNotCommit();
    void failedLastStatementKeepsNothing();
    void refusedCommitKeepsNothing();
    void whatWasNotPreparedIsPreparedAgain_data() { TestDatabases::addRows(); }
    void whatWasNotPreparedIsPreparedAgain();
    void moreStatementsThanStayPrepared_data() { TestDatabases::addRows(); }
    void moreStatementsThanStayPrepared();
    void statementThatChangesMuch_data() { TestDatabases::addRows(); }
    void statementThatChangesMuch();

private:
    TestDatabases m_databases;
};

namespace {

Connection::Question collect(const QString& sql, const QVariantList& values, QStringList& into)
{
    return {sql, values, [&into](const Row& row) -> Result<void> {
                into << row.value(0).toString();
                return {};
            }};
}

/// Writes `n` as the last statement of its transaction.
Result<void> insertLast(Connection& connection, int n, bool& wroteInside)
{
    return connection.transaction([&]() -> Result<void> {
        const Result<void> written = connection.execReturning(
            QStringLiteral("INSERT INTO written (n) VALUES (?) RETURNING n"), {n},
            [](const Row&) -> Result<void> { return {}; }, Connection::Place::Last);
        wroteInside = connection.inTransaction();
        return written;
    });
}

} // namespace

void TestMessages::questionsAreAnsweredInOrder()
{
    Fixture f(m_databases.createForRow());
    QStringList first;
    QStringList second;
    QStringList none;
    const QString twoRows = QStringLiteral("SELECT CAST(? AS text) UNION ALL SELECT 'b' ORDER BY 1");
    VERIFY_OK(f.connection->readAll({collect(twoRows, {QStringLiteral("a")}, first),
        collect(QStringLiteral("SELECT 1 WHERE 1 = 0"), {}, none), collect(twoRows, {QStringLiteral("c")}, second)}));
    QCOMPARE(first, (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
    QCOMPARE(second, (QStringList{QStringLiteral("b"), QStringLiteral("c")}));
    QCOMPARE(none, QStringList());
    // A visitor's error is the answer, and the connection goes on.
    const auto refuse = [](const Row&) -> Result<void> { return Error{ErrorCode::Refused, QStringLiteral("no")}; };
    const auto refused = f.connection->readAll(
        {{QStringLiteral("SELECT 1"), {}, refuse}, collect(QStringLiteral("SELECT 2"), {}, none)});
    QCOMPARE(refused.error().code, ErrorCode::Refused);
    QCOMPARE(f.number(QStringLiteral("SELECT 7")), 7);
}

void TestMessages::textStaysText()
{
    Fixture f(m_databases.createForRow());
    QVERIFY(f.run(QStringLiteral("CREATE TABLE texts (a text NOT NULL, b text)")));
    const QStringList texts{QStringLiteral("it's; COMMIT; DROP TABLE texts; --"), QStringLiteral("\\' OR ? = $1 \""),
        QStringLiteral("ünï\n\t/* */"), QString()};
    for (const QString& text : texts) {
        VERIFY_OK(
            f.connection->execCount(QStringLiteral("INSERT INTO texts (a, b) VALUES (?, ?)"), {text, QVariant()}));
    }
    QStringList found;
    VERIFY_OK(f.connection->readAll(
        {collect(QStringLiteral("SELECT a FROM texts WHERE b IS NULL AND a <> 'what?' AND a <> ?"),
            {QStringLiteral("x")}, found)}));
    QStringList expected = texts;
    expected.last() = QStringLiteral("");
    QCOMPARE(found, expected);
}

void TestMessages::nulInADetailDoesNotKeepATransitionFromHappening()
{
    Fixture f(m_databases.createForRow());
    const qint64 id = f.add(QStringLiteral("a/b"));
    TransitionRequest skip = request(id, MigrationEvent::SkipImport, at(QStringLiteral("01:02:03.004")));
    skip.context.reason = SkippedReason::TooManyTags;
    skip.detail = QStringLiteral("it said ") + QChar(QChar::Null) + QStringLiteral("'; and more");
    VERIFY_OK(f.stores.repositories.fire(skip));
    const auto after = f.stores.repositories.find(id);
    VERIFY_OK(after);
    QCOMPARE(after->state, MigrationState::ImportSkipped);
    const auto history = f.stores.events.history(id);
    VERIFY_OK(history);
    QCOMPARE(history->size(), 1);
    // SQLite keeps it as it is.
    QString detail = history->first().detail;
    detail.replace(QChar::Null, QChar::ReplacementCharacter);
    QCOMPARE(detail, QStringLiteral("it said \uFFFD'; and more"));
}

void TestMessages::eachStatementSeesWhatIsCommitted()
{
    // The lock is waited for; what its holder committed must be seen by the question in the same message.
    Fixture f(m_databases.create(QStringLiteral("postgresql")));
    QVERIFY(f.run(QStringLiteral("CREATE TABLE written (n integer)")));
    Fixture holder(f.url);
    VERIFY_OK(holder.connection->begin());
    QVERIFY(holder.run(QStringLiteral("SELECT pg_advisory_xact_lock(1)")));
    QVERIFY(holder.run(QStringLiteral("INSERT INTO written VALUES (1)")));
    QStringList counted;
    std::thread waiting([&counted, url = f.url] {
        Fixture own(url);
        (void)own.connection->transaction([&]() -> Result<void> {
            own.connection->runBeforeNext(QStringLiteral("SELECT pg_advisory_xact_lock(1)"));
            return own.connection->readAll({collect(QStringLiteral("SELECT count(*) FROM written"), {}, counted)});
        });
    });
    const bool waited = QTest::qWaitFor([&f] {
        return f.number(QStringLiteral("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"))
            == 1;
    });
    const auto committed = holder.connection->commit();
    waiting.join();
    QVERIFY(waited);
    VERIFY_OK(committed);
    QCOMPARE(counted, QStringList(QStringLiteral("1")));
}

void TestMessages::transactionBeginsWithItsFirstStatement()
{
    Fixture f(m_databases.create(QStringLiteral("postgresql")));
    QVERIFY(f.run(QStringLiteral("CREATE TABLE written (n integer)")));
    for (const bool keep : {true, false}) {
        VERIFY_OK(f.connection->begin());
        QVERIFY(f.connection->inTransaction());
        if (keep) {
            VERIFY_OK(f.connection->commit());
        } else {
            f.connection->rollback();
        }
        QVERIFY(!f.connection->inTransaction());
    }
    // By each of the ways there are.
    const QString insert = QStringLiteral("INSERT INTO written VALUES (1)");
    const QList<std::function<bool()>> ways{[&] { return f.connection->exec(insert).ok(); },
        [&] { return f.connection->exec(QStringLiteral("INSERT INTO written VALUES (?)"), {1}).ok(); },
        [&] { return f.connection->execCount(insert).ok(); }};
    for (const auto& way : ways) {
        VERIFY_OK(f.connection->begin());
        QVERIFY(way());
        f.connection->rollback();
        QCOMPARE(f.number(QStringLiteral("SELECT count(*) FROM written")), 0);
    }
    // A lock that is not needed after all is not taken by what comes next.
    VERIFY_OK(f.connection->begin());
    f.connection->runBeforeNext(QStringLiteral("SELECT pg_advisory_lock(1)"));
    f.connection->rollback();
    QCOMPARE(f.number(QStringLiteral("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")), 0);
}

void TestMessages::lastStatementCommits()
{
    Fixture f(m_databases.create(QStringLiteral("postgresql")));
    QVERIFY(f.run(QStringLiteral("CREATE TABLE written (n integer)")));
    QStringList sent;
    f.connection->setTrace([&sent](const QString& sql, const QVariantList&) { sent << sql.section(u' ', 0, 0); });
    bool inside = true;
    VERIFY_OK(insertLast(*f.connection, 1, inside));
    f.connection->setTrace({});
    QVERIFY(!inside);
    QCOMPARE(sent, (QStringList{QStringLiteral("BEGIN"), QStringLiteral("INSERT"), QStringLiteral("COMMIT")}));
    Fixture other(f.url);
    QCOMPARE(other.number(QStringLiteral("SELECT n FROM written")), 1);
}

void TestMessages::lastStatementOfAPartDoesNotCommit()
{
    Fixture f(m_databases.create(QStringLiteral("postgresql")));
    QVERIFY(f.run(QStringLiteral("CREATE TABLE written (n integer)")));
    bool inside = false;
    const auto failed = f.connection->transaction([&]() -> Result<void> {
        const Result<void> written = insertLast(*f.connection, 1, inside);
        return written ? Result<void>(Error{ErrorCode::Refused, QStringLiteral("no")}) : written;
    });
    QCOMPARE(failed.error().code, ErrorCode::Refused);
    QVERIFY(inside);
    QCOMPARE(f.number(QStringLiteral("SELECT count(*) FROM written")), 0);
    VERIFY_OK(f.connection->begin());
    VERIFY_OK(insertLast(*f.connection, 2, inside));
    QVERIFY(inside);
    f.connection->rollback();
    QCOMPARE(f.number(QStringLiteral("SELECT count(*) FROM written")), 0);
}

void TestMessages::failedLastStatementKeepsNothing()
{
    Fixture f(m_databases.create(QStringLiteral("postgresql")));
    QVERIFY(f.run(QStringLiteral("CREATE TABLE written (n integer CHECK (n < 10))")));
    const auto failed = f.connection->transaction([&]() -> Result<void> {
        const auto before = f.connection->execCount(QStringLiteral("INSERT INTO written VALUES (1)"));
        bool inside = false;
        return before ? insertLast(*f.connection, 10, inside) : Result<void>(before.error());
    });
    QVERIFY(!failed);
    bool inside = false;
    const auto alone = insertLast(*f.connection, 10, inside);
    QCOMPARE(alone.error().sqlState, QStringLiteral("23514"));
    QVERIFY(!f.connection->inTransaction());
    QCOMPARE(f.number(QStringLiteral("SELECT count(*) FROM written")), 0);
    VERIFY_OK(insertLast(*f.connection, 3, inside));
    QCOMPARE(f.number(QStringLiteral("SELECT n FROM written")), 3);
}

void TestMessages::refusedCommitKeepsNothing()
{
    Fixture f(m_databases.create(QStringLiteral("postgresql")));
    QVERIFY(f.run(QStringLiteral("CREATE TABLE written (n integer UNIQUE DEFERRABLE INITIALLY DEFERRED)")));
    bool inside = false;
    VERIFY_OK(insertLast(*f.connection, 1, inside));
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    const auto refused = insertLast(*f.connection, 1, inside);
    QVERIFY2(refused.error().message.contains(u"cannot commit"), qPrintable(refused.error().message));
    QCOMPARE(refused.error().sqlState, QStringLiteral("23505"));
    QVERIFY(!f.connection->inTransaction());
    QCOMPARE(f.number(QStringLiteral("SELECT count(*) FROM written")), 1);
    VERIFY_OK(insertLast(*f.connection, 2, inside));
    QCOMPARE(f.number(QStringLiteral("SELECT count(*) FROM written")), 2);
}

void TestMessages::whatWasNotPreparedIsPreparedAgain()
{
    Fixture f(m_databases.createForRow());
    const QString sql = QStringLiteral("SELECT n FROM later WHERE n = ?");
    QStringList found;
    QVERIFY(!f.connection->readAll({collect(QStringLiteral("SELECT 1"), {}, found), collect(sql, {1}, found)}));
    QVERIFY(f.run(QStringLiteral("CREATE TABLE later AS SELECT 1 AS n")));
    found.clear();
    VERIFY_OK(f.connection->readAll({collect(QStringLiteral("SELECT 1"), {}, found), collect(sql, {1}, found)}));
    QCOMPARE(found.size(), 2);
}

void TestMessages::moreStatementsThanStayPrepared()
{
    Fixture f(m_databases.createForRow());
    QStringList found;
    QStringList expected;
    for (int round = 0; round < 2; ++round) {
        for (int i = 0; i < 100; ++i) {
            VERIFY_OK(f.connection->readAll({collect(QStringLiteral("SELECT %1 + ?").arg(i), {1}, found)}));
            expected << QString::number(i + 1);
        }
    }
    QCOMPARE(found, expected);
    if (f.connection->backend() == Backend::PostgreSql) {
        const qint64 kept = f.number(QStringLiteral("SELECT count(*) FROM pg_prepared_statements"));
        QVERIFY2(kept > 1 && kept <= 64, qPrintable(QString::number(kept)));
    }
}

/// SQLite notes the pages a statement changes, so as to undo it alone: 8 MB of them here, more than it keeps in memory.
void TestMessages::statementThatChangesMuch()
{
    Fixture f(m_databases.createForRow());
    QVERIFY(f.run(QStringLiteral("CREATE TABLE wide (id integer PRIMARY KEY, n integer UNIQUE, words text)")));
    VERIFY_OK(f.connection->execCount(
        QStringLiteral("INSERT INTO wide (id, n, words) WITH RECURSIVE ids (id) AS (SELECT 1 UNION ALL SELECT id + 1 "
                       "FROM ids WHERE id < 20000) SELECT id, id, ? FROM ids"),
        {QString(400, u'x')}));
    const Result<int> changed = f.connection->transaction([&] {
        return f.connection->execCount(
            QStringLiteral("UPDATE wide SET n = n + 100000, words = ?"), {QString(400, u'y')});
    });
    VERIFY_OK(changed);
    QCOMPARE(*changed, 20000);
    QCOMPARE(f.number(QStringLiteral("SELECT count(*) FROM wide WHERE n > 100000 AND words LIKE 'y%'")), 20000);
}

QTEST_GUILESS_MAIN(TestMessages)
#include "tst_messages.moc"
