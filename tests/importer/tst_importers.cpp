// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importer/evidencestore.h"
#include "models/importer/importrecords.h"
#include "models/importer/importservice.h"
#include "models/registry/httpclient.h"
#include "tests/support/eventual.h"
#include "tests/support/fakeociregistry.h"
#include "tests/support/rawhttp.h"
#include "tests/support/testdatabases.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace transship;
using namespace transship::testing;

namespace {
const QString path = u"group/app"_s;
} // namespace

/// Several importers that share a database, one after the other or side by side; and what one tells of itself.
class TestImporters : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }

    void init()
    {
        m_source = std::make_unique<FakeOciRegistry>();
        m_target = std::make_unique<FakeOciRegistry>();
        m_digest = m_source->addImage(path, u"v1"_s, "layer");
        m_log.clear();
        const QString backend = QTest::currentDataTag() ? TestDatabases::backend() : u"sqlite"_s;
        m_database = m_databases.createEmpty(backend);
    }

    void cleanup()
    {
        m_services.clear();
        m_source.reset();
        m_target.reset();
    }

    void oneRepositoryOneImporter_data() { TestDatabases::addRows(); }
    void oneRepositoryOneImporter()
    {
        hold();
        ImportService& one = serve();
        ImportService& two = serve();
        QCOMPARE(put(one, u"pre"_s).status, 202);
        for (ImportService* service : {&one, &two}) {
            const RawAnswer refused = put(*service, u"pre"_s);
            QCOMPARE(refused.status, 425);
            QCOMPARE(refused.errorCode(), u"PRE_IMPORT_IN_PROGRESS"_s);
            QCOMPARE(status(*service), u"pre_import_in_progress"_s);
        }
        QTRY_VERIFY(get(two).object().value(u"progress").toObject().contains(u"phase")); // written by the other one
        QCOMPARE(two.runningImports(), 0);
        open();
        QTRY_COMPARE(status(two), u"pre_import_complete"_s);
        QCOMPARE(put(two, u"final"_s).status, 202); // and the next step is anybody's
        QTRY_COMPARE(status(one), u"import_complete"_s);
    }

    /// Both look, see that nobody is at it, and begin: one of them is second.
    void bothStartAtOnce_data() { TestDatabases::addRows(); }
    void bothStartAtOnce()
    {
        ImportService& one = serve();
        ImportService& two = serve();
        hold();
        FakeAnswer later = FakeAnswer::error(503, u"UNAVAILABLE"_s);
        later.held = true;
        m_source->script("GET", u"/tags/list"_s, later, 2); // both wait here for the answer to: is there such a one?
        Eventual<int> first(startOf(one));
        Eventual<int> second(startOf(two));
        QTRY_COMPARE(m_source->heldCount(), 2);
        m_source->release();
        const QSet<int> answers{first.get(), second.get()};
        QCOMPARE(answers, (QSet<int>{202, 425}));
        QCOMPARE(one.runningImports() + two.runningImports(), 1);
        open();
        QTRY_COMPARE(status(one), u"pre_import_complete"_s);
    }

    void canceledThroughAnother_data() { TestDatabases::addRows(); }
    void canceledThroughAnother()
    {
        hold();
        ImportService& one = serve();
        ImportService& two = serve();
        QCOMPARE(put(one, u"pre"_s).status, 202);
        QTRY_VERIFY(m_source->heldCount() > 0);
        QCOMPARE(remove(two).status, 202);
        QCOMPARE(status(one), u"pre_import_canceled"_s); // at once
        QTRY_COMPARE(one.runningImports(), 0); // with its next heartbeat
        QCOMPARE(status(one), u"pre_import_canceled"_s);
    }

    void takesOverFromOneThatEnded_data() { TestDatabases::addRows(); }
    void takesOverFromOneThatEnded()
    {
        hold();
        serve();
        ImportService& two = serve();
        QCOMPARE(put(*m_services.front(), u"pre"_s).status, 202);
        QTRY_VERIFY(m_source->heldCount() > 0);
        m_services.erase(m_services.begin()); // gone, without a word to anybody
        QCOMPARE(status(two), u"pre_import_in_progress"_s);
        QTRY_COMPARE(two.runningImports(), 1);
        open();
        QTRY_COMPARE(status(two), u"pre_import_complete"_s);
        QCOMPARE(eventsOf(u"import_resumed"_s), 1);
    }

    void noMoreThanItsSlotsAreTakenOver()
    {
        hold();
        ImporterOptions many;
        many.maxConcurrentImports = 4;
        serve(many);
        for (int number = 0; number < 4; ++number) {
            const QString other = u"group/app%1"_s.arg(number);
            m_source->addImage(other, u"v1"_s, other.toLatin1());
            QCOMPARE(put(*m_services.front(), u"pre"_s, other).status, 202);
        }
        m_services.clear();
        ImporterOptions few;
        few.maxConcurrentImports = 2;
        ImportService& two = serve(few);
        QCOMPARE(two.runningImports(), 2);
        open();
        for (int number = 0; number < 4; ++number) {
            QTRY_COMPARE(status(two, u"group/app%1"_s.arg(number)), u"pre_import_complete"_s);
        }
    }

    void whatKillsImportersIsGivenUp_data()
    {
        QTest::addColumn<QString>("backend");
        QTest::addColumn<int>("deaths");
        QTest::newRow("often") << u"sqlite"_s << 25;
        QTest::newRow("not often enough") << u"sqlite"_s << 24;
    }
    void whatKillsImportersIsGivenUp()
    {
        QFETCH(int, deaths);
        const auto database = ImportDatabase::open(m_database);
        ImportRecord record{.path = path, .status = ImportStatus::PreImportInProgress};
        record.startedAt = QDateTime::currentDateTimeUtc();
        record.updatedAt = record.startedAt;
        for (int number = 0; number < deaths; ++number) {
            ImportRecords dead(*database, u"dead%1"_s.arg(number), std::chrono::seconds(30));
            QVERIFY(number == 0 ? *dead.begin(record, true) : *dead.takeOver(dead.inProgress()->first(), false));
            QVERIFY(dead.beat({{path, {}}})->contains(path));
            QVERIFY((*database)->run(u"UPDATE importer_repositories SET lease_until = '2000-01-01'"_s).ok());
        }
        ImportService& one = serve();
        if (deaths < 25) {
            QTRY_COMPARE(status(one), u"pre_import_complete"_s);
            return;
        }
        QCOMPARE(status(one), u"pre_import_failed"_s);
        const QString detail = get(one).object().value(u"detail").toString();
        QVERIFY2(detail.startsWith(u"25 importers in a row ended over this import"), qPrintable(detail));
        QCOMPARE(put(one, u"pre"_s).status, 202); // somebody mended it
        QTRY_COMPARE(status(one), u"pre_import_complete"_s);
    }

    void metrics()
    {
        ImportService& one = serve();
        QCOMPARE(put(one, u"pre"_s).status, 202);
        QTRY_COMPARE(status(one), u"pre_import_complete"_s);
        const RawAnswer answer = m_http.send("GET", one.url().resolved(QUrl(u"/metrics"_s)));
        QCOMPARE(answer.status, 200);
        QVERIFY(answer.header("Content-Type").startsWith("text/plain; version=0.0.4"));
        for (const QByteArray& line : {QByteArray("transship_importer_imports{status=\"pre_import_complete\"} 1"),
                 QByteArray("transship_importer_running 0"), QByteArray("transship_importer_slots 5"),
                 QByteArray("transship_importer_manifests_total 1"),
                 QByteArray("transship_importer_blobs_total{how=\"copied\"} 2"),
                 QByteArray("transship_importer_request_wait{registry=\"target\",reason=\"none\"} 1"),
                 QByteArray("transship_importer_database_up 1")}) {
            QVERIFY2(answer.body.split('\n').contains(line), line.constData());
        }
        QVERIFY(answer.body.contains("\nprocess_open_fds "));
        QVERIFY(!answer.body.contains("transship_importer_requests_total{registry=\"source\"} 0"));
        QVERIFY(!answer.body.contains(path.toLatin1()));
    }

    void progressIsAnsweredAndKept()
    {
        ImportService& one = serve();
        QCOMPARE(put(one, u"pre"_s).status, 202);
        QTRY_COMPARE(status(one), u"pre_import_complete"_s);
        const QJsonObject progress = get(one).object().value(u"progress").toObject();
        QCOMPARE(progress.value(u"tags_done").toInt(), 1);
        QCOMPARE(progress.value(u"blobs_copied").toInt(), 2);
        QVERIFY(progress.value(u"source").toObject().value(u"requests").toInt() > 0);
        QVERIFY(progress.value(u"source").toObject().contains(u"governor"));
        m_services.clear();
        ImportService& later = serve();
        QCOMPARE(get(later).object().value(u"progress").toObject(), progress);
    }

    void forceDelete()
    {
        ImportService& one = serve();
        QCOMPARE(put(one, u"pre"_s).status, 202);
        QTRY_COMPARE(status(one), u"pre_import_complete"_s);
        QCOMPARE(remove(one).status, 400);
        QCOMPARE(remove(one, u"?force=true"_s).status, 202);
        QCOMPARE(status(one), u"pre_import_canceled"_s);
        QCOMPARE(m_http.send("DELETE", api(one, u"group/unknown"_s, u"?force=true"_s)).status, 404);
    }

    /// An import that calls itself complete although the target lost something on the way.
    void fullVerificationFindsWhatIsMissing()
    {
        ImporterOptions options;
        options.verifiesImports = true;
        ImportService& one = serve(options);
        QCOMPARE(put(one, u"pre"_s).status, 202);
        QTRY_COMPARE(status(one), u"pre_import_complete"_s);
        m_target->script("HEAD", u"/blobs/"_s, FakeAnswer::error(404, u"BLOB_UNKNOWN"_s)); // a broken disk
        QCOMPARE(put(one, u"final"_s).status, 202);
        QTRY_COMPARE(status(one), u"import_failed"_s);
        const QString detail = get(one).object().value(u"detail").toString();
        QVERIFY2(detail.contains(u"blob_missing"), qPrintable(detail));
        m_target->clearScripts();
        QCOMPARE(put(one, u"final"_s).status, 202);
        QTRY_COMPARE(status(one), u"import_complete"_s);
        const auto database = ImportDatabase::open(m_database);
        EvidenceStore evidence(*database);
        QCOMPARE((*evidence.latestOf(path))->outcome, Verification::Outcome::Match);
        QCOMPARE(evidence.tags(path, {}, 10)->first().targetDigest, m_digest);
    }

    /// A registry that takes 60 requests in any second (fewer than the slowest build sends) and answers 429 to more:
    /// the importer finds that out, stays under it, and shows it.
    void rateOfARegistryThatRefuses()
    {
        constexpr int mostPerSecond = 60;
        const auto clock = std::make_shared<QElapsedTimer>();
        clock->start();
        const auto taken = std::make_shared<QList<qint64>>();
        const auto refused = std::make_shared<QList<bool>>();
        m_source->script("*", u"."_s, [clock, taken, refused](const FakeRequest&) -> std::optional<FakeAnswer> {
            taken->removeIf([now = clock->elapsed()](qint64 at) { return at < now - 1000; });
            refused->append(taken->size() >= mostPerSecond);
            if (refused->last()) {
                return FakeAnswer::error(429, u"TOOMANYREQUESTS"_s);
            }
            taken->append(clock->elapsed());
            return std::nullopt;
        });
        for (int tag = 0; tag < 200; ++tag) {
            m_source->addImage(path, u"t%1"_s.arg(tag), "layer " + QByteArray::number(tag));
        }
        ImportService& one = serve();
        QCOMPARE(put(one, u"pre"_s).status, 202);
        QTRY_COMPARE_WITH_TIMEOUT(status(one), u"pre_import_complete"_s, 60000);
        const qsizetype half = refused->size() / 2;
        const auto refusals
            = [&refused](qsizetype from) { return std::count(refused->begin() + from, refused->end(), true); };
        QVERIFY(refusals(0) > 0); // else there was nothing to learn
        QVERIFY2(refusals(half) < half / 10, qPrintable(u"%1 of the last %2"_s.arg(refusals(half)).arg(half)));
        const QByteArray text = m_http.send("GET", one.url().resolved(QUrl(u"/metrics"_s))).body;
        const QByteArray name = "\ntransship_importer_request_rate_limit{registry=\"source\"} ";
        const double limit = text.mid(text.indexOf(name) + name.size()).split('\n').first().toDouble();
        QVERIFY2(limit > 1 && limit < 1.5 * mostPerSecond, text.constData());
        const QJsonObject governor = get(one).object().value(u"progress")[u"source"][u"governor"].toObject();
        QVERIFY(governor.value(u"refused").toInt() > 0);
    }

    /// Tried again by hand it would leave one more upload behind each time.
    void targetDiskIsFull()
    {
        FakeOciRegistry::Rules full;
        full.diskFull = true;
        m_target->setRules(full);
        ImportService& one = serve();
        QCOMPARE(put(one, u"pre"_s).status, 202);
        QTRY_COMPARE_WITH_TIMEOUT(status(one), u"pre_import_failed"_s, 30000);
        const QString detail = get(one).object().value(u"detail").toString();
        QVERIFY2(detail.contains(u"no room left"), qPrintable(detail));
        QVERIFY2(m_target->count("POST") <= 6, qPrintable(m_target->requestLines().join(u'\n')));
        m_target->setRules({});
        QCOMPARE(put(one, u"pre"_s).status, 202);
        QTRY_COMPARE(status(one), u"pre_import_complete"_s);
    }

