// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registry/importapiclient.h"
#include "tests/support/dockerregistry.h"
#include "tests/support/eventual.h"
#include "tests/support/fakeregistry.h"
#include "tests/support/servertools.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace transship {

using testing::Eventual;
using testing::FakeAnswer;
using testing::FakeRegistry;
using testing::FakeRequest;

namespace {

const QString app = QStringLiteral("group/project/app");

FakeAnswer withVersion(FakeAnswer answer)
{
    answer.headers.emplaceBack("Gitlab-Container-Registry-Version", "3.60.0");
    return answer;
}

FakeAnswer plain(int status, const QByteArray& body)
{
    return {.status = status, .body = body, .contentType = "text/plain"};
}

ImportApiClient::Options optionsFor(const FakeRegistry& registry)
{
    return {.baseUrl = registry.url(), .bearerToken = {}, .timeout = 5s};
}

QStringList numberedTags(int count)
{
    QStringList tags;
    for (int i = 0; i < count; ++i) {
        tags << QStringLiteral("v%1").arg(i, 6, 10, QChar(u'0'));
    }
    return tags;
}

/// A list of tags with a Link header of the test's own.
FakeAnswer page(const QByteArray& link)
{
    FakeAnswer answer = FakeAnswer::json(200, QJsonArray{QJsonObject{{u"name"_s, u"a"_s}}});
    if (!link.isEmpty()) {
        answer.headers.emplaceBack("Link", link);
    }
    return answer;
}

} // namespace

class ImportApiClientTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void compliance_data();
    void compliance();
    void complianceErrors_data();
    void complianceErrors();
    void realRegistryIsNotThisApi();
    void start_data();
    void start();
    void startWithoutAnAnswer_data();
    void startWithoutAnAnswer();
    void startKeepsTheRegistrysWords();
    void startIsOnePutWithTheSlash_data();
    void startIsOnePutWithTheSlash();
    void aRedirectedStartIsNotAlreadyImported();
    void wholeMigration();
    void statusOfEachName_data();
    void statusOfEachName();
    void statusErrors_data();
    void statusErrors();
    void cancel_data();
    void cancel();
    void pathsAreEncoded_data();
    void pathsAreEncoded();
    void badPathsAreRefused_data();
    void badPathsAreRefused();
    void baseUrlMayHaveAPath();
    void countsAllTags_data();
    void countsAllTags();
    void tagsOfAnUnknownRepository();
    void followsLinks_data();
    void followsLinks();
    void neverLeavesTheRegistry();
    void repeatedCursorIsAnError();
    void tagsRubbish_data();
    void tagsRubbish();
    void tokenIsSentAndKeptSecret();
    void destructionAnswers();
};

void ImportApiClientTest::compliance_data()
{
    QTest::addColumn<FakeAnswer>("answer");
    QTest::addColumn<Compliance>("expected");
    const auto errors = FakeAnswer::error(404, u"NOT_FOUND"_s);
    QTest::newRow("200 {}") << FakeAnswer::json(200, QJsonObject()) << Compliance::Supported;
    QTest::newRow("200 empty") << withVersion({.status = 200}) << Compliance::Supported;
    QTest::newRow("200 html") << FakeAnswer::html(200) << Compliance::NotThisApi;
    QTest::newRow("200 html said to be json") << FakeAnswer{.body = "<html></html>"} << Compliance::NotThisApi;
    QTest::newRow("200 text") << plain(200, "welcome") << Compliance::NotThisApi;
    QTest::newRow("401") << FakeAnswer::error(401, u"UNAUTHORIZED"_s) << Compliance::NeedsToken;
    QTest::newRow("401 html") << FakeAnswer::html(401) << Compliance::NotThisApi;
    QTest::newRow("403 in its words") << FakeAnswer::error(403, u"DENIED"_s) << Compliance::NeedsToken;
    QTest::newRow("403 plain") << plain(403, "no") << Compliance::NotThisApi;
    QTest::newRow("404 with the version header")
        << withVersion(plain(404, "404 page not found")) << Compliance::SwitchedOff;
    QTest::newRow("404 in its words") << errors << Compliance::SwitchedOff;
    QTest::newRow("404 plain") << plain(404, "404 page not found") << Compliance::NotThisApi;
    QTest::newRow("404 html") << FakeAnswer::html(404) << Compliance::NotThisApi;
    QTest::newRow("301") << FakeAnswer::redirect(301, "/login") << Compliance::NotThisApi;
    QTest::newRow("302") << FakeAnswer::redirect(302, "https://example.com/") << Compliance::NotThisApi;
    QTest::newRow("204") << FakeAnswer{.status = 204} << Compliance::NotThisApi;
    QTest::newRow("405") << FakeAnswer{.status = 405} << Compliance::NotThisApi;
}

