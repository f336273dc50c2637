// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "reports/pdfcharts.h"

#include "reports/pdfplot.h"
#include "reports/statepalette.h"

#include <algorithm>
#include <array>

namespace transship::pdf {
namespace {

using Align = PdfCanvas::Align;

constexpr int shownCauses = 8;
constexpr std::array outcomes{MigrationState::ImportDone, MigrationState::ImportSkipped, MigrationState::ImportAborted};

qint64 numberOf(const ThroughputBucket& bucket, MigrationState outcome)
{
    return outcome == MigrationState::ImportDone   ? bucket.done
        : outcome == MigrationState::ImportAborted ? bucket.aborted
                                                   : bucket.skipped;
}

QString percent(qint64 part, qint64 whole)
{
    return whole <= 0 ? QString()
                      : QString::number(100.0 * double(part) / double(whole), 'f', 1) + QStringLiteral(" %");
}

QString lengthText(int seconds)
{
    return seconds % 86'400 == 0 ? QStringLiteral("%1 d").arg(seconds / 86'400)
        : seconds % 3600 == 0    ? QStringLiteral("%1 h").arg(seconds / 3600)
        : seconds % 60 == 0      ? QStringLiteral("%1 min").arg(seconds / 60)
                                 : QStringLiteral("%1 s").arg(seconds);
}

QList<Plot::Entry> legendOf(const QList<MigrationState>& states)
{
    QList<Plot::Entry> entries;
    for (const MigrationState state : states) {
        entries << Plot::Entry{toName(state), colourOf(state), false};
    }
    return entries;
}

double highestOf(const QList<DurationPoint>& points)
{
    double highest = 0;
    for (const DurationPoint& point : points) {
        highest = std::max(highest, point.p95);
    }
    return highest;
}

} // namespace

QString number(qint64 value)
{
    return QLocale(QLocale::English).toString(value);
}

void drawStateShares(PdfCanvas& canvas, const QRectF& place, const StateCounts& counts)
{
    const qint64 total = counts.total();
    drawTitle(canvas, place, QStringLiteral("Repositories by state"));
    const QRectF bar(place.left(), place.top() + 14, place.width(), 14);
    canvas.fill(bar, paper::track);
    double x = bar.left();
    for (const MigrationState state : stateStacking) {
        const double width = total > 0 ? bar.width() * double(counts.of(state)) / double(total) : 0;
        canvas.fill(QRectF(x, bar.top(), width, bar.height()), colourOf(state));
        x += width;
    }
    double y = bar.bottom() + 16;
    for (const MigrationState state : stateStacking) {
        canvas.fill(QRectF(place.left(), y - 7, 8, 8), colourOf(state));
        canvas.text({place.left() + 14, y}, toName(state), {});
        canvas.text({place.left() + 170, y}, number(counts.of(state)), {9, paper::ink, false, Align::Right});
        canvas.text({place.left() + 225, y}, percent(counts.of(state), total), {9, paper::soft, false, Align::Right});
        y += 14;
    }
    canvas.text({place.left() + 14, y}, QStringLiteral("all"), {9, paper::ink, true});
    canvas.text({place.left() + 170, y}, number(total), {9, paper::ink, true, Align::Right});
}

void drawStatesOverTime(PdfCanvas& canvas, const QRectF& place, const QList<StateSample>& samples)
{
    Plot plot(canvas, place, QStringLiteral("States over time"));
    if (samples.size() < 2) {
        plot.drawNothing(QStringLiteral("The worker has recorded no samples yet."));
        return;
    }
    qint64 highest = 1;
    for (const StateSample& sample : samples) {
        highest = std::max(highest, sample.counts.total());
    }
    plot.setLegend(legendOf({stateStacking.rbegin(), stateStacking.rend()}));
    plot.setTime(samples.first().at, samples.last().at);
    plot.setHighest(static_cast<double>(highest), QString());
    QList<double> below(samples.size(), 0.0);
    for (const MigrationState state : stateStacking) {
        QList<QPointF> polygon;
        for (qsizetype i = 0; i < samples.size(); ++i) {
            polygon << plot.at(samples[i].at, below[i]);
        }
        for (qsizetype i = samples.size() - 1; i >= 0; --i) {
            below[i] += static_cast<double>(samples[i].counts.of(state));
            polygon << plot.at(samples[i].at, below[i]);
        }
        // What waits is most of the picture for a long time: keep it in the background.
        canvas.fill(polygon, state == MigrationState::Default ? paper::waiting : colourOf(state));
    }
    plot.drawAxes();
}

