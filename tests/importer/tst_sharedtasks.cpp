// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importer/sharedtasks.h"
#include "models/registry/requestgovernor.h"
#include "tests/support/eventual.h"

#include <QTest>

using namespace transship;
using namespace transship::testing;
using namespace Qt::StringLiterals;

/// Work that several want at the same time.
class TestSharedTasks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everybodyHearsTheReason();
    void whoComesLaterBeginsAnew();

private:
    /// Fails after a while with words that are long enough to be allocated.
    QCoro::Task<Result<void>> failing()
    {
        ++m_begun;
        co_await pause(std::chrono::milliseconds(5), std::make_shared<Cancellation>());
        co_return Error{.code = ErrorCode::Unauthorized, .message = u"the token server says 401, to everybody"_s};
    }

    int m_begun = 0;
};

void TestSharedTasks::everybodyHearsTheReason()
{
    m_begun = 0;
    SharedTasks tasks;
    Eventual<Result<void>> first(tasks.run(u"sha256:1"_s, [this] { return failing(); }));
    Eventual<Result<void>> second(tasks.run(u"sha256:1"_s, [this] { return failing(); }));
    Eventual<Result<void>> third(tasks.run(u"sha256:1"_s, [this] { return failing(); }));
    for (Eventual<Result<void>>* one : {&first, &second, &third}) {
        QVERIFY(!one->get().ok());
        QCOMPARE(one->get().error().message, u"the token server says 401, to everybody"_s);
    }
    QCOMPARE(m_begun, 1);
}

void TestSharedTasks::whoComesLaterBeginsAnew()
{
    m_begun = 0;
    SharedTasks tasks;
    QVERIFY(!Eventual<Result<void>>(tasks.run(u"a"_s, [this] { return failing(); })).get().ok());
    QVERIFY(!Eventual<Result<void>>(tasks.run(u"a"_s, [this] { return failing(); })).get().ok());
    QCOMPARE(m_begun, 2);
}

QTEST_GUILESS_MAIN(TestSharedTasks)
#include "tst_sharedtasks.moc"
