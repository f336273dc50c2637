// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/settingdefinitions.h"
#include "tests/storage/storagetools.h"

using namespace transship;
using namespace transship::testing;
using namespace std::chrono_literals;

/// Who changed which setting, since when a lease is held, and the logs of jobs.
class TestSettingsEvents : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }
    void everyChangeIsKept_data() { TestDatabases::addRows(); }
    void everyChangeIsKept();
    void whatStaysTheSameIsNoChange_data() { TestDatabases::addRows(); }
    void whatStaysTheSameIsNoChange();
    void severalAreChangedTogetherOrNotAtAll_data() { TestDatabases::addRows(); }
    void severalAreChangedTogetherOrNotAtAll();
    void aValueThatWasChangedMeanwhileIsNotOverwritten_data() { TestDatabases::addRows(); }
    void aValueThatWasChangedMeanwhileIsNotOverwritten();
    void backToTheDefault_data() { TestDatabases::addRows(); }
    void backToTheDefault();
    void historyCannotBeChanged_data() { TestDatabases::addRows(); }
    void historyCannotBeChanged();
    void namespacesAreCompletedAndCounted_data() { TestDatabases::addRows(); }
    void namespacesAreCompletedAndCounted();
    void leasesSaySinceWhen_data() { TestDatabases::addRows(); }
    void leasesSaySinceWhen();
    void jobLogsKeepTheirOrder_data() { TestDatabases::addRows(); }
    void jobLogsKeepTheirOrder();
    void eventsWithTheirPaths_data() { TestDatabases::addRows(); }
    void eventsWithTheirPaths();

private:
    static QStringList told(Fixture& f)
    {
        QStringList lines;
        const auto events = f.stores.settingsEvents.latest(100);
        for (const SettingsEvent& event : *events) {
            lines.prepend(
                QStringLiteral("%1 %2: %3 -> %4 by %5/%6")
                    .arg(toName(event.kind), event.name, event.before, event.after, event.actor, toName(event.origin)));
        }
        return lines;
    }

    TestDatabases m_databases;
    const ChangeAuthor m_author{QStringLiteral("o'brien@desk"), Origin::Console};
};

void TestSettingsEvents::everyChangeIsKept()
{
    Fixture f(m_databases.createForRow());
    f.add(QStringLiteral("alpha/a"));
    SettingsStore& settings = f.stores.settings;
    VERIFY_OK(settings.setSetting(QStringLiteral("max_retries"), QStringLiteral("5"), m_author));
    VERIFY_OK(settings.setFlag(flags::enabled, true, m_author));
    VERIFY_OK(settings.setCapacity(5, m_author));
    VERIFY_OK(settings.setCapacity(10, m_author));
    VERIFY_OK(settings.deny(QStringLiteral("alpha"), m_author));
    VERIFY_OK(settings.allow(QStringLiteral("alpha"), {QStringLiteral("other"), Origin::Ctl}));
    const QString by = QStringLiteral(" by o'brien@desk/console");
    QCOMPARE(told(f),
        (QStringList{QStringLiteral("setting container_registry_import_max_retries: 3 -> 5") + by,
            QStringLiteral("flag %1: false -> true").arg(flags::enabled) + by,
            QStringLiteral("flag %1: false -> true").arg(flags::capacityPrefix + QStringLiteral("5")) + by,
            QStringLiteral("flag %1: true -> false").arg(flags::capacityPrefix + QStringLiteral("5")) + by,
            QStringLiteral("flag %1: false -> true").arg(flags::capacityPrefix + QStringLiteral("10")) + by,
            QStringLiteral("deny alpha: false -> true") + by,
            QStringLiteral("deny alpha: true -> false by other/ctl")}));
    const QDateTime at = f.stores.settingsEvents.latest(1)->first().createdAt;
    QVERIFY(qAbs(at.secsTo(QDateTime::currentDateTimeUtc())) < 60);
    const auto last = f.stores.settingsEvents.lastChanges();
    QCOMPARE(last->size(), 5);
    QCOMPARE(last->value(QStringLiteral("alpha")).actor, QStringLiteral("other"));
}

void TestSettingsEvents::whatStaysTheSameIsNoChange()
{
    Fixture f(m_databases.createForRow());
    f.add(QStringLiteral("alpha/a"));
    VERIFY_OK(f.stores.settings.setSetting(QStringLiteral("max_retries"), QStringLiteral("3"), m_author));
    VERIFY_OK(f.stores.settings.setFlag(flags::enabled, false, m_author));
    VERIFY_OK(f.stores.settings.allow(QStringLiteral("alpha"), m_author));
    VERIFY_OK(f.stores.settings.deny(QStringLiteral("alpha"), m_author));
    VERIFY_OK(f.stores.settings.deny(QStringLiteral("alpha"), m_author));
    QCOMPARE(told(f).size(), 1);
}