void ImportApiClientTest::compliance()
{
    QFETCH(const FakeAnswer, answer);
    QFETCH(const Compliance, expected);
    FakeRegistry registry;
    registry.script("GET", u"^/gitlab/v1/$"_s, answer);
    ImportApiClient client(optionsFor(registry));
    const auto result = Eventual(client.checkCompliance()).get();
    QVERIFY2(result.ok(), qPrintable(result.ok() ? QString() : result.error().toString()));
    QCOMPARE(static_cast<int>(*result), static_cast<int>(expected));
    QCOMPARE(registry.requestLines(), QStringList{u"GET /gitlab/v1/"_s});
}

void ImportApiClientTest::complianceErrors_data()
{
    QTest::addColumn<FakeAnswer>("answer");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("429") << plain(429, "slow down") << ErrorCode::RateLimited;
    QTest::newRow("500") << plain(500, "oops") << ErrorCode::HttpStatus;
    QTest::newRow("502 html") << FakeAnswer::html(502) << ErrorCode::HttpStatus;
    QTest::newRow("cut") << FakeAnswer::broken(FakeAnswer::Fault::CutBody) << ErrorCode::Unreachable;
}

void ImportApiClientTest::complianceErrors()
{
    QFETCH(const FakeAnswer, answer);
    QFETCH(const ErrorCode, code);
    FakeRegistry registry;
    registry.script("GET", u"^/gitlab/v1/$"_s, answer);
    ImportApiClient client(optionsFor(registry));
    const auto result = Eventual(client.checkCompliance()).get();
    QVERIFY(!result.ok());
    QVERIFY(result.error().code == code);
    QVERIFY(result.error().retryable);
}

void ImportApiClientTest::realRegistryIsNotThisApi()
{
    testing::DockerRegistry registry;
    const QString problem = registry.start();
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    ImportApiClient client({.baseUrl = registry.url(), .bearerToken = {}});
    const auto result = Eventual(client.checkCompliance()).get();
    QVERIFY(result.ok());
    QVERIFY(*result == Compliance::NotThisApi);
    QCOMPARE(toName(Eventual(client.startPreImport(app)).get().outcome), u"not_this_api"_s);
    const auto status = Eventual(client.status(app)).get();
    QVERIFY(!status.ok());
    QVERIFY(status.error().code == ErrorCode::Protocol);
}