private:
    ImportService& serve(ImporterOptions options = {})
    {
        options.source.url = m_source->url();
        options.target.url = m_target->url();
        options.database = m_database;
        options.heartbeat = std::chrono::milliseconds(100);
        m_services.push_back(std::make_unique<ImportService>(options));
        ImportService& service = *m_services.back();
        QObject::connect(
            &service, &ImportService::logged, this, [this](const QJsonObject& line) { m_log.append(line); });
        const Result<void> listening = service.listen();
        if (!listening) {
            qFatal("%s", qPrintable(listening.error().toString()));
        }
        return service;
    }

    void hold()
    {
        FakeAnswer answer = FakeAnswer::error(503, u"UNAVAILABLE"_s);
        answer.held = true;
        m_source->script("GET", u"/manifests/"_s, answer);
    }

    void open()
    {
        m_source->clearScripts();
        m_source->release();
    }

    static QUrl api(const ImportService& service, const QString& of, const QString& query = {})
    {
        return service.url().resolved(QUrl(u"/gitlab/v1/import/%1/%2"_s.arg(of, query)));
    }
    RawAnswer put(const ImportService& service, const QString& type, const QString& of = path)
    {
        return m_http.send("PUT", api(service, of, u"?import_type="_s + type));
    }
    QCoro::Task<int> startOf(const ImportService& service)
    {
        HttpRequest request;
        request.verb = "PUT";
        request.url = api(service, path, u"?import_type=pre"_s);
        const Result<HttpResponse> answer = co_await m_client.send(std::move(request));
        co_return answer ? answer->status : 0;
    }
    RawAnswer get(const ImportService& service, const QString& of = path)
    {
        return m_http.send("GET", api(service, of));
    }
    RawAnswer remove(const ImportService& service, const QString& query = {})
    {
        return m_http.send("DELETE", api(service, path, query));
    }
    QString status(const ImportService& service, const QString& of = path)
    {
        return get(service, of).object().value(u"status").toString();
    }
    qsizetype eventsOf(const QString& event) const
    {
        return std::count_if(m_log.begin(), m_log.end(),
            [&event](const QJsonObject& line) { return line.value(u"event").toString() == event; });
    }

    TestDatabases m_databases;
    DatabaseUrl m_database = DatabaseUrl::sqlite({});
    std::unique_ptr<FakeOciRegistry> m_source;
    std::unique_ptr<FakeOciRegistry> m_target;
    std::vector<std::unique_ptr<ImportService>> m_services;
    QString m_digest;
    QList<QJsonObject> m_log;
    RawHttp m_http;
    HttpClient m_client;
};

QTEST_GUILESS_MAIN(TestImporters)
#include "tst_importers.moc"
