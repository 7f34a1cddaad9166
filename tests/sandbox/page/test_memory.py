"""What the sandbox remembers between starts."""

import asyncio
import pickle
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from sandbox import memory
from sandbox.google.accounts import Google
from sandbox.memory import Forgotten, Memory
from sandbox.slack.workspace import Workspace
from sandbox.world import World


@dataclass(slots=True, kw_only=True)
class Diary:
    """A small state with a world in it."""

    world: World
    words: str


def test_a_world_comes_back_with_its_clock_and_its_people(tmp_path: Path) -> None:
    world = World(offset=timedelta(days=3))
    google = Google(world)
    google.welcome("ada@example.com", "Ada Byron")
    Memory(folder=tmp_path, world=world).keep(Workspace(world), google)

    found = Memory(folder=tmp_path, world=World()).recall()

    assert found is not None
    assert found.offset == timedelta(days=3)
    assert found.google.accounts["ada@example.com"].name == "Ada Byron"
    assert found.workspace.channels["C0RECRUIT"].name == "recruiting"


def test_the_living_world_takes_the_place_of_the_remembered_one(tmp_path: Path) -> None:
    old, new = World(), World()
    Memory(folder=tmp_path, world=old).keep(Diary(world=old, words="hello"), None)

    found = Memory(folder=tmp_path, world=new).recall()

    assert found is not None
    assert found.workspace.world is new


def test_an_empty_folder_remembers_nothing(tmp_path: Path) -> None:
    assert Memory(folder=tmp_path / "none", world=World()).recall() is None


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"not a pickle", id="garbage"),
        pytest.param(pickle.dumps((0, {}, b"")), id="of an older format"),
        pytest.param(pickle.dumps((memory.FORMAT, {}, b"cut")), id="cut off"),
        pytest.param(pickle.dumps("a word"), id="something else"),
    ],
)
def test_a_world_that_cannot_be_read_is_said_in_one_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / memory.SNAPSHOT).write_bytes(content)

    with pytest.raises(
        Forgotten, match=r"^The remembered world could not be read, so this is a fresh one\.$"
    ):
        Memory(folder=tmp_path, world=World()).recall()


def test_a_world_whose_classes_have_other_fields_now_is_not_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World()
    Memory(folder=tmp_path, world=world).keep(Diary(world=world, words="hello"), None)
    monkeypatch.setattr(memory, "_shape", lambda kind: ("world", "words", "pictures"))

    with pytest.raises(Forgotten):
        Memory(folder=tmp_path, world=World()).recall()


def test_a_failed_writing_leaves_the_former_world(tmp_path: Path) -> None:
    kept = Memory(folder=tmp_path, world=World())
    kept.keep("first", None)

    with pytest.raises((AttributeError, pickle.PicklingError, TypeError)):
        kept.keep(lambda: None, None)

    found = kept.recall()
    assert found is not None
    assert found.workspace == "first"


def test_only_the_owner_may_read_the_file(tmp_path: Path) -> None:
    Memory(folder=tmp_path / "state", world=World()).keep("state", None)

    assert (tmp_path / "state" / memory.SNAPSHOT).stat().st_mode & 0o077 == 0


def test_a_burst_of_changes_is_written_once(tmp_path: Path) -> None:
    world = World()
    kept: list[int] = []

    async def live() -> None:
        following = asyncio.create_task(
            Memory(folder=tmp_path, world=world).follow(lambda: kept.append(1), pause=0.02)
        )
        await asyncio.sleep(0)
        for _ in range(5):
            world.changed()
        while not kept:
            await asyncio.sleep(0.005)
        world.end()
        await following

    asyncio.run(live())

    assert len(kept) in {1, 2}  # the end of the world is a change as well


def test_forgetting_takes_the_applications_database_too_and_leaves_other_files(tmp_path: Path) -> None:
    for name in (*memory.OURS, "notes.txt"):
        (tmp_path / name).write_text("x")
    (tmp_path / memory.SHELF).mkdir()

    Memory(folder=tmp_path, world=World()).forget()

    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_an_unusable_world_is_laid_aside_with_its_database(tmp_path: Path) -> None:
    for name in (memory.SNAPSHOT, "overture.db", "notes.txt"):
        (tmp_path / name).write_text(name)

    Memory(folder=tmp_path, world=World()).set_aside()

    assert sorted(path.name for path in tmp_path.iterdir()) == ["notes.txt", "old"]
    assert sorted(path.name for path in (tmp_path / "old").iterdir()) == ["overture.db", memory.SNAPSHOT]
