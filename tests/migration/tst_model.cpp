// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/migration/invariants.h"
#include "tests/migration/migrationfixture.h"
#include "tests/migration/referencemodel.h"
#include "tests/support/testseed.h"

using namespace transship;
using namespace transship::testing;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int rowCount = 60;
/// Of this many steps one goes through the engine and the registry; the others are events on the store alone.
constexpr int engineEvery = 20;

const QStringList startAnswers{u"202"_s, u"202"_s, u"202"_s, u"200"_s, u"400"_s, u"401"_s, u"404"_s, u"409"_s, u"424"_s,
    u"425"_s, u"429"_s, u"429 then 202"_s, u"500"_s, u"closed"_s, u"html"_s};
const QStringList statusAnswers{u"native"_s, u"pre_import_in_progress"_s, u"pre_import_complete"_s,
    u"pre_import_failed"_s, u"pre_import_canceled"_s, u"import_in_progress"_s, u"import_complete"_s, u"import_failed"_s,
    u"import_canceled"_s, u"404"_s, u"500"_s};
const QStringList cancelAnswers{u"202"_s, u"400"_s, u"404"_s, u"500"_s};
const QStringList skipReasons{{}, u"too_many_tags"_s, u"not_in_plan"_s, u"root_namespace_in_deny_list"_s};

FakeAnswer withVersion(FakeAnswer answer)
{
    answer.headers.emplaceBack("Gitlab-Container-Registry-Version", "3.60.0-fake");
    return answer;
}

FakeAnswer answerOf(const QString& kind, const QString& path)
{
    if (kind == u"closed") {
        return FakeAnswer::broken(FakeAnswer::Fault::CloseAtOnce);
    }
    if (kind == u"html") {
        return FakeAnswer::html(200);
    }
    static const QMap<QString, QString> codes{{u"400"_s, u"INVALID_QUERY_PARAMETER_VALUE"_s},
        {u"401"_s, u"UNAUTHORIZED"_s}, {u"404"_s, u"NAME_UNKNOWN"_s}, {u"409"_s, u"IMPORT_IN_PROGRESS"_s},
        {u"424"_s, u"PRE_IMPORT_FAILED"_s}, {u"425"_s, u"PRE_IMPORT_IN_PROGRESS"_s}, {u"429"_s, u"IMPORT_RATE_LIMIT"_s},
        {u"500"_s, u"UNKNOWN"_s}};
    bool isNumber = false;
    const int status = kind.toInt(&isNumber);
    if (isNumber) {
        return withVersion(status < 300 ? FakeAnswer{.status = status} : FakeAnswer::error(status, codes.value(kind)));
    }
    return withVersion(FakeAnswer::json(200,
        QJsonObject{
            {u"name"_s, path.section(u'/', -1)}, {u"path"_s, path}, {u"status"_s, kind}, {u"detail"_s, u""_s}}));
}

/// Drives one fixture and one model a row with the same random steps.
class Walk {
public:
    Walk(const DatabaseUrl& url, quint32 seed)
        : f(url)
        , m_random(seed)
    {
        f.setSetting(u"max_retries"_s, QString::number(ReferenceModel::maxRetries));
        f.setSetting(u"start_max_retries"_s, u"3"_s);
        m_ids.resize(rowCount);
        m_models.resize(rowCount);
        for (ReferenceModel& model : m_models) {
            model.state = u"import_done"_s;
        }
        replaceFinished();
        ReferenceModel::enabled = true;
        f.registry.script(
            "*", u"/gitlab/v1/import/"_s, [this](const FakeRequest& request) { return respond(request); });
    }

    /// The first difference, with the steps that led there; empty when all went as it should.
    QString run(int steps)
    {
        for (int done = 0; done < steps;) {
            if (m_random.bounded(400) == 0) {
                ReferenceModel::enabled = !ReferenceModel::enabled;
                f.setFlag(flags::enabled, ReferenceModel::enabled);
            }
            f.clock.advance(std::chrono::seconds(m_random.bounded(4) == 0 ? 3600 : 0));
            ReferenceModel::now = f.clock.now();
            const QString wrong = engineStep();
            if (!wrong.isEmpty()) {
                return wrong;
            }
            const int batch = std::min(engineEvery - 1, steps - done - 1);
            const QString storeWrong = storeSteps(batch);
            if (!storeWrong.isEmpty()) {
                return storeWrong;
            }
            done += batch + 1;
            replaceFinished();
        }
        return compareAll();
    }

