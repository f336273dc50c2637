// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/commands/commands.h"
#include "app/ctl/completion/shellscripts.h"

#include <CLI/CLI.hpp>

namespace transship::ctl {
namespace {

struct CompletionArguments {
    std::string what;
};

QString textFor(const std::string& what, const CLI::App& app)
{
    const CommandNode root = commandTree(app);
    if (what == "bash") {
        return bashCompletion(root);
    }
    if (what == "zsh") {
        return zshCompletion(root);
    }
    return what == "fish" ? fishCompletion(root) : manPage(root, QString::fromStdString(app.get_footer()));
}

QCoro::Task<int> print(Session& session, QString text)
{
    session.out().text(text);
    co_return exitDone;
}

} // namespace

void addCompletionCommand(CLI::App& app, Command& chosen)
{
    CLI::App* command = app.add_subcommand("completion", "Print the completions of a shell, or the manual page");
    command->group(""); // for packagers; not in the help
    const auto arguments = std::make_shared<CompletionArguments>();
    command->add_option("what", arguments->what, "bash, zsh, fish or man")
        ->required()
        ->check(CLI::IsMember({"bash", "zsh", "fish", "man"}));
    // The definitions are gone when the command runs: what is made of them is made now.
    command->callback([&app, &chosen, arguments] {
        chosen = [text = textFor(arguments->what, app)](Session& session) { return print(session, text); };
    });
}

} // namespace transship::ctl
