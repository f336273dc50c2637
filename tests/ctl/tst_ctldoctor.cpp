// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ctl/preparedctl.h"
#include "tests/support/fakeregistry.h"
#include "tests/support/signingkey.h"
#include "tests/support/testdatabases.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>
#include <QTest>

using namespace transship;
using namespace transship::testing;
using namespace Qt::Literals::StringLiterals;

namespace {

/// As HTTP writes it.
QByteArray httpDateOf(const QDateTime& time)
{
    return QLocale::c().toString(time.toUTC(), u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s).toLatin1();
}

QByteArray tokenEndingAt(const QDateTime& end)
{
    const auto part = [](const QJsonObject& object) {
        return QJsonDocument(object).toJson(QJsonDocument::Compact).toBase64(QByteArray::Base64UrlEncoding);
    };
    return part({{u"alg"_s, u"RS256"_s}}) + '.' + part({{u"exp"_s, end.toSecsSinceEpoch()}}) + ".c2lnbmF0dXJl";
}

} // namespace

/// `doctor` finds what is wrong and says what to do.
class TestCtlDoctor : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }

    void allIsWell_data() { TestDatabases::addRows(); }
    void allIsWell()
    {
        FakeRegistry registry;
        tellTime(registry, 0);
        const CtlProcess ctl = preparedCtl(m_databases.createForRow(), registry.url(), {});
        const CtlResult result = ctl.run({u"doctor"_s, u"--json"_s});
        QVERIFY2(result.exitCode == 0, qPrintable(result.toString()));
        QCOMPARE(result.json()[u"verdict"_s].toString(), u"ok"_s);
        QStringList checks;
        for (const QJsonValue& check : result.json()[u"checks"_s].toArray()) {
            checks << check[u"check"].toString();
        }
        QCOMPARE(checks,
            (QStringList{u"database"_s, u"rollout"_s, u"clock"_s, u"credentials"_s, u"registry"_s, u"clock"_s}));
        const CtlResult text = ctl.run({u"doctor"_s});
        QVERIFY2(text.out.startsWith(u"ok       database     "_s), qPrintable(text.out));
        QVERIFY(registry.requestLines().filter(QRegularExpression(u"^(PUT|DELETE)"_s)).isEmpty());
    }

    void findings_data()
    {
        QTest::addColumn<QString>("trouble");
        QTest::addColumn<QString>("check");
        QTest::addColumn<QString>("verdict");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QString>("says"); // message or advice
        const auto row = [](const char* trouble, const char* check, const char* verdict, int exit, const char* says) {
            QTest::newRow(trouble) << QString::fromLatin1(trouble) << QString::fromLatin1(check)
                                   << QString::fromLatin1(verdict) << exit << QString::fromLatin1(says);
        };
        row("no database", "database", "failed", 1, "transshipctl db upgrade");
        row("database down", "database", "failed", 6, "TRANSSHIP_DATABASE");
        row("switched off", "rollout", "warning", 0, "flags enable phase2_enabled");
        row("no registry", "registry", "failed", 2, "TRANSSHIP_REGISTRY");
        row("registry down", "registry", "failed", 6, "refuses the connection");
        row("another service", "registry", "failed", 1, "does not implement the import API");
        row("wants a token", "registry", "failed", 5, "TRANSSHIP_REGISTRY_TOKEN");
        row("may not import", "registry", "failed", 5, "SIGNING_KEY_FILE");
        row("token ended", "credentials", "failed", 5, "renew");
        row("token ends soon", "credentials", "warning", 0, "ends at");
        row("two ways", "configuration", "failed", 2, "keep one");
        row("clock behind", "clock", "warning", 0, "NTP");
        row("clock behind, signing", "clock", "failed", 5, "NTP");
    }
    void findings()
    {
        QFETCH(const QString, trouble);
        QFETCH(const QString, check);
        QFETCH(const QString, verdict);
        QFETCH(const int, exitCode);
        QFETCH(const QString, says);
        FakeRegistry registry;
        CtlProcess ctl = preparedCtl(m_databases.create(u"sqlite"_s), registry.url(), {});
        cause(trouble, ctl, registry);
        const CtlResult result = ctl.run({u"doctor"_s, u"--json"_s});
        QVERIFY2(result.exitCode == exitCode, qPrintable(result.toString()));
        QCOMPARE(result.json()[u"verdict"_s].toString(), verdict);
        QString said;
        for (const QJsonValue& found : result.json()[u"checks"_s].toArray()) {
            if (found[u"check"].toString() == check && found[u"verdict"].toString() == verdict) {
                said = found[u"message"].toString() + u' ' + found[u"advice"].toString();
            }
        }
        QVERIFY2(said.contains(says), qPrintable(result.out));
        QVERIFY(!result.out.contains(u"c2lnbmF0dXJl"_s));
    }

