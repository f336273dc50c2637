// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/benchmarks/common/pairedruns.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include <unistd.h>

namespace transship::bench {
namespace {

QString number(double value)
{
    return QString::number(value, 'f', value >= 100 ? 0 : value >= 1 ? 2 : 3);
}

} // namespace

double quantile(QList<double> values, double share)
{
    if (values.isEmpty()) {
        return 0;
    }
    std::sort(values.begin(), values.end());
    const auto index = static_cast<qsizetype>(std::ceil(share * static_cast<double>(values.size()))) - 1;
    return values[std::clamp<qsizetype>(index, 0, values.size() - 1)];
}

Spread spreadOf(QList<double> values)
{
    if (values.isEmpty()) {
        return {};
    }
    std::sort(values.begin(), values.end());
    const qsizetype middle = values.size() / 2;
    const double median = values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    return {values.first(), median, values.last()};
}

void record(const Settings& settings, int row, const QString& title, const QString& name, const QString& unit,
    const Spread& spread)
{
    if (settings.resultsFile.isEmpty()) {
        return;
    }
    QFile file(settings.resultsFile);
    if (!file.open(QIODevice::Append)) {
        giveUp(QStringLiteral("cannot write %1: %2").arg(file.fileName(), file.errorString()));
    }
    const QJsonObject line{{QStringLiteral("row"), row}, {QStringLiteral("title"), title},
        {QStringLiteral("name"), name}, {QStringLiteral("unit"), unit}, {QStringLiteral("min"), spread.least},
        {QStringLiteral("median"), spread.median}, {QStringLiteral("max"), spread.most}};
    file.write(QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n');
}

PairedRuns::PairedRuns(const Settings& settings, int row, QString title, QString unit)
    : m_settings(settings)
    , m_row(row)
    , m_title(std::move(title))
    , m_unit(std::move(unit))
{
}

void PairedRuns::add(const QString& name, std::function<double()> measure)
{
    m_contenders << Contender{name, std::move(measure), {}};
}

void PairedRuns::run()
{
    for (int round = 0; round < m_settings.rounds; ++round) {
        for (Contender& contender : m_contenders) {
            ::sync(); // nobody waits for the disk that the one before him still keeps busy
            contender.values << contender.measure();
        }
    }
}

const PairedRuns::Contender& PairedRuns::find(const QString& name) const
{
    for (const Contender& contender : m_contenders) {
        if (contender.name == name) {
            return contender;
        }
    }
    giveUp(QStringLiteral("there is no contender \"%1\"").arg(name));
}

Spread PairedRuns::spread(const QString& name) const
{
    return spreadOf(find(name).values);
}

double PairedRuns::ratio(const QString& name) const
{
    const QList<double>& reference = m_contenders.first().values;
    const QList<double>& values = find(name).values;
    QList<double> ratios;
    for (qsizetype i = 0; i < values.size(); ++i) {
        ratios << (reference[i] > 0 ? values[i] / reference[i] : 0);
    }
    return spreadOf(ratios).median;
}

void PairedRuns::print() const
{
    std::printf(
        "\n%s (row %d; %s, median of %d)\n\n", qPrintable(m_title), m_row, qPrintable(m_unit), m_settings.rounds);
    std::printf("| %-52s | %10s | %10s | %10s | %9s |\n", "", "min", "median", "max", "ratio");
    std::printf("| %s | ---: | ---: | ---: | ---: |\n", QByteArray(52, '-').constData());
    for (const Contender& contender : m_contenders) {
        const Spread found = spreadOf(contender.values);
        std::printf("| %-52s | %10s | %10s | %10s | %9s |\n", qPrintable(contender.name),
            qPrintable(number(found.least)), qPrintable(number(found.median)), qPrintable(number(found.most)),
            qPrintable(&contender == &m_contenders.first() ? QStringLiteral("1") : number(ratio(contender.name))));
        record(m_settings, m_row, m_title, contender.name, m_unit, found);
    }
    std::fflush(stdout);
}

bool PairedRuns::judge(const QString& name, double limit, bool atMost) const
{
    const double reached = ratio(name);
    const bool met = atMost ? reached <= limit : reached >= limit;
    std::printf("\n%s: %s, %s of the reference where %s %s is asked for\n", qPrintable(name),
        met ? "target met" : "target NOT met", qPrintable(number(reached)), atMost ? "at most" : "at least",
        qPrintable(number(limit)));
    std::fflush(stdout);
    return met;
}

bool judgeValue(const QString& what, double value, double limit, const QString& unit)
{
    const bool met = value <= limit;
    std::printf("%s: %s, %s %s where at most %s is asked for\n", qPrintable(what),
        met ? "target met" : "target NOT met", qPrintable(number(value)), qPrintable(unit), qPrintable(number(limit)));
    std::fflush(stdout);
    return met;
}

} // namespace transship::bench
