// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/storage/storagetools.h"

#include <QRandomGenerator>

using namespace transship;
using namespace transship::testing;

/// A filter's SQL and its `matches` must pick the same rows: the console uses both.
class TestFilters : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void sqlAgreesWithMatches_data();
    void sqlAgreesWithMatches();
    void randomFiltersAgree_data() { TestDatabases::addRows(); }
    void randomFiltersAgree();
    void listSortsAndLimits_data() { TestDatabases::addRows(); }
    void listSortsAndLimits();

private:
    static bool fill(Fixture& f);
    static QString difference(Fixture& f, const QList<ContainerRepository>& all, const RepositoryFilter& filter);

    TestDatabases m_databases;
    QMap<QString, std::shared_ptr<Fixture>> m_filled;
};

void TestFilters::initTestCase()
{
    QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem()));
    for (const char* backend : {"sqlite", "postgresql"}) {
        auto fixture = std::make_shared<Fixture>(m_databases.create(QString::fromLatin1(backend)));
        QVERIFY(fill(*fixture));
        m_filled.insert(QString::fromLatin1(backend), fixture);
    }
}

bool TestFilters::fill(Fixture& f)
{
    QRandomGenerator random(7);
    const QStringList parts{QStringLiteral("a"), QStringLiteral("ab"), QStringLiteral("a-b"), QStringLiteral("a_b"),
        QStringLiteral("axb"), QStringLiteral("a.b"), QStringLiteral("gitlab-org"), QStringLiteral("gitlab"),
        QStringLiteral("gitlab-org0")};
    const auto part = [&] { return parts[random.bounded(int(parts.size()))]; };
    QSet<QString> paths;
    while (paths.size() < 150) {
        QStringList segments{part()};
        for (int depth = random.bounded(4); depth > 0; --depth) {
            segments << part();
        }
        paths.insert(segments.join(u'/'));
    }
    for (const QString& path : paths) {
        const qint64 id = f.add(path);
        const QStringList plans{QStringLiteral("NULL"), QStringLiteral("'free'"), QStringLiteral("'o''brien'")};
        const QString reason = random.bounded(2) ? QStringLiteral("NULL") : QString::number(random.bounded(10));
        const QString tags = random.bounded(3) ? QString::number(random.bounded(200)) : QStringLiteral("NULL");
        const QString state = toName(allMigrationStates[random.bounded(7U)]);
        if (!f.set(id,
                QStringLiteral("migration_state = '%1', migration_plan = %2, migration_skipped_reason = %3, "
                               "tags_count = %4, migration_retries_count = %5")
                    .arg(state, plans[random.bounded(3)], reason, tags, QString::number(random.bounded(5))))) {
            return false;
        }
    }
    return true;
}

QString TestFilters::difference(Fixture& f, const QList<ContainerRepository>& all, const RepositoryFilter& filter)
{
    QList<qint64> expected;
    for (const ContainerRepository& row : all) {
        if (filter.matches(row)) {
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
        {QStringLiteral("plan:free,"), true},
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
    QCOMPARE(all->size(), 150);
    const auto filter = RepositoryFilter::parse(text);
    VERIFY_OK(filter);
    QCOMPARE(difference(f, *all, *filter), QString());
    QCOMPARE(*f.stores.repositories.count(*filter) > 0, finds);
    RepositoryFilter withNul = *filter;
    withNul.words << QString(QChar::Null);
    QCOMPARE(difference(f, *all, withNul), QString());
}

void TestFilters::randomFiltersAgree()
{
    Fixture& f = *m_filled.value(TestDatabases::backend());
    const auto all = f.stores.repositories.list({}, RepositorySort::Id, false, 0);
    VERIFY_OK(all);
    QRandomGenerator random(99);
    const QString alphabet = QStringLiteral("ab-_./*?%'\\[]gitlorx0");
    const auto text = [&](int most) {
        QString result;
        for (int length = 1 + random.bounded(most); length > 0; --length) {
            result += alphabet[random.bounded(int(alphabet.size()))];
        }
        return result;
    };
    for (int i = 0; i < 400; ++i) {
        RepositoryFilter filter;
        switch (random.bounded(4)) {
        case 0:
            filter.words << text(3);
            break;
        case 1:
            filter.pathGlob = u'*' + text(4) + (random.bounded(2) ? QStringLiteral("*") : QString());
            break;
        case 2:
            filter.rootNamespace = random.bounded(2) ? text(2) : QStringLiteral("a");
            break;
        default:
            filter.pathGlob = text(5);
            filter.plans << text(1) << QStringLiteral("free");
        }
        if (random.bounded(2)) {
            filter.minRetries = random.bounded(5);
            filter.states << MigrationState::Default << MigrationState::ImportDone;
        }
        QCOMPARE(difference(f, *all, filter), QString());
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
    QCOMPARE(byUpdate->size(), 150);
}

QTEST_GUILESS_MAIN(TestFilters)
#include "tst_filters.moc"
