#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Transship contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""check_linkage.py PROGRAM: it must run on a server, so nothing it links, however far down, may be a GUI library."""

import re
import subprocess
import sys

FORBIDDEN = re.compile(r"lib(Qt6(Gui|Widgets|Charts|Svg|OpenGL|PrintSupport)\w*|X11|xcb|GL|EGL|wayland-client)[.-]")


def linked_libraries(program):
    answer = subprocess.run(["ldd", program], capture_output=True, text=True, check=True)
    return [line.split()[0] for line in answer.stdout.splitlines() if line.strip()]


def check_linkage(program):
    libraries = linked_libraries(program)
    if not any(name.startswith("libQt6Core.") for name in libraries):
        yield f"{program} does not link Qt at all: is it the right file?"
    for name in libraries:
        if FORBIDDEN.match(name):
            yield f"{program} links {name}"


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    findings = list(check_linkage(sys.argv[1]))
    print("\n".join(findings) or "no GUI library")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