void drawThroughput(PdfCanvas& canvas, const QRectF& place, const EventCharts& charts)
{
    Plot plot(canvas, place, QStringLiteral("Finished per %1").arg(lengthText(charts.widthSeconds)));
    qint64 highest = 0;
    for (const ThroughputBucket& bucket : charts.buckets) {
        highest = std::max(highest, bucket.done + bucket.skipped + bucket.aborted);
    }
    if (highest == 0) {
        plot.drawNothing(QStringLiteral("Nothing was finished yet."));
        return;
    }
    plot.setLegend(legendOf({outcomes.rbegin(), outcomes.rend()}));
    plot.setTime(charts.buckets.first().start, charts.buckets.last().start.addSecs(charts.widthSeconds));
    plot.setHighest(static_cast<double>(highest), QString());
    for (const ThroughputBucket& bucket : charts.buckets) {
        double base = 0;
        for (const MigrationState outcome : outcomes) {
            const auto value = static_cast<double>(numberOf(bucket, outcome));
            const QPointF foot = plot.at(bucket.start, base);
            const QPointF head = plot.at(bucket.start.addSecs(charts.widthSeconds), base + value);
            const double gap = (head.x() - foot.x()) * 0.1;
            canvas.fill(QRectF(foot.x() + gap, head.y(), head.x() - foot.x() - 2 * gap, foot.y() - head.y()),
                colourOf(outcome));
            base += value;
        }
    }
    plot.drawAxes();
}

void drawDurations(PdfCanvas& canvas, const QRectF& place, const EventCharts& charts)
{
    Plot plot(canvas, place, QStringLiteral("Step durations"));
    if (charts.preImports.isEmpty() && charts.imports.isEmpty()) {
        plot.drawNothing(QStringLiteral("No step was done yet."));
        return;
    }
    const double highest = std::max(highestOf(charts.preImports), highestOf(charts.imports));
    const bool hours = highest > 2 * 3600;
    const bool minutes = highest > 180;
    const double unit = hours ? 3600 : minutes ? 60 : 1;
    const std::uint32_t pre = colourOf(MigrationState::PreImporting);
    const std::uint32_t final = colourOf(MigrationState::Importing);
    plot.setLegend({{QStringLiteral("pre import p95"), pre, true}, {QStringLiteral("pre import p50"), pre, false},
        {QStringLiteral("import p95"), final, true}, {QStringLiteral("import p50"), final, false}});
    plot.setTime(charts.from, charts.until);
    plot.setHighest(highest / unit,
        hours         ? QStringLiteral(" h")
            : minutes ? QStringLiteral(" min")
                      : QStringLiteral(" s"));
    plot.drawAxes();
    const auto draw = [&](const QList<DurationPoint>& points, std::uint32_t colour) {
        QList<QPointF> medians;
        QList<QPointF> tops;
        for (const DurationPoint& point : points) {
            medians << plot.at(point.start, point.median / unit);
            tops << plot.at(point.start, point.p95 / unit);
        }
        canvas.line(tops, colour, 0.9, true);
        canvas.line(medians, colour, 1.2);
    };
    draw(charts.preImports, pre);
    draw(charts.imports, final);
}

void drawCauses(PdfCanvas& canvas, const QRectF& place, const EventCharts& charts)
{
    drawTitle(canvas, place, QStringLiteral("Aborted and skipped, by cause"));
    if (charts.causes.isEmpty()) {
        canvas.text(
            {place.left(), place.top() + 28}, QStringLiteral("Nothing was aborted or skipped yet."), {9, paper::soft});
        return;
    }
    const auto most = static_cast<double>(charts.causes.first().count);
    const double barLeft = place.left() + 170;
    const double barRoom = place.width() - 230;
    double y = place.top() + 28;
    qint64 others = 0;
    for (qsizetype i = 0; i < charts.causes.size(); ++i) {
        const FailureCause& cause = charts.causes[i];
        if (i >= shownCauses) {
            others += cause.count;
            continue;
        }
        canvas.text({place.left(), y}, canvas.fitted(cause.cause, 160, {}), {});
        const double width = std::max(1.0, barRoom * static_cast<double>(cause.count) / most);
        canvas.fill(QRectF(barLeft, y - 8, width, 9), colourOf(cause.state));
        canvas.text({barLeft + width + 5, y}, number(cause.count), {});
        y += 14;
    }
    if (others > 0) {
        canvas.text({place.left(), y}, QStringLiteral("other causes"), {9, paper::soft});
        canvas.text({barLeft, y}, number(others), {9, paper::soft});
    }
    drawLegend(canvas, {place.right(), place.top() + 8},
        legendOf({MigrationState::ImportAborted, MigrationState::ImportSkipped}));
}

} // namespace transship::pdf
