// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/csv.h"

#include <QTest>

using namespace transship;

class TestCsv : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fields_data();
    void fields();
    void aLine();
};

void TestCsv::fields_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("written");
    QTest::newRow("plain") << QStringLiteral("group/app") << QByteArray("group/app");
    QTest::newRow("empty") << QString() << QByteArray();
    QTest::newRow("comma") << QStringLiteral("a,b") << QByteArray("\"a,b\"");
    QTest::newRow("quote") << QStringLiteral("say \"no\"") << QByteArray("\"say \"\"no\"\"\"");
    QTest::newRow("lines") << QStringLiteral("a\r\nb") << QByteArray("\"a\r\nb\"");
    QTest::newRow("not ASCII") << QStringLiteral("größe…") << QStringLiteral("größe…").toUtf8();
    for (const char first : {'=', '+', '-', '@', '\t'}) {
        QTest::addRow("formula %d", first) << QString(QLatin1Char(first)) + u'x' << QByteArray("'") + first + 'x';
    }
    QTest::newRow("formula to be quoted") << QStringLiteral("=A1,B1") << QByteArray("\"'=A1,B1\"");
    QTest::newRow("formula behind a CR") << QStringLiteral("\r=A1") << QByteArray("\"'\r=A1\"");
    QTest::newRow("minus inside") << QStringLiteral("a-b") << QByteArray("a-b");
}

void TestCsv::fields()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, written);
    QByteArray line("before,");
    appendCsvField(line, text.toUtf8());
    QCOMPARE(line, "before," + written);
}

void TestCsv::aLine()
{
    QCOMPARE(csvLine({QStringLiteral("a"), QString(), QStringLiteral("b,c")}), QByteArray("a,,\"b,c\"\r\n"));
}

QTEST_GUILESS_MAIN(TestCsv)
#include "tst_csv.moc"
