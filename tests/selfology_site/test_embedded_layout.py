import fcntl
import os
import stat
from pathlib import Path

import pytest

from selfology_site.embedded import EmbeddedError
from selfology_site.embedded.layout import MAX_SOCKET_PATH, Layout
from selfology_site.embedded.locks import UserLock, exclusive, open_lock, try_lock
from selfology_site.embedded.log_files import rotate


def test_sockets_live_in_the_data_directory_when_its_path_allows() -> None:
    assert Layout(Path("/srv/selfology/.data")).run_dir == Path("/srv/selfology/.data/run")


@pytest.mark.parametrize("name", ["with space", "папка", "a,b", "x" * MAX_SOCKET_PATH])
def test_a_path_that_clients_cannot_take_is_avoided(name: str) -> None:
    layout = Layout(Path("/srv") / name)

    assert layout.run_dir.parent == Path("/tmp")  # noqa: S108 - the place under test
    assert layout.run_dir == Layout(Path("/srv") / name).run_dir
    assert layout.run_dir != Layout(Path("/srv") / name / "other").run_dir


def test_directories_are_for_us_alone(tmp_path: Path) -> None:
    layout = Layout(tmp_path / "data")
    layout.create()

    modes = [stat.S_IMODE(path.stat().st_mode) for path in (layout.data_dir, layout.run_dir)]
    assert modes == [0o700, 0o700]


def test_a_socket_directory_prepared_by_somebody_else_is_refused(tmp_path: Path) -> None:
    layout = Layout(tmp_path / "with space")
    layout.run_dir.symlink_to(tmp_path)
    try:
        with pytest.raises(EmbeddedError, match="is a link"):
            layout.create()
    finally:
        layout.run_dir.unlink()


def test_a_data_directory_that_cannot_be_made_is_told_plainly(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(EmbeddedError, match="SELFOLOGY_DATA_DIR"):
        Layout(tmp_path / "file" / "data").create()


def test_only_the_last_user_hears_that_nobody_is_left(tmp_path: Path) -> None:
    first, second = UserLock(tmp_path / "users"), UserLock(tmp_path / "users")
    first.join()
    second.join()
    second.join()

    assert not first.leave()
    assert second.leave()
    assert not second.leave()


def test_waiting_for_a_lock_ends_with_an_error(tmp_path: Path) -> None:
    holder = open_lock(tmp_path / "lock")
    assert try_lock(holder, fcntl.LOCK_EX)

    with pytest.raises(EmbeddedError, match="has held"), exclusive(tmp_path / "lock", 0.05):
        pass
    os.close(holder)
    with exclusive(tmp_path / "lock", 0.05):
        pass


def test_full_logs_move_up_and_the_oldest_goes(tmp_path: Path) -> None:
    log = tmp_path / "web.log"
    for text in ("first", "second", "third", "fourth", "fifth"):
        log.write_text(text)
        rotate(log, max_bytes=5)

    kept = {path.name: path.read_text() for path in tmp_path.iterdir()}
    assert kept == {"web.log.1": "fifth", "web.log.2": "fourth", "web.log.3": "third"}


def test_a_small_log_stays(tmp_path: Path) -> None:
    log = tmp_path / "web.log"
    log.write_text("four")
    rotate(log, max_bytes=5)
    assert log.read_text() == "four"
