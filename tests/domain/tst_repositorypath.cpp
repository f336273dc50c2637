// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/repositorypath.h"

#include <QRandomGenerator>
#include <QSet>
#include <QTest>

using namespace transship;

class TestRepositoryPath : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void splits_data();
    void splits();
    void refuses_data();
    void refuses();
    void longestPath();
    void randomPathsRoundTrip();
    void joinDropsEmptyPartsAndLowers();
};

void TestRepositoryPath::splits_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("parts"); // namespaces joined with ">", project, name
    QTest::newRow("one segment") << QStringLiteral("a") << QStringLiteral("a||");
    QTest::newRow("two segments") << QStringLiteral("a/b") << QStringLiteral("a|b|");
    QTest::newRow("the same twice") << QStringLiteral("a/a") << QStringLiteral("a|a|");
    QTest::newRow("three segments") << QStringLiteral("a/b/c") << QStringLiteral("a|b|c");
    QTest::newRow("nested") << QStringLiteral("a/b/c/d/e") << QStringLiteral("a>b>c|d|e");
    QTest::newRow("separators") << QStringLiteral("a.b/c_d/e__f/g---h") << QStringLiteral("a.b>c_d|e__f|g---h");
    QTest::newRow("digits") << QStringLiteral("0/1") << QStringLiteral("0|1|");
}

void TestRepositoryPath::splits()
{
    QFETCH(QString, path);
    const auto parts = splitRepositoryPath(path);
    QVERIFY(parts.ok());
    QTEST(QString(parts->namespaces.join(u'>') + u'|' + parts->project + u'|' + parts->name), "parts");
    QCOMPARE(joinRepositoryPath(*parts), path);
    QCOMPARE(parts->rootNamespace(), path.section(u'/', 0, 0));
}

void TestRepositoryPath::refuses_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("empty") << QString();
    QTest::newRow("slash") << QStringLiteral("/");
    QTest::newRow("leading slash") << QStringLiteral("/a");
    QTest::newRow("trailing slash") << QStringLiteral("a/");
    QTest::newRow("empty part") << QStringLiteral("a//b");
    QTest::newRow("upper case") << QStringLiteral("a/B");
    QTest::newRow("dots") << QStringLiteral("a/../b");
    QTest::newRow("dot") << QStringLiteral("a/./b");
    QTest::newRow("leading separator") << QStringLiteral("-a");
    QTest::newRow("trailing separator") << QStringLiteral("a_");
    QTest::newRow("three underscores") << QStringLiteral("a___b");
    QTest::newRow("two dots") << QStringLiteral("a..b");
    QTest::newRow("mixed separators") << QStringLiteral("a.-b");
    QTest::newRow("space") << QStringLiteral("a b");
    QTest::newRow("line break") << QStringLiteral("a/b\n");
    QTest::newRow("nul") << QStringLiteral("a") + QChar(QChar::Null);
    QTest::newRow("umlaut") << QString(QChar(0xe4));
    QTest::newRow("foreign digit") << QString(QChar(0x0661));
    QTest::newRow("percent") << QStringLiteral("a%2fb");
    QTest::newRow("query") << QStringLiteral("a?b");
    QTest::newRow("tag") << QStringLiteral("a:latest");
    QTest::newRow("digest") << QStringLiteral("a@sha256");
    QTest::newRow("quote") << QStringLiteral("a'b");
    QTest::newRow("backslash") << QStringLiteral("a\\b");
}

void TestRepositoryPath::refuses()
{
    QFETCH(QString, path);
    const auto valid = validateRepositoryPath(path);
    QVERIFY(!valid.ok());
    QCOMPARE(valid.error().code, ErrorCode::InvalidArgument);
    QVERIFY(!splitRepositoryPath(path).ok());
}

void TestRepositoryPath::longestPath()
{
    const QString longest = QString(127, u'a') + u'/' + QString(127, u'b');
    QCOMPARE(longest.size(), maxRepositoryPathLength);
    QVERIFY(validateRepositoryPath(longest).ok());
    const auto refused = validateRepositoryPath(QString(longest + u'c'));
    QVERIFY(!refused.ok());
    QVERIFY(refused.error().message.contains(QStringLiteral("255")));
    // A message stays readable whatever it is about.
    QVERIFY(validateRepositoryPath(QString(100000, u'a')).error().message.size() < 600);
}

void TestRepositoryPath::randomPathsRoundTrip()
{
    QRandomGenerator random(1);
    const QString letters = QStringLiteral("abz059");
    const QStringList separators{QStringLiteral("."), QStringLiteral("_"), QStringLiteral("__"), QStringLiteral("-"),
        QStringLiteral("--"), QStringLiteral("/")};
    QHash<QString, QString> pathOfParts;
    for (int i = 0; i < 5000; ++i) {
        QString path(letters[random.bounded(6)]);
        for (int length = random.bounded(6); length > 0; --length) {
            path += separators[random.bounded(6)] + letters[random.bounded(6)];
        }
        const auto parts = splitRepositoryPath(path);
        QVERIFY2(parts.ok(), qPrintable(path));
        QCOMPARE(joinRepositoryPath(*parts), path);
        // Different paths are never the same row.
        const QString key = parts->namespaces.join(u'>') + u'|' + parts->project + u'|' + parts->name;
        QCOMPARE(pathOfParts.value(key, path), path);
        pathOfParts.insert(key, path);
    }
}

void TestRepositoryPath::joinDropsEmptyPartsAndLowers()
{
    QCOMPARE(joinRepositoryPath({{QStringLiteral("Group"), QStringLiteral("Sub")}, QStringLiteral("Project"), {}}),
        QStringLiteral("group/sub/project"));
}

QTEST_GUILESS_MAIN(TestRepositoryPath)
#include "tst_repositorypath.moc"
