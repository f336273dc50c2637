// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/commands/commands.h"
#include "app/services/doctor/checks.h"

#include <CLI/CLI.hpp>
#include <QJsonArray>

namespace transship::ctl {
namespace {

QString nameOf(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Ok:
        return QStringLiteral("ok");
    case Verdict::Warning:
        return QStringLiteral("warning");
    case Verdict::Failed:
        return QStringLiteral("failed");
    }
    Q_UNREACHABLE();
    return {};
}

void show(const Session& session, const QList<Finding>& findings, Verdict worst)
{
    QJsonArray checks;
    QStringList lines;
    for (const Finding& finding : findings) {
        checks << QJsonObject{{QStringLiteral("check"), finding.check},
            {QStringLiteral("verdict"), nameOf(finding.verdict)}, {QStringLiteral("message"), finding.message},
            {QStringLiteral("advice"),
                finding.advice.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(finding.advice)}};
        lines << QStringLiteral("%1 %2 %3")
                     .arg(nameOf(finding.verdict), -8)
                     .arg(finding.check, -12)
                     .arg(printable(finding.message));
        if (!finding.advice.isEmpty()) {
            lines << QString(22, u' ') + QStringLiteral("-> ") + printable(finding.advice);
        }
    }
    session.out().text(lines.join(u'\n'));
    session.out().document({{QStringLiteral("verdict"), nameOf(worst)}, {QStringLiteral("checks"), checks}});
}

QCoro::Task<QList<Finding>> allFindings(Session& session)
{
    if (const Result<void> built = session.build(); !built) {
        co_return QList<Finding>{failedFinding(QStringLiteral("configuration"), built.error())};
    }
    co_return co_await transship::examine(session.services());
}

QCoro::Task<int> examine(Session& session)
{
    const QList<Finding> findings = co_await allFindings(session);
    Verdict worst = Verdict::Ok;
    int code = exitDone;
    for (const Finding& finding : findings) {
        worst = std::max(worst, finding.verdict);
        if (finding.verdict == Verdict::Failed && code == exitDone) {
            code = exitCodeOf(finding.code);
        }
    }
    show(session, findings, worst);
    co_return code;
}

} // namespace

void addDoctorCommand(CLI::App& app, Command& chosen)
{
    CLI::App* command = app.add_subcommand("doctor",
        "Check database, rollout, credentials, registry and clocks, and say what to do; changes nothing.\n"
        "The exit code is that of the first check that failed, 0 with warnings alone");
    command->callback([&chosen] { chosen = [](Session& session) { return examine(session); }; });
}

} // namespace transship::ctl
