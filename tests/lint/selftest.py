#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Transship contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A check that finds nothing in a bad sample is no check: each one is shown one."""

import json
import os
import shutil
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import check_coroutines  # noqa: E402
import check_format  # noqa: E402
import check_includes  # noqa: E402
import check_linkage  # noqa: E402
import check_text  # noqa: E402
import check_tidy  # noqa: E402

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
HEADER = "// SPDX-FileCopyrightText: 2026 Transship contributors\n// SPDX-License-Identifier: GPL-3.0-or-later\n"


class Sample(unittest.TestCase):
    def setUp(self):
        self.root = tempfile.mkdtemp(prefix="transship-lint-")
        self.addCleanup(shutil.rmtree, self.root)

    def write(self, name, text):
        path = os.path.join(self.root, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as out:
            out.write(text)
        return path

    def expect(self, check, *fragments):
        """Exactly one finding for each fragment."""
        findings = list(check(self.root))
        for fragment in fragments:
            self.assertEqual(sum(fragment in text for text in findings), 1, f"{fragment!r} in {findings}")
        self.assertEqual(len(findings), len(fragments), findings)


class Licences(Sample):
    def test_missing_header_is_found(self):
        self.write("models/domain/good.cpp", HEADER)
        self.write("models/domain/bad.cpp", "// nothing\n")
        self.write("tests/lint/bad.py", "print()\n")
        self.write("README.md", "no header is needed\n")
        self.expect(check_text.check_licences, "models/domain/bad.cpp:1", "tests/lint/bad.py:1")


class Sizes(Sample):
    def test_long_file_is_found(self):
        self.write("views/long.cpp", "\n" * 401)
        self.write("views/short.cpp", "\n" * 400)
        self.expect(check_text.check_sizes, "views/long.cpp:400: 401 lines")


class Words(Sample):
    def test_each_word_is_found(self):
        bad = [
            "QCoreApplication::processEvents();",
            "QTest::qWait(100);",
            "QTest::qSleep(5);",
            "QThread::msleep(5);",
            "::usleep(1000);",
            "std::this_thread::sleep_for(10ms);",
            'QSKIP("later");',
            "int a; // TODO: the rest",
        ]
        for number, line in enumerate(bad):
            self.write(f"tests/domain/bad{number}.cpp", line + "\n")
        self.expect(check_text.check_words, *[f"tests/domain/bad{number}.cpp:1" for number in range(len(bad))])

    def test_rules_of_the_product(self):
        self.write("models/storage/a.cpp", "process.waitForFinished();\n")
        self.write("models/storage/b.cpp", "connect(a, SIGNAL(x()), b, SLOT(y()));\n")
        self.write("models/storage/c.cpp", "QEventLoop loop;\n")
        self.write("tests/storage/a.cpp", "process.waitForFinished();\n")
        self.write("tests/storage/b.cpp", "QEventLoop loop;\n")
        self.expect(
            check_text.check_words, "models/storage/a.cpp:1", "models/storage/b.cpp:1", "models/storage/c.cpp:1"
        )

    def test_innocent_lines_pass(self):
        self.write(
            "tests/domain/good.cpp",
            'QVERIFY(QTest::qWaitFor(done));\nauto t = u"TODO list"_s;\n// never processEvents here\nm_sleeper.wake();\n'
            "QTest::qWait(20); // absence: the second waits its turn\n",
        )
        self.expect(check_text.check_words)


class Includes(Sample):
    def check(self, root):
        return check_includes.check_includes(root)

    def test_arrows_against_the_layers_are_found(self):
        bad = {
            "views/a.cpp": '#include "models/storage/connection.h"',
            "models/domain/b.cpp": '#include "models/storage/schema.h"',
            "models/storage/c.h": '#include "models/migration/engine.h"',
            "models/registry/d.h": '#include "models/storage/connection.h"',
            "models/importer/e.cpp": '#include "models/storage/repositorystore.h"',
            "models/migration/f.cpp": '#include "views/mainwindow/mainwindow.h"',
            "models/tables/g.cpp": '#include "app/services/services.h"',
            "views/h.cpp": '#include "models/migration/enqueuer.h"',
            "app/ctl/i.cpp": '#include "views/common/icons.h"',
            "models/storage/j.cpp": '#include "connection.h"',
            "models/orphan/k.cpp": "",
        }
        for name, line in bad.items():
            self.write(name, line + "\n")
        self.expect(self.check, *[f"{name}:1" for name in bad])

    def test_modules_of_qt_are_found(self):
        bad = {
            "models/domain/a.cpp": "#include <QSqlQuery>",
            "models/domain/b.cpp": "#include <QtNetwork/QNetworkReply>",
            "models/storage/c.cpp": "#include <QNetworkAccessManager>",
            "models/migration/d.cpp": "#include <QSqlDatabase>",
            "models/migration/e.cpp": "#include <QNetworkRequest>",
            "models/tables/f.cpp": "#include <QColor>",
            "models/settings/g.h": "#include <QWidget>",
            "views/h.cpp": "#include <QSqlQuery>",
            "views/i.cpp": "#include <QNetworkAccessManager>",
            "app/ctl/j.cpp": "#include <QApplication>",
            "app/services/k.cpp": "#include <QtWidgets>",
            "models/domain/l.h": "#include <QCoroTask>",
        }
        for name, line in bad.items():
            self.write(name, line + "\n")
        self.expect(self.check, *[f"{name}:1" for name in bad])

    def test_what_the_arrows_allow_passes(self):
        good = {
            "models/domain/a.cpp": '#include "models/domain/result.h"\n#include <QtGlobal>\n#include <vector>',
            "models/storage/b.cpp": '#include "models/domain/result.h"\n#include <QSqlQuery>',
            "models/importer/c.cpp": '#include "models/storage/connection.h"\n#include <QCoroNetwork>\n#include "c.moc"',
            "models/tables/d.h": "#include <QSqlTableModel>",
            "views/e.cpp": '#include "models/tables/d.h"\n#include "models/migration/engine.h"\n#include <QTableView>',
            "app/ctl/f.cpp": '#include "app/services/services.h"\n#include <CLI/CLI.hpp>\n#include <unistd.h>',
            "tests/views/g.cpp": '#include "models/storage/schema.h"\n#include <QtTest>',
        }
        for name, text in good.items():
            self.write(name, text + "\n")
        self.expect(self.check)


class Coroutines(Sample):
    def test_temporaries_that_are_destroyed_twice_are_found(self):
        bad = [
            "co_await worker.run([text](Stores& s) { return s.find(text); });",
            "const auto r = co_await worker.run(\n    [path = QString(), id](Stores&) {\n});",
            "co_await f(Options{1, text});",
            "if (!co_await ask(Question{.text = t})) {",
            "co_await worker.run([=](Stores&) { return 1; });",
            "co_await (add ? control.deny(name) : control.allow(name));",
            "const Result<void> opened = dryRun ? co_await open() : co_await openOrCreate();",
        ]
        for number, line in enumerate(bad):
            self.write(f"models/migration/bad{number}.cpp", line + "\n")
        self.expect(
            check_coroutines.check_coroutines, *[f"models/migration/bad{number}.cpp:1" for number in range(len(bad))]
        )

    def test_what_is_kept_is_not_moved_out(self):
        self.write("models/importer/bad1.cpp", "co_return *entry->result;\n")
        self.write("models/importer/bad2.cpp", "co_return m_report;\n")
        self.write("models/importer/good.cpp", "co_return std::as_const(*entry->result);\nco_return result;\n")
        self.expect(check_coroutines.check_coroutines, "models/importer/bad1.cpp:1", "models/importer/bad2.cpp:1")

    def test_innocent_ones_pass(self):
        self.write(
            "models/migration/good.cpp",
            "const auto job = [text](Stores&) { return Options{text}; };\n"
            "const auto a = co_await worker.run(job);\n"
            "co_await worker.run([this, id](Stores& s) { return s.add(Row{id}); });\n"
            "co_await client.status(makePath(x[1]));\n"
            'co_await client.say("[text] (all) {}");\n',
        )
        self.expect(check_coroutines.check_coroutines)


class Format(Sample):
    def test_unformatted_file_is_found(self):
        shutil.copy(os.path.join(ROOT, ".clang-format"), self.root)
        self.write("models/domain/bad.cpp", "int  main( ){return 0 ;}\n")
        self.write("models/domain/good.cpp", "int main()\n{\n    return 0;\n}\n")
        self.expect(check_format.check_format, "models/domain/bad.cpp:1: not formatted")


BAD_FUNCTION = "int longOne(int a)\n{\n" + "    a += 1;\n" * 90 + "    return a;\n}\n"
USE_AFTER_MOVE = """\
#include <memory>
#include <utility>
int stale(std::unique_ptr<int> p)
{
    auto q = std::move(p);
    return *p + *q;
}
"""
COROUTINE = """\
#include <QCoroTask>
#include <QString>
QCoro::Task<int> answer(QString text)
{
    co_return int(text.size());
}
QCoro::Task<int> twice(QString text)
{
    const int once = co_await answer(text);
    co_return once * 2;
}
"""


class Tidy(Sample):
    def setUp(self):
        super().setUp()
        shutil.copy(os.path.join(ROOT, ".clang-tidy"), self.root)
        self.build = os.path.join(self.root, "build", "dev")

    def database(self, build_dir, names):
        """Of the samples, with the include paths that the real build uses."""
        with open(os.path.join(build_dir, "compile_commands.json"), encoding="utf-8") as source:
            real = next(entry for entry in json.load(source) if "models/migration/engine" in entry["file"])
        compiler, *options = check_tidy.clang_arguments(real)[:-1]
        arguments = [compiler, "-I" + self.root, *options]
        entries = [
            {"directory": self.root, "file": os.path.join(self.root, name), "arguments": [*arguments, name]}
            for name in names
        ]
        self.write("build/dev/compile_commands.json", json.dumps(entries))

    def check(self, root):
        return check_tidy.check_tidy(root, self.build)

    def test_bad_samples_are_found_alone_and_together(self):
        self.write("models/domain/a.cpp", BAD_FUNCTION)
        self.write("models/domain/b.cpp", USE_AFTER_MOVE)
        self.write("models/domain/c.cpp", COROUTINE)
        self.write("models/domain/forgotten.cpp", "int x;\n")
        self.database(BUILD_DIR, [f"models/domain/{name}.cpp" for name in "abc"])
        wanted = ["readability-function-size", "bugprone-use-after-move", "forgotten.cpp:1: in no target"]
        self.expect(self.check, *wanted)
        # Nothing is remembered of what was bad.
        self.expect(self.check, *wanted)
        self.write("models/domain/a.cpp", "int shortOne(int a)\n{\n    return a;\n}\n")
        self.expect(self.check, *wanted[1:])

    def test_clash_of_names_in_a_batch_is_no_finding(self):
        for name in "ab":
            self.write(f"models/domain/{name}.cpp", "namespace {\nint helper()\n{\n    return 1;\n}\n}\n"
                       f"int {name}()\n{{\n    return helper();\n}}\n")
        self.database(BUILD_DIR, ["models/domain/a.cpp", "models/domain/b.cpp"])
        self.expect(self.check)

    def test_remembers_what_was_fine(self):
        self.write("models/domain/h.h", "#pragma once\n")
        self.write("models/domain/c.cpp", '#include "models/domain/h.h"\n' + COROUTINE)
        self.database(BUILD_DIR, ["models/domain/c.cpp"])
        self.expect(self.check)
        self.assertEqual(len(os.listdir(os.path.join(self.root, "build/lint/tidy"))), 1)
        # A header that it includes gets worse.
        self.write("models/domain/h.h", "#pragma once\n#include <cstddef>\nstatic int* nothing = NULL;\n")
        self.expect(self.check, "modernize-use-nullptr")


class Linkage(unittest.TestCase):
    def test_gui_program_is_found(self):
        self.assertTrue(list(check_linkage.check_linkage(CONSOLE)))

    def test_program_without_qt_is_found(self):
        self.assertTrue(list(check_linkage.check_linkage("/bin/sh")))


if __name__ == "__main__":
    # selftest.py BUILD_DIR CONSOLE [unittest arguments]
    BUILD_DIR, CONSOLE = sys.argv[1:3]
    unittest.main(argv=sys.argv[:1] + sys.argv[3:])
