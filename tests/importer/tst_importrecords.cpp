// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importer/evidencestore.h"
#include "models/importer/importeridentity.h"
#include "models/importer/importrecords.h"
#include "models/importer/importstore.h"
#include "tests/support/testdatabases.h"

#include <QProcess>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace transship;
using namespace transship::testing;

namespace {

const QString path = u"group/app"_s;

template <typename T> T valueOf(const Result<T>& result)
{
    if (!result) {
        qFatal("%s", qPrintable(result.error().toString()));
    }
    return *result;
}

void require(const Result<void>& result)
{
    if (!result) {
        qFatal("%s", qPrintable(result.error().toString()));
    }
}

ImportRecord started(const QString& of = path, ImportStatus status = ImportStatus::PreImportInProgress)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    return ImportRecord{.path = of, .status = status, .startedAt = now, .updatedAt = now};
}

/// One importer's view of a database that it shares.
struct Importer {
    explicit Importer(const DatabaseUrl& url, const QString& name)
        : database(valueOf(ImportDatabase::open(url)))
        , records(database, name, std::chrono::seconds(30))
    {
    }
    ImportRecord record(const QString& of = path) { return *valueOf(records.find(of)); }

    std::shared_ptr<ImportDatabase> database;
    ImportRecords records;
};

void runOutLeases(Importer& importer)
{
    require(importer.database->run(u"UPDATE importer_repositories SET lease_until = '2000-01-01 00:00:00'"_s));
}

} // namespace

