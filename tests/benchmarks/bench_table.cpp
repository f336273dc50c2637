// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The console's table, offscreen: opened, jumped about in, dragged to its end, filtered, sorted; beside a plain
// QSqlTableModel and plain SELECTs; the console's start; and the console while a thousand transitions a second arrive.
#include "models/storage/storageworker.h"
#include "tests/benchmarks/common/dataset.h"
#include "tests/benchmarks/common/lifecycle.h"
#include "tests/benchmarks/common/measureeach.h"
#include "tests/benchmarks/common/pairedruns.h"
#include "tests/benchmarks/common/probe.h"
#include "tests/benchmarks/tableprobe.h"

#include <QApplication>
#include <QDateTime>
#include <QSemaphore>

#include <cstdio>

using namespace transship;
using namespace transship::bench;

namespace {

constexpr qint64 largestNaive = 1'000'000;
constexpr int watchSeconds = 12;
constexpr int writeSeconds = 10;
constexpr int transitionsPerSecond = 1000;

QString text(const char* words)
{
    return QString::fromLatin1(words);
}

QString argumentOf(DataSets& sets, const DatabaseUrl& url)
{
    return url.backend() == Backend::Sqlite ? text("sqlite:") + url.name() : sets.cluster().url(url.name());
}

class Report {
public:
    Report(const Settings& settings, QString title)
        : m_settings(settings)
        , m_title(std::move(title))
    {
    }

    void show(const char* part, const QJsonObject& figures) const
    {
        for (auto figure = figures.begin(); figure != figures.end(); ++figure) {
            std::printf("| %-40s | %-48s | %10.2f |\n", qPrintable(m_title + u' ' + text(part)),
                qPrintable(figure.key()), figure->toDouble());
            record(m_settings, 1, m_title + u' ' + text(part), figure.key(), {}, spreadOf({figure->toDouble()}));
        }
        std::fflush(stdout);
    }

private:
    const Settings& m_settings;
    QString m_title;
};

/// About as many transitions a second, each committed for itself or with its neighbours, from a process of its own.
void write(const DatabaseUrl& url, int seconds)
{
    StorageWorker worker(url, Access::ReadWrite, text("bench-writer"));
    const auto connection = openOrGiveUp(url, Access::ReadOnly);
    Result<QList<qint64>> ids
        = RepositoryStore(*connection).ids(*RepositoryFilter::parse(text("id<40000 state:default")));
    if (!ids) {
        giveUp(ids.error().toString());
    }
    QElapsedTimer timer;
    timer.start();
    qint64 fired = 0;
    QList<QFuture<Result<TransitionResult>>> answers;
    while (timer.elapsed() < seconds * 1000) {
        while (fired < timer.elapsed() * transitionsPerSecond / 1000) {
            TransitionRequest request;
            const LifecycleStep& step = lifecycle[std::size_t(fired % 2)]; // two steps of each
            request.repositoryId = ids->at((fired / 2) % ids->size());
            request.event = step.event;
            request.context.now = QDateTime::currentDateTimeUtc();
            request.actor = text("bench");
            answers << worker.runGrouped([request](Stores& stores) { return stores.repositories.fire(request); });
            ++fired;
        }
        QSemaphore().tryAcquire(1, 5); // the pace; nobody releases it
    }
    int done = 0;
    for (QFuture<Result<TransitionResult>>& answer : answers) {
        done += answer.result().ok() ? 1 : 0;
    }
    printFigures(
        {{text("fired"), fired}, {text("done"), done}, {text("per second"), done * 1000.0 / double(timer.elapsed())}});
}

bool judgeTable(const QJsonObject& scroll, const QJsonObject& filters)
{
    bool met = judgeValue(text("memory"), scroll.value(text("memory")).toDouble(), 150, text("MB"));
    met = judgeValue(text("deep jump, painted, p95"), scroll.value(text("deep jump p95")).toDouble(), 50, text("ms"))
        && met;
    met = judgeValue(text("first rows"), scroll.value(text("first rows")).toDouble(), 50, text("ms")) && met;
    for (const char* gap : {"gap while opening", "gap while jumping", "gap while dragging"}) {
        met = judgeValue(text(gap), scroll.value(text(gap)).toDouble(), 50, text("ms")) && met;
    }
    met = judgeValue(text("filter switch p95"), filters.value(text("state p95")).toDouble(), 50, text("ms")) && met;
    return judgeValue(text("filter switch over a plain SELECT"),
               filters.value(text("state")).toDouble() / filters.value(text("plain SELECT")).toDouble(), 3, text("×"))
        && met;
}

bool measureTable(DataSets& sets, const Settings& settings, const QString& backend, qint64 rows)
{
    const QString url = argumentOf(sets, sets.shared(backend, rows, Mix::Middle));
    const Report report(settings, QStringLiteral("%1 %L2").arg(backend).arg(rows));
    const QJsonObject scroll = probe({text("scroll"), url});
    report.show("table", scroll);
    const QJsonObject filters = probe({text("filters"), url});
    report.show("filters", filters);
    const QJsonObject start = probe({text("start"), url, QString::number(QDateTime::currentMSecsSinceEpoch())});
    report.show("console", start);
    if (rows <= largestNaive) {
        report.show("plain QSqlTableModel", probe({text("naive"), url}));
    }
    const bool met = judgeTable(scroll, filters);
    return judgeValue(text("start of the console"), start.value(text("start")).toDouble(), 1000, text("ms")) && met;
}

bool measureFeed(DataSets& sets, const Settings& settings, const QString& backend, qint64 rows)
{
    const DatabaseUrl copy = sets.copy(backend, rows, Mix::Beginning);
    const QString url = argumentOf(sets, copy);
    const Report report(settings, QStringLiteral("%1 %L2").arg(backend).arg(rows));
    const QJsonObject idle = probe({text("watch"), url, QString::number(watchSeconds)});
    report.show("idle console", idle);
    const auto watcher = startProbe({text("watch"), url, QString::number(watchSeconds)});
    watcher->waitForReadyRead(6500); // its start, which is not measured
    const auto writer = startProbe({text("write"), url, QString::number(writeSeconds)});
    report.show("writer", figuresOf(*writer));
    const QJsonObject busy = figuresOf(*watcher);
    report.show("busy console", busy);
    bool met = judgeValue(text("gap while transitions arrive"), busy.value(text("gap")).toDouble(), 50, text("ms"));
    met = judgeValue(text("processor"), busy.value(text("processor")).toDouble(), 0.5, text("cores")) && met;
    return judgeValue(text("counts right after"), busy.value(text("counts right after")).toDouble(), 1000, text("ms"))
        && met;
}

} // namespace

int main(int argc, char** argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    QApplication application(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == u"--probe") {
        if (arguments.value(2) == u"write") {
            write(*DatabaseUrl::parse(arguments.value(3)), arguments.value(4).toInt());
        } else {
            printFigures(runProbe(arguments.mid(2)));
        }
        return 0;
    }
    const Settings settings = readSettings(arguments);
    DataSets sets(settings);
    const bool feedOnly = arguments.contains(text("--feed"));
    const bool tableOnly = arguments.contains(text("--table"));
    return measureEach(settings, {Mix::Middle}, text("rows 1 to 5"), [&](const Subject& subject) {
        const bool table = feedOnly || measureTable(sets, settings, subject.backend, subject.rows);
        return (tableOnly || measureFeed(sets, settings, subject.backend, subject.rows)) && table;
    });
}
