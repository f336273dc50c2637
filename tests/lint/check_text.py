# SPDX-FileCopyrightText: 2026 Transship contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Licences, sizes, and words that have no place here."""

import re

from lintlib import CPP, finding, our_files, read_lines

MAX_LINES = 400
NEEDS_LICENCE = (".cpp", ".h", ".py", ".sh", ".cmake", ".sql", ".qrc", ".txt", ".service")
SCRIPTS = ("dev", ".ci/run", ".clang-format", ".clang-tidy")
COPYRIGHT = "SPDX-FileCopyrightText: "
LICENCE = "SPDX-License-Identifier: GPL-3.0-or-later"
# Read as data, or written for people: they carry no header.
NO_LICENCE = re.compile(r"^(LICENSE|.*\.md|tests/.*/data/.*)$")

EVERYWHERE = [
    (re.compile(r"\bprocessEvents\b"), "processEvents: nested event handling; use a coroutine or a signal"),
    (re.compile(r"\bQThread::(u|m)?sleep\b|\bqSleep\s*\("), "a sleep: wait for what you wait for"),
    (re.compile(r"(?<![\w.>])(u|nano)?sleep\s*\(|\bsleep_(for|until)\s*\("), "a sleep: wait for what you wait for"),
    (re.compile(r"\bQSKIP\b"), "QSKIP: a test that does not run proves nothing"),
    (re.compile(r"\b(TODO|FIXME|XXX|HACK)\b"), "unfinished business: finish it, or describe it where plans live"),
]
# That nothing happens can only be seen by waiting; then the line says so: "// absence: the second waits its turn".
UNLESS_ABSENCE = [(re.compile(r"\bqWait\s*\("), "qWait: a fixed time; use QTRY_* or QTest::qWaitFor")]
ABSENCE = re.compile(r"// absence: \w+")
PRODUCT_ONLY = [
    # A test has to stand still somewhere; the product never.
    (re.compile(r"\bQEventLoop\b"), "QEventLoop: nested event loops re-enter our code; use a coroutine"),
    (re.compile(r"\bQProcess::execute\b|\bwaitFor(Finished|ReadyRead|BytesWritten|Connected)\s*\("), "blocks its thread"),
    (re.compile(r"\bSIGNAL\s*\(|\bSLOT\s*\("), "connect with function pointers"),
]


def _without_comments(lines):
    """The lines with // comments and string literals' insides blanked; good enough for words."""
    for line in lines:
        line = re.sub(r'"(\\.|[^"\\])*"', '""', line)
        yield line.split("//", 1)[0]


def _check_words(root, name):
    rules = EVERYWHERE + ([] if name.startswith("tests/") else PRODUCT_ONLY)
    lines = read_lines(root, name)
    for number, line in enumerate(_without_comments(lines), 1):
        for pattern, reason in rules:
            if pattern.search(line):
                yield finding(name, number, reason)
        for pattern, reason in UNLESS_ABSENCE:
            if pattern.search(line) and not ABSENCE.search(lines[number - 1]):
                yield finding(name, number, reason)
    for number, line in enumerate(lines, 1):
        if re.search(r"//.*\b(TODO|FIXME|XXX|HACK)\b", line):
            yield finding(name, number, EVERYWHERE[-1][1])


def check_words(root):
    for name in our_files(root, CPP):
        yield from _check_words(root, name)


def check_licences(root):
    for name in our_files(root):
        if NO_LICENCE.match(name) or not (name.endswith(NEEDS_LICENCE) or name in SCRIPTS):
            continue
        head = "\n".join(read_lines(root, name)[:8])
        if COPYRIGHT not in head or LICENCE not in head:
            yield finding(name, 1, f'the two SPDX lines are missing ("{LICENCE}")')


def check_sizes(root):
    for name in our_files(root, CPP + (".py",)):
        count = len(read_lines(root, name)) - 1
        if count > MAX_LINES:
            yield finding(name, MAX_LINES, f"{count} lines, {MAX_LINES} are allowed: split it by responsibility")
