// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/importer/importapifixture.h"
#include "tests/support/eventual.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace transship;
using namespace transship::testing;

/// Imports that are held, refused, canceled, timed out, stopped in the middle and taken up again.
class TestImportLifecycle : public ImportApiFixture {
    Q_OBJECT
private Q_SLOTS:
    void conflictsWhileInProgress();
    void rateLimit();
    void cancel();
    void cancelOfWhatIsNotRunning();
    void timeout();
    void restartInTheMiddle_data();
    void restartInTheMiddle();
    void drain();
    void notification();
    void health();
};

void TestImportLifecycle::conflictsWhileInProgress()
{
    hold();
    QCOMPARE(m_bench->put(m_path, u"pre"_s).status, 202);
    QCOMPARE(m_bench->status(m_path), u"pre_import_in_progress"_s);
    for (const QString& type : {u"pre"_s, u"final"_s}) {
        const RawAnswer answer = m_bench->put(m_path, type);
        QCOMPARE(answer.status, 425);
        QCOMPARE(answer.errorCode(), u"PRE_IMPORT_IN_PROGRESS"_s);
    }
    open();
    QCOMPARE(m_bench->waitForEnd(m_path), u"pre_import_complete"_s);

    m_source->addImage(m_path, u"2"_s, "another");
    hold();
    QCOMPARE(m_bench->put(m_path, u"final"_s).status, 202);
    for (const QString& type : {u"pre"_s, u"final"_s}) {
        const RawAnswer answer = m_bench->put(m_path, type);
        QCOMPARE(answer.status, 409);
        QCOMPARE(answer.errorCode(), u"IMPORT_IN_PROGRESS"_s);
    }
    open();
    QCOMPARE(m_bench->waitForEnd(m_path), u"import_complete"_s);
}

void TestImportLifecycle::rateLimit()
{
    ImporterOptions options;
    options.maxConcurrentImports = 1;
    serve(options);
    m_source->addImage(u"group/other"_s, u"1"_s, "other");
    hold();
    QCOMPARE(m_bench->put(m_path, u"pre"_s).status, 202);
    const RawAnswer refused = m_bench->put(u"group/other"_s, u"pre"_s);
    QCOMPARE(refused.status, 429);
    QCOMPARE(refused.errorCode(), u"IMPORT_RATE_LIMIT"_s);
    open();
    QCOMPARE(m_bench->waitForEnd(m_path), u"pre_import_complete"_s);
    QCOMPARE(m_bench->import(u"group/other"_s, u"pre"_s), u"pre_import_complete"_s);
}

void TestImportLifecycle::cancel()
{
    hold();
    ImporterOptions options;
    options.notReadyAfterCancel = std::chrono::hours(1);
    serve(options);
    QCOMPARE(m_bench->put(m_path, u"pre"_s).status, 202);
    QTRY_VERIFY(m_source->heldCount() > 0);
    QCOMPARE(m_bench->api("DELETE", u"import/%1/"_s.arg(m_path)).status, 202);
    QCOMPARE(m_bench->status(m_path), u"pre_import_canceled"_s); // at once
    QTRY_COMPARE(m_bench->service->runningImports(), 0); // though the source still keeps it waiting
    QCOMPARE(m_bench->import(m_path, u"pre"_s), u"425 IMPORT_REPOSITORY_NOT_READY"_s);
    open();

    options.notReadyAfterCancel = std::chrono::milliseconds(0);
    serve(options);
    QCOMPARE(m_bench->import(m_path, u"final"_s), u"424 PRE_IMPORT_CANCELED"_s);
    QCOMPARE(m_bench->import(m_path, u"pre"_s), u"pre_import_complete"_s);

    m_source->addImage(m_path, u"2"_s, "more");
    hold();
    QCOMPARE(m_bench->put(m_path, u"final"_s).status, 202);
    QCOMPARE(m_bench->api("DELETE", u"import/%1/"_s.arg(m_path)).status, 202);
    QCOMPARE(m_bench->status(m_path), u"import_canceled"_s);
    open();
    QTRY_COMPARE(m_bench->service->runningImports(), 0);
    QCOMPARE(m_bench->import(m_path, u"final"_s), u"import_complete"_s); // its pre import still counts
}