    int engineCalls = 0;
    QMap<QString, int> kinds; ///< how often each kind of step was taken
    int transitions() const
    {
        int sum = m_transitionsOfFinished;
        for (const ReferenceModel& model : m_models) {
            sum += model.transitions;
        }
        return sum;
    }

    MigrationFixture f;

private:
    /// Nothing leads out of import_done: others take their places.
    void replaceFinished()
    {
        QList<int> places;
        QList<InventoryEntry> entries;
        for (int i = 0; i < rowCount; ++i) {
            if (m_models[i].state == u"import_done") {
                m_transitionsOfFinished += m_models[i].transitions;
                m_models[i] = {};
                places << i;
                entries << InventoryEntry{u"group/app%1"_s.arg(++m_added), {}, f.clock.now(), {}};
            }
        }
        const QList<qint64> ids = f.inStorage([entries, now = f.clock.now()](Stores& stores) -> Result<QList<qint64>> {
            QList<qint64> added;
            if (const auto done = stores.inventory.add(entries, now); !done) {
                return done.error();
            }
            for (const InventoryEntry& entry : entries) {
                const Result<ContainerRepository> row = stores.repositories.findByPath(entry.path);
                if (!row) {
                    return row.error();
                }
                added << row->id;
            }
            return added;
        });
        for (int i = 0; i < places.size(); ++i) {
            m_ids[places[i]] = ids[i];
        }
    }

    template <typename List> auto any(const List& list) { return list[m_random.bounded(int(list.size()))]; }

    std::optional<FakeAnswer> respond(const FakeRequest& request)
    {
        const QString path = request.path.section(u"/import/"_s, 1).chopped(1);
        if (request.verb == "PUT") {
            if (m_answers.start == u"429 then 202") {
                return answerOf(++m_puts < 3 ? u"429"_s : u"202"_s, path);
            }
            return answerOf(m_answers.start, path);
        }
        if (request.verb == "DELETE") {
            if (m_answers.cancel != u"400") {
                return answerOf(m_answers.cancel, path);
            }
            FakeAnswer answer = answerOf(m_answers.status, path);
            answer.status = 400;
            return answer;
        }
        return answerOf(m_answers.status, path);
    }

    QString engineStep()
    {
        const int index = m_random.bounded(rowCount);
        const qint64 id = m_ids[index];
        ReferenceModel& model = m_models[index];
        m_answers = {any(startAnswers), any(statusAnswers), any(cancelAnswers)};
        m_puts = 0;
        const ContainerRepository before = f.row(id);
        const QString what = takeStep(before, model);
        const QString wrong = model.differenceFrom(f.row(id));
        ++engineCalls;
        return wrong.isEmpty() ? QString()
                               : u"%1 in %2 (start %3, status %4, cancel %5): %6"_s.arg(what, toName(before.state),
                                   m_answers.start, m_answers.status, m_answers.cancel, wrong);
    }

    QString takeStep(const ContainerRepository& row, ReferenceModel& model)
    {
        const int kind = m_random.bounded(8);
        if (kind < 2 && isInProcess(row.state)) {
            model.guard(m_answers);
            (void)await(f.engine.guardStep(row, f.actor)).ok();
            return noted(u"guard"_s);
        }
        if (kind < 4 && row.state == MigrationState::ImportAborted) {
            model.retryAborted(m_answers);
            (void)await(f.engine.retryAborted(row, f.actor, {})).ok();
            return noted(u"retry aborted"_s);
        }
        if (kind == 4 && isActive(row.state)) {
            const bool force = m_random.bounded(2) == 0;
            model.cancel(force, m_answers);
            const OperatorAction action = force ? OperatorAction::ForceCancel : OperatorAction::Cancel;
            (void)await(f.engine.act(row.id, action, f.actor, {})).ok();
            return noted(u"cancel"_s);
        }
        const auto status = importStatusFromName(m_answers.status);
        if (kind < 6 && status) {
            model.seeStatus(m_answers);
            const ImportStatusReport report{row.path, *status, {}};
            // Nobody goes on from a row between its steps because of a status: the poller does that by itself.
            const auto seen
                = isActive(row.state) ? f.seeStatus(row, report) : await(f.engine.applyStatus(row, report, f.actor));
            Q_UNUSED(seen) // what became of the row is compared
            return noted(u"status"_s);
        }
        const QString event = toName(any(allMigrationEvents));
        FireOptions options;
        options.forced = m_random.bounded(4) == 0;
        const QString why = chooseReason(event);
        if (!why.isEmpty()) {
            options.reason = *skippedReasonFromName(why);
        }
        const bool wanted = model.act(event, options.forced, why, m_answers);
        const bool fired = await(f.engine.fire(row.id, *migrationEventFromName(event), f.actor, options)).ok();
        noted(u"event"_s);
        return event + (fired == wanted ? QString() : u" (accepted or refused against the table)"_s);
    }

