// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registry/ociclient.h"
#include "tests/support/eventual.h"
#include "tests/support/fakeociregistry.h"

#include <QElapsedTimer>
#include <QTest>

#include <memory>
#include <vector>

using namespace Qt::StringLiterals;
using namespace transship;
using namespace transship::testing;

/// Rules 16 and 17 of the OCI checklist (docs/importer.md): what all imports together do to one registry.
class TestGovernor : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_registry.reset(); }
    void rule16_nothingIsSentInsideARetryAfter();
    void rule16_waitingIsVisible();
    void rule16_usedUpQuotaIsWaitedOut();
    void rule16_placesAreSharedByAllImports();
    void rule17_fullJitter();
    void rule17_breakerLetsOneTry();
    void rule17_breakerGivesUpWithTheReason();
    void rule17_retryBudget();
    void cancelingEndsTheWait();

private:
    OciClient client(const std::function<void(RegistryConnection::Options&)>& adjust = {});
    QList<Eventual<Result<OciManifestInfo>>> ask(const OciClient& oci, int times);
    std::vector<std::unique_ptr<OciClient>> m_asked; ///< live as long as the answers may take

    std::unique_ptr<FakeOciRegistry> m_registry;
    std::shared_ptr<RequestGovernor> m_governor;
    std::shared_ptr<Cancellation> m_cancellation;
};

namespace {

const QString repository = u"group/app"_s;

FakeAnswer tooMany(const QByteArray& retryAfter)
{
    FakeAnswer answer = FakeAnswer::error(429, u"TOOMANYREQUESTS"_s);
    answer.headers.append({QByteArray("Retry-After"), retryAfter});
    return answer;
}

} // namespace

void TestGovernor::init()
{
    m_registry = std::make_unique<FakeOciRegistry>();
    m_registry->addImage(repository, u"1"_s, "layer");
    m_governor = std::make_shared<RequestGovernor>(24);
    m_cancellation = std::make_shared<Cancellation>();
}

OciClient TestGovernor::client(const std::function<void(RegistryConnection::Options&)>& adjust)
{
    RegistryConnection::Options options;
    options.url = m_registry->url();
    options.name = u"the registry"_s;
    options.retry.jitter = [](qint64) { return 1; };
    if (adjust) {
        adjust(options);
    }
    return OciClient(std::make_shared<RegistryConnection>(options, m_governor, m_cancellation));
}

QList<Eventual<Result<OciManifestInfo>>> TestGovernor::ask(const OciClient& oci, int times)
{
    m_asked.push_back(std::make_unique<OciClient>(oci));
    QList<Eventual<Result<OciManifestInfo>>> asked;
    for (int i = 0; i < times; ++i) {
        asked.append(Eventual<Result<OciManifestInfo>>(m_asked.back()->headManifest(repository, u"1"_s)));
    }
    return asked;
}

void TestGovernor::rule16_nothingIsSentInsideARetryAfter()
{
    QElapsedTimer clock;
    clock.start();
    qint64 refusedAt = -1;
    QList<qint64> afterwards;
    m_registry->script("HEAD", u"."_s, [&](const FakeRequest&) -> std::optional<FakeAnswer> {
        if (refusedAt < 0) {
            refusedAt = clock.elapsed();
            return tooMany("0.4");
        }
        afterwards.append(clock.elapsed() - refusedAt);
        return std::nullopt;
    });
    // Two imports; one is told, both wait, also those requests that stand in a queue.
    QList<Eventual<Result<OciManifestInfo>>> first = ask(client(), 1);
    QTRY_VERIFY(m_governor->state().refused > 0);
    QList<Eventual<Result<OciManifestInfo>>> others = ask(client(), 20) + ask(client(), 20);
    QTRY_COMPARE(afterwards.size(), 41);
    for (const qint64 after : std::as_const(afterwards)) {
        QVERIFY2(after >= 400, qPrintable(QString::number(after)));
    }
    for (Eventual<Result<OciManifestInfo>>& answer : first + others) {
        QVERIFY(answer.get().ok());
    }
}