void ImportApiClientTest::start_data()
{
    QTest::addColumn<FakeAnswer>("answer");
    QTest::addColumn<QString>("outcome");
    QTest::addColumn<QString>("code");
    const auto refusal = [](const char* name, int status, const QString& code, const QString& outcome) {
        QTest::newRow(name) << FakeAnswer::error(status, code, u"the words"_s) << outcome << code;
    };
    QTest::newRow("202") << FakeAnswer{.status = 202} << u"started"_s << QString();
    QTest::newRow("202 html") << FakeAnswer::html(202) << u"not_this_api"_s << QString();
    QTest::newRow("200") << FakeAnswer{.status = 200} << u"already_imported"_s << QString();
    QTest::newRow("200 json") << FakeAnswer::json(200, QJsonObject()) << u"already_imported"_s << QString();
    QTest::newRow("200 html") << FakeAnswer::html(200) << u"not_this_api"_s << QString();
    QTest::newRow("200 text") << plain(200, "It works!") << u"not_this_api"_s << QString();
    QTest::newRow("201") << FakeAnswer{.status = 201} << u"not_this_api"_s << QString();
    QTest::newRow("301") << FakeAnswer::redirect(301, "/x/") << u"not_this_api"_s << QString();
    QTest::newRow("302") << FakeAnswer::redirect(302, "/login") << u"not_this_api"_s << QString();
    QTest::newRow("307") << FakeAnswer::redirect(307, "/x/") << u"not_this_api"_s << QString();
    refusal("400", 400, u"INVALID_QUERY_PARAMETER_VALUE"_s, u"invalid_request"_s);
    refusal("401", 401, u"UNAUTHORIZED"_s, u"unauthorized"_s);
    refusal("403", 403, u"DENIED"_s, u"unauthorized"_s);
    refusal("404", 404, u"NAME_UNKNOWN"_s, u"not_found"_s);
    refusal("404 another", 404, u"SOMETHING_ELSE"_s, u"refused"_s);
    QTest::newRow("404 plain") << plain(404, "404 page not found\n") << u"not_this_api"_s << QString();
    QTest::newRow("404 html") << FakeAnswer::html(404) << u"not_this_api"_s << QString();
    refusal("409", 409, u"IMPORT_IN_PROGRESS"_s, u"in_progress"_s);
    refusal("424 failed", 424, u"PRE_IMPORT_FAILED"_s, u"pre_import_failed"_s);
    refusal("424 canceled", 424, u"PRE_IMPORT_CANCELED"_s, u"pre_import_canceled"_s);
    refusal("424 required", 424, u"PRE_IMPORT_REQUIRED"_s, u"pre_import_required"_s);
    refusal("424 another", 424, u"SOMETHING_ELSE"_s, u"refused"_s);
    refusal("425", 425, u"PRE_IMPORT_IN_PROGRESS"_s, u"pre_import_in_progress"_s);
    refusal("425 not ready", 425, u"IMPORT_REPOSITORY_NOT_READY"_s, u"not_ready"_s);
    refusal("429", 429, u"IMPORT_RATE_LIMIT"_s, u"rate_limited"_s);
    QTest::newRow("429 plain") << plain(429, "slow down") << u"rate_limited"_s << QString();
    refusal("405", 405, u"UNSUPPORTED"_s, u"refused"_s);
    refusal("500", 500, u"UNKNOWN"_s, u"server_error"_s);
    QTest::newRow("502 html") << FakeAnswer::html(502) << u"server_error"_s << QString();
    refusal("503", 503, u"UNAVAILABLE"_s, u"server_error"_s);
}

void ImportApiClientTest::start()
{
    QFETCH(const FakeAnswer, answer);
    QFETCH(const QString, outcome);
    QFETCH(const QString, code);
    FakeRegistry registry;
    registry.script("PUT", u"."_s, answer);
    ImportApiClient client(optionsFor(registry));
    for (const bool pre : {true, false}) {
        const StartAnswer start = Eventual(pre ? client.startPreImport(app) : client.startImport(app)).get();
        QCOMPARE(toName(start.outcome), outcome);
        QCOMPARE(start.httpStatus, answer.status);
        QCOMPARE(start.code, code);
        if (!code.isEmpty()) {
            QCOMPARE(start.message, u"the words"_s);
        } else if (answer.status >= 300) {
            QVERIFY(!start.message.isEmpty());
        }
    }
    QCOMPARE(registry.count("PUT"), 2);
    QCOMPARE(registry.count(), 2);
}

void ImportApiClientTest::startWithoutAnAnswer_data()
{
    QTest::addColumn<FakeAnswer>("answer");
    QTest::addColumn<QString>("outcome");
    FakeAnswer cutAcceptance = FakeAnswer::broken(FakeAnswer::Fault::CutBody);
    cutAcceptance.status = 202;
    QTest::newRow("never") << FakeAnswer::broken(FakeAnswer::Fault::NeverAnswer) << u"timeout"_s;
    QTest::newRow("closed") << FakeAnswer::broken(FakeAnswer::Fault::CloseAtOnce) << u"unreachable"_s;
    QTest::newRow("cut 200") << FakeAnswer::broken(FakeAnswer::Fault::CutBody) << u"unreachable"_s;
    QTest::newRow("cut 202") << cutAcceptance << u"unreachable"_s;
    QTest::newRow("endless") << FakeAnswer{.body = QByteArray(9 * 1024 * 1024, ' ')} << u"not_this_api"_s;
    QTest::newRow("refused") << FakeAnswer{.status = 0} << u"unreachable"_s;
}

