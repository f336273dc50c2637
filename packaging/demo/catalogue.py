# SPDX-FileCopyrightText: 2026 Transship contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is in the source registry: names as people give them, and one repository of each kind that matters."""

import dataclasses
import enum
import random

import images

SEED = 20260117
TAGS_LIMIT = 100
DENIED_NAMESPACE = "treasury"


class Role(enum.Enum):
    PLAIN = "plain"
    BROKEN = "broken"  # the content of one layer is gone from the source
    TOO_MANY_TAGS = "too many tags"
    DENIED = "denied"  # in a namespace of the deny list
    NATIVE = "native"  # already complete on the target


@dataclasses.dataclass(frozen=True)
class Repository:
    path: str
    tags: tuple  # (tag, manifest)
    role: Role = Role.PLAIN
    lost_blob: str = ""


# The outcome that the rules give each kind: state, reason.
EXPECTED = {
    Role.PLAIN: ("import_done", ""),
    Role.NATIVE: ("import_done", "native_import"),
    Role.BROKEN: ("import_skipped", "too_many_retries"),
    Role.TOO_MANY_TAGS: ("import_skipped", "too_many_tags"),
    Role.DENIED: ("import_skipped", "root_namespace_in_deny_list"),
}

PLAIN_PATHS = """
acme/shop/api acme/shop/web/frontend acme/shop/web/backoffice acme/shop/checkout acme/shop/search acme/shop/images
acme/shop/mail/templates acme/shop/mail/sender acme/warehouse/stock acme/warehouse/picking acme/warehouse/labels
acme/billing/invoices acme/billing/reminders acme/website data/etl/orders data/etl/customers data/etl/clickstream
data/warehouse/dbt data/warehouse/airflow data/notebooks/python data/notebooks/r data/models/churn/train
data/models/churn/serve data/models/price/train data/models/price/serve platform/base/jre platform/base/python
platform/base/nginx platform/ci/runner platform/ci/kaniko platform/ci/linters platform/monitoring/exporter
platform/monitoring/alerts platform/gateway platform/identity/login platform/identity/directory
platform/identity/tokens mobile/app/ios-build mobile/app/android-build mobile/push mobile/crash-reports
research/vision/labeling research/vision/detector research/speech/asr research/speech/tts research/robots/arm/driver
research/robots/arm/simulator partners/globex/connector partners/initech/connector partners/umbrella/edi
support/tickets support/chat/bot support/chat/archive training/course-1/exercise training/course-2/exercise
training/course-2/solution tools/jq tools/yamllint hello
""".split()
SPECIAL_COUNT = 7
DEFAULT_COUNT = SPECIAL_COUNT + len(PLAIN_PATHS)


class _Layers:
    """Layers that several repositories share, as images built on common bases do."""

    def __init__(self):
        self.bases = {name: images.layer("base-" + name, size) for name, size in
                      (("debian", 160_000), ("alpine", 40_000), ("distroless", 24_000))}
        self.runtimes = {name: images.layer("runtime-" + name, size) for name, size in
                         (("jre", 90_000), ("python", 70_000), ("node", 80_000), ("static", 4_000))}
        self.by_architecture = {name: images.layer("base-debian-" + name, 50_000) for name in ("amd64", "arm64", "arm")}

    def choose(self, chance):
        base = self.bases[chance.choice(sorted(self.bases))]
        runtime = self.runtimes[chance.choice(sorted(self.runtimes))]
        return base, runtime


def _tag_names(chance, count):
    names = [f"v1.{number // 5}.{number % 5}" for number in range(count - 1)]
    return names + [chance.choice(["latest", "main", "stable"])]


def _plain(path, layers):
    """One to a dozen tags, OCI or Docker; now and then two tags are the same image."""
    chance = random.Random(f"{SEED}/{path}")
    kinds = images.DOCKER if chance.random() < 0.35 else images.OCI
    count = chance.choices([1, 2, 3, 4, 6, 9, 14], weights=[20, 25, 20, 14, 11, 6, 4])[0]
    base, runtime = layers.choose(chance)
    tags, image = [], None
    for number, tag in enumerate(_tag_names(chance, count)):
        if image is None or number < count - 1 or chance.random() < 0.5:
            application = images.layer(f"{path}:{number}", chance.randint(400, 6_000))
            image = images.image(kinds, f"{path}:{tag}", (base, runtime, application))
        tags.append((tag, image))
    return Repository(path, tuple(tags))


def _multi_platform(path, kinds, layers, with_attestation):
    tags = []
    for tag in ("12.4", "12.5"):
        application = images.layer(f"{path}:{tag}", 3_000)
        title = f"{path}:{tag}"
        tags.append((tag, images.multi_platform(kinds, title, layers.by_architecture, application, with_attestation)))
    return Repository(path, (*tags, ("latest", tags[-1][1])))


def _broken(path, layers):
    """The newest tag's own layer will be lost; the older tag stays whole."""
    good = images.image(images.OCI, f"{path}:2019", (layers.bases["alpine"], images.layer(f"{path}:2019", 2_000)))
    lost = images.layer(f"{path}:2020", 2_000)
    bad = images.image(images.OCI, f"{path}:2020", (layers.bases["alpine"], lost))
    return Repository(path, (("2019", good), ("2020", bad)), Role.BROKEN, lost.digest)


def _nightly(path, layers):
    """More tags than the limit, on a handful of images."""
    builds = [
        images.image(images.OCI, f"{path}:{n}", (layers.bases["alpine"], images.layer(f"{path}:{n}", 800)))
        for n in range(6)
    ]
    tags = tuple((f"nightly-{n:03}", builds[n % len(builds)]) for n in range(TAGS_LIMIT + 50))
    return Repository(path, tags, Role.TOO_MANY_TAGS)


def make_catalogue(count=DEFAULT_COUNT):
    """count repositories: the special ones first, then as many plain ones as are wanted."""
    layers = _Layers()
    catalogue = [
        _multi_platform("platform/base/debian", images.OCI, layers, with_attestation=True),
        _multi_platform("platform/base/alpine", images.DOCKER, layers, with_attestation=False),
        _broken("acme/legacy/reporting", layers),
        _nightly("platform/ci/nightly", layers),
        dataclasses.replace(_plain(f"{DENIED_NAMESPACE}/ledger", layers), role=Role.DENIED),
        dataclasses.replace(_plain(f"{DENIED_NAMESPACE}/reports/quarterly", layers), role=Role.DENIED),
        dataclasses.replace(_plain("platform/base/busybox", layers), role=Role.NATIVE),
    ]
    # The last of the list, a path of one segment, is always among them.
    paths = PLAIN_PATHS[::-1][: max(0, count - len(catalogue))]
    for number in range(count - len(catalogue) - len(paths)):
        paths.append(f"load/team-{number // 20}/service-{number % 20}")
    return catalogue + [_plain(path, layers) for path in paths]
