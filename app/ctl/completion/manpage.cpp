// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/completion/shellscripts.h"

namespace transship::ctl {
namespace {

/// A backslash, a hyphen that is no line break, what is not ASCII, a dot at the beginning of a line.
QString escaped(const QString& plain)
{
    QString text;
    for (const QChar c : plain) {
        if (c == u'\\') {
            text += QStringLiteral("\\e");
        } else if (c == u'-') {
            text += QStringLiteral("\\-");
        } else if (c.unicode() > 0x7e) {
            text += QStringLiteral("\\[u%1]").arg(QString::number(c.unicode(), 16).toUpper().rightJustified(4, u'0'));
        } else {
            text += c;
        }
    }
    return text.startsWith(u'.') || text.startsWith(u'\'') ? QStringLiteral("\\&") + text : text;
}

QString optionEntry(const OptionNode& option)
{
    QString head = option.names.isEmpty() ? QStringLiteral("\\fI%1\\fR").arg(escaped(option.value))
                                          : QStringLiteral("\\fB%1\\fR").arg(escaped(option.names.join(u", ")));
    if (!option.names.isEmpty() && !option.value.isEmpty()) {
        head += QStringLiteral(" \\fI%1\\fR").arg(escaped(option.value));
    }
    return QStringLiteral(".TP\n%1\n%2\n").arg(head, escaped(option.description));
}

QString optionEntries(const CommandNode& node)
{
    QString text;
    for (const OptionNode& option : node.options) {
        if (!option.names.contains(QStringLiteral("--help")) && !option.names.contains(QStringLiteral("--help-all"))) {
            text += optionEntry(option);
        }
    }
    return text;
}

QString commandEntries(const CommandNode& node, const QString& prefix)
{
    QString text;
    for (const CommandNode& command : node.commands) {
        const QString path = prefix.isEmpty() ? command.name : prefix + u' ' + command.name;
        if (command.commands.isEmpty()) {
            text += QStringLiteral(".SS %1\n%2\n").arg(escaped(path), escaped(command.description));
            text += optionEntries(command);
        } else {
            text += commandEntries(command, path);
        }
    }
    return text;
}

} // namespace

QString manPage(const CommandNode& root, const QString& footer)
{
    QString text
        = QStringLiteral(".TH TRANSSHIPCTL 1 \"\" \"transshipctl %1\" \"User Commands\"\n"
                         ".SH NAME\ntransshipctl \\- migrates container registries, repository by repository\n"
                         ".SH SYNOPSIS\n.B transshipctl\n[\\fIOPTION\\fR]... \\fICOMMAND\\fR [\\fIARGUMENT\\fR]...\n"
                         ".SH DESCRIPTION\n%2\nResults go to the standard output, remarks and logs to the standard "
                         "error.\n.SH OPTIONS\nThese may also stand after the command.\n")
              .arg(QStringLiteral(TRANSSHIP_VERSION), escaped(root.description));
    text += optionEntries(root);
    text += QStringLiteral(".SH COMMANDS\n") + commandEntries(root, QString());
    text += QStringLiteral(".SH ENVIRONMENT AND EXIT STATUS\n");
    for (const QString& line : footer.split(u'\n')) {
        text += line.isEmpty() ? QStringLiteral(".PP\n") : escaped(line) + u'\n';
    }
    text += QStringLiteral(".SH SEE ALSO\n.BR transship (1)\n");
    return text;
}

} // namespace transship::ctl