void ImportApiClientTest::startWithoutAnAnswer()
{
    QFETCH(const FakeAnswer, answer);
    QFETCH(const QString, outcome);
    FakeRegistry registry;
    registry.script("PUT", u"."_s, answer);
    ImportApiClient::Options options = optionsFor(registry);
    if (answer.status == 0) {
        options.baseUrl.setPort(testing::freePort());
    } else if (answer.fault == FakeAnswer::Fault::NeverAnswer) {
        options.timeout = 100ms;
    }
    ImportApiClient client(options);
    const StartAnswer start = Eventual(client.startPreImport(app)).get();
    QCOMPARE(toName(start.outcome), outcome);
    QCOMPARE(start.httpStatus, 0);
    QVERIFY(!start.message.isEmpty());
}

void ImportApiClientTest::startKeepsTheRegistrysWords()
{
    FakeRegistry registry;
    registry.script("PUT", u"."_s,
        FakeAnswer::json(400,
            QJsonObject{{u"errors"_s,
                QJsonArray{QJsonObject{{u"code"_s, u"FIRST"_s}, {u"message"_s, u"one"_s}, {u"detail"_s, u"more"_s}},
                    QJsonObject{{u"code"_s, u"SECOND"_s}, {u"message"_s, u"two"_s},
                        {u"detail"_s, QJsonObject{{u"n"_s, 1}}}}}}}));
    ImportApiClient client(optionsFor(registry));
    const StartAnswer start = Eventual(client.startPreImport(app)).get();
    QCOMPARE(start.code, u"FIRST"_s);
    QCOMPARE(start.message, u"one: more: two: {\"n\":1}"_s);
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

void ImportApiClientTest::statusOfEachName_data()
{
    QTest::addColumn<ImportStatus>("status");
    for (const ImportStatus status :
        {ImportStatus::Native, ImportStatus::PreImportInProgress, ImportStatus::PreImportComplete,
            ImportStatus::PreImportFailed, ImportStatus::PreImportCanceled, ImportStatus::ImportInProgress,
            ImportStatus::ImportComplete, ImportStatus::ImportFailed, ImportStatus::ImportCanceled}) {
        QTest::addRow("%s", qPrintable(toName(status))) << status;
    }
}

void ImportApiClientTest::statusOfEachName()
{
    QFETCH(const ImportStatus, status);
    FakeRegistry registry;
    registry.addRepository(app);
    registry.setPollsToComplete(-1);
    registry.setImportStatus(app, toName(status), u"the reason"_s);
    ImportApiClient client(optionsFor(registry));
    const auto report = Eventual(client.status(app)).get();
    QVERIFY(report.ok());
    QCOMPARE(report->path, app);
    QCOMPARE(report->status, status);
    QCOMPARE(report->detail, u"the reason"_s);
    QCOMPARE(registry.requestLines(), QStringList{u"GET /gitlab/v1/import/group/project/app/"_s});
}

void ImportApiClientTest::statusErrors_data()
{
    QTest::addColumn<FakeAnswer>("answer");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<bool>("retryable");
    const auto status = [](const QString& path, const QJsonValue& name) {
        return FakeAnswer::json(200, QJsonObject{{u"path"_s, path}, {u"status"_s, name}});
    };
    QTest::newRow("404") << FakeAnswer::error(404, u"NAME_UNKNOWN"_s) << ErrorCode::NotFound << false;
    QTest::newRow("404 plain") << plain(404, "404 page not found") << ErrorCode::Protocol << false;
    QTest::newRow("401") << FakeAnswer::error(401, u"UNAUTHORIZED"_s) << ErrorCode::Unauthorized << false;
    QTest::newRow("403") << plain(403, "") << ErrorCode::Unauthorized << false;
    QTest::newRow("429") << plain(429, "") << ErrorCode::RateLimited << true;
    QTest::newRow("500") << FakeAnswer::error(500, u"UNKNOWN"_s) << ErrorCode::HttpStatus << true;
    QTest::newRow("503 html") << FakeAnswer::html(503) << ErrorCode::HttpStatus << true;
    QTest::newRow("302") << FakeAnswer::redirect(302, "/login") << ErrorCode::Protocol << false;
    QTest::newRow("html") << FakeAnswer::html(200) << ErrorCode::Protocol << false;
    QTest::newRow("empty") << plain(200, "") << ErrorCode::Protocol << false;
    QTest::newRow("half json") << plain(200, "{\"status\": \"nati") << ErrorCode::Protocol << false;
    QTest::newRow("array") << FakeAnswer::json(200, QJsonArray()) << ErrorCode::Protocol << false;
    QTest::newRow("no status") << FakeAnswer::json(200, QJsonObject()) << ErrorCode::Protocol << false;
    QTest::newRow("unknown status") << status(app, u"importing"_s) << ErrorCode::Protocol << false;
    QTest::newRow("number") << status(app, 3) << ErrorCode::Protocol << false;
    QTest::newRow("of another") << status(u"other/app"_s, u"native"_s) << ErrorCode::Protocol << false;
    QTest::newRow("cut") << FakeAnswer::broken(FakeAnswer::Fault::CutBody) << ErrorCode::Unreachable << true;
}

void ImportApiClientTest::statusErrors()
{
    QFETCH(const FakeAnswer, answer);
    QFETCH(const ErrorCode, code);
    QFETCH(const bool, retryable);
    FakeRegistry registry;
    registry.script("GET", u"."_s, answer);
    ImportApiClient client(optionsFor(registry));
    const auto report = Eventual(client.status(app)).get();
    QVERIFY(!report.ok());
    QVERIFY2(report.error().code == code, qPrintable(report.error().toString()));
    QCOMPARE(report.error().retryable, retryable);
    QVERIFY(!report.error().message.isEmpty());
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
            u"GET /gitlab/v1/repositories/"_s + encoded + u"/tags/list/?n=100"}));
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