void TestGovernor::rule16_waitingIsVisible()
{
    using Wait = GovernorState::Wait;
    QCOMPARE(m_governor->state().wait, Wait::None);
    QList<Eventual<Result<OciManifestInfo>>> before = ask(client(), 5);
    for (Eventual<Result<OciManifestInfo>>& answer : before) {
        QVERIFY(answer.get().ok());
    }
    m_registry->script("HEAD", u"."_s, tooMany("3600"));
    OciClient oci
        = client([](RegistryConnection::Options& options) { options.retry.longestRetryAfter = std::chrono::hours(2); });
    QList<Eventual<Result<OciManifestInfo>>> asked = ask(oci, 3);
    QTRY_COMPARE(m_governor->state().wait, Wait::RetryAfter);
    QTRY_VERIFY(m_governor->state().waiting > 0);
    const GovernorState state = m_governor->state();
    QVERIFY(state.waitMilliseconds > 3'000'000);
    QCOMPARE(toName(state.wait), u"retry_after"_s);
    QVERIFY(state.refused > 0);
    QVERIFY(state.limitPerSecond > 0);
    m_cancellation->cancel(); // and is not waited for
    for (Eventual<Result<OciManifestInfo>>& answer : asked) {
        QCOMPARE(answer.get().error().code, ErrorCode::Canceled);
    }
}

