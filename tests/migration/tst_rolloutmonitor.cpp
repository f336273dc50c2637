// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migration/backgroundcontrol.h"
#include "models/migration/backgroundrunner.h"
#include "models/migration/repositoryinquiry.h"
#include "models/migration/rolloutcontrol.h"
#include "models/migration/rolloutmonitor.h"
#include "models/migration/workerpresence.h"
#include "tests/migration/migrationfixture.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace transship;
using namespace transship::testing;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

/// What a console sees of the rollout, of one repository and of the jobs, and what it changes about them.
class TestRolloutMonitor : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }
    void saysWhichCheckStopsTheEnqueuer_data() { TestDatabases::addRows(); }
    void saysWhichCheckStopsTheEnqueuer();
    void knowsTheWorkers_data() { TestDatabases::addRows(); }
    void knowsTheWorkers();
    void withoutARegistryAWorkerElsewhereCounts();
    void countsRecentFailures();
    void changesCarryTheirAuthor_data() { TestDatabases::addRows(); }
    void changesCarryTheirAuthor();
    void asksTheRegistryAboutOne();
    void jobsAreLoggedWhereEverybodySeesIt_data() { TestDatabases::addRows(); }
    void jobsAreLoggedWhereEverybodySeesIt();

private:
    TestDatabases m_databases;
};

void TestRolloutMonitor::saysWhichCheckStopsTheEnqueuer()
{
    MigrationFixture f(m_databases.createForRow());
    RolloutMonitor monitor(f.storage, f.clock, true);
    QCOMPARE(await(monitor.state())->next.stop, EnqueueStop::NothingToDo);
    const qint64 id = f.add(u"g/one"_s);
    f.add(u"g/two"_s);
    QCOMPARE(await(monitor.state())->next.stop, EnqueueStop::Worked);
    QCOMPARE(await(monitor.state())->next.path, u"g/one"_s);
    f.setFlag(flags::speedFast, false);
    f.force(id, MigrationEvent::SkipImport);
    f.clock.advance(10min);
    const Result<RolloutState> waiting = await(monitor.state());
    QCOMPARE(waiting->next.stop, EnqueueStop::WaitingTime);
    QVERIFY(waiting->next.waitFor && *waiting->next.waitFor > 34min && *waiting->next.waitFor <= 35min);
    f.setCapacity(0);
    QCOMPARE(await(monitor.state())->next.stop, EnqueueStop::NoCapacity);
    f.setFlag(flags::enabled, false);
    QCOMPARE(await(monitor.state())->next.stop, EnqueueStop::NotEnabled);
    QVERIFY(!await(monitor.state())->policy.enabled);
}

void TestRolloutMonitor::knowsTheWorkers()
{
    MigrationFixture f(m_databases.createForRow());
    RolloutMonitor monitor(f.storage, f.clock, true);
    QVERIFY(await(monitor.state())->workers.isEmpty());
    WorkerPresence presence(f.storage, u"host/1"_s);
    presence.start();
    const Result<RolloutState> state = await(monitor.state());
    QCOMPARE(state->workers.size(), 1);
    QCOMPARE(state->workers.first().holder, u"host/1"_s);
    QVERIFY(state->workers.first().acquiredAt.isValid());
    QVERIFY(!state->enqueuing);
    f.inStorage([](Stores& stores) { return stores.leases.acquire(Enqueuer::leaseName(), u"host/1"_s, 30s); });
    QCOMPARE(await(monitor.state())->enqueuing->holder, u"host/1"_s);
    await(presence.stop());
    QVERIFY(await(monitor.state())->workers.isEmpty());
}

void TestRolloutMonitor::withoutARegistryAWorkerElsewhereCounts()
{
    MigrationFixture f(m_databases.create(u"sqlite"_s));
    const qint64 id = f.add(u"g/one"_s);
    RolloutMonitor monitor(f.storage, f.clock, false);
    RepositoryInquiry inquiry(f.storage, f.storage, nullptr, f.clock);
    QCOMPARE(await(monitor.state())->next.stop, EnqueueStop::NoRegistry);
    QCOMPARE(await(inquiry.explanation(id))->summary, u"no registry is configured here"_s);
    WorkerPresence presence(f.storage, u"host/1"_s);
    presence.start();
    QCOMPARE(await(monitor.state())->next.stop, EnqueueStop::Worked);
    QCOMPARE(await(inquiry.explanation(id))->summary, u"it is next"_s);
    const Result<ImportStatusReport> status = await(inquiry.status(u"g/one"_s));
    QVERIFY(!status.ok());
    QVERIFY(status.error().message.contains(u"no registry is configured"));
}

void TestRolloutMonitor::countsRecentFailures()
{
    MigrationFixture f(m_databases.create(u"postgresql"_s));
    const qint64 id = f.add(u"g/one"_s);
    RolloutMonitor monitor(f.storage, f.clock, true);
    f.force(id, MigrationEvent::StartPreImport);
    f.force(id, MigrationEvent::AbortImport);
    QCOMPARE(await(monitor.state())->failures, 1);
    f.clock.advance(6min);
    QCOMPARE(await(monitor.state())->failures, 0);
}

