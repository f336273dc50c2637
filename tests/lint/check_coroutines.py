# SPDX-FileCopyrightText: 2026 Transship contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What GCC 12 and QCoro get wrong in coroutines: some temporaries of a co_await expression are destroyed twice, and
what is returned is moved out of where it is kept.

Neither may there be a conditional operator, whose operands suffer the same. A lambda that captures something with a destructor, and an aggregate made in place, must have a name before the
co_await: `const auto job = [text](Stores&) {…}; co_await storage.run(job);`. Captures of `this`, and of names that say
they are plain numbers or pointers (TRIVIAL), are safe; so is everything that is passed as it is.
"""

import re

from lintlib import CPP, finding, our_files, read_lines

CO_AWAIT = re.compile(r"\bco_await\b")
LAMBDA = re.compile(r"\[([^\[\]]*)\]\s*(?=[({]|mutable\b|->)")
AGGREGATE = re.compile(r"(?<![\w.>:])(?:\w+::)*[A-Z]\w*\{(?!\s*\})")
TRIVIAL = re.compile(r"^(this|&?\w*([iI]ds?|[cC]ount|[lL]imit|now|[sS]tate|[aA]ction|[eE]vent|[wW]idth|[cC]apacity|[sS]ize|on|enabled|dryRun))$")
IN_CONDITIONAL = re.compile(r"\?\s*co_await\b|\s\?\s[^;?{}]*\s:\s*co_await\b")
# QCoro's return_value() takes a lvalue that is not const for one to move out of.
MOVED_OUT = re.compile(r"\bco_return \*?(?:(?:\w+->)+\w+|m_\w+(?:\.\w+)*);")
LITERAL = re.compile(r'u?R?"(\\.|[^"\\])*"(_s)?|//.*')


def _statement(lines, number, column):
    """The text from the co_await to the end of its full expression."""
    depth, text = 0, []
    for line in lines[number:]:
        line = LITERAL.sub('""', line)
        for character in line[column:]:
            if character in "([{":
                depth += 1
            elif character in ")]}":
                depth -= 1
            if depth < 0 or (character == ";" and depth == 0):
                return "".join(text)
            text.append(character)
        text.append("\n")
        column = 0
    return "".join(text)


def _without_bodies(text):
    """The expression with the insides of its lambdas' bodies taken out: what is in there is another function."""
    result, position = [], 0
    for match in LAMBDA.finditer(text):
        if match.start() < position:
            continue
        opening = text.find("{", match.end())
        if opening < 0:
            continue
        depth, end = 0, opening
        for end in range(opening, len(text)):
            depth += {"{": 1, "}": -1}.get(text[end], 0)
            if depth == 0:
                break
        result.append(text[position : opening + 1])
        position = end
    return "".join(result) + text[position:]


def _reasons(expression):
    text = _without_bodies(expression)
    for match in LAMBDA.finditer(text):
        captures = [one.strip() for one in match.group(1).split(",") if one.strip()]
        owned = [one for one in captures if not one.startswith("&") and not TRIVIAL.match(one.split("=")[0].strip())]
        if owned:
            yield f"a lambda that captures {', '.join(owned)} inside a co_await expression: give it a name first"
    if re.search(r"\s\?\s", text):
        yield "a conditional operator inside a co_await expression: use an if"
    if AGGREGATE.search(text):
        yield "an aggregate made inside a co_await expression: give it a name first"


def check_coroutines(root):
    for name in our_files(root, CPP):
        if name.startswith("tests/lint/"):
            continue
        lines = read_lines(root, name)
        for number, line in enumerate(lines):
            if MOVED_OUT.search(line):
                yield finding(name, number + 1, "co_return moves out of what others may still want: std::as_const(…)")
            for match in CO_AWAIT.finditer(LITERAL.sub('""', line)):
                for reason in _reasons(_statement(lines, number, match.end())):
                    yield finding(name, number + 1, reason + " (GCC 12 destroys it twice)")
        text = "\n".join(LITERAL.sub('""', line) for line in lines)
        for match in IN_CONDITIONAL.finditer(text):
            number = text.count("\n", 0, match.start()) + 1
            yield finding(name, number, "a co_await inside a conditional operator: use an if (GCC 12 destroys it twice)")
