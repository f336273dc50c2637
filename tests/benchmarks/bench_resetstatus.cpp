// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// reset_status over 631 repositories and a registry that takes 20 ms for an answer, no pause: as the product does it,
// beside the floor of sixteen questions at a time, and beside the same questions with no database behind them.
#include "models/migration/backgroundrunner.h"
#include "models/migration/tagquestions.h"
#include "models/storage/schema.h"
#include "models/storage/storageworker.h"
#include "tests/benchmarks/common/dataset.h"
#include "tests/benchmarks/common/pairedruns.h"
#include "tests/support/eventual.h"
#include "tests/support/fakehttpserver.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <cstdio>

using namespace transship;
using namespace transship::bench;
using namespace transship::testing;

namespace {

constexpr int repositories = 631;
constexpr std::chrono::milliseconds latency{20};

/// A registry where every third repository has no tags.
class SlowRegistry final : public FakeHttpServer {
public:
    SlowRegistry()
        : FakeHttpServer(Where::OwnThread)
    {
    }
    ~SlowRegistry() override { close(); }

protected:
    FakeAnswer answer(const FakeRequest& request) override
    {
        const bool empty = request.path.contains(QStringLiteral("/empty"));
        FakeAnswer page = FakeAnswer::json(
            200, empty ? QJsonArray{} : QJsonArray{QJsonObject{{QStringLiteral("name"), QStringLiteral("1")}}});
        page.delay = latency;
        return page;
    }
};

template <typename T> T must(Result<T> result)
{
    if (!result) {
        giveUp(result.error().toString());
    }
    return *std::move(result);
}

void fill(Stores& stores)
{
    QList<InventoryEntry> entries;
    for (int i = 0; i < repositories; ++i) {
        InventoryEntry entry;
        entry.path
            = QStringLiteral("group/%1%2").arg(i % 3 == 0 ? QStringLiteral("empty") : QStringLiteral("app")).arg(i);
        entries << entry;
    }
    must(stores.inventory.add(entries, QDateTime::currentDateTimeUtc()));
}

void schedule(Connection& connection)
{
    mustRun(connection, QStringLiteral("UPDATE container_repositories SET status = 0 WHERE path LIKE 'group/%'"));
}

double seconds(const QElapsedTimer& timer)
{
    return static_cast<double>(timer.nsecsElapsed()) / 1e9;
}

QCoro::Task<bool> askAll(TagQuestions& questions, QList<ContainerRepository> rows)
{
    const TagQuestions::Answers answers = questions.ask(std::move(rows));
    co_return co_await questions.wait(answers);
}

double questionsAlone(Connection& connection, ImportApiClient& client)
{
    Stores stores(connection);
    const QList<ContainerRepository> rows = must(stores.background.candidates(
        BackgroundKind::ResetStatus, 0, std::numeric_limits<qint64>::max(), 2 * repositories));
    TagQuestions questions(&client);
    QElapsedTimer timer;
    timer.start();
    await(askAll(questions, rows));
    return seconds(timer);
}

double product(Connection& connection, const DatabaseUrl& url, ImportApiClient& client)
{
    schedule(connection);
    SystemClock clock;
    StorageWorker storage(url, Access::ReadWrite, QStringLiteral("bench"));
    BackgroundRunner runner(storage, &client, clock, QStringLiteral("bench"));
    auto created = storage.run([&](Stores& stores) {
        return stores.background.create(
            BackgroundKind::ResetStatus, {50, 50, {}}, QStringLiteral("bench"), clock.now().toString(), clock.now());
    });
    created.waitForFinished();
    must(created.result());
    QElapsedTimer timer;
    timer.start();
    await(runner.runDue());
    const double elapsed = seconds(timer);
    Stores stores(connection);
    if (must(stores.background.countCandidates(BackgroundKind::ResetStatus)) != (repositories + 2) / 3) {
        giveUp(QStringLiteral("the wrong rows were reset"));
    }
    schedule(connection);
    return elapsed;
}

bool measure(const Settings& settings, const QString& backend, const DatabaseUrl& url)
{
    const auto connection = openOrGiveUp(url);
    must(schema::upgrade(*connection));
    {
        Stores stores(*connection);
        fill(stores);
    }
    schedule(*connection);
    SlowRegistry registry;
    ImportApiClient::Options options;
    options.baseUrl = registry.url();
    ImportApiClient client(options);
    const QString name = QStringLiteral("background migration");
    constexpr int rounds = (repositories + ImportApiClient::questionsAtOnce - 1) / ImportApiClient::questionsAtOnce;
    PairedRuns runs(
        settings, 11, QStringLiteral("reset_status, %1, 631 repositories, 20 ms").arg(backend), QStringLiteral("s"));
    runs.add(QStringLiteral("floor: 40 rounds of 20 ms"),
        [] { return rounds * std::chrono::duration<double>(latency).count(); });
    runs.add(QStringLiteral("the questions alone"), [&] { return questionsAlone(*connection, client); });
    runs.add(name, [&] { return product(*connection, url, client); });
    runs.run();
    runs.print();
    return runs.judge(name, 1.5, true);
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const Settings settings = readSettings(QCoreApplication::arguments());
    DataSets sets(settings);
    QTemporaryDir folder;
    bool met = true;
    for (const QString& backend : settings.backends) {
        const DatabaseUrl url = backend == u"sqlite"
            ? DatabaseUrl::sqlite(folder.filePath(QStringLiteral("bench.sqlite")))
            : must(DatabaseUrl::parse(sets.cluster().createDatabase()));
        met = measure(settings, backend, url) && met;
    }
    std::printf("\nrow 11: %s\n", met ? "every target met" : "some targets NOT met");
    return 0;
}