void TestRolloutMonitor::changesCarryTheirAuthor()
{
    MigrationFixture f(m_databases.createForRow());
    f.add(u"alpha/one"_s);
    RolloutControl control(f.storage, Actor{u"sre@desk"_s, Origin::Console});
    RolloutMonitor monitor(f.storage, f.clock, true);
    QVERIFY(await(control.setEnabled(false)).ok());
    QVERIFY(await(control.setCapacity(10)).ok());
    QVERIFY(await(control.setSetting(u"max_retries"_s, u"4"_s)).ok());
    QVERIFY(await(control.deny(u"alpha"_s)).ok());
    const Result<QList<SettingsEvent>> events = await(monitor.settingsHistory(4));
    QCOMPARE(events->size(), 4);
    for (const SettingsEvent& event : *events) {
        QCOMPARE(event.actor, u"sre@desk"_s);
        QCOMPARE(event.origin, Origin::Console);
    }
    const Result<SettingsState> state = await(monitor.settings());
    QCOMPARE(state->denied.size(), 1);
    QCOMPARE(state->settings.value(u"container_registry_import_max_retries"_s), u"4"_s);
    QVERIFY(state->lastChanges.contains(u"alpha"_s));
    QCOMPARE(await(monitor.rootNamespaces(u"al"_s, 5))->size(), 1);
}

void TestRolloutMonitor::asksTheRegistryAboutOne()
{
    MigrationFixture f(m_databases.create(u"sqlite"_s));
    const qint64 id = f.add(u"g/one"_s);
    f.registry.setTags(u"g/one"_s, {u"1"_s, u"2"_s, u"3"_s});
    f.registry.setImportStatus(u"g/one"_s, u"import_failed"_s, u"blob unknown"_s);
    RepositoryInquiry inquiry(f.storage, f.storage, &f.client, f.clock);
    const Result<ImportStatusReport> status = await(inquiry.status(u"g/one"_s));
    QCOMPARE(status->status, ImportStatus::ImportFailed);
    QCOMPARE(status->detail, u"blob unknown"_s);
    QVERIFY(!status->progress);
    QCOMPARE(*await(inquiry.countTags(id, u"g/one"_s)), 3);
    QCOMPARE(*f.row(id).tagsCount, 3);
}

void TestRolloutMonitor::jobsAreLoggedWhereEverybodySeesIt()
{
    MigrationFixture f(m_databases.createForRow());
    for (int i = 1; i <= 3; ++i) {
        f.add(u"g/r%1"_s.arg(i));
    }
    f.registry.setTags(u"g/r2"_s, {});
    f.inStorage([](Stores& stores) -> Result<int> {
        return stores.connection.execCount(u"UPDATE container_repositories SET status = 0"_s);
    });
    BackgroundControl control(f.storage, f.storage, &f.client, f.clock, Actor{u"sre@desk"_s, Origin::Console});
    const auto job = await(control.start(BackgroundKind::ResetStatus, {2, 2, 0s}));
    QVERIFY(job.ok());
    QCOMPARE(job->actor, u"sre@desk"_s);
    QCOMPARE(await(control.pause(job->id))->status, BackgroundStatus::Paused);
    QCOMPARE(await(control.pause(job->id)).error().code, ErrorCode::Refused);
    QCOMPARE(await(control.resume(job->id))->status, BackgroundStatus::Running);
    QCOMPARE(await(control.start(BackgroundKind::ResetStatus, {2, 2, 0s})).error().code, ErrorCode::Busy);

    BackgroundRunner runner(f.storage, &f.client, f.clock, u"host/1"_s);
    await(runner.runDue());
    const Result<QList<JobLogLine>> log = await(control.log(job->id, 0, 100));
    QStringList messages;
    QHash<QString, bool> hasTags;
    for (const JobLogLine& line : *log) {
        const QJsonObject object = QJsonDocument::fromJson(line.line.toUtf8()).object();
        QVERIFY2(object.contains(u"time"_s) && object.contains(u"severity"_s), qPrintable(line.line));
        QCOMPARE(object[u"correlation_id"_s].toString(), job->correlationId);
        if (object.contains(u"has_tags"_s)) {
            hasTags.insert(object[u"container_repository_path"_s].toString(), object[u"has_tags"_s].toBool());
            QVERIFY(!object.contains(u"component"_s));
        } else {
            messages << object[u"message"_s].toString();
        }
    }
    QCOMPARE(hasTags, (QHash<QString, bool>{{u"g/r1"_s, true}, {u"g/r2"_s, false}, {u"g/r3"_s, true}}));
    QVERIFY2(messages.first().startsWith(u"started in batches of 2"), qPrintable(messages.first()));
    QCOMPARE(messages.at(1), u"paused by sre@desk (console)"_s);
    QCOMPARE(messages.at(2), u"resumed by sre@desk (console)"_s);
    QVERIFY(messages.contains(u"host/1 works on it from id 0 on"_s));
    QCOMPARE(messages.last(), u"finished"_s);
    QCOMPARE(await(control.log(job->id, log->last().id, 100))->size(), 0);
    QCOMPARE(await(control.list())->first().status, BackgroundStatus::Finished);
}

QTEST_GUILESS_MAIN(TestRolloutMonitor)
#include "tst_rolloutmonitor.moc"
