// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/storage/storagetools.h"
#include "tests/support/filtergenerator.h"

#include <QRandomGenerator>

using namespace transship;
using namespace transship::testing;

namespace {

constexpr int rowCount = 250;
const QDateTime noon = at(QStringLiteral("12:00:00.000"));

} // namespace

/// A filter's SQL and its `matches` must pick the same rows: the console uses both.
class TestFilters : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void sqlAgreesWithMatches_data();
    void sqlAgreesWithMatches();
    void randomFiltersAgree_data() { TestDatabases::addRows(); }
    void randomFiltersAgree();
    void impossibleTextsFindNothing_data() { TestDatabases::addRows(); }
    void impossibleTextsFindNothing();
    void listSortsAndLimits_data() { TestDatabases::addRows(); }
    void listSortsAndLimits();

private:
    static bool fill(Fixture& f);
    static QHash<qint64, QStringList> notesOf(Fixture& f);
    QString difference(Fixture& f, const QList<ContainerRepository>& all, const RepositoryFilter& filter) const;

    TestDatabases m_databases;
    QMap<QString, std::shared_ptr<Fixture>> m_filled;
    QHash<qint64, QStringList> m_notes; ///< the same in both databases
};

void TestFilters::initTestCase()
{
    QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem()));
    for (const char* backend : {"sqlite", "postgresql"}) {
        auto fixture = std::make_shared<Fixture>(m_databases.create(QString::fromLatin1(backend)));
        QVERIFY(fill(*fixture));
        m_notes = notesOf(*fixture);
        QVERIFY(m_notes.size() == rowCount);
        m_filled.insert(QString::fromLatin1(backend), fixture);
    }
}

bool TestFilters::fill(Fixture& f)
{
    QRandomGenerator random(7);
    const auto pick = [&](const QStringList& list) { return list[random.bounded(int(list.size()))]; };
    const QStringList parts{QStringLiteral("a"), QStringLiteral("ab"), QStringLiteral("a-b"), QStringLiteral("a_b"),
        QStringLiteral("axb"), QStringLiteral("a.b"), QStringLiteral("gitlab-org"), QStringLiteral("gitlab"),
        QStringLiteral("gitlab-org0")};
    QSet<QString> paths;
    while (paths.size() < rowCount) {
        QStringList segments{pick(parts)};
        for (int depth = random.bounded(4); depth > 0; --depth) {
            segments << pick(parts);
        }
        paths.insert(segments.join(u'/'));
    }
    const auto time = [&] {
        // Around the ages that the filters ask for, with microseconds; and not set.
        const QList<qint64> ages{0, 1, 29, 30, 60, 61, 5400, 7199, 7200, 7201, 259200, 604800};
        const QDateTime moment = noon.addSecs(-ages[random.bounded(int(ages.size()))]).addMSecs(random.bounded(3) - 1);
        const QString micros = pick({QStringLiteral("000"), QStringLiteral("001"), QStringLiteral("999")});
        return random.bounded(5) == 0
            ? QStringLiteral("NULL")
            : u'\'' + moment.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz")) + micros + u'\'';
    };
    for (const QString& path : paths) {
        const qint64 id = f.add(path);
        const QString plan = pick({QStringLiteral("NULL"), QStringLiteral("''"), QStringLiteral("'none'"),
            QStringLiteral("'free'"), QStringLiteral("'o''brien'")});
        const auto number = [&](int below) {
            return random.bounded(3) ? QString::number(random.bounded(below)) : QStringLiteral("NULL");
        };
        const QString state = toName(allMigrationStates[random.bounded(7U)]);
        const QString aborted = random.bounded(2) ? QStringLiteral("NULL") : QStringLiteral("'importing'");
        QString assignments
            = QStringLiteral("migration_state = '%1', migration_plan = %2, migration_skipped_reason = %3, "
                             "tags_count = %4, migration_retries_count = %5, status = %6, "
                             "migration_aborted_in_state = %7")
                  .arg(state, plan, number(10), number(200), QString::number(random.bounded(5)), number(3), aborted);
        for (const char* column :
            {"migration_pre_import_started_at", "migration_pre_import_done_at", "migration_import_started_at",
                "migration_import_done_at", "migration_aborted_at", "migration_skipped_at"}) {
            assignments += QStringLiteral(", %1 = %2").arg(QLatin1StringView(column), time());
        }
        for (const char* column : {"created_at", "updated_at"}) {
            QString set = time();
            assignments += QStringLiteral(", %1 = %2")
                               .arg(QLatin1StringView(column),
                                   set == u"NULL" ? QStringLiteral("'2026-03-28 23:59:59.999999'") : set);
        }
        const QString note = pick({QString(), QStringLiteral("Disk FULL"), QStringLiteral("too_many_tags"),
            QStringLiteral("50 %"), QStringLiteral("Ärger")});
        if (!f.set(id, assignments)
            || !f.run(
                QStringLiteral("INSERT INTO migration_events (container_repository_id, event, from_state, to_state, "
                               "actor, origin, reason, detail, created_at) VALUES (%1, 'reset', 'default', "
                               "'default', 'me', 'ctl', '%2', '%3', '2026-01-01 00:00:00.000000')")
                    .arg(id)
                    .arg(random.bounded(2) ? note : QString(), note))) {
            return false;
        }
    }
    return true;
}

