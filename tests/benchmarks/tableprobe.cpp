// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/benchmarks/tableprobe.h"

#include "app/console/consolemodels.h"
#include "models/settings/appsettings.h"
#include "models/tables/blockqueries.h"
#include "tests/benchmarks/common/dataset.h"
#include "tests/benchmarks/common/paintwait.h"
#include "tests/benchmarks/common/pairedruns.h"
#include "tests/benchmarks/common/probe.h"
#include "tests/support/eventloopwatchdog.h"
#include "views/common/thememanager.h"
#include "views/filters/filterline.h"
#include "views/mainwindow/consolepage.h"
#include "views/mainwindow/mainwindow.h"
#include "views/repositories/repositorypage.h"
#include "views/repositories/repositorytableview.h"

#include <QApplication>
#include <QDateTime>
#include <QHeaderView>
#include <QRandomGenerator>
#include <QSqlError>
#include <QSqlTableModel>
#include <QTableView>
#include <QTemporaryDir>

namespace transship::bench {
namespace {

using testing::EventLoopWatchdog;

QString text(const char* words)
{
    return QString::fromLatin1(words);
}

DatabaseUrl urlFrom(const QString& argument)
{
    const Result<DatabaseUrl> url = DatabaseUrl::parse(argument);
    if (!url) {
        giveUp(url.error().toString());
    }
    return *url;
}

void spin(int milliseconds)
{
    QEventLoop loop;
    QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
    loop.exec();
}

/// The table as the console has it, in a window.
class TableWindow {
public:
    explicit TableWindow(const DatabaseUrl& url)
        : model(url)
        , page(model, clock)
        , table(page.table())
        , paint(table)
    {
        model.setRepositorySort(RepositorySort::Path, Qt::AscendingOrder);
        page.setTotal(1);
        page.resize(1280, 800);
        page.show();
    }

    /// Every row that can be seen is there.
    bool isFilled() const
    {
        const int first = table.rowAt(1);
        const int last = table.rowAt(table.viewport()->height() - 2);
        if (model.rowCount() == 0) {
            return !model.isCounting();
        }
        for (int row = first; row <= (last < 0 ? model.rowCount() - 1 : last); ++row) {
            if (!model.repositoryAt(row)) {
                return false;
            }
        }
        return first >= 0;
    }
    double painted()
    {
        const auto took = paint.until([this] { return isFilled(); });
        if (!took) {
            giveUp(text("the rows do not come"));
        }
        return *took;
    }
    double settled()
    {
        QElapsedTimer timer;
        timer.start();
        while (model.isCounting() && timer.elapsed() < 120'000) {
            spin(20);
        }
        return static_cast<double>(timer.elapsed());
    }

