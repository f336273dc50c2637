# SPDX-FileCopyrightText: 2026 Transship contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The catalogues of resources/i18n: nothing unfinished, nothing missing, nothing that no text asks for any more."""

import glob
import os
import re
import subprocess
import tempfile
import xml.etree.ElementTree as ElementTree

from lintlib import CPP, finding, our_files, read_lines

FOLDER = "resources/i18n"
SOURCES = ("views", "app/console")
HOW = "run ./dev translations, then translate what is new"
# A function of ours that only hands a text on; lupdate takes it for a tr() of its namespace.
HANDED_ON = re.compile(r'QCoreApplication::translate\("([^"]+)",\s*text\b')


def _messages(path):
    """(context, text): (the translations, whether it is unfinished or obsolete)"""
    messages = {}
    for context in ElementTree.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            forms = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
            key = (context.findtext("name"), message.findtext("source"))
            messages[key] = (forms, translation.get("type", ""))
    return messages


def _lupdate():
    for path in ("/usr/lib/qt6/bin/lupdate", "/usr/bin/lupdate-qt6"):
        if os.access(path, os.X_OK):
            return path
    return None


def _asked_for(root):
    """What the sources ask for, as lupdate sees it."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "all.ts")
        subprocess.run(
            [_lupdate(), "-I", ".", "-locations", "none", *SOURCES, "-ts", path],
            cwd=root, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        return set(_messages(path))


def _check_catalogue(name, messages, asked):
    for (context, text), (forms, kind) in messages.items():
        if kind in ("vanished", "obsolete"):
            yield finding(name, 1, f"no text asks for {text!r} any more: {HOW}")
        elif kind == "unfinished" or not all(forms):
            yield finding(name, 1, f"{context}: {text!r} is not translated")
        for form in forms:
            if set(re.findall("%[0-9n]", text)) != set(re.findall("%[0-9n]", form)) and "%n" not in text:
                yield finding(name, 1, f"{context}: {text!r} and its translation have other placeholders")
    if not name.endswith("_en.ts"): # its texts are the sources
        for context, text in sorted(asked - set(messages)):
            yield finding(name, 1, f"{context}: {text!r} is missing: {HOW}")


def check_translations(root):
    for source in our_files(root, CPP):
        for number, line in enumerate(read_lines(root, source), 1):
            match = HANDED_ON.search(line)
            if match and not match.group(1).startswith("transship"):
                yield finding(source, number, f'lupdate files these texts under "transship" or "transship::…", not "{match.group(1)}"')
    if not _lupdate():
        yield "lupdate is missing: apt-get install qt6-l10n-tools"
        return
    asked = _asked_for(root)
    for path in sorted(glob.glob(os.path.join(root, FOLDER, "*.ts"))):
        yield from _check_catalogue(os.path.relpath(path, root), _messages(path), asked)
