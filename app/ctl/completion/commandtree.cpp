// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/completion/commandtree.h"

#include <CLI/CLI.hpp>

namespace transship::ctl {
namespace {

OptionNode nodeOf(const CLI::Option& option)
{
    OptionNode node;
    for (const std::string& name : option.get_lnames()) {
        node.names << QStringLiteral("--") + QString::fromStdString(name);
    }
    for (const std::string& name : option.get_snames()) {
        node.names << QStringLiteral("-") + QString::fromStdString(name);
    }
    if (option.get_items_expected_max() > 0) {
        const bool positional = node.names.isEmpty();
        // CLI11's names of types (TEXT, INT) say less than the positional's own.
        node.value = QString::fromStdString(positional ? option.get_name() : option.get_type_name());
    }
    node.description = QString::fromStdString(option.get_description()).simplified();
    node.required = option.get_required();
    return node;
}

} // namespace

CommandNode commandTree(const CLI::App& app)
{
    CommandNode node;
    node.name = QString::fromStdString(app.get_name());
    node.description = QString::fromStdString(app.get_description()).simplified();
    for (const CLI::Option* option : app.get_options()) {
        if (!option->get_group().empty()) {
            node.options << nodeOf(*option);
        }
    }
    for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
        if (!command->get_group().empty()) {
            node.commands << commandTree(*command);
        }
    }
    return node;
}

} // namespace transship::ctl
