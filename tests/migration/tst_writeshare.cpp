// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migration/writeshare.h"

#include <QTest>

#include <algorithm>
#include <limits>

using namespace transship;
using namespace std::chrono_literals;

/// How a background migration makes room for whoever else writes.
class TestWriteShare : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itBeginsWithShortTurnsAndGrowsWhileAlone()
    {
        WriteShare share(Backend::Sqlite);
        QCOMPARE(share.rows(), 5);
        QList<int> turns;
        for (int i = 0; i < 50; ++i) {
            turns << share.rows();
            share.wrote(share.rows(), share.rows() * 250us, 7);
            QCOMPARE(share.pause(), 1ms);
        }
        QVERIFY(turns.at(5) < 15);
        QVERIFY(std::is_sorted(turns.cbegin(), turns.cend()));
        QVERIFY(turns.last() >= 80 && turns.last() <= 96); // 20 to 24 ms
    }

    void othersGetAsMuchTimeInShortTurns()
    {
        WriteShare share(Backend::Sqlite);
        for (int i = 0; i < 50; ++i) {
            share.wrote(share.rows(), share.rows() * 250us, 7);
        }
        share.wrote(80, 20ms, 8); // from this moment on
        QVERIFY(share.rows() <= 12);
        QVERIFY(share.isCrowded());
        QCOMPARE(share.pause(), 20ms);
        for (int i = 0; i < 500; ++i) {
            share.wrote(12, 2500us, 9 + i);
            QVERIFY(share.rows() <= 15);
            QCOMPARE(share.pause(), 3ms);
        }
    }

    void whoHasNotWrittenForASecondIsForgotten()
    {
        WriteShare share(Backend::Sqlite);
        share.wrote(12, 3ms, 7);
        share.wrote(12, 3ms, 8);
        int turns = 0;
        for (; share.pause() > 1ms; ++turns) {
            QVERIFY(share.rows() <= 12);
            share.wrote(12, 3ms, 8);
        }
        QCOMPARE(turns, 167); // of 3 ms, and as long a pause
        for (int i = 0; i < 50; ++i) {
            share.wrote(share.rows(), share.rows() * 250us, 8);
        }
        QVERIFY(share.rows() >= 80);
    }

    void aSlowDiskStillGetsOn()
    {
        WriteShare share(Backend::Sqlite);
        for (int i = 0; i < 8; ++i) {
            share.wrote(5, 2s, 1 + i);
        }
        QCOMPARE(share.rows(), 5);
    }

    void postgresHasNoQueue()
    {
        WriteShare share(Backend::PostgreSql);
        share.wrote(100, 25ms, 0);
        QCOMPARE(share.rows(), std::numeric_limits<int>::max());
        QCOMPARE(share.pause(), 0ms);
    }
};

QTEST_GUILESS_MAIN(TestWriteShare)
#include "tst_writeshare.moc"
