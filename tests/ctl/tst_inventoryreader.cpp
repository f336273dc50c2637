// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/inventory/inventoryreader.h"

#include <QBuffer>
#include <QTest>

using namespace transship;
using namespace transship::ctl;

namespace {

struct ReadInventory {
    Result<void> begun;
    QStringList paths; ///< of the good lines
    QStringList problems; ///< "line: text" of the others
    QList<InventoryEntry> entries;
    QStringList ignored;
};

ReadInventory read(QByteArray bytes)
{
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    InventoryReader reader(buffer);
    ReadInventory inventory{reader.begin(), {}, {}, {}, {}};
    InventoryLine line;
    while (inventory.begun && reader.next(line)) {
        if (line.problem.isEmpty()) {
            inventory.paths << line.entry.path;
            inventory.entries << line.entry;
        } else {
            inventory.problems << QStringLiteral("%1: %2").arg(line.number).arg(line.problem);
        }
    }
    inventory.ignored = reader.ignored();
    return inventory;
}

} // namespace

class TestInventoryReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void goodFiles_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QStringList>("paths");
        const QStringList two{QStringLiteral("a/b"), QStringLiteral("c/d")};
        QTest::newRow("only paths") << QByteArray("path\na/b\nc/d\n") << two;
        QTest::newRow("no line end at the end") << QByteArray("path\na/b\nc/d") << two;
        QTest::newRow("CRLF") << QByteArray("path,plan\r\na/b,free\r\nc/d,\r\n") << two;
        QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbfpath\na/b\nc/d\n") << two;
        QTest::newRow("any order") << QByteArray("tags,plan,path\n1,free,a/b\n,,c/d\n") << two;
        QTest::newRow("quotes") << QByteArray("\"path\",plan\n\"a/b\",\"x, \"\"y\"\"\"\nc/d,z\n") << two;
        QTest::newRow("line end in quotes")
            << QByteArray("path,note\na/b,\"one\ntwo\"\nc/d,\"three\r\nfour\"\n") << two;
        QTest::newRow("empty lines") << QByteArray("\npath\n\na/b\n\r\nc/d\n\n") << two;
        QTest::newRow("capitals and blanks in the header") << QByteArray(" Path , PLAN\na/b,free\nc/d,free\n") << two;
        QTest::newRow("NDJSON") << QByteArray("{\"path\":\"a/b\"}\n{\"tags\":3,\"path\":\"c/d\",\"plan\":null}\n")
                                << two;
        QTest::newRow("NDJSON, CRLF, empty line") << QByteArray("{\"path\":\"a/b\"}\r\n\r\n{\"path\":\"c/d\"}") << two;
    }

    void goodFiles()
    {
        QFETCH(QByteArray, bytes);
        const ReadInventory inventory = read(bytes);
        QVERIFY2(inventory.begun, inventory.begun ? "" : qPrintable(inventory.begun.error().message));
        QCOMPARE(inventory.problems, QStringList());
        QTEST(inventory.paths, "paths");
    }

    void allColumns()
    {
        const ReadInventory inventory = read("created_at,tags,path,size,plan\n"
                                             "2022-01-23T00:00:00Z,12,a/b,9,free\n"
                                             "2022-01-23 01:30:00 UTC,,c/d,9,\n"
                                             "2022-01-23T01:00:00+01:00,0,e/f,9,gold\n");
        QCOMPARE(inventory.problems, QStringList());
        QCOMPARE(inventory.ignored, QStringList{QStringLiteral("size")});
        const QDateTime midnight(QDate(2022, 1, 23), QTime(0, 0), Qt::UTC);
        QCOMPARE(inventory.entries[0].createdAt, midnight);
        QCOMPARE(inventory.entries[0].tags, std::optional<qint64>(12));
        QCOMPARE(inventory.entries[0].plan, QStringLiteral("free"));
        QCOMPARE(inventory.entries[1].createdAt, midnight.addSecs(5400));
        QVERIFY(!inventory.entries[1].tags);
        QCOMPARE(inventory.entries[2].createdAt, midnight);
    }

    void badLines_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QStringList>("expected"); ///< what each problem begins with
        const auto list = [](const char* text) { return QString::fromLatin1(text).split(u'|'); };
        QTest::newRow("paths") << QByteArray("path\nA/b\nok/ok\n/x\na//b\na/..\n") << list("2: |4: |5: |6: ");
        QTest::newRow("fields") << QByteArray("path,plan\na/b\nc/d,x,y\n")
                                << list("2: it has 1 fields|3: it has 3 fields");
        QTest::newRow("values") << QByteArray("path,tags,created_at\na/b,-1,\na/b,many,\na/b,1,yesterday\n")
                                << list("2: tags|3: tags|4: created_at");
        QTest::newRow("quotes") << QByteArray("path\na\"b\n\"c\"d\nok/ok\n\"never")
                                << list("2: a quote|3: a quote|5: a quoted");
        QTest::newRow("after a quoted line end") << QByteArray("path,n\na/b,\"1\n2\"\nBAD,3\n") << list("4: ");
        QTest::newRow("not UTF-8") << QByteArray("path\na/\xff\nok/ok\n") << list("2: it is not UTF-8");
        QTest::newRow("NDJSON")
            << QByteArray("{\"path\":\"a/b\"}\nrubbish\n[1]\n{\"plan\":\"x\"}\n{\"path\":7}\n"
                          "{\"path\":\"a\",\"tags\":1.5}\n{\"path\":null}\n")
            << list("2: it is not JSON|3: it is not a JSON object|4: it has no|5: path is not|6: tags|7: path");
        QTest::newRow("too long") << "path\na/b\n" + QByteArray(3 * 1024 * 1024, 'x') + "\nBAD\n"
                                  << list("3: it is longer|4: ");
    }

    void badLines()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QStringList, expected);
        const ReadInventory inventory = read(bytes);
        QVERIFY(inventory.begun);
        QCOMPARE(inventory.problems.size(), expected.size());
        for (qsizetype i = 0; i < expected.size(); ++i) {
            QVERIFY2(inventory.problems[i].startsWith(expected[i]), qPrintable(inventory.problems[i]));
        }
    }

    void badFiles_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("says");
        QTest::newRow("empty") << QByteArray() << QStringLiteral("empty");
        QTest::newRow("blank") << QByteArray("\n \n") << QStringLiteral("empty");
        QTest::newRow("gzip") << QByteArray("\x1f\x8b\x08 and so on") << QStringLiteral("compressed");
        QTest::newRow("binary") << QByteArray("\x7f"
                                              "ELF\x02\x01\0\0",
            8) << QStringLiteral("not a text file");
        QTest::newRow("no header") << QByteArray("a/b\nc/d\n") << QStringLiteral("must be a header");
        QTest::newRow("semicolons") << QByteArray("path;plan\na/b;free\n") << QStringLiteral("commas");
        QTest::newRow("a column twice") << QByteArray("path,path\na,b\n") << QStringLiteral("twice");
        QTest::newRow("JSON array") << QByteArray("[{\"path\":\"a\"}]") << QStringLiteral("jq");
    }

    void badFiles()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, says);
        const ReadInventory inventory = read(bytes);
        QVERIFY(!inventory.begun);
        QVERIFY2(inventory.begun.error().message.contains(says), qPrintable(inventory.begun.error().message));
    }
};

QTEST_GUILESS_MAIN(TestInventoryReader)
#include "tst_inventoryreader.moc"