private:
    static void tellTime(FakeRegistry& registry, qint64 secondsAhead)
    {
        FakeAnswer answer = FakeAnswer::json(200, QJsonObject());
        answer.headers.append({QByteArray("Gitlab-Container-Registry-Version"), QByteArray("3.60.0")});
        answer.headers.append({QByteArray("Date"), httpDateOf(QDateTime::currentDateTimeUtc().addSecs(secondsAhead))});
        registry.script("GET", u"^/gitlab/v1/$"_s, answer);
    }

    void cause(const QString& trouble, CtlProcess& ctl, FakeRegistry& registry)
    {
        if (trouble == u"no database") {
            ctl.setDatabase(u"sqlite:"_s + ctl.home() + u"/nowhere.sqlite"_s);
        } else if (trouble == u"database down") {
            ctl.setDatabase(u"postgresql://nobody@127.0.0.1:1/none"_s);
        } else if (trouble == u"switched off") {
            (void)ctl.run({u"flags"_s, u"disable"_s, u"phase2_enabled"_s});
        } else if (trouble == u"no registry") {
            ctl.setVariable(u"TRANSSHIP_REGISTRY"_s, {});
        } else if (trouble == u"registry down") {
            registry.stopListening();
        } else if (trouble == u"another service") {
            registry.script("*", u"."_s, FakeAnswer::html(200));
        } else if (trouble == u"wants a token") {
            registry.setToken("secret");
        } else if (trouble == u"may not import") {
            registry.script("GET", u"/import/"_s, FakeAnswer::error(401, u"UNAUTHORIZED"_s, u"insufficient scope"_s));
            ctl.setVariable(u"TRANSSHIP_REGISTRY_SIGNING_KEY_FILE"_s, m_key.keyFile());
        } else if (trouble == u"token ended") {
            ctl.setVariable(u"TRANSSHIP_REGISTRY_TOKEN"_s,
                QString::fromLatin1(tokenEndingAt(QDateTime::currentDateTimeUtc().addDays(-1))));
        } else if (trouble == u"token ends soon") {
            ctl.setVariable(u"TRANSSHIP_REGISTRY_TOKEN"_s,
                QString::fromLatin1(tokenEndingAt(QDateTime::currentDateTimeUtc().addSecs(600))));
        } else if (trouble == u"two ways") {
            ctl.setVariable(u"TRANSSHIP_REGISTRY_TOKEN"_s, u"x"_s);
            ctl.setVariable(u"TRANSSHIP_REGISTRY_SIGNING_KEY_FILE"_s, m_key.keyFile());
        } else if (trouble.startsWith(u"clock behind")) {
            tellTime(registry, -300);
            if (trouble.endsWith(u"signing")) {
                ctl.setVariable(u"TRANSSHIP_REGISTRY_SIGNING_KEY_FILE"_s, m_key.keyFile());
            }
        }
    }

    const SigningKey m_key;
    TestDatabases m_databases;
};

QTEST_GUILESS_MAIN(TestCtlDoctor)
#include "tst_ctldoctor.moc"