void ImportApiClientTest::countsAllTags_data()
{
    QTest::addColumn<int>("tags");
    QTest::addColumn<qint64>("limit");
    QTest::addColumn<qint64>("counted");
    QTest::addColumn<bool>("exceeds");
    QTest::addColumn<int>("requests");
    QTest::newRow("none") << 0 << qint64(100) << qint64(0) << false << 1;
    QTest::newRow("at the limit") << 100 << qint64(100) << qint64(100) << false << 1;
    QTest::newRow("one over") << 101 << qint64(100) << qint64(101) << true << 1;
    QTest::newRow("far over a small limit") << 5000 << qint64(5) << qint64(6) << true << 1;
    QTest::newRow("far over a large limit") << 5000 << qint64(2500) << qint64(2501) << true << 3;
    QTest::newRow("at a large limit") << 2500 << qint64(2500) << qint64(2500) << false << 3;
    QTest::newRow("no limit") << 3500 << qint64(0) << qint64(3500) << false << 4;
}

void ImportApiClientTest::countsAllTags()
{
    QFETCH(const int, tags);
    QFETCH(const qint64, limit);
    QFETCH(const qint64, counted);
    QFETCH(const bool, exceeds);
    QFETCH(const int, requests);
    FakeRegistry registry;
    registry.addRepository(app, numberedTags(tags));
    ImportApiClient client(optionsFor(registry));
    const auto count = Eventual(client.countTags(app, limit)).get();
    QVERIFY2(count.ok(), qPrintable(count.ok() ? QString() : count.error().toString()));
    QCOMPARE(count->counted, counted);
    QCOMPARE(count->exceedsLimit, exceeds);
    QCOMPARE(registry.count("GET", u"/tags/list/\\?"_s), requests);
}

