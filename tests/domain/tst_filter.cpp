// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/repositoryfilter.h"

#include <QTest>

using namespace transship;

class TestFilter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void parsesAndPrints_data();
    void parsesAndPrints();
    void errorsSayWhere_data();
    void errorsSayWhere();
    void matches_data();
    void matches();
};

void TestFilter::parsesAndPrints_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("printed");
    const auto row = [](const char* text, const char* printed) {
        QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(printed);
    };
    row("", "");
    row("   ", "");
    row("state:default", "state:default");
    row("state:import_done,import_aborted", "state:import_done,import_aborted");
    row("STATE:default", "state:default");
    row("reason:too_many_tags plan:free", "plan:free reason:too_many_tags");
    row("retries>2 tags>=7", "retries>=3 tags>=7");
    row("path:Gitlab-Org/*", "path:gitlab-org/*");
    row("namespace:ACME Web", "namespace:acme web");
}

void TestFilter::parsesAndPrints()
{
    QFETCH(QString, text);
    const auto filter = RepositoryFilter::parse(text);
    QVERIFY(filter.ok());
    QTEST(filter->toString(), "printed");
    const auto again = RepositoryFilter::parse(filter->toString());
    QVERIFY(again.ok());
    QVERIFY(*again == *filter);
    QCOMPARE(filter->isEmpty(), filter->toString().isEmpty());
}

void TestFilter::errorsSayWhere_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("position");
    const auto row
        = [](const char* text, int position) { QTest::newRow(text) << QString::fromLatin1(text) << position; };
    row("state:done", 1);
    row("  state:done", 3);
    row("web state:default,nope", 5);
    row("state:", 1);
    row("a b color:red", 5);
    row("retries>=x", 1);
    row("retries>", 1);
    row("tags>=-1", 1);
    row("plan:free reason:because", 11);
}

void TestFilter::errorsSayWhere()
{
    QFETCH(QString, text);
    QFETCH(int, position);
    const auto filter = RepositoryFilter::parse(text);
    QVERIFY(!filter.ok());
    QCOMPARE(filter.error().code, ErrorCode::InvalidArgument);
    QVERIFY2(filter.error().message.contains(QStringLiteral("character %1,").arg(position)),
        qPrintable(filter.error().message));
}

void TestFilter::matches_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("expected");
    const auto row
        = [](const char* text, bool expected) { QTest::newRow(text) << QString::fromLatin1(text) << expected; };
    row("", true);
    row("state:import_skipped", true);
    row("state:default", false);
    row("state:default,import_skipped", true);
    row("plan:free", true);
    row("plan:gold", false);
    row("reason:too_many_tags", true);
    row("reason:not_found", false);
    row("path:acme/*", true);
    row("path:acme/web/api", true);
    row("path:acme", false);
    row("path:acme/w?b/api", true);
    row("path:acme/w?eb/api", false);
    row("path:acme/web/ap.", false);
    row("namespace:acme", true);
    row("namespace:acm", false);
    row("namespace:web", false);
    row("web", true);
    row("me/we api", true);
    row("me/we nope", false);
    row("retries>=2", true);
    row("retries>2", false);
    row("tags>100", true);
    row("tags>101", false);
}

void TestFilter::matches()
{
    QFETCH(QString, text);
    ContainerRepository repository;
    repository.path = QStringLiteral("acme/web/api");
    repository.state = MigrationState::ImportSkipped;
    repository.skippedReason = SkippedReason::TooManyTags;
    repository.plan = QStringLiteral("free");
    repository.retriesCount = 2;
    repository.tagsCount = 101;
    const auto filter = RepositoryFilter::parse(text);
    QVERIFY(filter.ok());
    QTEST(filter->matches(repository), "expected");
}

QTEST_GUILESS_MAIN(TestFilter)
#include "tst_filter.moc"