void TestImportLifecycle::cancelOfWhatIsNotRunning()
{
    QCOMPARE(m_bench->import(m_path, u"pre"_s), u"pre_import_complete"_s);
    const RawAnswer refused = m_bench->api("DELETE", u"import/%1/"_s.arg(m_path));
    QCOMPARE(refused.status, 400);
    QCOMPARE(refused.object().value(u"status").toString(), u"pre_import_complete"_s);
    QCOMPARE(m_bench->api("DELETE", u"import/%1/?force=true"_s.arg(m_path)).status, 202);
    QCOMPARE(m_bench->status(m_path), u"pre_import_canceled"_s);
}

void TestImportLifecycle::timeout()
{
    hold();
    ImporterOptions options;
    options.preImportTimeout = std::chrono::milliseconds(300);
    serve(options);
    QCOMPARE(m_bench->import(m_path, u"pre"_s), u"pre_import_failed"_s);
    QVERIFY2(m_bench->detail(m_path).contains(u"did not finish within"), qPrintable(m_bench->detail(m_path)));
}

void TestImportLifecycle::restartInTheMiddle_data()
{
    QTest::addColumn<QString>("type");
    QTest::newRow("pre") << u"pre"_s;
    QTest::newRow("final") << u"final"_s;
}

void TestImportLifecycle::restartInTheMiddle()
{
    QFETCH(QString, type);
    const QString ending = type == u"pre" ? u"pre_import_complete"_s : u"import_complete"_s;
    if (type == u"final") {
        QCOMPARE(m_bench->import(m_path, u"pre"_s), u"pre_import_complete"_s);
    }
    const QString added = m_source->addImage(m_path, u"2"_s, "second " + type.toLatin1());
    hold();
    QCOMPARE(m_bench->put(m_path, type).status, 202);
    QTRY_VERIFY(m_source->heldCount() > 0);
    m_bench->stopService(); // changes nothing on record, as a kill would not
    open();
    serve();
    QVERIFY(m_bench->service->runningImports() == 1 || m_bench->status(m_path) == ending);
    QCOMPARE(m_bench->waitForEnd(m_path), ending);
    QCOMPARE(m_bench->target->digestBehind(m_path, added), added);
}

void TestImportLifecycle::drain()
{
    hold();
    QCOMPARE(m_bench->put(m_path, u"pre"_s).status, 202);
    QTRY_VERIFY(m_source->heldCount() > 0);
    await(m_bench->service->drain());
    QCOMPARE(m_bench->service->runningImports(), 0);
    QCOMPARE(m_bench->status(m_path), u"pre_import_in_progress"_s);
    m_source->addImage(u"group/afterwards"_s, u"1"_s, "x");
    QCOMPARE(m_bench->put(u"group/afterwards"_s, u"pre"_s).status, 503);
    QCOMPARE(m_bench->http.send("GET", m_bench->service->url().resolved(QUrl(u"/healthz"_s))).status, 503);
    open();
    serve();
    QCOMPARE(m_bench->waitForEnd(m_path), u"pre_import_complete"_s);
}

void TestImportLifecycle::notification()
{
    FakeHttpServer receiver;
    receiver.script("PUT", u"/notify/"_s, FakeAnswer::error(500, u"TRY_AGAIN"_s), 1);
    receiver.script("PUT", u"/notify/"_s, FakeAnswer::json(200, QJsonObject()));
    ImporterOptions options;
    options.notificationUrl = u"http://127.0.0.1:%1/notify/{path}/status"_s.arg(receiver.port());
    options.notificationSecret = "the secret";
    serve(options);
    QCOMPARE(m_bench->import(m_path, u"pre"_s), u"pre_import_complete"_s);
    QTRY_COMPARE(receiver.requests().size(), 2);
    const FakeRequest request = receiver.requests().last();
    QCOMPARE(request.path, u"/notify/%1/status"_s.arg(m_path));
    QCOMPARE(request.header("Authorization"), QByteArray("the secret"));
    const QJsonObject body = QJsonDocument::fromJson(request.body).object();
    QCOMPARE(body.value(u"path").toString(), m_path);
    QCOMPARE(body.value(u"name").toString(), m_path.section(u'/', -1));
    QCOMPARE(body.value(u"status").toString(), u"pre_import_complete"_s);
}

void TestImportLifecycle::health()
{
    const RawAnswer answer = m_bench->http.send("GET", m_bench->service->url().resolved(QUrl(u"/healthz"_s)));
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.object().value(u"status").toString(), u"ok"_s);
}

QTEST_GUILESS_MAIN(TestImportLifecycle)
#include "tst_importlifecycle.moc"