    QString noted(const QString& kind)
    {
        ++kinds[kind];
        return kind;
    }

    QString chooseReason(const QString& event)
    {
        if (event == u"skip_import") {
            return any(skipReasons);
        }
        return event == u"finish_import" && m_random.bounded(3) == 0 ? u"not_found"_s : QString();
    }

    /// Events on the store alone, in one go on its thread.
    QString storeSteps(int count)
    {
        QList<QPair<int, TransitionRequest>> steps;
        for (int i = 0; i < count; ++i) {
            const int index = m_random.bounded(rowCount);
            TransitionRequest request;
            request.repositoryId = m_ids[index];
            request.event = any(allMigrationEvents);
            request.context = {f.clock.now(), ReferenceModel::enabled, {}};
            const QString why = chooseReason(toName(request.event));
            if (!why.isEmpty()) {
                request.context.reason = *skippedReasonFromName(why);
            }
            request.actor = u"model"_s;
            steps << qMakePair(index, request);
        }
        const QList<bool> fired = f.inStorage([steps](Stores& stores) {
            QList<bool> all;
            for (const auto& [index, request] : steps) {
                all << stores.repositories.fire(request).ok();
            }
            return Result<QList<bool>>(all);
        });
        for (int i = 0; i < count; ++i) {
            const TransitionRequest& request = steps[i].second;
            const QString why = request.context.reason ? toName(*request.context.reason) : QString();
            const QString state = m_models[steps[i].first].state;
            if (m_models[steps[i].first].fire(toName(request.event), why) != fired[i]) {
                return u"%1 in %2: accepted or refused against the table"_s.arg(toName(request.event), state);
            }
        }
        return m_random.bounded(20) == 0 ? compareAll() : QString();
    }

    QString compareAll()
    {
        for (int i = 0; i < rowCount; ++i) {
            const QString wrong = m_models[i].differenceFrom(f.row(m_ids[i]));
            if (!wrong.isEmpty()) {
                return u"row %1: %2"_s.arg(i).arg(wrong);
            }
        }
        return {};
    }

    QRandomGenerator m_random;
    QList<qint64> m_ids;
    QList<ReferenceModel> m_models;
    PlannedAnswers m_answers;
    int m_puts = 0;
    int m_added = 0;
    int m_transitionsOfFinished = 0;
};

} // namespace

/// Random events and random answers of the registry, against a model that was written from the rules alone.
class TestModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }

    void everyStepGoesAsTheRulesSay_data()
    {
        QTest::addColumn<QString>("backend");
        QTest::addColumn<int>("steps");
        QTest::newRow("sqlite") << u"sqlite"_s << 100'000;
        QTest::newRow("postgresql") << u"postgresql"_s << 4'000;
    }
    void everyStepGoesAsTheRulesSay()
    {
        QFETCH(const int, steps);
        const quint32 seed = seedOfThisRun();
        Walk walk(m_databases.createForRow(), seed);
        const QString wrong = walk.run(steps);
        QVERIFY2(wrong.isEmpty(), qPrintable(u"TRANSSHIP_TEST_SEED=%1: %2"_s.arg(seed).arg(wrong)));
        QVERIFY(walk.engineCalls >= steps / engineEvery);
        for (const QString& kind : {u"guard"_s, u"retry aborted"_s, u"cancel"_s, u"status"_s, u"event"_s}) {
            QVERIFY2(walk.kinds.value(kind) > 0, qPrintable(kind + u" was never tried"_s));
        }
        QCOMPARE(historyProblems(walk.f), QStringList());
        const qint64 events = walk.f.inStorage([](Stores& stores) { return stores.events.lastId(); });
        QCOMPARE(events, walk.transitions());
    }

private:
    TestDatabases m_databases;
};

QTEST_GUILESS_MAIN(TestModel)
#include "tst_model.moc"
