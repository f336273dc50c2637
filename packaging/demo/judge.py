# SPDX-FileCopyrightText: 2026 Transship contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Is the end what the rules promise? The rows against what was seeded, the registries against each other."""

import collections
import concurrent.futures

from catalogue import EXPECTED
from processes import say
from product import STATES
from verify import Verification


class Judge:
    def __init__(self, stop, product, catalogue, seen, source_url, target_url):
        self._stop = stop
        self._product = product
        self._catalogue = catalogue
        self._seen = seen
        self._verification = Verification(stop, source_url, target_url)

    def report(self):
        """Says everything worth knowing; 0 only when all is as it has to be."""
        rows = {row["path"]: row for row in self._product.repositories()}
        problems = self._check_rows(rows)
        problems += self._check_histories(rows)
        say()
        self._say_counts(rows)
        problems += self._say_seen()
        migrated = [path for path, row in rows.items() if row["migration_state"] == "import_done"]
        skipped = {path: row for path, row in rows.items() if row["migration_state"] == "import_skipped"}
        failed = [path for path, row in skipped.items() if row["migration_skipped_reason"] == "too_many_retries"]
        evidence = self._verification.check(migrated, failed, [path for path in skipped if path not in failed])
        problems += evidence.problems
        say(
            f"{evidence.tags} tags verified equal by digest on both sides, in {len(migrated) + len(failed)} repositories "
            f"({evidence.manifests} manifests and {evidence.blobs} blobs present on the target)."
        )
        for problem in problems[:30]:
            say(f"  NOT AS EXPECTED: {problem}")
        return 1 if problems else 0

    def _check_rows(self, rows):
        problems = []
        for repository in self._catalogue:
            row = rows.get(repository.path)
            if row is None:
                problems.append(f"{repository.path} ({repository.role.value}) is in the registry, not in the database")
                continue
            got = (row["migration_state"], row["migration_skipped_reason"] or "")
            if got != EXPECTED[repository.role]:
                wanted = " ".join(EXPECTED[repository.role])
                problems.append(f"{repository.path} ({repository.role.value}): {' '.join(got)}, expected {wanted}")
        return problems

    def _check_histories(self, rows):
        """Every row's history leads without a gap from default to the state it is in."""
        problems = []
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            histories = dict(zip(rows, pool.map(self._product.history, rows)))
        for path, events in histories.items():
            state = "default"
            for event in events:
                if event["from_state"] != state:
                    problems.append(f"{path}: its history goes from {state} on with {event['from_state']}")
                state = event["to_state"]
                self._seen.add(state)
            if state != rows[path]["migration_state"]:
                problems.append(f"{path}: its history ends in {state}, the row is {rows[path]['migration_state']}")
        return problems

    @staticmethod
    def _say_counts(rows):
        states = collections.Counter(row["migration_state"] for row in rows.values())
        for state in STATES:
            reasons = collections.Counter(
                row["migration_skipped_reason"]
                for row in rows.values()
                if row["migration_state"] == state and row["migration_skipped_reason"]
            )
            detail = ", ".join(f"{reason} {count}" for reason, count in sorted(reasons.items()))
            say(f"  {state:16} {states[state]:4}  {detail}".rstrip())

    def _say_seen(self):
        missing = [state for state in STATES if state not in self._seen]
        if missing:
            return [f"never seen: {', '.join(missing)}"]
        say(f"All {len(STATES)} states occurred.")
        return []
