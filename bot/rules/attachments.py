"""May these files go with an email: how many, how large, of which kind, under which name."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

MEGABYTE = 1024 * 1024
TOTAL_LIMIT = 10 * MEGABYTE
MOST = 5
NAME_LIMIT = 100
_UNPRINTABLE = frozenset(map(chr, [*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029]))
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Gmail refuses these: https://support.google.com/mail/answer/6590
_FORBIDDEN = (
    "ade adp apk appx appxbundle bat cab chm cmd com cpl diagcab diagcfg diagpkg dll dmg ex ex_ exe hta img ins "
    "iso isp jar jnlp js jse lib lnk mde mjs msc msi msix msixbundle msp mst nsh pif ps1 scr sct shb sys vb vbe "
    "vbs vhd vxd wsc wsf wsh xll"
)
FORBIDDEN = frozenset(_FORBIDDEN.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A file that goes with an email stage; `id` is where its content is kept."""

    id: int
    name: str
    size: int


class Sized(Protocol):
    """What can be judged before its content is there."""

    @property
    def name(self) -> str: ...

    @property
    def size(self) -> int: ...


def problems(files: Iterable[Sized]) -> tuple[str, ...]:
    """Say, by name, why these files cannot go with one email."""
    known = tuple(files)
    return tuple([*(sentence for file in known for sentence in _trouble(file)), *_too_much(known)])


def clean_name(name: str) -> str:
    """Give a file the name it travels under: no folder, nothing nobody can see, not too long, its ending kept."""
    bare = name.replace("\\", "/").rpartition("/")[2]
    seen = "".join(letter for letter in bare if letter not in _UNPRINTABLE and letter not in _BIDI)
    shown = " ".join(seen.encode("utf-8", "ignore").decode().split()).strip(". ") or "file"
    stem, dot, ending = shown.rpartition(".")
    if len(shown) <= NAME_LIMIT or not dot or len(ending) > 10:
        return shown[:NAME_LIMIT].strip()
    return f"{stem[: NAME_LIMIT - len(ending) - 1].strip()}.{ending}"


def told(file: Sized) -> str:
    """Say a file's name and size."""
    return f"{file.name} ({size(file.size)})"


def size(count: int) -> str:
    """Say how large something is: "340 KB", "2.1 MB"."""
    if count >= MEGABYTE:
        # A tenth too much is too much: what is over the limit must not read as exactly the limit.
        return f"{-(-count * 10 // MEGABYTE) / 10:.1f} MB"
    if count >= 1024:
        return f"{-(-count // 1024)} KB"
    return "1 byte" if count == 1 else f"{count:,} bytes"


def _trouble(file: Sized) -> Iterator[str]:
    ending = file.name.rpartition(".")[2].strip().lower() if "." in file.name else ""
    if file.size <= 0:
        yield f"{file.name} is empty. Choose another file."
    elif ending in FORBIDDEN:
        yield f"Gmail carries no .{ending} files: {file.name}. Send a link to it instead."


def _too_much(files: tuple[Sized, ...]) -> Iterator[str]:
    if len(files) > MOST:
        yield f"An email takes {MOST} files; these are {len(files)}. Remove some."
    total = sum(file.size for file in files)
    if total <= TOTAL_LIMIT:
        return
    most = TOTAL_LIMIT // MEGABYTE
    if len(files) == 1:
        yield f"{told(files[0])} is too large: an email takes {most} MB. Send a link to it instead."
    else:
        largest = max(files, key=lambda file: file.size)
        yield f"Together the files have {size(total)}; an email takes {most} MB. Leave one out: {told(largest)}."