/// What several importers on one database may do to each other's imports, on both databases.
class TestImportRecords : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }

    void oneImportsAtATime_data() { TestDatabases::addRows(); }
    void oneImportsAtATime()
    {
        const DatabaseUrl url = empty();
        Importer one(url, u"one"_s);
        Importer two(url, u"two"_s);
        QVERIFY(valueOf(one.records.begin(started(), true)));
        QVERIFY(!valueOf(two.records.begin(started(), true)));
        QVERIFY(!valueOf(one.records.begin(started(), true)));
        QCOMPARE(two.record().owner, u"one"_s);
        QVERIFY(two.record().isInProgress());

        ImportRecord ended = one.record();
        ended.status = ImportStatus::PreImportComplete;
        ended.preImported = true;
        QVERIFY(!valueOf(two.records.end(ended))); // not its own
        QVERIFY(valueOf(one.records.end(ended)));
        QVERIFY(!valueOf(one.records.end(ended))); // ended already
        QVERIFY(valueOf(two.records.begin(started(path, ImportStatus::ImportInProgress), false)));
        QCOMPARE(one.record().owner, u"two"_s);
    }

    void aNewPreImportForgetsWhatWasCopied_data() { TestDatabases::addRows(); }
    void aNewPreImportForgetsWhatWasCopied()
    {
        Importer importer(empty(), u"one"_s);
        ImportStore content(importer.database);
        QVERIFY(valueOf(importer.records.begin(started(), true)));
        require(content.recordTags(path, {ImportedTag{u"v1"_s, u"sha256:aa"_s, true}}));
        require(content.recordTags(u"group/other"_s, {ImportedTag{u"v1"_s, u"sha256:aa"_s, true}}));
        ImportRecord failed = importer.record();
        failed.status = ImportStatus::PreImportFailed;
        QVERIFY(valueOf(importer.records.end(failed)));
        QVERIFY(valueOf(importer.records.begin(started(), true)));
        QVERIFY(valueOf(content.tags(path, {u"v1"_s})).isEmpty());
        QCOMPARE(valueOf(content.tags(u"group/other"_s, {u"v1"_s})).size(), 1);
    }

    void takenOverWhenTheLeaseRanOut_data() { TestDatabases::addRows(); }
    void takenOverWhenTheLeaseRanOut()
    {
        const DatabaseUrl url = empty();
        Importer dead(url, u"dead"_s);
        Importer two(url, u"two"_s);
        Importer three(url, u"three"_s);
        QVERIFY(valueOf(dead.records.begin(started(), true)));
        QList<ImportRecords::Claim> claims = valueOf(two.records.inProgress());
        QCOMPARE(claims.size(), 1);
        QVERIFY(!claims.first().lapsed);
        QVERIFY(!valueOf(two.records.takeOver(claims.first(), false))); // alive, as far as anybody knows

        runOutLeases(dead);
        claims = valueOf(two.records.inProgress());
        QVERIFY(claims.first().lapsed);
        QVERIFY(valueOf(two.records.takeOver(claims.first(), false)));
        QVERIFY(!valueOf(three.records.takeOver(claims.first(), false))); // second
        QCOMPARE(dead.record().owner, u"two"_s);
        QCOMPARE(dead.record().deaths, 1);

        // The one that was thought dead hears of it, and cannot end what is not its own any more.
        QCOMPARE(valueOf(dead.records.beat({{path, {}}})), QSet<QString>());
        ImportRecord ended = dead.record();
        ended.status = ImportStatus::PreImportComplete;
        QVERIFY(!valueOf(dead.records.end(ended)));
        QVERIFY(dead.record().isInProgress());
    }

    void aHeartbeatKeepsTheLease_data() { TestDatabases::addRows(); }
    void aHeartbeatKeepsTheLease()
    {
        const DatabaseUrl url = empty();
        Importer one(url, u"one"_s);
        Importer two(url, u"two"_s);
        QVERIFY(valueOf(one.records.begin(started(), true)));
        runOutLeases(one);
        const QJsonObject progress{{u"tags_done"_s, 17}};
        QCOMPARE(valueOf(one.records.beat({{path, progress}})), QSet<QString>{path});
        QCOMPARE(two.record().progress, progress);
        const QList<ImportRecords::Claim> claims = valueOf(two.records.inProgress());
        QVERIFY(!claims.first().lapsed);
        QVERIFY(!valueOf(two.records.takeOver(claims.first(), false)));
    }

    void givenBackWithoutBlame_data() { TestDatabases::addRows(); }
    void givenBackWithoutBlame()
    {
        const DatabaseUrl url = empty();
        Importer drained(url, u"drained"_s);
        Importer two(url, u"two"_s);
        QVERIFY(valueOf(drained.records.begin(started(), true)));
        const QString other = u"group/other"_s;
        QVERIFY(valueOf(drained.records.begin(started(other), true)));
        require(drained.records.release(other)); // one alone; the other is still about to stop
        QList<ImportRecords::Claim> claims = valueOf(two.records.inProgress());
        QCOMPARE(claims.size(), 2);
        QCOMPARE(claims.first().record.path, path);
        QVERIFY(!claims.first().lapsed && claims.last().lapsed);
        require(drained.records.releaseAll());
        QVERIFY(valueOf(two.records.takeOver(valueOf(two.records.inProgress()).first(), false)));
        QCOMPARE(two.record().deaths, 0);
    }

    /// Only who died before anything was copied is counted.
    void deathsOfThoseWhoGotNowhere_data() { TestDatabases::addRows(); }
    void deathsOfThoseWhoGotNowhere()
    {
        const DatabaseUrl url = empty();
        Importer one(url, u"one"_s);
        Importer two(url, u"two"_s);
        ImportStore content(one.database);
        QVERIFY(valueOf(one.records.begin(started(), true)));
        // The one at work lives for a heartbeat, and the other takes over.
        const auto die = [&one, &two] {
            Importer& dead = one.record().owner == u"one"_s ? one : two;
            Importer& next = &dead == &one ? two : one;
            const bool wasAlive = valueOf(dead.records.beat({{path, {}}})).contains(path);
            runOutLeases(dead);
            return wasAlive && valueOf(next.records.takeOver(valueOf(next.records.inProgress()).first(), false));
        };
        for (int deaths = 1; deaths <= 25; ++deaths) {
            QVERIFY(die());
            QCOMPARE(one.record().deaths, deaths);
        }
        require(content.recordManifests(path, {u"sha256:aa"_s}));
        QVERIFY(die());
        QCOMPARE(one.record().deaths, 1);
        QVERIFY(die());
        QCOMPARE(one.record().deaths, 2);
    }

    /// Who takes up its own import again, after trouble with its database, has not died of it.
    void takenUpAgainByItself_data() { TestDatabases::addRows(); }
    void takenUpAgainByItself()
    {
        const DatabaseUrl url = empty();
        Importer dead(url, u"dead"_s);
        Importer one(url, u"one"_s);
        ImportStore content(one.database);
        const auto takeOver = [&one] {
            runOutLeases(one);
            return valueOf(one.records.takeOver(valueOf(one.records.inProgress()).first(), false));
        };
        QVERIFY(valueOf(dead.records.begin(started(), true)));
        QVERIFY(takeOver());
        QVERIFY(takeOver());
        QCOMPARE(one.record().deaths, 1);
        require(content.recordManifests(path, {u"sha256:aa"_s}));
        QVERIFY(takeOver());
        QCOMPARE(one.record().deaths, 0);
    }

    void canceledFromAnywhere_data() { TestDatabases::addRows(); }
    void canceledFromAnywhere()
    {
        const DatabaseUrl url = empty();
        Importer one(url, u"one"_s);
        Importer two(url, u"two"_s);
        QVERIFY(valueOf(one.records.begin(started(), true)));
        ImportRecord canceled = two.record();
        canceled.status = ImportStatus::PreImportCanceled;
        canceled.canceledAt = QDateTime::currentDateTimeUtc();
        QVERIFY(valueOf(two.records.change(ImportStatus::PreImportInProgress, canceled)));
        QVERIFY(!valueOf(two.records.change(ImportStatus::PreImportInProgress, canceled))); // it has another one now
        QCOMPARE(valueOf(one.records.beat({{path, {}}})), QSet<QString>());
        QCOMPARE(one.record().status, ImportStatus::PreImportCanceled);
        QVERIFY(one.record().canceledAt.isValid());
    }

    void countsAndPaths_data() { TestDatabases::addRows(); }
    void countsAndPaths()
    {
        Importer importer(empty(), u"one"_s);
        for (const QString& of : {u"b"_s, u"a"_s, u"c"_s}) {
            QVERIFY(valueOf(importer.records.begin(started(of), true)));
        }
        QCOMPARE(
            valueOf(importer.records.counts()), (QMap<ImportStatus, qint64>{{ImportStatus::PreImportInProgress, 3}}));
        QCOMPARE(valueOf(importer.records.paths({}, 2)), (QStringList{u"a"_s, u"b"_s}));
        QCOMPARE(valueOf(importer.records.paths(u"b"_s, 2)), QStringList{u"c"_s});
    }

    void tablesOfTheFirstVersionAreUpgraded_data() { TestDatabases::addRows(); }
    void tablesOfTheFirstVersionAreUpgraded()
    {
        const DatabaseUrl url = empty();
        {
            const auto old = TestDatabases::open(url);
            for (const QString& statement : {u"CREATE TABLE importer_schema (version integer NOT NULL PRIMARY KEY)"_s,
                     u"INSERT INTO importer_schema (version) VALUES (1)"_s,
                     u"CREATE TABLE importer_repositories (path text NOT NULL PRIMARY KEY, status text NOT NULL, "
                     "detail text NOT NULL DEFAULT '', pre_imported integer NOT NULL DEFAULT 0, started_at timestamp, "
                     "updated_at timestamp, canceled_at timestamp)"_s,
                     u"CREATE TABLE importer_manifests (path text NOT NULL, digest text NOT NULL, "
                     "PRIMARY KEY (path, digest))"_s,
                     u"CREATE TABLE importer_tags (path text NOT NULL, tag text NOT NULL, digest text NOT NULL, "
                     "published integer NOT NULL DEFAULT 0, PRIMARY KEY (path, tag))"_s,
                     u"INSERT INTO importer_repositories (path, status) VALUES ('group/app', "
                     "'pre_import_in_progress')"_s}) {
                QVERIFY(old->exec(statement).ok());
            }
        }
        Importer importer(url, u"one"_s);
        const QList<ImportRecords::Claim> claims = valueOf(importer.records.inProgress());
        QCOMPARE(claims.size(), 1);
        QVERIFY(claims.first().lapsed); // nobody's: the first to come resumes it
        QVERIFY(valueOf(importer.records.takeOver(claims.first(), false)));
        QCOMPARE(importer.record().deaths, 0);

        require(importer.database->run(u"INSERT INTO importer_schema (version) VALUES (1000)"_s));
        const auto newer = ImportDatabase::open(url);
        QVERIFY(!newer && newer.error().code == ErrorCode::DatabaseTooNew);
    }

    void evidenceOfTheLastVerification_data() { TestDatabases::addRows(); }
    void evidenceOfTheLastVerification()
    {
        Importer importer(empty(), u"one"_s);
        EvidenceStore evidence(importer.database);
        Verification verification;
        verification.path = path;
        verification.outcome = Verification::Outcome::Mismatch;
        verification.startedAt = QDateTime::fromSecsSinceEpoch(1'700'000'000, Qt::UTC);
        verification.endedAt = verification.startedAt.addSecs(1);
        verification.tags = 2;
        require(evidence.begin(path));
        require(evidence.addTags(path, {{u"v2"_s, u"sha256:b"_s, {}}, {u"v1"_s, u"sha256:a"_s, u"sha256:a"_s}}));
        const VerificationFinding missing{VerificationFinding::Kind::TagMissing, u"v2"_s, u"sha256:b"_s, u"gone"_s};
        require(evidence.addFindings(path, 1, {missing}));
        require(evidence.end(verification));
        const QList<TagEvidence> tags = valueOf(evidence.tags(path, {}, 10));
        QCOMPARE(tags.size(), 2);
        QCOMPARE(tags.first().tag, u"v1"_s);
        QCOMPARE(tags.last().targetDigest, QString());
        QCOMPARE(valueOf(evidence.findings(path, 0, 10)).first().kind, VerificationFinding::Kind::TagMissing);
        QVERIFY(valueOf(evidence.findings(path, 1, 10)).isEmpty());

        require(evidence.begin(path));
        verification.startedAt = verification.startedAt.addSecs(60);
        verification.outcome = Verification::Outcome::Match;
        require(evidence.end(verification));
        QVERIFY(valueOf(evidence.tags(path, {}, 10)).isEmpty());
        QCOMPARE(valueOf(evidence.latest({}, 10)).size(), 1);
        QCOMPARE(valueOf(evidence.latestOf(path))->outcome, Verification::Outcome::Match);
        QCOMPARE(valueOf(evidence.latestOf(path))->startedAt, verification.startedAt);
        QVERIFY(!valueOf(evidence.latestOf(u"other"_s)));
    }

    void deadOrAlive()
    {
        const ImporterIdentity own = ImporterIdentity::ofThisProcess();
        QVERIFY(!ImporterIdentity(own.toString()).isKnownDead());
        QVERIFY(own.toString() != ImporterIdentity::ofThisProcess().toString());
        QVERIFY(ImporterIdentity(own.toString())
                    .displayName()
                    .endsWith(QString::number(QCoreApplication::applicationPid())));

        QStringList parts = own.toString().split(u' ');
        parts[4] = u"1"_s; // another process that had this number before
        QVERIFY(ImporterIdentity(parts.join(u' ')).isKnownDead());
        parts[2] = u"pid:[1]"_s; // where its number says nothing
        QVERIFY(!ImporterIdentity(parts.join(u' ')).isKnownDead());
        parts[1] = u"another kernel"_s;
        QVERIFY(!ImporterIdentity(parts.join(u' ')).isKnownDead());
        QVERIFY(!ImporterIdentity(u""_s).isKnownDead());
    }

    /// The server ends every connection; the next calls find it again.
    void outlivesARestartOfTheDatabase()
    {
        const DatabaseUrl url = m_databases.createEmpty(u"postgresql"_s);
        Importer importer(url, u"one"_s);
        QVERIFY(valueOf(importer.records.begin(started(), true)));
        const auto other = TestDatabases::open(url);
        QVERIFY(other
                    ->exec(u"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
                           "AND datname = current_database()"_s)
                    .ok());
        QTRY_VERIFY(importer.records.check().ok());
        QCOMPARE(valueOf(importer.records.beat({{path, {}}})), QSet<QString>{path});
    }

private:
    DatabaseUrl empty() { return m_databases.createEmpty(TestDatabases::backend()); }

    TestDatabases m_databases;
};

QTEST_GUILESS_MAIN(TestImportRecords)
#include "tst_importrecords.moc"
