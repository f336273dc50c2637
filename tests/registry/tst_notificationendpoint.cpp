// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registry/notificationendpoint.h"
#include "tests/support/eventual.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace transship;
using namespace transship::testing;
using namespace Qt::StringLiterals;

namespace {

const QByteArray secret = "s3cret for tests";

QString address(const QString& repository)
{
    return u"/api/v4/internal/registry/repositories/%1/migration/status"_s.arg(repository);
}

QByteArray body(const QString& path, const QString& status = u"import_complete"_s, const QString& detail = {})
{
    return QJsonDocument(QJsonObject{{u"name"_s, path.section(u'/', -1)}, {u"path"_s, path}, {u"status"_s, status},
                             {u"detail"_s, detail}})
        .toJson();
}

HttpServerRequest request(const QString& path, const QByteArray& bytes)
{
    HttpServerRequest made;
    made.method = "PUT";
    made.path = path;
    made.headers = {{"Authorization", secret}};
    made.body = bytes;
    return made;
}

} // namespace

/// The wire form of a notification: what is let through, and what is answered.
class TestNotificationEndpoint : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void addresses_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<bool>("ours");
        QTest::newRow("plain") << address(u"group/app"_s) << true;
        QTest::newRow("behind a prefix") << u"/gitlab"_s + address(u"group/app"_s) << true;
        QTest::newRow("encoded slash") << address(u"group%2Fapp"_s) << true;
        QTest::newRow("no repository") << address({}) << false;
        QTest::newRow("elsewhere") << u"/api/v4/internal/other"_s << false;
        QTest::newRow("root") << u"/"_s << false;
        QTest::newRow("trailing slash") << address(u"group/app"_s) + u'/' << false;
        QTest::newRow("dots before") << u"/.."_s + address(u"group/app"_s) << false;
        QTest::newRow("two slashes before") << u'/' + address(u"group/app"_s) << false;
    }
    void addresses()
    {
        QFETCH(const QString, path);
        QTEST(NotificationEndpoint::isAddressedBy(request(path, {})), "ours");
    }

    void answers_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("status");
        const QString app = u"group/app"_s;
        QTest::newRow("good") << address(app) << body(app) << 200;
        QTest::newRow("encoded") << address(u"group%2fapp"_s) << body(app) << 200;
        QTest::newRow("unneeded escapes") << address(u"%67roup/app"_s) << body(app) << 200;
        QTest::newRow("another path in the body") << address(app) << body(u"group/other"_s) << 400;
        QTest::newRow("no path in the body") << address(app) << QByteArray(R"({"status":"import_complete"})") << 400;
        QTest::newRow("unknown status") << address(app) << body(app, u"import_finished"_s) << 400;
        QTest::newRow("no status") << address(app) << QByteArray(R"({"path":"group/app"})") << 400;
        QTest::newRow("status is a number") << address(app) << QByteArray(R"({"path":"group/app","status":7})") << 400;
        QTest::newRow("no body") << address(app) << QByteArray() << 400;
        QTest::newRow("no JSON") << address(app) << QByteArray("status=import_complete") << 400;
        QTest::newRow("an array") << address(app) << QByteArray("[]") << 400;
        QTest::newRow("cut short") << address(app) << body(app).chopped(4) << 400;
        QTest::newRow("nested deep") << address(app) << QByteArray(100'000, '[') << 400;
        QTest::newRow("no UTF-8 in the body")
            << address(app) << QByteArray("{\"path\":\"group/app\",\"status\":\"\xff\xfe\"}") << 400;
        QTest::newRow("NUL in the body") << address(app) << QByteArray("\0\0{}", 4) << 400;
        QTest::newRow("no UTF-8 in the path") << address(u"group/%ff%fe"_s) << body(app) << 400;
        QTest::newRow("overlong UTF-8 in the path") << address(u"group/%c0%ae%c0%ae/app"_s) << body(app) << 400;
        QTest::newRow("dots") << address(u"group/../app"_s) << body(app) << 400;
        QTest::newRow("encoded dots") << address(u"%2e%2e%2fapp"_s) << body(u"../app"_s) << 400;
        QTest::newRow("two slashes") << address(u"group//app"_s) << body(u"group//app"_s) << 400;
        QTest::newRow("NUL in the path") << address(u"group/app%00"_s) << body(app) << 400;
        QTest::newRow("upper case") << address(u"Group/app"_s) << body(u"Group/app"_s) << 400;
        QTest::newRow("not known") << address(u"group/unknown"_s) << body(u"group/unknown"_s) << 404;
        QTest::newRow("wrong state") << address(u"group/done"_s) << body(u"group/done"_s) << 400;
        QTest::newRow("database is gone") << address(u"group/later"_s) << body(u"group/later"_s) << 503;
    }
    void answers()
    {
        QFETCH(const QString, path);
        QFETCH(const QByteArray, bytes);
        QTEST(ask(request(path, bytes)).status, "status");
    }

    void secrets_data()
    {
        QTest::addColumn<QByteArray>("configured");
        QTest::addColumn<QByteArray>("presented");
        QTest::addColumn<int>("status");
        QTest::newRow("right") << secret << secret << 200;
        QTest::newRow("wrong") << secret << QByteArray("guess") << 401;
        QTest::newRow("prefix") << secret << secret.chopped(1) << 401;
        QTest::newRow("longer") << secret << QByteArray(secret + 'x') << 401;
        QTest::newRow("missing") << secret << QByteArray() << 401;
        QTest::newRow("none configured") << QByteArray() << QByteArray("anything") << 401;
        QTest::newRow("none configured, none presented") << QByteArray() << QByteArray() << 401;
    }
    void secrets()
    {
        QFETCH(const QByteArray, configured);
        QFETCH(const QByteArray, presented);
        HttpServerRequest asked = request(address(u"group/app"_s), body(u"group/app"_s));
        asked.headers = {};
        if (!presented.isEmpty()) {
            asked.headers.append({QByteArray("authorization"), presented});
        }
        const HttpAnswer answer = ask(asked, configured);
        QTEST(answer.status, "status");
        QVERIFY(!answer.body.contains(secret));
        QCOMPARE(m_taken.size(), answer.status == 200 ? 1 : 0);
    }

    void otherMethods()
    {
        for (const QByteArray& method : {QByteArray("GET"), QByteArray("POST"), QByteArray("DELETE"), QByteArray()}) {
            HttpServerRequest asked = request(address(u"group/app"_s), body(u"group/app"_s));
            asked.method = method;
            QCOMPARE(ask(asked).status, 405);
        }
    }

    void whatIsHandedOn()
    {
        const QString detail = u"disk full\n\0on /dev/sda\x1b[2J"_s + QString(10'000, u'x');
        const auto report
            = notificationOf(request(address(u"group/app"_s), body(u"group/app"_s, u"pre_import_failed"_s, detail)));
        QVERIFY(report.ok());
        QCOMPARE(report->path, u"group/app"_s);
        QCOMPARE(report->status, ImportStatus::PreImportFailed);
        QVERIFY2(report->detail.startsWith(u"disk full  on /dev/sda [2Jxxx"_s), qPrintable(report->detail));
        QCOMPARE(report->detail.size(), 4000);
    }

    void wrongStateIsSaid()
    {
        const HttpAnswer answer = ask(request(address(u"group/done"_s), body(u"group/done"_s)));
        QCOMPARE(QJsonDocument::fromJson(answer.body)[u"message"].toString(), u"Wrong migration state (import_done)"_s);
    }

private:
    HttpAnswer ask(const HttpServerRequest& asked, const QByteArray& configured = secret)
    {
        m_taken.clear();
        NotificationEndpoint endpoint(configured, [this](ImportStatusReport report) {
            m_taken << report.path;
            return answerOf(report.path);
        });
        return await(endpoint.handle(asked));
    }
    static QCoro::Task<Result<void>> answerOf(QString path)
    {
        if (path == u"group/unknown") {
            co_return Error{ErrorCode::NotFound, u"no such row"_s};
        }
        if (path == u"group/done") {
            co_return Error{ErrorCode::Refused, u"Wrong migration state (import_done)"_s};
        }
        if (path == u"group/later") {
            co_return Error{ErrorCode::DatabaseUnavailable, u"gone"_s};
        }
        co_return Result<void>();
    }

    QStringList m_taken;
};

QTEST_GUILESS_MAIN(TestNotificationEndpoint)
#include "tst_notificationendpoint.moc"
