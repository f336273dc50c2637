# SPDX-FileCopyrightText: 2026 Transship contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the checks share: which files are ours, and how a finding looks."""

import os
import subprocess

GENERATED = {"build", ".git", ".cache", "__pycache__"}
CPP = (".cpp", ".h")


def _from_git(root):
    command = ["git", "-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        answer = subprocess.run(command, capture_output=True, check=False)
    except OSError:
        return None
    if answer.returncode != 0:
        return None
    return [name for name in answer.stdout.decode().split("\0") if name]


def _from_disk(root):
    found = []
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name not in GENERATED]
        found += [os.path.relpath(os.path.join(folder, name), root) for name in names]
    return found


def our_files(root, suffixes=None):
    """Paths relative to root, sorted: what git knows or would add; without git all but what builds make."""
    names = _from_git(root)
    if not names:
        names = _from_disk(root)
    chosen = {name for name in names if suffixes is None or name.endswith(suffixes)}
    return sorted(name for name in chosen if os.path.isfile(os.path.join(root, name)))


def read_lines(root, name):
    with open(os.path.join(root, name), encoding="utf-8", errors="replace") as source:
        return source.read().split("\n")


def finding(name, line, text):
    return f"{name}:{line}: {text}"
