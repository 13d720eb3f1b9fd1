"""However it ends, nothing stays behind; two may run at once, and any path will do."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from selfology_site.env import BASE_DIR
from tests.e2e.processes import kill, needs_proc, processes_of
from tests.e2e.product import STOP_SECONDS, Product, eventually

pytestmark = [pytest.mark.e2e, pytest.mark.slow, needs_proc]

GONE_SECONDS = 90.0


@pytest.fixture(scope="module")
def two_products(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Product, Product]]:
    """Return a product of this checkout and one of a checkout with an odd name, both running."""
    place = tmp_path_factory.mktemp("two")
    odd = place / "Мой проект 1"
    _checkout(odd)
    first = Product(place / "data")
    second = Product(odd / ".data", checkout=odd)
    for product in (first, second):
        product.launch()
    for product in (first, second):
        eventually(product.is_ready, "readiness", 180)
    yield first, second
    for product in (first, second):
        product.stop()  # by SIGTERM
    assert not [*processes_of(first), *processes_of(second)]


def _checkout(place: Path) -> None:
    """Copy what is under version control, as it lies here."""
    git = ["git", "-c", "core.quotepath=off", "ls-files", "-z"]
    names = subprocess.run(git, cwd=BASE_DIR, check=True, capture_output=True, text=True).stdout  # noqa: S603 - constant
    for name in filter(None, names.split("\0")):
        source, copy = BASE_DIR / name, place / name
        if source.is_file():
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(source.read_bytes())
            copy.chmod(source.stat().st_mode)


def test_two_checkouts_run_at_once_and_one_has_spaces_and_cyrillic_in_its_path(
    two_products: tuple[Product, Product],
) -> None:
    for product, language in zip(two_products, ("ru", "en"), strict=True):
        talker = product.person("Робин", language)
        assert "●" in talker.begin(language=language)["text"]
        assert "●" in talker.write("I walked by the river and felt calm, река была тихой.")["text"]


def test_a_second_runstack_on_the_same_data_is_refused(
    two_products: tuple[Product, Product],
) -> None:
    product = two_products[0]

    second = subprocess.run(
        [sys.executable, "manage.py", "runstack"],
        cwd=product.checkout,
        env=product.environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert second.returncode != 0
    assert "already runs" in second.stderr
    assert product.is_ready()


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGKILL])
def test_nothing_stays_behind(own_product: Product, ending: signal.Signals) -> None:
    process = own_product.process
    assert process is not None

    os.kill(process.pid, ending)

    process.wait(STOP_SECONDS)
    eventually(lambda: not processes_of(own_product), "the end of everything", GONE_SECONDS)


def test_a_stop_in_the_middle_of_the_start_leaves_nothing_behind(tmp_path: Path) -> None:
    product = _starting(tmp_path)

    product.stop()

    assert eventually(lambda: not processes_of(product), "the end of everything", GONE_SECONDS)


def test_servers_left_by_a_kill_in_the_middle_of_the_start_serve_the_next_one_and_end_with_it(
    tmp_path: Path,
) -> None:
    product = _starting(tmp_path)
    kill(product, "runstack")

    product.start()
    product.stop()

    assert eventually(lambda: not processes_of(product), "the end of everything", GONE_SECONDS)


def _starting(place: Path) -> Product:
    """Return a product that is just starting its servers."""
    product = Product(place / "data")
    product.launch()
    eventually((product.data_dir / "postgres.lock").exists, "the start of PostgreSQL")
    return product