void TestSettingsEvents::severalAreChangedTogetherOrNotAtAll()
{
    Fixture f(m_databases.createForRow());
    SettingsStore& settings = f.stores.settings;
    const Result<void> refused = settings.apply({{QStringLiteral("max_retries"), QStringLiteral("7")},
                                                    {QStringLiteral("import_timeout"), QStringLiteral("ten")}},
        m_author);
    QCOMPARE(refused.error().code, ErrorCode::InvalidArgument);
    QVERIFY(refused.error().message.contains(QStringLiteral("import_timeout")));
    QCOMPARE(settings.apply({{QStringLiteral("no_such"), QStringLiteral("1")}}, m_author).error().code,
        ErrorCode::InvalidArgument);
    QCOMPARE(
        settings.apply({{flags::enabled, QStringLiteral("yes")}}, m_author).error().code, ErrorCode::InvalidArgument);
    QCOMPARE(settings.policy()->maxRetries, 3);
    QVERIFY(told(f).isEmpty());
    VERIFY_OK(settings.apply(
        {{QStringLiteral("max_retries"), QStringLiteral("7")}, {flags::enabled, QStringLiteral("true")}}, m_author));
    QCOMPARE(settings.policy()->maxRetries, 7);
    QVERIFY(settings.policy()->enabled);
    QCOMPARE(told(f).size(), 2);
}

void TestSettingsEvents::aValueThatWasChangedMeanwhileIsNotOverwritten()
{
    Fixture f(m_databases.createForRow());
    SettingsStore& settings = f.stores.settings;
    const QString name = QStringLiteral("max_retries");
    VERIFY_OK(settings.setSetting(name, QStringLiteral("5"), {QStringLiteral("first"), Origin::Ctl}));
    const Result<void> late = settings.apply(
        {{flags::enabled, QStringLiteral("true")}, {name, QStringLiteral("9"), QStringLiteral("3")}}, m_author);
    QCOMPARE(late.error().code, ErrorCode::Conflict);
    QVERIFY(late.error().message.contains(u'5'));
    QCOMPARE(settings.policy()->maxRetries, 5);
    QVERIFY(!settings.policy()->enabled);
    VERIFY_OK(settings.apply({{name, QStringLiteral("9"), QStringLiteral("5")}}, m_author));
    QCOMPARE(settings.policy()->maxRetries, 9);
}

void TestSettingsEvents::backToTheDefault()
{
    Fixture f(m_databases.createForRow());
    SettingsStore& settings = f.stores.settings;
    VERIFY_OK(settings.setSetting(QStringLiteral("max_retries"), QStringLiteral("5"), m_author));
    VERIFY_OK(settings.apply({{QStringLiteral("max_retries"), std::nullopt}}, m_author));
    QCOMPARE(settings.policy()->maxRetries, 3);
    QVERIFY(settings.settings()->isEmpty());
    QVERIFY(told(f).last().contains(QStringLiteral("5 -> 3")));
}

void TestSettingsEvents::historyCannotBeChanged()
{
    Fixture f(m_databases.createForRow());
    VERIFY_OK(f.stores.settings.setFlag(flags::enabled, true, m_author));
    QVERIFY(!f.run(QStringLiteral("UPDATE settings_events SET actor = 'nobody'")));
    QVERIFY(!f.run(QStringLiteral("DELETE FROM settings_events")));
    QCOMPARE(told(f).size(), 1);
}

void TestSettingsEvents::namespacesAreCompletedAndCounted()
{
    Fixture f(m_databases.createForRow());
    for (const char* path : {"alpha/a", "alpha/b", "alphabet/c", "beta/inner/d", "zeta/e"}) {
        f.add(QString::fromLatin1(path));
    }
    VERIFY_OK(f.stores.repositories.fire(request(f.stores.repositories.findByPath(QStringLiteral("alpha/a"))->id,
        MigrationEvent::SkipImport, at(QStringLiteral("10:00:00.000")))));
    SettingsStore& settings = f.stores.settings;
    QCOMPARE(*settings.rootNamespaces(QStringLiteral("alph"), 10),
        (QStringList{QStringLiteral("alpha"), QStringLiteral("alphabet")}));
    QCOMPARE(
        *settings.rootNamespaces(QString(), 2), (QStringList{QStringLiteral("alpha"), QStringLiteral("alphabet")}));
    QVERIFY(settings.rootNamespaces(QStringLiteral("inner"), 10)->isEmpty());
    QCOMPARE(settings.rootNamespace(QStringLiteral("alpha"))->waiting, 1);
    QCOMPARE(settings.rootNamespace(QStringLiteral("inner")).error().code, ErrorCode::NotFound);
    VERIFY_OK(settings.deny(QStringLiteral("beta"), m_author));
    QCOMPARE(settings.denied()->size(), 1);
    QCOMPARE(settings.denied()->first().waiting, 1);
}

