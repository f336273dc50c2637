// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/registry/importapitools.h"
#include "tests/support/eventual.h"
#include "tests/support/fakeregistry.h"
#include "tests/support/servertools.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace transship {

using testing::app;
using testing::Eventual;
using testing::FakeAnswer;
using testing::FakeRegistry;
using testing::optionsFor;
using testing::plain;

namespace {

FakeAnswer withVersion(FakeAnswer answer)
{
    answer.headers.emplaceBack("Gitlab-Container-Registry-Version", "3.60.0");
    return answer;
}

} // namespace

/// What each answer, expected or not, is taken for.
class ImportApiAnswersTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void compliance_data();
    void compliance();
    void complianceErrors_data();
    void complianceErrors();
    void start_data();
    void start();
    void startWithoutAnAnswer_data();
    void startWithoutAnAnswer();
    void startKeepsTheRegistrysWords();
    void startsWordsArePrintable();
    void statusOfEachName_data();
    void statusOfEachName();
    void statusIsPrintable();
    void statusWithProgress();
    void statusErrors_data();
    void statusErrors();
};

void ImportApiAnswersTest::compliance_data()
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

void ImportApiAnswersTest::compliance()
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

void ImportApiAnswersTest::complianceErrors_data()
{
    QTest::addColumn<FakeAnswer>("answer");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("429") << plain(429, "slow down") << ErrorCode::RateLimited;
    QTest::newRow("500") << plain(500, "oops") << ErrorCode::HttpStatus;
    QTest::newRow("502 html") << FakeAnswer::html(502) << ErrorCode::HttpStatus;
    QTest::newRow("cut") << FakeAnswer::broken(FakeAnswer::Fault::CutBody) << ErrorCode::Unreachable;
}

void ImportApiAnswersTest::complianceErrors()
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

void ImportApiAnswersTest::start_data()
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

void ImportApiAnswersTest::start()
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

void ImportApiAnswersTest::startWithoutAnAnswer_data()
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

void ImportApiAnswersTest::startWithoutAnAnswer()
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

void ImportApiAnswersTest::startKeepsTheRegistrysWords()
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

/// History keeps them, and PostgreSQL keeps no NUL.
void ImportApiAnswersTest::startsWordsArePrintable()
{
    FakeRegistry registry;
    registry.script("PUT", u"."_s,
        plain(400, R"({"errors": [{"code": "CO\u0000DE", "message": "one\u0000two", "detail": "a\u001bb"}]})"), 1);
    registry.script("PUT", u"."_s, FakeAnswer::error(400, u"CODE"_s, QString(100'000, u'x')), 1);
    ImportApiClient client(optionsFor(registry));
    const StartAnswer start = Eventual(client.startPreImport(app)).get();
    QCOMPARE(start.code, u"CO DE"_s);
    QCOMPARE(start.message, u"one two: a b"_s);
    QCOMPARE(Eventual(client.startPreImport(app)).get().message.size(), 4000);
}

void ImportApiAnswersTest::statusOfEachName_data()
{
    QTest::addColumn<ImportStatus>("status");
    for (const ImportStatus status :
        {ImportStatus::Native, ImportStatus::PreImportInProgress, ImportStatus::PreImportComplete,
            ImportStatus::PreImportFailed, ImportStatus::PreImportCanceled, ImportStatus::ImportInProgress,
            ImportStatus::ImportComplete, ImportStatus::ImportFailed, ImportStatus::ImportCanceled}) {
        QTest::addRow("%s", qPrintable(toName(status))) << status;
    }
}

void ImportApiAnswersTest::statusOfEachName()
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

void ImportApiAnswersTest::statusIsPrintable()
{
    FakeRegistry registry;
    const QByteArray body = R"({"path": "group/project/app", "status": "%1", "detail": "no\u0000room%2",
        "progress": {"phase": "copy\u0000ing"}})";
    const auto answer = [&body](const char* status, const QByteArray& more) {
        return plain(200, QByteArray(body).replace("%1", status).replace("%2", more));
    };
    // The pair at the limit must not be cut in two.
    const QByteArray longest = QByteArray(3992, 'x') + QString(u"\U0001F600 and more"_s).toUtf8();
    registry.script("GET", u"import/"_s, answer("import_failed", {}), 1);
    registry.script("GET", u"import/"_s, answer("import_failed", longest), 1);
    registry.script("GET", u"import/"_s, answer("mad\\u0000ness", {}), 1);
    ImportApiClient client(optionsFor(registry));
    const auto report = Eventual(client.status(app)).get();
    QVERIFY(report.ok() && report->progress);
    QCOMPARE(report->detail, u"no room"_s);
    QCOMPARE(report->progress->phase, u"copy ing"_s);
    QCOMPARE(Eventual(client.status(app)).get()->detail, u"no room"_s + QString(3992, u'x'));
    const auto unknown = Eventual(client.status(app)).get();
    QVERIFY(!unknown.ok());
    QVERIFY2(unknown.error().message.contains(u"\"mad ness\""), qPrintable(unknown.error().message));
}

void ImportApiAnswersTest::statusWithProgress()
{
    FakeRegistry registry;
    ImportApiClient client(optionsFor(registry));
    QJsonObject body{
        {u"name"_s, u"app"_s}, {u"path"_s, app}, {u"status"_s, u"import_in_progress"_s}, {u"detail"_s, u""_s}};
    registry.script("GET", u"import/"_s, FakeAnswer::json(200, body), 1);
    QVERIFY(!Eventual(client.status(app)).get()->progress);
    body[u"progress"_s] = QJsonObject{{u"phase"_s, u"copying"_s}, {u"tags_done"_s, 3}, {u"tags_seen"_s, 10},
        {u"blobs_copied"_s, 4}, {u"blobs_mounted"_s, 2}, {u"blobs_present"_s, 1}, {u"bytes"_s, 5'000'000'000LL},
        {u"tags_failed"_s, u"rubbish"_s}};
    registry.script("GET", u"import/"_s, FakeAnswer::json(200, body), 1);
    const auto report = Eventual(client.status(app)).get();
    QVERIFY(report.ok() && report->progress);
    QCOMPARE(report->progress->phase, u"copying"_s);
    QCOMPARE(report->progress->tagsDone, 3);
    QCOMPARE(report->progress->tagsSeen, 10);
    QCOMPARE(report->progress->tagsFailed, 0);
    QCOMPARE(report->progress->blobs, 7);
    QCOMPARE(report->progress->bytes, 5'000'000'000LL);
}

void ImportApiAnswersTest::statusErrors_data()
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

void ImportApiAnswersTest::statusErrors()
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

} // namespace transship

QTEST_GUILESS_MAIN(transship::ImportApiAnswersTest)
#include "tst_importapianswers.moc"
