// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/registry/importapitools.h"
#include "tests/support/dockerregistry.h"
#include "tests/support/eventual.h"
#include "tests/support/fakeregistry.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace transship {

using testing::app;
using testing::Eventual;
using testing::FakeAnswer;
using testing::FakeRegistry;
using testing::optionsFor;
using testing::plain;

/// What is asked of a registry, how paths and tokens get there, and a migration from start to end.
class ImportApiClientTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void realRegistryIsNotThisApi();
    void startIsOnePutWithTheSlash_data();
    void startIsOnePutWithTheSlash();
    void aRedirectedStartIsNotAlreadyImported();
    void wholeMigration();
    void cancel_data();
    void cancel();
    void pathsAreEncoded_data();
    void pathsAreEncoded();
    void badPathsAreRefused_data();
    void badPathsAreRefused();
    void baseUrlMayHaveAPath();
    void tokenIsSentAndKeptSecret();
    void destructionAnswers();
};

void ImportApiClientTest::realRegistryIsNotThisApi()
{
    testing::DockerRegistry registry;
    const QString problem = registry.start();
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    ImportApiClient client({.baseUrl = registry.url(), .credentials = {}});
    const auto result = Eventual(client.checkCompliance()).get();
    QVERIFY(result.ok());
    QVERIFY(*result == Compliance::NotThisApi);
    QCOMPARE(toName(Eventual(client.startPreImport(app)).get().outcome), u"not_this_api"_s);
    const auto status = Eventual(client.status(app)).get();
    QVERIFY(!status.ok());
    QVERIFY(status.error().code == ErrorCode::Protocol);
}

void ImportApiClientTest::startIsOnePutWithTheSlash_data()
{
    QTest::addColumn<bool>("pre");
    QTest::addColumn<QString>("line");
    QTest::newRow("pre") << true << u"PUT /gitlab/v1/import/group/project/app/?import_type=pre"_s;
    QTest::newRow("final") << false << u"PUT /gitlab/v1/import/group/project/app/?import_type=final"_s;
}

void ImportApiClientTest::startIsOnePutWithTheSlash()
{
    QFETCH(const bool, pre);
    QFETCH(const QString, line);
    FakeRegistry registry;
    ImportApiClient client(optionsFor(registry));
    QCOMPARE(
        toName(Eventual(pre ? client.startPreImport(app) : client.startImport(app)).get().outcome), u"not_found"_s);
    QCOMPARE(registry.requestLines(), QStringList{line});
}

void ImportApiClientTest::aRedirectedStartIsNotAlreadyImported()
{
    // The trap: followed as a GET, the redirect would end in a 200.
    FakeRegistry registry;
    registry.addRepository(app);
    registry.setImportStatus(app, u"pre_import_complete"_s);
    registry.script("PUT", u"."_s, FakeAnswer::redirect(301, "/gitlab/v1/import/group/project/app/"));
    ImportApiClient client(optionsFor(registry));
    QCOMPARE(toName(Eventual(client.startImport(app)).get().outcome), u"not_this_api"_s);
    QCOMPARE(registry.count("GET"), 0);
}

void ImportApiClientTest::wholeMigration()
{
    FakeRegistry registry;
    registry.addRepository(app, {u"1"_s, u"2"_s});
    registry.setPollsToComplete(2);
    ImportApiClient client(optionsFor(registry));
    QVERIFY(*Eventual(client.checkCompliance()).get() == Compliance::Supported);
    QCOMPARE(toName(Eventual(client.startImport(app)).get().outcome), u"pre_import_required"_s);
    QCOMPARE(toName(Eventual(client.startPreImport(app)).get().outcome), u"started"_s);
    QCOMPARE(toName(Eventual(client.startPreImport(app)).get().outcome), u"pre_import_in_progress"_s);
    QCOMPARE(toName(Eventual(client.status(app)).get()->status), u"pre_import_in_progress"_s);
    QCOMPARE(toName(Eventual(client.status(app)).get()->status), u"pre_import_complete"_s);
    QCOMPARE(toName(Eventual(client.startImport(app)).get().outcome), u"started"_s);
    QCOMPARE(toName(Eventual(client.startImport(app)).get().outcome), u"in_progress"_s);
    QVERIFY(registry.finishImport(app));
    QCOMPARE(toName(Eventual(client.status(app)).get()->status), u"import_complete"_s);
    QCOMPARE(toName(Eventual(client.startImport(app)).get().outcome), u"already_imported"_s);
}

