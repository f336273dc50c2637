// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ctl/ctlserver.h"
#include "tests/ctl/preparedctl.h"
#include "tests/support/fakeregistry.h"
#include "tests/support/signingkey.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace transship;
using namespace transship::testing;
using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray token = "t0p-s3cret-token";
const QByteArray password = "hunter2-hunter2";
const QByteArray notificationSecret = "tell-nobody";

} // namespace

/// How transshipctl logs in, as its environment says; and that no secret gets out, whether it works or fails.
class TestCtlSecrets : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void workingAndFailing_data()
    {
        QTest::addColumn<QString>("way");
        QTest::addColumn<bool>("letIn");
        for (const char* way : {"token", "key", "password"}) {
            QTest::addRow("%s, let in", way) << QString::fromLatin1(way) << true;
            QTest::addRow("%s, refused", way) << QString::fromLatin1(way) << false;
        }
    }
    void workingAndFailing()
    {
        QFETCH(const QString, way);
        QFETCH(const bool, letIn);
        FakeRegistry registry;
        registry.addRepository(u"group/app"_s);
        admit(registry, letIn);
        CtlProcess ctl = preparedCtl(database(), registry.url(), {u"group/app"_s});
        logIn(ctl, way);
        ctl.setVariable(u"TRANSSHIP_NOTIFICATION_SECRET"_s, QString::fromLatin1(notificationSecret));
        const CtlResult started = ctl.run({u"repo"_s, u"start"_s, u"group/app"_s, u"--json"_s});
        QVERIFY2(started.exitCode == (letIn ? 0 : 5), qPrintable(started.toString()));
        QByteArray all = started.out.toUtf8() + started.err.toUtf8();
        CtlServer worker(ctl, {u"worker"_s, u"--listen"_s, u"0"_s});
        QVERIFY2(worker.url().isValid(), worker.written().constData());
        if (letIn) {
            QTRY_VERIFY_WITH_TIMEOUT(stateOf(ctl, u"group/app"_s) == u"import_done" || worker.hasEnded(), 30'000);
            QCOMPARE(worker.stop(), 0);
        } else {
            QTRY_VERIFY_WITH_TIMEOUT(worker.hasEnded(), 30'000); // waiting does not mend it
            QVERIFY(worker.written().contains("TRANSSHIP_REGISTRY_"));
        }
        all += worker.written() + ctl.run({u"repo"_s, u"history"_s, u"group/app"_s, u"--json"_s}).out.toUtf8();
        QVERIFY2(leaked(all).isEmpty(), qPrintable(leaked(all) + u" in "_s + QString::fromUtf8(all)));
        for (const FakeRequest& request : registry.requests()) {
            QVERIFY2(leaked(request.line().toUtf8()).isEmpty(), qPrintable(request.line()));
        }
    }

    /// The 401 of a start aborts it, and stops the worker from burning every repository's retries.
    void refusedStartsAreBraked()
    {
        FakeRegistry registry;
        QStringList paths;
        for (int i = 0; i < 5; ++i) {
            paths << u"group/app%1"_s.arg(i);
            registry.addRepository(paths.last());
        }
        registry.script("PUT", u"."_s, FakeAnswer::error(401, u"UNAUTHORIZED"_s, u"insufficient scope"_s));
        CtlProcess ctl = preparedCtl(database(), registry.url(), paths);
        logIn(ctl, u"key"_s);
        CtlServer worker(ctl, {u"worker"_s});
        QTRY_VERIFY_WITH_TIMEOUT(worker.written().contains("does not serve us") || worker.hasEnded(), 30'000);
        QCOMPARE(countOf(ctl, u"import_aborted"_s), 1);
        QCOMPARE(registry.count("PUT"), 2); // with a token, and once more with a new one
        QCOMPARE(worker.stop(), 0);
    }

    void badConfiguration_data()
    {
        QTest::addColumn<QStringList>("variables"); // NAME=VALUE
        QTest::addColumn<QString>("says");
        const QString key = u"TRANSSHIP_REGISTRY_SIGNING_KEY_FILE="_s;
        QTest::newRow("token and key") << QStringList{u"TRANSSHIP_REGISTRY_TOKEN=x"_s, key + m_key.keyFile()}
                                       << u"keep one"_s;
        QTest::newRow("token and user") << QStringList{u"TRANSSHIP_REGISTRY_TOKEN=x"_s,
            u"TRANSSHIP_REGISTRY_USER=robot"_s, u"TRANSSHIP_REGISTRY_PASSWORD=hunter2-hunter2"_s}
                                        << u"keep one"_s;
        QTest::newRow("user alone") << QStringList{u"TRANSSHIP_REGISTRY_USER=robot"_s} << u"go together"_s;
        QTest::newRow("password alone") << QStringList{u"TRANSSHIP_REGISTRY_PASSWORD=hunter2-hunter2"_s}
                                        << u"go together"_s;
        QTest::newRow("no such key") << QStringList{key + u"/nowhere.pem"_s} << u"cannot be read"_s;
        QTest::newRow("a certificate") << QStringList{key + m_key.certificateFile()} << u"SIGNING_KEY_FILE"_s;
        QTest::newRow("two lines") << QStringList{u"TRANSSHIP_REGISTRY_TOKEN=t0p-s3cret-token\nX-Evil: 1"_s}
                                   << u"no token"_s;
        QTest::newRow("no such token file")
            << QStringList{u"TRANSSHIP_REGISTRY_TOKEN_FILE=/nowhere"_s} << u"cannot be read"_s;
    }
    void badConfiguration()
    {
        QFETCH(const QStringList, variables);
        QFETCH(const QString, says);
        FakeRegistry registry;
        CtlProcess ctl = preparedCtl(database(), registry.url(), {u"group/app"_s});
        for (const QString& variable : variables) {
            ctl.setVariable(variable.section(u'=', 0, 0), variable.section(u'=', 1));
        }
        const CtlResult result = ctl.run({u"repo"_s, u"start"_s, u"group/app"_s});
        QVERIFY2(result.exitCode == 1 || result.exitCode == 2, qPrintable(result.toString()));
        QVERIFY2(result.err.contains(says), qPrintable(result.toString()));
        QVERIFY2(leaked(result.err.toUtf8()).isEmpty(), qPrintable(result.err));
        QCOMPARE(registry.count(), 0);
    }

    void emptyTokenFileIsNone()
    {
        FakeRegistry registry;
        registry.addRepository(u"group/app"_s);
        CtlProcess ctl = preparedCtl(database(), registry.url(), {u"group/app"_s});
        ctl.setVariable(u"TRANSSHIP_REGISTRY_TOKEN_FILE"_s, file("\n"));
        QCOMPARE(ctl.run({u"repo"_s, u"start"_s, u"group/app"_s}).exitCode, 0);
        QCOMPARE(registry.requests().constLast().header("Authorization"), QByteArray());
    }

private:
    DatabaseUrl database() { return DatabaseUrl::sqlite(m_folder.filePath(u"%1.sqlite"_s.arg(++m_files))); }

    QString file(const QByteArray& content)
    {
        QFile file(m_folder.filePath(u"secret%1"_s.arg(++m_files)));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size()) {
            qFatal("cannot write a file");
        }
        return file.fileName();
    }

    void logIn(CtlProcess& ctl, const QString& way)
    {
        if (way == u"token") {
            ctl.setVariable(u"TRANSSHIP_REGISTRY_TOKEN"_s, QString::fromLatin1(token));
        } else if (way == u"key") {
            ctl.setVariable(u"TRANSSHIP_REGISTRY_SIGNING_KEY_FILE"_s, m_key.keyFile());
        } else {
            ctl.setVariable(u"TRANSSHIP_REGISTRY_USER"_s, u"robot"_s);
            ctl.setVariable(u"TRANSSHIP_REGISTRY_PASSWORD_FILE"_s, file(password + '\n'));
        }
    }

    /// A registry with a token server that knows all three ways, or none of them.
    void admit(FakeRegistry& registry, bool letIn)
    {
        registry.script("GET", u"^/token"_s, [letIn](const FakeRequest& request) -> std::optional<FakeAnswer> {
            const QByteArray expected = "Basic " + QByteArray("robot:" + password).toBase64();
            return letIn && request.header("Authorization") == expected
                ? FakeAnswer::json(200, QJsonObject{{u"token"_s, u"from the server"_s}})
                : FakeAnswer::error(401, u"UNAUTHORIZED"_s, u"wrong password"_s);
        });
        registry.script("*", u"^/gitlab/"_s, [this, &registry, letIn](const FakeRequest& request) {
            const QByteArray header = request.header("Authorization");
            const bool known = header == "Bearer " + token || header == "Bearer from the server"
                || (header.startsWith("Bearer ey") && m_key.hasSigned(header.mid(7)));
            FakeAnswer challenge = FakeAnswer::error(401, u"UNAUTHORIZED"_s, u"authentication required"_s);
            challenge.headers.append({QByteArray("WWW-Authenticate"),
                QByteArray("Bearer realm=\"" + registry.url(u"/token"_s).toEncoded() + "\",service=\"x\"")});
            return letIn && known ? std::nullopt : std::optional(challenge);
        });
    }

    /// Which secret these bytes hold; empty: none.
    QString leaked(const QByteArray& bytes) const
    {
        QList<QByteArray> secrets{token, password, notificationSecret, "from the server", "eyJ", "PRIVATE KEY",
            QByteArray("robot:" + password).toBase64()};
        const QByteArray pem = m_key.pem();
        secrets << pem.split('\n').value(1) << pem.split('\n').value(5);
        for (const QByteArray& secret : secrets) {
            if (bytes.contains(secret)) {
                return QString::fromLatin1(secret);
            }
        }
        return {};
    }

    const SigningKey m_key;
    QTemporaryDir m_folder;
    int m_files = 0;
};

QTEST_GUILESS_MAIN(TestCtlSecrets)
#include "tst_ctlsecrets.moc"
