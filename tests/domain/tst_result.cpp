// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/result.h"

#include <QList>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace transship;

namespace {

/// Knows whether it is still there.
struct Watched {
    explicit Watched(std::shared_ptr<int> shared)
        : count(std::move(shared))
    {
    }
    std::shared_ptr<int> count;
    QList<int> numbers{1, 2, 3};
    auto begin() const { return numbers.begin(); }
    auto end() const { return numbers.end(); }
};

Result<Watched> make(const std::shared_ptr<int>& count)
{
    return Watched(count);
}

} // namespace

class TestResult : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// `for (x : *f())` reads what f gave, not what has gone with its result.
    void aLoopKeepsWhatItWalks()
    {
        const auto count = std::make_shared<int>(0);
        int sum = 0;
        for (const int number : *make(count)) {
            QCOMPARE(count.use_count(), 2);
            sum += number;
        }
        for (const int number : make(count).value()) {
            QCOMPARE(count.use_count(), 2);
            sum += number;
        }
        QCOMPARE(sum, 12);
        QCOMPARE(count.use_count(), 1);
    }

    void valueIsMovedOutOfWhatNobodyKeeps()
    {
        Result<std::unique_ptr<int>> result = std::make_unique<int>(7);
        const std::unique_ptr<int> taken = *std::move(result);
        QCOMPARE(*taken, 7);
    }

    void anErrorIsNoValue()
    {
        const Result<int> failed = Error{.code = ErrorCode::NotFound, .message = u"gone"_s};
        QVERIFY(!failed);
        QCOMPARE(failed.error().message, u"gone"_s);
        QVERIFY(Result<void>().ok());
    }
};

QTEST_GUILESS_MAIN(TestResult)
#include "tst_result.moc"