void ImportApiClientTest::cancel_data()
{
    QTest::addColumn<QString>("status");
    QTest::addColumn<bool>("force");
    QTest::addColumn<CancelOutcome>("outcome");
    QTest::addColumn<QString>("after");
    QTest::newRow("pre import") << u"pre_import_in_progress"_s << false << CancelOutcome::WillBeCanceled
                                << u"pre_import_canceled"_s;
    QTest::newRow("import") << u"import_in_progress"_s << false << CancelOutcome::WillBeCanceled
                            << u"import_canceled"_s;
    QTest::newRow("between") << u"pre_import_complete"_s << false << CancelOutcome::NotCancelable
                             << u"pre_import_complete"_s;
    QTest::newRow("between, forced") << u"pre_import_complete"_s << true << CancelOutcome::WillBeCanceled
                                     << u"pre_import_canceled"_s;
    QTest::newRow("native") << u"native"_s << true << CancelOutcome::NotCancelable << u"native"_s;
    QTest::newRow("unknown") << QString() << false << CancelOutcome::NotFound << QString();
}

void ImportApiClientTest::cancel()
{
    QFETCH(const QString, status);
    QFETCH(const bool, force);
    QFETCH(const CancelOutcome, outcome);
    QFETCH(const QString, after);
    FakeRegistry registry;
    registry.addRepository(app);
    registry.setImportStatus(app, status);
    ImportApiClient client(optionsFor(registry));
    const auto answer = Eventual(client.cancel(app, force)).get();
    QVERIFY2(answer.ok(), qPrintable(answer.ok() ? QString() : answer.error().toString()));
    QVERIFY(answer->outcome == outcome);
    QCOMPARE(answer->report.has_value(), outcome == CancelOutcome::NotCancelable);
    if (answer->report) {
        QCOMPARE(toName(answer->report->status), status);
    }
    QCOMPARE(registry.importStatus(app), after);
    QCOMPARE(registry.requestLines(),
        QStringList{force ? u"DELETE /gitlab/v1/import/group/project/app/?force=true"_s
                          : u"DELETE /gitlab/v1/import/group/project/app/"_s});
}

void ImportApiClientTest::pathsAreEncoded_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("encoded");
    QTest::newRow("plain") << u"a/b-c/d_e.f"_s << u"a/b-c/d_e.f"_s;
    QTest::newRow("one segment") << u"alpine"_s << u"alpine"_s;
    QTest::newRow("question mark") << u"a/b?force=true"_s << u"a/b%3Fforce%3Dtrue"_s;
    QTest::newRow("hash, percent, space") << u"a/#%2F b"_s << u"a/%23%252F%20b"_s;
    QTest::newRow("not latin") << u"a/ü"_s << u"a/%C3%BC"_s;
}

void ImportApiClientTest::pathsAreEncoded()
{
    QFETCH(const QString, path);
    QFETCH(const QString, encoded);
    FakeRegistry registry;
    ImportApiClient client(optionsFor(registry));
    QVERIFY(!Eventual(client.status(path)).get().ok());
    QCOMPARE(Eventual(client.startPreImport(path)).get().httpStatus, 404);
    QVERIFY(!Eventual(client.countTags(path, 1)).get().ok());
    QCOMPARE(registry.requestLines(),
        (QStringList{u"GET /gitlab/v1/import/"_s + encoded + u'/',
            u"PUT /gitlab/v1/import/"_s + encoded + u"/?import_type=pre",
            u"GET /gitlab/v1/repositories/"_s + encoded + u"/tags/list/?n=100",
            u"GET /v2/"_s + encoded + u"/tags/list?n=100"}));
}

