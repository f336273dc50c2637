// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/completion/shellscripts.h"

#include <functional>

namespace transship::ctl {
namespace {

const QString profileNames = QStringLiteral("transshipctl profile list --names 2>/dev/null");

/// Calls `visit` for each command with its path ("", "db", "db upgrade"), the root first.
void walk(const CommandNode& node, const QString& path,
    const std::function<void(const QString& path, const CommandNode& node)>& visit)
{
    visit(path, node);
    for (const CommandNode& command : node.commands) {
        walk(command, path.isEmpty() ? command.name : path + u' ' + command.name, visit);
    }
}

/// All options that wait for a value, of the whole tree: what follows them is no command.
QStringList optionsWithValue(const CommandNode& root)
{
    QStringList options;
    walk(root, QString(), [&options](const QString&, const CommandNode& node) {
        for (const OptionNode& option : node.options) {
            if (!option.value.isEmpty()) {
                options << option.names;
            }
        }
    });
    options.removeDuplicates();
    return options;
}

/// Of a command, and those of the root, which may stand anywhere.
QStringList optionNames(const CommandNode& node, const CommandNode& root)
{
    QStringList options;
    for (const CommandNode* one : {&node, &root}) {
        for (const OptionNode& option : one->options) {
            options << option.names;
        }
    }
    options.removeDuplicates();
    return options;
}

/// For single quotes in a shell.
QString quoted(QString text)
{
    return u'\'' + text.replace(u'\'', QStringLiteral("'\\''")) + u'\'';
}

/// The first sentence, enough for a list of choices.
QString brief(const QString& description)
{
    const qsizetype end = description.indexOf(QStringLiteral(". "));
    return end < 0 ? description : description.left(end);
}

QString pathPatterns(const CommandNode& root)
{
    QStringList patterns;
    walk(root, QString(), [&patterns](const QString& path, const CommandNode&) {
        if (!path.isEmpty()) {
            patterns << u'"' + path + u'"';
        }
    });
    return patterns.join(u'|');
}

/// Sets `path` to the command that the words before the cursor name; the same text for bash and zsh.
QString findPath(const CommandNode& root, const QString& words, const QString& last)
{
    return QStringLiteral("    for word in \"${%1}\"; do\n"
                          "        if [[ -n $skip ]]; then skip=; continue; fi\n"
                          "        case \"$word\" in\n"
                          "        %4) skip=1; continue ;;\n"
                          "        esac\n"
                          "        case \"${path:+$path }$word\" in\n"
                          "        %2) path=\"${path:+$path }$word\" ;;\n"
                          "        esac\n"
                          "    done\n"
                          "    case \"%3\" in\n")
        .arg(words, pathPatterns(root), last, optionsWithValue(root).join(u'|'));
}

} // namespace

QString bashCompletion(const CommandNode& root)
{
    QString script = QStringLiteral("# bash completion for transshipctl, made by `transshipctl completion bash`\n"
                                    "_transshipctl() {\n"
                                    "    local cur=\"${COMP_WORDS[COMP_CWORD]}\" path= words= word skip=\n"
                                    "    COMPREPLY=()\n");
    script += findPath(
        root, QStringLiteral("COMP_WORDS[@]:1:COMP_CWORD-1"), QStringLiteral("${COMP_WORDS[COMP_CWORD-1]}"));
    script += QStringLiteral("    --profile)\n"
                             "        local IFS=$'\\n'\n"
                             "        mapfile -t COMPREPLY < <(compgen -W \"$(%1)\" -- \"$cur\")\n"
                             "        COMPREPLY=(\"${COMPREPLY[@]// /\\\\ }\")\n"
                             "        return ;;\n")
                  .arg(profileNames);
    QStringList valued = optionsWithValue(root);
    valued.removeAll(QStringLiteral("--profile"));
    script += QStringLiteral(
        "    %1) mapfile -t COMPREPLY < <(compgen -f -- \"$cur\"); return ;;\n    esac\n    case \"$path\" in\n")
                  .arg(valued.join(u'|'));
    walk(root, QString(), [&](const QString& path, const CommandNode& node) {
        QStringList choices;
        for (const CommandNode& command : node.commands) {
            choices << command.name;
        }
        choices << optionNames(node, root);
        script += QStringLiteral("    \"%1\") words=%2 ;;\n").arg(path, quoted(choices.join(u' ')));
    });
    script += QStringLiteral("    esac\n"
                             "    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$cur\")\n"
                             "}\n"
                             "complete -o default -F _transshipctl transshipctl\n");
    return script;
}

QString zshCompletion(const CommandNode& root)
{
    QString script = QStringLiteral("#compdef transshipctl\n"
                                    "# zsh completion for transshipctl, made by `transshipctl completion zsh`\n"
                                    "_transshipctl() {\n"
                                    "    local path='' word skip=''\n"
                                    "    local -a commands options\n");
    // `path` is tied to PATH in zsh.
    QString find = findPath(root, QStringLiteral("(@)words[2,CURRENT-1]"), QStringLiteral("${words[CURRENT-1]}"));
    script += QStringLiteral("    --profile) compadd -- ${(f)\"$(%1)\"}; return ;;\n").arg(profileNames).prepend(find);
    QStringList valued = optionsWithValue(root);
    valued.removeAll(QStringLiteral("--profile"));
    script += QStringLiteral("    %1) _files; return ;;\n    esac\n    case \"$path\" in\n").arg(valued.join(u'|'));
    walk(root, QString(), [&](const QString& path, const CommandNode& node) {
        QStringList commands;
        for (const CommandNode& command : node.commands) {
            commands << quoted(
                QString(command.name).replace(u':', QStringLiteral("\\:")) + u':' + brief(command.description));
        }
        script += QStringLiteral("    \"%1\") commands=(%2); options=(%3) ;;\n")
                      .arg(path, commands.join(u' '), optionNames(node, root).join(u' '));
    });
    script += QStringLiteral("    esac\n"
                             "    (( $#commands )) && _describe command commands\n"
                             "    compadd -- $options\n"
                             "    (( $#commands )) || _files\n"
                             "}\n"
                             "_transshipctl \"$@\"\n");
    return script.replace(QStringLiteral("path="), QStringLiteral("cmdpath="))
        .replace(QStringLiteral("$path"), QStringLiteral("$cmdpath"))
        .replace(QStringLiteral("${path"), QStringLiteral("${cmdpath"));
}

QString fishCompletion(const CommandNode& root)
{
    QString script = QStringLiteral("# fish completion for transshipctl, made by `transshipctl completion fish`\n"
                                    "function __transshipctl_at\n"
                                    "    set -l at\n"
                                    "    set -l skip\n"
                                    "    for word in (commandline -opc)[2..]\n"
                                    "        if set -q skip[1]\n"
                                    "            set skip\n"
                                    "            continue\n"
                                    "        end\n"
                                    "        if contains -- $word %2\n"
                                    "            set skip 1\n"
                                    "            continue\n"
                                    "        end\n"
                                    "        set -l here (string join ' ' $at $word)\n"
                                    "        contains -- \"$here\" %1\n"
                                    "        and set at $at $word\n"
                                    "    end\n"
                                    "    test \"$at\" = \"$argv\"\n"
                                    "end\n"
                                    "complete -c transshipctl -f\n")
                         .arg(pathPatterns(root).replace(u'|', u' '), optionsWithValue(root).join(u' '));
    walk(root, QString(), [&](const QString& path, const CommandNode& node) {
        const QString condition = quoted(QStringLiteral("__transshipctl_at ") + path);
        for (const CommandNode& command : node.commands) {
            script += QStringLiteral("complete -c transshipctl -n %1 -a %2 -d %3\n")
                          .arg(condition, command.name, quoted(brief(command.description)));
        }
        const bool everywhere = path.isEmpty();
        for (const OptionNode& option : node.options) {
            QString names;
            for (const QString& name : option.names) {
                names += name.startsWith(u"--") ? QStringLiteral(" -l ") + name.mid(2)
                                                : QStringLiteral(" -s ") + name.mid(1);
            }
            if (names.isEmpty()) {
                continue;
            }
            const QString value = option.names.contains(QStringLiteral("--profile"))
                ? QStringLiteral(" -x -a %1").arg(quoted(u'(' + profileNames + u')'))
                : option.value.isEmpty() ? QString()
                                         : QStringLiteral(" -r");
            script += QStringLiteral("complete -c transshipctl%1%2%3 -d %4\n")
                          .arg(everywhere ? QString() : QStringLiteral(" -n ") + condition, names, value,
                              quoted(brief(option.description)));
        }
    });
    return script;
}

} // namespace transship::ctl
