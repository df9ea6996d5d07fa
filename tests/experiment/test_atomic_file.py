"""Replacing a file: the old one or the new one, whole, and nothing left lying about."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from neural_sketchpad.experiment.atomic_file import replace_file
from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.experiment.project_file import write_project


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@contextmanager
def umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """Let every write beyond this size fail, as on a full disk."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_new_file_has_the_content_and_is_alone(tmp_path: Path) -> None:
    replace_file(tmp_path / "a.nsk", b"content")
    assert (tmp_path / "a.nsk").read_bytes() == b"content"
    assert names(tmp_path) == ["a.nsk"]


def test_an_old_file_is_replaced_whole(tmp_path: Path) -> None:
    target = tmp_path / "a.nsk"
    target.write_bytes(b"a much longer old content")
    replace_file(target, b"new")
    assert target.read_bytes() == b"new"
    assert names(tmp_path) == ["a.nsk"]


@pytest.mark.parametrize("permissions", [0o600, 0o640, 0o666])
def test_permissions_are_kept(tmp_path: Path, permissions: int) -> None:
    target = tmp_path / "a.nsk"
    target.write_bytes(b"old")
    target.chmod(permissions)
    replace_file(target, b"new")
    assert mode(target) == permissions


def test_a_new_file_gets_the_permissions_the_users_mask_gives(tmp_path: Path) -> None:
    with umask(0o027):
        replace_file(tmp_path / "a.nsk", b"new")
        assert mode(tmp_path / "a.nsk") == 0o640
        assert os.umask(0o027) == 0o027


def test_a_link_stays_a_link_and_its_file_is_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    target, link = folder / "a.nsk", tmp_path / "link.nsk"
    target.write_bytes(b"old")
    link.symlink_to(Path("elsewhere") / "a.nsk")
    replace_file(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert names(tmp_path) == ["elsewhere", "link.nsk"]
    assert names(folder) == ["a.nsk"]


def test_a_link_to_a_file_that_is_not_there_yet_makes_that_file(tmp_path: Path) -> None:
    link = tmp_path / "link.nsk"
    link.symlink_to(tmp_path / "a.nsk")
    replace_file(link, b"new")
    assert link.is_symlink()
    assert (tmp_path / "a.nsk").read_bytes() == b"new"


def test_a_folder_in_the_place_of_the_file_is_an_error_and_stays(tmp_path: Path) -> None:
    (tmp_path / "a.nsk").mkdir()
    (tmp_path / "a.nsk" / "inside").write_bytes(b"precious")
    with pytest.raises(OSError, match=r"a\.nsk"):
        replace_file(tmp_path / "a.nsk", b"new")
    assert names(tmp_path) == ["a.nsk"]
    assert (tmp_path / "a.nsk" / "inside").read_bytes() == b"precious"


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        replace_file(tmp_path / "nowhere" / "a.nsk", b"new")
    assert names(tmp_path) == []


def test_a_file_in_the_place_of_the_folder_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"old")
    with pytest.raises(NotADirectoryError):
        replace_file(tmp_path / "file" / "a.nsk", b"new")
    assert (tmp_path / "file").read_bytes() == b"old"


def test_a_link_that_leads_in_a_circle_is_an_error_like_any_other(tmp_path: Path) -> None:
    """Whoever saves catches OSError and says so; anything else would end the window."""
    (tmp_path / "one.nsk").symlink_to(tmp_path / "two.nsk")
    (tmp_path / "two.nsk").symlink_to(tmp_path / "one.nsk")
    with pytest.raises(OSError):  # noqa: PT011  (the words are the system's)
        replace_file(tmp_path / "one.nsk", b"new")


def test_a_write_that_fails_half_way_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "a.nsk"
    target.write_bytes(b"old")
    with files_of_at_most(1000), pytest.raises(OSError, match="too large"):
        replace_file(target, b"x" * 100_000)
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["a.nsk"]


def test_a_project_that_cannot_be_saved_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_project(tmp_path / "nowhere" / "a.nsk", Experiment())
