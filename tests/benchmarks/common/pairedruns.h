// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/benchmarks/common/settings.h"

#include <QList>
#include <QString>

#include <functional>
#include <optional>

namespace transship::bench {

struct Spread {
    double least = 0;
    double median = 0;
    double most = 0;
};
Spread spreadOf(QList<double> values);
/// The value that `share` (0 to 1) of the values do not exceed.
double quantile(QList<double> values, double share);

/// Contenders measured in turn, round after round, so that a noisy minute of the machine hits all of them; compared by
/// the median of the rounds' ratios.
class PairedRuns {
public:
    /// `row`: the number in the table of docs/performance.md. `unit`: of what the contenders return.
    PairedRuns(const Settings& settings, int row, QString title, QString unit);

    /// The first one is the reference. It returns its figure; each call is one whole measurement.
    void add(const QString& name, std::function<double()> measure);

    void run();

    /// Median over the rounds of this contender's figure divided by the reference's of the same round.
    double ratio(const QString& name) const;
    Spread spread(const QString& name) const;

    /// Prints every contender as a line of a Markdown table, and appends it to the results file.
    void print() const;
    /// Prints whether the contender's ratio reaches (atMost: stays within) the limit; true when it does.
    bool judge(const QString& name, double limit, bool atMost = false) const;

private:
    struct Contender {
        QString name;
        std::function<double()> measure;
        QList<double> values;
    };
    const Contender& find(const QString& name) const;

    Settings m_settings;
    int m_row;
    QString m_title;
    QString m_unit;
    QList<Contender> m_contenders;
};

/// For figures without a reference: prints "met" or "NOT met"; true when met.
bool judgeValue(const QString& what, double value, double limit, const QString& unit);

/// Appends one figure to the results file, when there is one.
void record(const Settings& settings, int row, const QString& title, const QString& name, const QString& unit,
    const Spread& spread);

} // namespace transship::bench