void TestSettingsEvents::leasesSaySinceWhen()
{
    Fixture f(m_databases.createForRow());
    LeaseStore& leases = f.stores.leases;
    const QString one = QStringLiteral("worker:one");
    QVERIFY(*leases.acquire(one, QStringLiteral("one"), 60s));
    QVERIFY(*leases.acquire(QStringLiteral("enqueuer"), QStringLiteral("one"), 60s));
    const QDateTime since = leases.held(QStringLiteral("worker:"))->first().acquiredAt;
    QVERIFY(qAbs(since.secsTo(QDateTime::currentDateTimeUtc())) < 60);
    QVERIFY(*leases.acquire(one, QStringLiteral("one"), 90s));
    QCOMPARE(leases.held(QStringLiteral("worker:"))->size(), 1);
    QCOMPARE(leases.held(QStringLiteral("worker:"))->first().acquiredAt, since);
    TestDatabases::runOutLeases(f.url);
    QVERIFY(leases.held(QStringLiteral("worker:"))->isEmpty());
    // A break: it begins anew.
    QVERIFY(*leases.acquire(one, QStringLiteral("one"), 60s));
    QVERIFY(leases.held(QStringLiteral("worker:"))->first().acquiredAt > since);
}

void TestSettingsEvents::jobLogsKeepTheirOrder()
{
    Fixture f(m_databases.createForRow());
    const auto job
        = f.stores.background.create(BackgroundKind::ResetSkipped, defaultOptions(BackgroundKind::ResetSkipped),
            QStringLiteral("tester"), QStringLiteral("c1"), at(QStringLiteral("10:00:00.000")));
    VERIFY_OK(job);
    QStringList lines;
    for (int i = 0; i < 120; ++i) {
        lines << QStringLiteral("{\"line\": %1, \"words\": \"o'clock\"}").arg(i);
    }
    VERIFY_OK(f.stores.jobLogs.append(job->id, lines));
    VERIFY_OK(f.stores.jobLogs.append(job->id, {}));
    VERIFY_OK(f.stores.jobLogs.append(job->id, {QStringLiteral("{\"line\": 120}")}));
    const auto all = f.stores.jobLogs.lines(job->id, 0, 1000);
    QCOMPARE(all->size(), 121);
    QCOMPARE(all->at(7).line, lines.at(7));
    QCOMPARE(all->last().line, QStringLiteral("{\"line\": 120}"));
    const auto last = f.stores.jobLogs.lastLines(job->id, 2);
    QCOMPARE(last->first().line, lines.last());
    QCOMPARE(f.stores.jobLogs.lines(job->id, last->first().id, 10)->size(), 1);
    QVERIFY(f.stores.jobLogs.lines(job->id + 1, 0, 10)->isEmpty());
}

void TestSettingsEvents::eventsWithTheirPaths()
{
    Fixture f(m_databases.createForRow());
    const qint64 one = f.add(QStringLiteral("g/one"));
    const qint64 two = f.add(QStringLiteral("g/two"));
    const QDateTime now = at(QStringLiteral("10:00:00.000"));
    VERIFY_OK(f.stores.repositories.fire(request(one, MigrationEvent::StartPreImport, now)));
    VERIFY_OK(f.stores.repositories.fire(request(one, MigrationEvent::AbortImport, now.addSecs(60))));
    VERIFY_OK(f.stores.repositories.fire(request(two, MigrationEvent::SkipImport, now.addSecs(120))));
    const auto events = f.stores.events.latestLocated(2, 0);
    QCOMPARE(events->size(), 2);
    QCOMPARE(events->first().path, QStringLiteral("g/two"));
    QCOMPARE(events->last().event.event, MigrationEvent::AbortImport);
    QCOMPARE(f.stores.events.latestLocated(10, events->last().event.id)->size(), 1);
    QCOMPARE(*f.stores.events.countEntered(MigrationState::ImportAborted, now), 1);
    QCOMPARE(*f.stores.events.countEntered(MigrationState::ImportAborted, now.addSecs(61)), 0);
}

QTEST_GUILESS_MAIN(TestSettingsEvents)
#include "tst_settingsevents.moc"