QHash<qint64, QStringList> TestFilters::notesOf(Fixture& f)
{
    QHash<qint64, QStringList> notes;
    auto query
        = f.connection->exec(QStringLiteral("SELECT container_repository_id, reason, detail FROM migration_events"));
    while (query && query->next()) {
        notes[query->value(0).toLongLong()] << query->value(1).toString() << query->value(2).toString();
    }
    return notes;
}

QString TestFilters::difference(Fixture& f, const QList<ContainerRepository>& all, const RepositoryFilter& filter) const
{
    QList<qint64> expected;
    for (const ContainerRepository& row : all) {
        if (filter.matches(row, m_notes.value(row.id))) {
            expected << row.id;
        }
    }
    const auto found = f.stores.repositories.ids(filter);
    if (!found) {
        return filter.toString() + QStringLiteral(": ") + found.error().toString();
    }
    const auto counted = f.stores.repositories.count(filter);
    if (*found != expected || !counted.ok() || *counted != expected.size()) {
        return QStringLiteral("%1: SQL finds %2, matches %3")
            .arg(filter.toString())
            .arg(found->size())
            .arg(expected.size());
    }
    return {};
}

void TestFilters::sqlAgreesWithMatches_data()
{
    QTest::addColumn<QString>("backend");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("finds");
    const QList<std::pair<QString, bool>> filters{
        {QString(), true},
        {QStringLiteral("state:default"), true},
        {QStringLiteral("state:import_done,import_skipped reason:too_many_tags"), true},
        {QStringLiteral("plan:free"), true},
        {QStringLiteral("plan:free,none"), true},
        {QStringLiteral("plan:o'brien"), true},
        {QStringLiteral("plan:'"), false},
        {QStringLiteral("retries>=2 tags>100"), true},
        {QStringLiteral("tags>=0"), true},
        {QStringLiteral("namespace:gitlab-org"), true},
        {QStringLiteral("namespace:gitlab"), true},
        {QStringLiteral("namespace:gitlab/a"), false},
        {QStringLiteral("namespace:a_b"), true},
        {QStringLiteral("path:gitlab-org/*"), true},
        {QStringLiteral("path:*/a?b"), true},
        {QStringLiteral("path:a_b*"), true},
        {QStringLiteral("path:a[_]b*"), false},
        {QStringLiteral("path:%"), false},
        {QStringLiteral("path:*%*"), false},
        {QStringLiteral("path:a.b*"), true},
        {QStringLiteral("path:*\\*"), false},
        {QStringLiteral("a_b"), true},
        {QStringLiteral("a%b"), false},
        {QStringLiteral("a-b gitlab"), true},
        {QStringLiteral("a*b"), false},
        {QStringLiteral("?"), false},
        {QStringLiteral("\\"), false},
        {QStringLiteral("'"), false},
        {QStringLiteral("';DELETE"), false},
        {QStringLiteral("%1"), false},
        {QStringLiteral("path:\"*\""), true},
        {QStringLiteral("ä"), false},
    };
    for (const char* backend : {"sqlite", "postgresql"}) {
        for (const auto& [text, finds] : filters) {
            QTest::addRow("%s %s", backend, qPrintable(text)) << QString::fromLatin1(backend) << text << finds;
        }
    }
}

