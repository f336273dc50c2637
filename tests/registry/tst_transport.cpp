// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registry/httpclient.h"
#include "models/registry/importapiclient.h"
#include "tests/support/eventual.h"
#include "tests/support/fakeproxy.h"
#include "tests/support/fakeregistry.h"
#include "tests/support/tlsfront.h"

#include <QTemporaryDir>
#include <QTest>

using namespace transship;
using namespace transship::testing;
using namespace Qt::Literals::StringLiterals;

/// Whom connections trust and which way they take: TLS with an authority of our own, and proxies.
class TestTransport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anUnknownAuthorityIsRefused()
    {
        const Result<HttpResponse> answer = get(m_front.url(u"/x"_s), {});
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::Tls);
        QCOMPARE(m_server.count(), 0);
    }

    void aCaFileIsTrusted()
    {
        const Result<HttpResponse> answer = get(m_front.url(u"/x"_s), trusting());
        QVERIFY2(answer.ok(), answer ? "" : qPrintable(answer.error().toString()));
        QCOMPARE(answer->body, QByteArray("hello"));
    }

    void aCaFileDoesNotTrustOtherNames()
    {
        QUrl url = m_front.url(u"/x"_s);
        url.setHost(u"localhost.localdomain"_s);
        HttpTransport transport = trusting();
        FakeProxy proxy(FakeProxy::Kind::Http); // leads every name here
        transport.proxy = QNetworkProxy(QNetworkProxy::HttpProxy, u"127.0.0.1"_s, proxy.port());
        const Result<HttpResponse> answer = get(url, transport);
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::Tls);
    }

    void aBadCaFileIsNamed()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"ca.pem"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("no certificate") > 0);
        file.close();
        const auto none = readAuthorities(file.fileName());
        QVERIFY(!none && none.error().code == ErrorCode::InvalidArgument);
        QVERIFY2(none.error().message.contains(file.fileName()), qPrintable(none.error().message));
        const auto absent = readAuthorities(u"/nowhere/ca.pem"_s);
        QVERIFY(!absent && absent.error().code == ErrorCode::Io);
    }

    void proxies_data()
    {
        QTest::addColumn<bool>("socks");
        QTest::addColumn<bool>("tls");
        QTest::newRow("http, plain") << false << false;
        QTest::newRow("http, TLS") << false << true;
        QTest::newRow("socks5, plain") << true << false;
        QTest::newRow("socks5, TLS") << true << true;
    }
    void proxies()
    {
        QFETCH(const bool, socks);
        QFETCH(const bool, tls);
        FakeProxy proxy(socks ? FakeProxy::Kind::Socks5 : FakeProxy::Kind::Http);
        HttpTransport transport = trusting();
        transport.proxy = QNetworkProxy(
            socks ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy, u"127.0.0.1"_s, proxy.port());
        const QUrl url = tls ? m_front.url(u"/x"_s) : m_server.url(u"/x"_s);
        const Result<HttpResponse> answer = get(url, transport);
        QVERIFY2(answer.ok(), answer ? "" : qPrintable(answer.error().toString()));
        QCOMPARE(answer->body, QByteArray("hello"));
        QCOMPARE(proxy.targets(), QStringList{u"%1:%2"_s.arg(url.host()).arg(url.port())});
    }

    void aProxyWithAPassword_data()
    {
        QTest::addColumn<bool>("tls");
        QTest::addColumn<bool>("right");
        QTest::newRow("plain, wrong") << false << false;
        QTest::newRow("TLS, right") << true << true;
        QTest::newRow("TLS, wrong") << true << false;
    }
    void aProxyWithAPassword()
    {
        QFETCH(const bool, tls);
        QFETCH(const bool, right);
        FakeProxy proxy(FakeProxy::Kind::Http);
        proxy.setCredentials("sre", "secret-of-the-proxy");
        HttpTransport transport = trusting();
        transport.proxy = QNetworkProxy(QNetworkProxy::HttpProxy, u"127.0.0.1"_s, proxy.port(), u"sre"_s,
            right ? u"secret-of-the-proxy"_s : u"secret-of-yesterday"_s);
        const Result<HttpResponse> answer = get(tls ? m_front.url(u"/x"_s) : m_server.url(u"/x"_s), transport);
        QCOMPARE(answer.ok(), right);
        if (!right) {
            QCOMPARE(answer.error().code, ErrorCode::Unauthorized);
            QVERIFY2(answer.error().message.contains(u"proxy"_s), qPrintable(answer.error().toString()));
            QVERIFY(!answer.error().toString().contains(u"yesterday"_s));
        }
    }

    void aProxyThatIsNotThere()
    {
        HttpTransport transport;
        transport.proxy = QNetworkProxy(QNetworkProxy::HttpProxy, u"127.0.0.1"_s, 1);
        const Result<HttpResponse> answer = get(m_server.url(u"/x"_s), transport);
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::Unreachable);
        QVERIFY2(answer.error().message.contains(u"proxy"_s), qPrintable(answer.error().toString()));
    }

    void withoutAProxyTheSystemsIsNotUsed()
    {
        qputenv("http_proxy", "http://127.0.0.1:1");
        const Result<HttpResponse> answer = get(m_server.url(u"/x"_s), {});
        qunsetenv("http_proxy");
        QVERIFY2(answer.ok(), answer ? "" : qPrintable(answer.error().toString()));
    }

    void theSystemsProxyIsFound()
    {
        qputenv("http_proxy", "http://127.0.0.1:4711");
        const QNetworkProxy proxy = systemProxyFor(QUrl(u"http://registry.example.com/"_s));
        qunsetenv("http_proxy");
        QCOMPARE(proxy.port(), 4711);
        QCOMPARE(systemProxyFor(QUrl(u"http://registry.example.com/"_s)).type(), QNetworkProxy::NoProxy);
    }

    /// While read-only, questions go out and changes do not.
    void aReadOnlyClientChangesNothing()
    {
        FakeRegistry registry;
        registry.addRepository(u"group/app"_s);
        ImportApiClient client({registry.url(), {}, std::chrono::seconds(5), {}});
        client.setReadOnly(true);
        const StartAnswer started = Eventual(client.startPreImport(u"group/app"_s)).get();
        QVERIFY(started.outcome != StartOutcome::Started);
        const Result<CancelAnswer> canceled = Eventual(client.cancel(u"group/app"_s, true)).get();
        QVERIFY(!canceled && canceled.error().code == ErrorCode::ReadOnly);
        QCOMPARE(registry.count(), 0);
        const Result<ImportStatusReport> asked = Eventual(client.status(u"group/app"_s)).get();
        QVERIFY(asked || asked.error().code == ErrorCode::NotFound);
        QCOMPARE(registry.count("GET"), 1);
        client.setReadOnly(false);
        QCOMPARE(Eventual(client.startPreImport(u"group/app"_s)).get().outcome, StartOutcome::Started);
    }

private:
    static Result<HttpResponse> get(const QUrl& url, const HttpTransport& transport)
    {
        HttpClient client(1, transport);
        HttpRequest request;
        request.url = url;
        return Eventual(client.send(request)).get();
    }

    HttpTransport trusting() const
    {
        HttpTransport transport;
        const auto authorities = readAuthorities(m_authority.caFile());
        if (!authorities) {
            qFatal("%s", qPrintable(authorities.error().toString()));
        }
        transport.authorities = *authorities;
        return transport;
    }

    class Server : public FakeHttpServer {
    protected:
        FakeAnswer answer(const FakeRequest&) override
        {
            FakeAnswer answer;
            answer.status = 200;
            answer.body = "hello";
            return answer;
        }

    public:
        ~Server() override { close(); }
    };

    TestAuthority m_authority;
    Server m_server;
    TlsFront m_front{m_authority, m_server.port()};
};

QTEST_GUILESS_MAIN(TestTransport)
#include "tst_transport.moc"