void ImportApiClientTest::tagsOfAnUnknownRepository()
{
    FakeRegistry registry;
    ImportApiClient client(optionsFor(registry));
    const auto count = Eventual(client.countTags(app, 10)).get();
    QVERIFY(!count.ok());
    QVERIFY(count.error().code == ErrorCode::NotFound);
}

void ImportApiClientTest::followsLinks_data()
{
    QTest::addColumn<QString>("link");
    const QString list = u"/gitlab/v1/repositories/group/project/app/tags/list/"_s;
    QTest::newRow("path") << u"<%1?n=100&last=a>; rel=\"next\""_s.arg(list);
    QTest::newRow("query alone") << u"<?n=100&last=a>; rel=\"next\""_s;
    QTest::newRow("absolute") << u"<BASE%1?n=100&last=a>; rel=\"next\""_s.arg(list);
    QTest::newRow("absolute, inner port of a proxy")
        << u"<http://127.0.0.1:1%1?n=100&last=a>; rel=\"next\""_s.arg(list);
    QTest::newRow("unquoted, several") << u"<%1?n=100>; rel=first, <%1?n=100&last=a>; title=\"x\"; rel=next"_s.arg(
        list);
}

void ImportApiClientTest::followsLinks()
{
    QFETCH(QString, link);
    FakeRegistry registry;
    link.replace(u"BASE"_s, registry.url().toString());
    registry.script("GET", u"last=a"_s, page({}));
    registry.script("GET", u"tags/list"_s, page(link.toLatin1()));
    ImportApiClient client(optionsFor(registry));
    const auto count = Eventual(client.countTags(app, 10)).get();
    QVERIFY2(count.ok(), qPrintable(count.ok() ? QString() : count.error().toString()));
    QCOMPARE(count->counted, 2);
    QCOMPARE(
        registry.requestLines().last(), u"GET /gitlab/v1/repositories/group/project/app/tags/list/?n=100&last=a"_s);
}

void ImportApiClientTest::neverLeavesTheRegistry()
{
    FakeRegistry registry;
    FakeRegistry stranger;
    QByteArray link = "<http://localhost:" + QByteArray::number(stranger.port()) + "/x>; rel=\"next\"";
    registry.script("GET", u"."_s, page(link));
    ImportApiClient client(optionsFor(registry));
    const auto count = Eventual(client.countTags(app, 10)).get();
    QVERIFY(!count.ok());
    QVERIFY(count.error().code == ErrorCode::Protocol);
    QCOMPARE(registry.count(), 1);
    QCOMPARE(stranger.count(), 0);
}

void ImportApiClientTest::repeatedCursorIsAnError()
{
    FakeRegistry registry;
    registry.script("GET", u"last=a"_s, page("<?n=100&last=b>; rel=\"next\""));
    registry.script("GET", u"last=b"_s, page("<?n=100&last=a>; rel=\"next\""));
    registry.script("GET", u"tags/list"_s, page("<?n=100&last=a>; rel=\"next\""));
    ImportApiClient client(optionsFor(registry));
    const auto count = Eventual(client.countTags(app, 1000000)).get();
    QVERIFY(!count.ok());
    QVERIFY(count.error().code == ErrorCode::Protocol);
    QCOMPARE(registry.count(), 3);
}

void ImportApiClientTest::tagsRubbish_data()
{
    QTest::addColumn<FakeAnswer>("answer");
    QTest::newRow("html") << FakeAnswer::html(200);
    QTest::newRow("object") << FakeAnswer::json(200, QJsonObject{{u"tags"_s, QJsonArray()}});
    QTest::newRow("half") << plain(200, "[{\"name\":");
    QTest::newRow("empty") << plain(200, "");
    QTest::newRow("302") << FakeAnswer::redirect(302, "/login");
}

void ImportApiClientTest::tagsRubbish()
{
    QFETCH(const FakeAnswer, answer);
    FakeRegistry registry;
    registry.script("GET", u"."_s, answer);
    ImportApiClient client(optionsFor(registry));
    const auto count = Eventual(client.countTags(app, 10)).get();
    QVERIFY(!count.ok());
    QVERIFY(count.error().code == ErrorCode::Protocol);
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
    options.bearerToken = token + '\n'; // as read from a file
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
