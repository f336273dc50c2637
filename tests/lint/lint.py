#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Transship contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""./dev lint: every check, or those that are named. Exit code 1 when anything was found."""

import argparse
import os
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import check_coroutines  # noqa: E402
import check_format  # noqa: E402
import check_includes  # noqa: E402
import check_text  # noqa: E402
import check_tidy  # noqa: E402
import check_translations  # noqa: E402

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

# Cheap ones first: name, what it looks at, how.
CHECKS = [
    ("licences", "the SPDX lines", lambda root, _: check_text.check_licences(root)),
    ("sizes", "400 lines a file", lambda root, _: check_text.check_sizes(root)),
    ("words", "no nested event loops, sleeps, skips", lambda root, _: check_text.check_words(root)),
    ("includes", "the arrows between the layers", lambda root, _: check_includes.check_includes(root)),
    ("coroutines", "no temporaries that GCC 12 destroys twice", lambda root, _: check_coroutines.check_coroutines(root)),
    ("translations", "complete catalogues", lambda root, _: check_translations.check_translations(root)),
    ("format", "clang-format", lambda root, _: check_format.check_format(root)),
    ("tidy", "clang-tidy", check_tidy.check_tidy),
]


def main():
    parser = argparse.ArgumentParser(prog="./dev lint", description=__doc__)
    parser.add_argument("--build-dir", default=os.path.join(ROOT, "build", "dev"), help="where compile_commands.json is")
    parser.add_argument("--root", default=ROOT, help=argparse.SUPPRESS)
    parser.add_argument("checks", nargs="*", metavar="check", help=", ".join(name for name, _, _ in CHECKS))
    arguments = parser.parse_args()
    known = [name for name, _, _ in CHECKS]
    for name in arguments.checks:
        if name not in known:
            parser.error(f'there is no check "{name}"; known: {", ".join(known)}')

    failed = []
    for name, what, check in CHECKS:
        if arguments.checks and name not in arguments.checks:
            continue
        started = time.monotonic()
        findings = 0
        for text in check(os.path.abspath(arguments.root), os.path.abspath(arguments.build_dir)):
            print(text, flush=True)
            findings += 1
        verdict = f"{findings} findings" if findings else "fine"
        print(f"lint: {name:10} {verdict} ({what}, {time.monotonic() - started:.1f} s)", flush=True)
        if findings:
            failed.append(name)
    if failed:
        print(f"lint: failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
