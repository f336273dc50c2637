# SPDX-FileCopyrightText: 2026 Transship contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""clang-format decides; nobody discusses."""

import os
import re
import shutil
import subprocess

from lintlib import CPP, finding, our_files

# One version for all: each formats a little differently.
PROGRAM = "clang-format-16"


def check_format(root):
    program = shutil.which(PROGRAM)
    if not program:
        yield f"{PROGRAM} is not installed: ./dev setup"
        return
    names = our_files(root, CPP)
    if not names:
        return
    command = [program, "--dry-run", "-Werror", "--ferror-limit=1", *names]
    answer = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    for line in answer.stderr.splitlines():
        match = re.match(r"^(.+?):(\d+):\d+: error: ", line)
        if match:
            name = os.path.relpath(os.path.join(root, match.group(1)), root)
            yield finding(name, match.group(2), f"not formatted; {PROGRAM} -i {name}")
    if answer.returncode != 0 and ": error: " not in answer.stderr:
        yield f"{PROGRAM} failed: {answer.stderr.strip()}"
