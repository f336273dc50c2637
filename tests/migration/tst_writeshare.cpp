// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migration/writeshare.h"

#include <QTest>

#include <limits>

using namespace transship;
using namespace std::chrono_literals;

/// How a background migration makes room for whoever else writes.
class TestWriteShare : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aloneItTakesFourTimesAsMuch()
    {
        WriteShare share(Backend::Sqlite);
        QCOMPARE(share.rows(), 100);
        for (int i = 0; i < 8; ++i) {
            share.wrote(100, 25ms, 7); // 250 microseconds a row
        }
        QCOMPARE(share.rows(), 80);
        QCOMPARE(share.pause(), 1ms);
    }

    void othersGetAsMuchTimeInShortTurns()
    {
        WriteShare share(Backend::Sqlite);
        share.wrote(100, 25ms, 7);
        for (int i = 0; i < 8; ++i) {
            share.wrote(100, 25ms, 8 + i);
        }
        QCOMPARE(share.rows(), 20);
        QCOMPARE(share.pause(), 25ms);
        share.wrote(20, 4200us, 20);
        QCOMPARE(share.pause(), 5ms);
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
