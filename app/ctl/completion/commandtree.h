// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace CLI {
class App;
}

namespace transship::ctl {

struct OptionNode {
    QStringList names; ///< "--query", "-q"; none: a positional
    QString value; ///< what it takes: "URL", "NAME"; empty: a switch
    QString description;
    bool required = false;
};

/// A command as the command line defines it, for completions and manual pages: one source for all of them.
struct CommandNode {
    QString name;
    QString description;
    QList<OptionNode> options;
    QList<CommandNode> commands; ///< without hidden ones
};

CommandNode commandTree(const CLI::App& app);

} // namespace transship::ctl