void ImportApiClientTest::badPathsAreRefused_data()
{
    QTest::addColumn<QString>("path");
    for (const char* path : {"", "/", "a//b", "/a", "a/", ".", "..", "a/../../v2", "a/./b"}) {
        QTest::addRow("\"%s\"", path) << QString::fromLatin1(path);
    }
}

void ImportApiClientTest::badPathsAreRefused()
{
    QFETCH(const QString, path);
    FakeRegistry registry;
    ImportApiClient client(optionsFor(registry));
    QCOMPARE(toName(Eventual(client.startPreImport(path)).get().outcome), u"invalid_request"_s);
    QVERIFY(Eventual(client.status(path)).get().error().code == ErrorCode::InvalidArgument);
    QVERIFY(Eventual(client.cancel(path, true)).get().error().code == ErrorCode::InvalidArgument);
    QVERIFY(Eventual(client.countTags(path, 1)).get().error().code == ErrorCode::InvalidArgument);
    QCOMPARE(registry.count(), 0);
}

void ImportApiClientTest::baseUrlMayHaveAPath()
{
    FakeRegistry registry;
    ImportApiClient::Options options = optionsFor(registry);
    options.baseUrl.setPath(u"/registry/"_s);
    options.baseUrl.setUserInfo(u"me:secret"_s);
    ImportApiClient client(options);
    QVERIFY(!client.baseUrl().toString().contains(u"secret"));
    QVERIFY(!Eventual(client.status(app)).get().ok());
    QCOMPARE(registry.requestLines(), QStringList{u"GET /registry/gitlab/v1/import/group/project/app/"_s});
}

void ImportApiClientTest::tokenIsSentAndKeptSecret()
{
    const QByteArray token = "t0p-s3cret";
    FakeRegistry registry;
    registry.addRepository(app);
    registry.setToken(token);
    ImportApiClient::Options options = optionsFor(registry);
    ImportApiClient anonymous(options);
    QVERIFY(*Eventual(anonymous.checkCompliance()).get() == Compliance::NeedsToken);
    QVERIFY(Eventual(anonymous.status(app)).get().error().code == ErrorCode::Unauthorized);
    options.credentials.bearerToken = token + '\n'; // as read from a file
    ImportApiClient client(options);
    QCOMPARE(toName(Eventual(client.startPreImport(app)).get().outcome), u"started"_s);
    QVERIFY(Eventual(client.countTags(app, 10)).get().ok());
    QCOMPARE(registry.requests().last().header("Authorization"), "Bearer " + token);
    for (const int status : {401, 404, 500}) {
        registry.clearScripts();
        registry.script("*", u"."_s, plain(status, "no"));
        const StartAnswer start = Eventual(client.startImport(app)).get();
        QVERIFY(!start.message.contains(QString::fromLatin1(token)));
        QVERIFY(!Eventual(client.status(app)).get().error().toString().contains(QString::fromLatin1(token)));
    }
}

void ImportApiClientTest::destructionAnswers()
{
    FakeRegistry registry;
    registry.script("*", u"."_s, FakeAnswer::broken(FakeAnswer::Fault::NeverAnswer));
    auto client = std::make_unique<ImportApiClient>(optionsFor(registry));
    Eventual start(client->startPreImport(app));
    Eventual status(client->status(app));
    Eventual tags(client->countTags(app, 10));
    QTRY_COMPARE(registry.count(), 3);
    client.reset();
    QVERIFY(start.isReady());
    QVERIFY(status.isReady());
    QVERIFY(status.get().error().code == ErrorCode::Canceled);
    QVERIFY(tags.isReady());
}

} // namespace transship

QTEST_GUILESS_MAIN(transship::ImportApiClientTest)
#include "tst_importapiclient.moc"