void TestFilters::sqlAgreesWithMatches()
{
    QFETCH(QString, backend);
    QFETCH(QString, text);
    QFETCH(bool, finds);
    Fixture& f = *m_filled.value(backend);
    const auto all = f.stores.repositories.list({}, RepositorySort::Id, false, 0);
    VERIFY_OK(all);
    QCOMPARE(all->size(), rowCount);
    const auto filter = RepositoryFilter::parse(text);
    VERIFY_OK(filter);
    QCOMPARE(difference(f, *all, *filter), QString());
    QCOMPARE(*f.stores.repositories.count(*filter) > 0, finds);
}

void TestFilters::randomFiltersAgree()
{
    Fixture& f = *m_filled.value(TestDatabases::backend());
    const auto all = f.stores.repositories.list({}, RepositorySort::Id, false, 0);
    VERIFY_OK(all);
    FilterGenerator generator(99);
    int found = 0;
    for (int i = 0; i < 1'500; ++i) {
        const auto filter = RepositoryFilter::parse(generator.next());
        VERIFY_OK(filter);
        QCOMPARE(difference(f, *all, filter->at(noon)), QString());
        found += *f.stores.repositories.count(filter->at(noon)) > 0 ? 1 : 0;
    }
    QVERIFY2(found > 500, qPrintable(QString::number(found))); // not only filters that find nothing
}

/// Texts that no parser lets through, and that no database holds.
void TestFilters::impossibleTextsFindNothing()
{
    Fixture& f = *m_filled.value(TestDatabases::backend());
    const auto all = f.stores.repositories.list({}, RepositorySort::Id, false, 0);
    VERIFY_OK(all);
    for (const char16_t impossible : {u'\0', char16_t(0xD800), char16_t(0xDC00)}) {
        const QString text = QStringLiteral("a") + QChar(impossible);
        for (const FilterField field : {FilterField::Word, FilterField::Path, FilterField::Plan, FilterField::Note}) {
            const auto filter = RepositoryFilter::fromExpression(criterion(field, OneOf<QString>{{text}, false}));
            QCOMPARE(difference(f, *all, filter), QString());
        }
    }
}

void TestFilters::listSortsAndLimits()
{
    Fixture& f = *m_filled.value(TestDatabases::backend());
    const auto byPath = f.stores.repositories.list({}, RepositorySort::Path, false, 20);
    VERIFY_OK(byPath);
    QCOMPARE(byPath->size(), 20);
    // Byte order on both databases: no collation of the system in it.
    QVERIFY(std::is_sorted(byPath->begin(), byPath->end(),
        [](const auto& a, const auto& b) { return a.path.toUtf8() < b.path.toUtf8(); }));
    const auto byIdDown = f.stores.repositories.list({}, RepositorySort::Id, true, 2);
    VERIFY_OK(byIdDown);
    QVERIFY(byIdDown->at(0).id > byIdDown->at(1).id);
    const auto byUpdate = f.stores.repositories.list({}, RepositorySort::UpdatedAt, true, 0);
    VERIFY_OK(byUpdate);
    QCOMPARE(byUpdate->size(), rowCount);
}

QTEST_GUILESS_MAIN(TestFilters)
#include "tst_filters.moc"