void TestGovernor::rule16_usedUpQuotaIsWaitedOut()
{
    FakeAnswer last;
    last.headers = {{QByteArray("RateLimit-Remaining"), QByteArray("0")},
        {QByteArray("RateLimit-Limit"), QByteArray("9")}, {QByteArray("RateLimit-Reset"), QByteArray("600")},
        {QByteArray("Docker-Content-Digest"), FakeOciRegistry::digestOf("x").toLatin1()}};
    m_registry->script("HEAD", u"."_s, last, 1);
    OciClient oci = client();
    QVERIFY(await(oci.headManifest(repository, u"1"_s)).ok());
    const GovernorState state = m_governor->state();
    QCOMPARE(state.wait, GovernorState::Wait::Quota);
    QCOMPARE(state.quotaLeft, std::optional<qint64>(0));
    QVERIFY(state.waitMilliseconds > 500'000);
}

void TestGovernor::rule16_placesAreSharedByAllImports()
{
    m_governor = std::make_shared<RequestGovernor>(3);
    FakeAnswer held = FakeAnswer::error(404, u"MANIFEST_UNKNOWN"_s);
    held.held = true;
    m_registry->script("HEAD", u"."_s, held);
    QList<Eventual<Result<OciManifestInfo>>> asked = ask(client(), 4) + ask(client(), 4);
    QTRY_COMPARE(m_registry->heldCount(), 3);
    QCOMPARE(m_governor->state().inFlight, 3);
    QCOMPARE(m_governor->state().wait, GovernorState::Wait::Places);
    m_registry->clearScripts();
    m_registry->release();
    for (Eventual<Result<OciManifestInfo>>& answer : asked) {
        (void)answer.get();
    }
    QCOMPARE(m_registry->mostAtOnce(), 3);
    QTRY_COMPARE(m_governor->state().inFlight, 0);
}

void TestGovernor::rule17_fullJitter()
{
    m_registry->script("HEAD", u"."_s, FakeAnswer::error(502, u"X"_s));
    QList<qint64> ceilings;
    OciClient oci = client([&ceilings](RegistryConnection::Options& options) {
        options.retry.attempts = 5;
        options.retry.firstDelay = std::chrono::milliseconds(100);
        options.retry.longestDelay = std::chrono::milliseconds(300);
        options.retry.jitter = [&ceilings](qint64 most) {
            ceilings.append(most);
            return 0;
        };
    });
    QVERIFY(!await(oci.headManifest(repository, u"1"_s)).ok());
    QCOMPARE(ceilings, QList<qint64>({100, 200, 300, 300}));
    for (int i = 0; i < 1000; ++i) {
        const qint64 drawn = RetryPolicy::randomUpTo(3);
        QVERIFY(drawn >= 0 && drawn <= 3);
    }
}

void TestGovernor::rule17_breakerLetsOneTry()
{
    m_governor = std::make_shared<RequestGovernor>(24, CircuitBreaker::Options{3, 50, 100, 60'000});
    m_registry->stopListening();
    QList<Eventual<Result<OciManifestInfo>>> asked = ask(client(), 6) + ask(client(), 6);
    QTRY_COMPARE(m_governor->state().wait, GovernorState::Wait::NotAnswering);
    QTRY_VERIFY(m_governor->state().waiting > 0);
    m_registry->listenAgain();
    for (Eventual<Result<OciManifestInfo>>& answer : asked) {
        QVERIFY2(answer.get().ok(), "an outage that ended must fail nobody who could wait");
    }
    QCOMPARE(m_governor->state().wait, GovernorState::Wait::None);

    CircuitBreaker breaker(CircuitBreaker::Options{2, 100, 1000, 5000});
    breaker.failed(0);
    QVERIFY(!breaker.isOpen());
    breaker.failed(1);
    QVERIFY(breaker.isOpen());
    QCOMPARE(breaker.waitFor(1), 100);
    breaker.failed(2); // was under way
    QCOMPARE(breaker.waitFor(2), 99);
    breaker.failed(101);
    QCOMPARE(breaker.waitFor(101), 200);
    breaker.answered();
    QVERIFY(!breaker.isOpen());
}

void TestGovernor::rule17_breakerGivesUpWithTheReason()
{
    m_governor = std::make_shared<RequestGovernor>(24, CircuitBreaker::Options{2, 10, 20, 1});
    m_registry->stopListening();
    QList<Eventual<Result<OciManifestInfo>>> asked = ask(client(), 8);
    for (Eventual<Result<OciManifestInfo>>& answer : asked) {
        const Result<OciManifestInfo>& failed = answer.get();
        QVERIFY(!failed.ok());
        QCOMPARE(failed.error().code, ErrorCode::Unreachable);
        QVERIFY2(failed.error().message.contains(u"refuses the connection"), qPrintable(failed.error().message));
    }
    QVERIFY2(m_governor->state().failed < 8 * 6, "everybody tried as often as if there were no breaker");
}

void TestGovernor::rule17_retryBudget()
{
    m_registry->script("HEAD", u"."_s, FakeAnswer::error(503, u"UNAVAILABLE"_s));
    OciClient oci = client([](RegistryConnection::Options& options) { options.retry.budget = 3; });
    for (int i = 0; i < 4; ++i) {
        QVERIFY(!await(oci.headManifest(repository, u"1"_s)).ok());
    }
    QCOMPARE(m_registry->count("HEAD"), 4 + 3);
    QCOMPARE(oci.connection()->traffic().retries, 3);
    QCOMPARE(oci.connection()->traffic().requests, 7);
}

void TestGovernor::cancelingEndsTheWait()
{
    m_governor->pauseFor(std::chrono::hours(1));
    QList<Eventual<Result<OciManifestInfo>>> asked = ask(client(), 2);
    QTRY_COMPARE(m_governor->state().waiting, 2);
    m_cancellation->cancel();
    for (Eventual<Result<OciManifestInfo>>& answer : asked) {
        QCOMPARE(answer.get().error().code, ErrorCode::Canceled);
    }
    QCOMPARE(m_governor->state().inFlight, 0);
    QCOMPARE(m_registry->count(), 0);
}

QTEST_GUILESS_MAIN(TestGovernor)
#include "tst_governor.moc"
