// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/migration/migrationfixture.h"

using namespace transship;
using namespace transship::testing;
using namespace Qt::Literals::StringLiterals;

/// A registry that says "complete" and has lost tags on the way is found out, and history keeps which.
class TestTagCheck : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }

    void tagsAfterTheImport_data()
    {
        QTest::addColumn<QString>("backend");
        QTest::addColumn<QStringList>("after");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<QString>("detail");
        for (const QString& backend : {u"sqlite"_s, u"postgresql"_s}) {
            const auto add
                = [&backend](const char* name, const QStringList& after, const QString& reason, const QString& detail) {
                      QTest::addRow("%s, %s", name, qPrintable(backend)) << backend << after << reason << detail;
                  };
            add("all there", {u"1.0"_s, u"latest"_s}, u"import_complete"_s, u"all 2 tags are there"_s);
            add("more than before", {u"1.0"_s, u"1.1"_s, u"latest"_s}, u"import_complete"_s, u"all 2 tags are there"_s);
            add("one lost", {u"1.0"_s}, u"tags_missing"_s, u"1 of 2 tags are missing: latest"_s);
            add("all lost", {}, u"tags_missing"_s, u"2 of 2 tags are missing: 1.0, latest"_s);
        }
    }
    void tagsAfterTheImport()
    {
        QFETCH(const QStringList, after);
        QFETCH(const QString, reason);
        QFETCH(const QString, detail);
        MigrationFixture f(m_databases.createForRow());
        const qint64 id = importing(f);
        f.registry.setTags(path, after);
        f.registry.setImportStatus(path, u"import_complete"_s);
        // Another worker sees the end: what was there before is not in anybody's memory.
        MigrationEngine other(f.storage, &f.client, f.clock);
        poll(f, other, id);
        QCOMPARE(f.row(id).state, MigrationState::ImportDone);
        QCOMPARE(f.history(id).last().reason, reason);
        QCOMPARE(f.history(id).last().detail, detail);
        const auto kept = f.inStorage([id](Stores& stores) { return stores.tagLists.find(id); });
        QVERIFY(!kept.has_value());
    }

    /// What cannot be listed is not compared, and nothing waits for it.
    void listsThatCannotBeRead_data()
    {
        QTest::addColumn<bool>("before");
        QTest::addColumn<int>("status");
        QTest::newRow("never") << true << 404;
        QTest::newRow("refused before") << true << 401;
        QTest::newRow("down after") << false << 500;
    }
    void listsThatCannotBeRead()
    {
        QFETCH(const bool, before);
        QFETCH(const int, status);
        MigrationFixture f(m_databases.create(u"sqlite"_s));
        const FakeAnswer refusal = FakeAnswer::error(status, u"UNKNOWN"_s);
        if (before) {
            f.registry.script("GET", u"/v2/"_s, refusal);
        }
        const qint64 id = importing(f);
        f.registry.script("GET", u"/v2/"_s, refusal);
        f.registry.setImportStatus(path, u"import_complete"_s);
        poll(f, f.engine, id);
        QCOMPARE(f.row(id).state, MigrationState::ImportDone);
        QCOMPARE(f.history(id).last().reason, u"import_complete"_s);
        QCOMPARE(f.history(id).last().detail, QString());
    }

    /// An earlier attempt listed the tags, this one could not: what was deleted between them is not missing.
    void listOfAnEarlierAttemptIsNotCompared()
    {
        MigrationFixture f(m_databases.create(u"sqlite"_s));
        const qint64 id = importing(f);
        f.force(id, MigrationEvent::AbortImport);
        f.force(id, MigrationEvent::StartPreImport);
        f.force(id, MigrationEvent::FinishPreImport);
        f.registry.setTags(path, {u"1.0"_s});
        f.registry.setImportStatus(path, u"pre_import_complete"_s);
        f.registry.script("GET", u"/v2/"_s, FakeAnswer::error(500, u"UNKNOWN"_s));
        QVERIFY(f.fire(id, MigrationEvent::StartImport).ok());
        f.registry.clearScripts();
        f.registry.setImportStatus(path, u"import_complete"_s);
        poll(f, f.engine, id);
        QCOMPARE(f.row(id).state, MigrationState::ImportDone);
        QCOMPARE(f.history(id).last().reason, u"import_complete"_s);
    }

    void manyMissingTagsAreCounted()
    {
        MigrationFixture f(m_databases.create(u"sqlite"_s));
        QStringList tags;
        for (int i = 0; i < 50; ++i) {
            tags << u"tag%1"_s.arg(i, 2, 10, QLatin1Char('0'));
        }
        const qint64 id = importing(f, tags);
        f.registry.setTags(path, {});
        f.registry.setImportStatus(path, u"import_complete"_s);
        poll(f, f.engine, id);
        const QString detail = f.history(id).last().detail;
        QVERIFY2(detail.startsWith(u"50 of 50 tags are missing: tag00, tag01"_s), qPrintable(detail));
        QVERIFY2(detail.endsWith(u"tag19 and 30 more"_s), qPrintable(detail));
    }

private:
    const QString path = u"group/app"_s;

    /// A repository whose final import the registry has accepted.
    qint64 importing(MigrationFixture& f, const QStringList& tags = {u"1.0"_s, u"latest"_s})
    {
        const qint64 id = f.add(path);
        f.registry.setTags(path, tags);
        f.force(id, MigrationEvent::StartPreImport);
        f.force(id, MigrationEvent::FinishPreImport);
        f.registry.setImportStatus(path, u"pre_import_complete"_s);
        f.registry.setPollsToComplete(-1);
        const auto started = f.fire(id, MigrationEvent::StartImport);
        Q_ASSERT(started.ok() && started->now.stepAcceptedAt.isValid());
        return id;
    }
    static void poll(MigrationFixture& f, MigrationEngine& engine, qint64 id)
    {
        const auto report = await(f.client.status(f.row(id).path));
        QVERIFY(report.ok());
        const auto applied = await(engine.applyStatus(f.row(id), *report, f.actor));
        QVERIFY(applied.ok());
    }

    TestDatabases m_databases;
};

QTEST_GUILESS_MAIN(TestTagCheck)
#include "tst_tagcheck.moc"