    SystemClock clock;
    RepositoryTableModel model;
    RepositoryPage page;
    RepositoryTableView& table;
    PaintWait paint;
};

void add(QJsonObject& figures, const char* name, const QList<double>& values)
{
    figures.insert(text(name), quantile(values, 0.5));
    figures.insert(text(name) + text(" p95"), quantile(values, 0.95));
}

QJsonObject openAndScroll(const DatabaseUrl& url)
{
    QJsonObject figures;
    EventLoopWatchdog watchdog;
    TableWindow window(url);
    QElapsedTimer timer;
    timer.start();
    window.model.select();
    figures.insert(text("first rows"), window.painted());
    figures.insert(text("counted"), window.settled() + figures.value(text("first rows")).toDouble());
    spin(8000); // the anchors
    figures.insert(text("gap while opening"), static_cast<double>(watchdog.longestGap().count()));
    figures.insert(text("rows"), window.model.rowCount());
    QScrollBar* bar = window.table.verticalScrollBar();
    QRandomGenerator random(4711);
    QList<double> jumps;
    watchdog.restart();
    for (int i = 0; i < 200; ++i) {
        bar->setValue(int(random.bounded(quint32(bar->maximum()))));
        jumps << window.painted();
    }
    add(figures, "deep jump", jumps);
    figures.insert(text("gap while jumping"), static_cast<double>(watchdog.longestGap().count()));
    watchdog.restart();
    timer.restart();
    constexpr int steps = 1000;
    for (int i = 0; i <= steps; ++i) {
        bar->setValue(int(qint64(bar->maximum()) * i / steps));
        spin(4);
    }
    figures.insert(text("after the last stop"), window.painted());
    figures.insert(text("dragged to the end"), static_cast<double>(timer.elapsed()));
    figures.insert(text("gap while dragging"), static_cast<double>(watchdog.longestGap().count()));
    figures.insert(text("memory"), memoryPeak());
    return figures;
}

/// Milliseconds of a plain SELECT of what fills the screen, over the same index, in this thread.
double plainSelect(Connection& connection, const BlockQuery& query)
{
    QElapsedTimer timer;
    timer.start();
    Statement statement = blockStatement(query, nullptr, 0);
    statement.sql.replace(text(" LIMIT 256 OFFSET 0"), text(" LIMIT 64"));
    Result<QSqlQuery> rows = connection.exec(statement.sql, statement.values);
    if (!rows) {
        giveUp(rows.error().toString());
    }
    int columns = 0;
    while (rows->next()) {
        columns += rows->value(0).toInt() > 0 ? 1 : 0;
    }
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

QJsonObject switchFilters(const DatabaseUrl& url)
{
    QJsonObject figures;
    TableWindow window(url);
    window.model.select();
    window.painted();
    spin(2000);
    const auto connection = openOrGiveUp(url, Access::ReadOnly);
    QList<double> all;
    QList<double> plain;
    EventLoopWatchdog watchdog;
    for (int round = 0; round < 10; ++round) {
        for (const char* filter :
            {"state:import_done", "state:default", "state:import_skipped", "state:importing", ""}) {
            const RepositoryFilter wanted = *RepositoryFilter::parse(text(filter));
            const BlockQuery query{url.backend(), planOf(wanted, RepositorySort::Path, url.backend()),
                RepositorySort::Path, Qt::AscendingOrder};
            plain << plainSelect(*connection, query);
            QElapsedTimer timer;
            timer.start();
            window.page.filterLine().setFilter(wanted);
            window.painted();
            all << static_cast<double>(timer.nsecsElapsed()) / 1e6;
        }
    }
    add(figures, "state", all);
    add(figures, "plain SELECT", plain);
    figures.insert(text("gap"), static_cast<double>(watchdog.longestGap().count()));
    // Typed ones, which no single index answers; each with the time until everything is known.
    for (const char* filter : {"path:group-1*", "ject-777", "image-4999", "namespace:gitlab-org", "tags>58",
             "plan:gold", "state:import_skipped tags>50", "-plan:free", "state:import_done plan:gold tags>57", "zzz"}) {
        QList<double> times;
        double known = 0;
        for (int round = 0; round < 3; ++round) {
            window.page.filterLine().clear();
            window.painted();
            QElapsedTimer timer;
            timer.start();
            window.page.filterLine().setText(text(filter));
            window.painted();
            times << static_cast<double>(timer.nsecsElapsed()) / 1e6;
            if (round == 0) {
                known = window.settled() + times.first();
            }
        }
        figures.insert(text("filter ") + text(filter), quantile(times, 0.5));
        figures.insert(text("filter ") + text(filter) + text(" counted"), known);
    }
    window.page.filterLine().clear();
    for (const RepositorySortInfo& info : repositorySorts) {
        for (const Qt::SortOrder order : {Qt::DescendingOrder, Qt::AscendingOrder}) {
            QElapsedTimer timer;
            timer.start();
            window.model.setRepositorySort(info.sort, order);
            window.painted();
            figures.insert(QStringLiteral("sort %1 %2")
                               .arg(info.index ? QString::fromLatin1(info.index) : text("id"),
                                   order == Qt::AscendingOrder ? text("up") : text("down")),
                static_cast<double>(timer.nsecsElapsed()) / 1e6);
        }
    }
    figures.insert(text("memory"), memoryPeak());
    return figures;
}

/// As anyone would write it first.
QJsonObject naive(const DatabaseUrl& url)
{
    QJsonObject figures;
    const auto connection = openOrGiveUp(url, Access::ReadOnly);
    QElapsedTimer timer;
    timer.start();
    QSqlTableModel model(nullptr, connection->database());
    model.setTable(text("container_repositories"));
    model.setSort(model.fieldIndex(text("path")), Qt::AscendingOrder);
    if (!model.select()) {
        giveUp(model.lastError().text());
    }
    QTableView view;
    view.setModel(&model);
    view.resize(1280, 800);
    view.show();
    PaintWait paint(view);
    paint.until([&model] { return model.rowCount() > 0; });
    figures.insert(text("first rows"), static_cast<double>(timer.elapsed()));
    while (model.canFetchMore()) {
        model.fetchMore();
    }
    figures.insert(text("to the end"), static_cast<double>(timer.elapsed()));
    figures.insert(text("memory"), memoryPeak());
    return figures;
}

/// The whole console from the start of the process (milliseconds since the epoch, by the caller's clock) on.
struct Console {
    explicit Console(const DatabaseUrl& url)
        : settings(folder.filePath(text("settings.ini")))
    {
        ServicesConfig config;
        config.database = url;
        config.actor = text("bench");
        theme.apply(AppSettings::Theme::Light);
        services = std::make_unique<Services>(config);
        models = std::make_unique<ConsoleModels>(*services);
        window = std::make_unique<MainWindow>(
            settings, theme, MainWindow::Names{text("bench"), text("none")}, services->clock);
        window->resize(1280, 800);
        window->showConsole(models->parts());
        window->show();
    }
    ~Console()
    {
        window.reset();
        models.reset();
    }
    void untilPainted()
    {
        RepositoryTableView& table = window->console()->repositoryPage().table();
        RepositoryTableModel& model = models->parts().repositories;
        PaintWait paint(table);
        if (!paint.until([&] { return model.rowCount() > 0 && model.repositoryAt(qMax(0, table.rowAt(1))); })) {
            giveUp(text("the console shows no rows"));
        }
    }

    QTemporaryDir folder;
    AppSettings settings;
    ThemeManager theme;
    std::unique_ptr<Services> services;
    std::unique_ptr<ConsoleModels> models;
    std::unique_ptr<MainWindow> window;
};

QJsonObject start(const DatabaseUrl& url, qint64 startedAt)
{
    Console console(url);
    console.untilPainted();
    return {{text("start"), double(QDateTime::currentMSecsSinceEpoch() - startedAt)}, {text("memory"), memoryPeak()}};
}

/// The console left alone for some seconds, while others may be writing; then the counts.
QJsonObject watch(const DatabaseUrl& url, int seconds)
{
    Console console(url);
    console.untilPainted();
    spin(5000); // counts, charts and anchors of the start
    EventLoopWatchdog watchdog;
    const double before = processorSeconds();
    spin(seconds * 1000);
    QJsonObject figures{{text("gap"), double(watchdog.longestGap().count())},
        {text("processor"), (processorSeconds() - before) / seconds}};
    // The writer has stopped before the end of these seconds: what does the database say, and when does the console?
    const auto connection = openOrGiveUp(url, Access::ReadOnly);
    const auto counts = RepositoryStore(*connection).countByState();
    QElapsedTimer timer;
    timer.start();
    while (counts && console.models->counts().counts().counts != counts->counts && timer.elapsed() < 10'000) {
        spin(20);
    }
    figures.insert(text("counts right after"), double(timer.elapsed()));
    figures.insert(text("memory"), memoryPeak());
    return figures;
}

} // namespace

QJsonObject runProbe(const QStringList& arguments)
{
    const QString scenario = arguments.value(0);
    const DatabaseUrl url = urlFrom(arguments.value(1));
    if (scenario == u"scroll") {
        return openAndScroll(url);
    }
    if (scenario == u"filters") {
        return switchFilters(url);
    }
    if (scenario == u"naive") {
        return naive(url);
    }
    if (scenario == u"start") {
        return start(url, arguments.value(2).toLongLong());
    }
    return watch(url, arguments.value(2).toInt());
}

} // namespace transship::bench
