// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registry/adaptiverate.h"

#include <QList>
#include <QRandomGenerator>
#include <QTest>

#include <functional>
#include <map>

using namespace Qt::StringLiterals;
using namespace transship;

/// Rule 16 of the OCI checklist (docs/importer.md), in simulated time: how the rate is learned.
class TestAdaptiveRate : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rule16_theRateSettlesUnderTheLimit_data();
    void rule16_theRateSettlesUnderTheLimit();
    void rule16_badMomentsAreLeftBehind_data();
    void rule16_badMomentsAreLeftBehind();
    void rule16_withoutComplaintsNothingIsLimited();
};

namespace {

/// Twenty-four requests in flight, in simulated time, against a registry that takes so many in any second; what it
/// refuses is asked again after a while that doubles.
class CrowdedRegistry {
public:
    CrowdedRegistry(int perSecond, quint32 seed)
        : m_perSecond(perSecond)
        , m_random(seed)
    {
    }

    void run(qint64 milliseconds)
    {
        while (m_now < milliseconds) {
            while (m_free > 0 && m_rate.waitFor(m_now) == 0) {
                send();
            }
            const qint64 wait = m_free > 0 ? m_rate.waitFor(m_now) : milliseconds;
            m_now = std::min(m_happens.empty() ? milliseconds : m_happens.begin()->first, m_now + wait);
            while (!m_happens.empty() && m_happens.begin()->first <= m_now) {
                const std::function<void()> next = std::move(m_happens.begin()->second);
                m_happens.erase(m_happens.begin());
                next();
            }
        }
    }

    qint64 accepted() const { return m_accepted; }
    qint64 refused() const { return m_refused; }

private:
    void after(qint64 most, const std::function<void()>& what)
    {
        m_happens.emplace(m_now + 1 + qint64(m_random.bounded(quint64(most))), what);
    }
    void send()
    {
        --m_free;
        m_rate.take(m_now);
        const int attempt = m_again.isEmpty() ? 0 : m_again.takeFirst();
        after(15, [this, attempt] { arrives(attempt); });
    }
    void arrives(int attempt)
    {
        m_taken.removeIf([this](qint64 at) { return at <= m_now - 1000; });
        if (m_taken.size() < m_perSecond) {
            m_taken.append(m_now);
            after(15, [this] {
                ++m_free;
                ++m_accepted;
                m_rate.accepted(m_now);
            });
        } else {
            after(15, [this, attempt] {
                ++m_free;
                ++m_refused;
                m_rate.refused(m_now);
                after(200 << std::min(attempt, 6), [this, attempt] { m_again.append(attempt + 1); });
            });
        }
    }

    const qsizetype m_perSecond;
    QRandomGenerator m_random;
    AdaptiveRate m_rate;
    std::multimap<qint64, std::function<void()>> m_happens;
    QList<qint64> m_taken;
    QList<int> m_again; ///< attempts so far
    qint64 m_now = 0;
    int m_free = 24;
    qint64 m_accepted = 0;
    qint64 m_refused = 0;
};

} // namespace

void TestAdaptiveRate::rule16_theRateSettlesUnderTheLimit_data()
{
    QTest::addColumn<int>("perSecond");
    QTest::addColumn<int>("windowSeconds");
    QTest::newRow("10/s") << 10 << 1;
    QTest::newRow("100/s") << 100 << 1;
    QTest::newRow("3/s, counted by the minute") << 3 << 60;
}

/// Ten minutes of requests, as fast as they are let go, against a registry that counts in fixed windows.
void TestAdaptiveRate::rule16_theRateSettlesUnderTheLimit()
{
    QFETCH(int, perSecond);
    QFETCH(int, windowSeconds);
    AdaptiveRate rate;
    QList<int> refusals(10, 0);
    qint64 accepted = 0;
    qint64 inWindow = 0;
    qint64 window = -1;
    constexpr qint64 minute = 60'000;
    for (qint64 now = 0; now < 10 * minute; now += std::max<qint64>(1, rate.waitFor(now))) {
        if (rate.waitFor(now) > 0) {
            continue;
        }
        rate.take(now);
        if (now / (windowSeconds * 1000) != window) {
            window = now / (windowSeconds * 1000);
            inWindow = 0;
        }
        if (++inWindow > qint64(perSecond) * windowSeconds) {
            rate.refused(now);
            ++refusals[int(now / minute)];
            if (windowSeconds > 1) { // what such registries ask for with Retry-After
                now = (window + 1) * windowSeconds * 1000 - 1;
            }
        } else {
            rate.accepted(now);
            ++accepted;
        }
    }
    QVERIFY2(
        rate.perSecond() > 0 && rate.perSecond() <= 1.1 * perSecond, qPrintable(QString::number(rate.perSecond())));
    for (int i = 5; i < 10; ++i) {
        QVERIFY2(refusals.at(i) <= 4, qPrintable(u"minute %1: %2"_s.arg(i).arg(refusals.at(i))));
    }
    const qint64 most = qint64(perSecond) * 600;
    QVERIFY2(accepted > most / 2, qPrintable(u"%1 of %2"_s.arg(accepted).arg(most)));
}

void TestAdaptiveRate::rule16_badMomentsAreLeftBehind_data()
{
    QTest::addColumn<int>("perSecond");
    for (const int perSecond : {5, 10, 30, 60, 300}) {
        QTest::addRow("%d/s", perSecond) << perSecond;
    }
}

/// In none of forty runs may the rate stay far below what the registry takes, whatever the first moments were like.
void TestAdaptiveRate::rule16_badMomentsAreLeftBehind()
{
    QFETCH(int, perSecond);
    constexpr qint64 seconds = 90;
    for (quint32 seed = 0; seed < 40; ++seed) {
        CrowdedRegistry registry(perSecond, seed);
        registry.run(seconds * 1000);
        const QByteArray seen = "seed " + QByteArray::number(seed) + ": " + QByteArray::number(registry.accepted())
            + " accepted, " + QByteArray::number(registry.refused()) + " refused";
        QVERIFY2(registry.accepted() > perSecond * seconds * 45 / 100, seen.constData());
        // It takes the first seconds to find out.
        QVERIFY2(registry.refused() < 150 + 4 * perSecond, seen.constData());
    }
}

void TestAdaptiveRate::rule16_withoutComplaintsNothingIsLimited()
{
    AdaptiveRate rate;
    for (int i = 0; i < 1000; ++i) {
        QCOMPARE(rate.waitFor(i), 0);
        rate.take(i);
        rate.accepted(i);
    }
    QCOMPARE(rate.perSecond(), 0.0);
}

QTEST_GUILESS_MAIN(TestAdaptiveRate)
#include "tst_adaptiverate.moc"
