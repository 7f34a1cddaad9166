"""`python -m bot lint`: what a reviewer sees of sequences in files, without settings and without a database."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests import tree

GOOD = """\
name: Backend
stages:
- kind: email
  subject: Hello
  body: |
    Hi {{first_name}}, about {{company|your team}}: {{reason}}.
- kind: call
  delay: 2 days
  at: 9:30
  attachments: [plan.pdf]
  body: Ask
"""


def lint(*files: Path | str, cwd: Path = tree.ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", "lint", *map(str, files)],
        cwd=cwd,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(tree.ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_every_stage_is_shown_to_everybody_or_what_it_would_wait_for(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(GOOD, encoding="utf-8")

    done = lint("a.yaml", cwd=tmp_path)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("a.yaml: Backend, 2 stages\n  Stage 2: attach plan.pdf again")
    assert "Stage 2: call, 2 days after stage 1 at 09:30" in done.stdout
    assert "| Hi Grace, about Acme: your talk on compilers." in done.stdout
    assert "| Hi Zoë 🌻, about R&D *Rockets* <GmbH>: your talk “1. [Why?](x)”." in done.stdout
    assert done.stdout.count("(it would wait and ask for {{reason}})") == 2
    assert list(tmp_path.iterdir()) == [tmp_path / "a.yaml"]


def test_the_role_of_a_sequence_is_told_to_everybody_and_its_mistakes_where_they_stand(
    tmp_path: Path,
) -> None:
    text = GOOD.replace("name: Backend", "name: Backend\nrole: Tape Librarian").replace(
        "{{reason}}", "{{role}}"
    )
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    wrong = text.replace("Backend", "Data").replace("Tape Librarian", '"Tape {{title}}"')
    (tmp_path / "b.yaml").write_text(wrong, encoding="utf-8")

    done = lint("a.yaml", "b.yaml", cwd=tmp_path)

    assert done.stdout.count(": Tape Librarian.") == 4
    assert done.stderr == "b.yaml:2:7: Write the role as it is; tokens do not work here.\n"


def test_mistakes_are_told_as_a_compiler_tells_them(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(GOOD.replace("kind: call", "kind: cal"), encoding="utf-8")
    (tmp_path / "b.yaml").write_text(GOOD.replace("first_name", "fist_name"), encoding="utf-8")
    (tmp_path / "c.yaml").write_text("name: {a: b\n", encoding="utf-8")
    (tmp_path / "d.yaml").write_bytes(b"\xff\xfe")

    done = lint("a.yaml", "b.yaml", "c.yaml", "d.yaml", "e.yaml", cwd=tmp_path)

    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "a.yaml:7:9: `cal` is no kind. Did you mean `call`?",
        "b.yaml:5:9: `{{fist_name}}` is not a token. Did you mean {{first_name}}?",
        "c.yaml:1:7: What is opened here is never closed. Close the quote or the bracket.",
        "d.yaml:1:1: The file is not text in UTF-8. Save it as that.",
        "e.yaml:1:1: The file cannot be read: No such file or directory.",
    ]
    assert "(it cannot be filled in: see the errors)" in done.stdout


def test_two_sequences_of_one_name_cannot_both_be_imported(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(GOOD, encoding="utf-8")

    done = lint("a.yaml", "b.yaml", cwd=tmp_path)

    assert (done.returncode, done.stderr[:12]) == (1, "b.yaml:1:7: ")


def test_the_starters_are_without_fault_and_ask_for_nothing() -> None:
    done = lint(*(name for name in tree.files() if name.startswith("bot/starters/")))

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("To Sam, of whom only the first name is known") == 15
    assert "it would wait" not in done.stdout
    assert "{{" not in done.stdout


def test_no_file_at_all_is_refused() -> None:
    done = lint()

    assert done.returncode == 2
    assert "FILE" in done.stderr


@pytest.mark.parametrize("text", ["[" * 300_000, "a: &a [*a]\n", "x" * 2_000_000])
def test_what_would_break_a_reader_is_told_in_a_sentence(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")

    done = lint("a.yaml", cwd=tmp_path)

    assert done.returncode == 1
    assert done.stderr.startswith("a.yaml:1:")
    assert done.stderr.count("\n") == 1


def test_every_variant_is_shown_and_tokens_of_a_workspace_are_declared(tmp_path: Path) -> None:
    text = GOOD.replace("name: Backend\n", "name: Backend\ntokens: [office_city]\n").replace(
        "{{reason}}.", "{{office_city}}."
    )
    text = text.replace(
        "- kind: call", "  variants:\n  - subject: Hi\n    body: In {{office_city|town}}\n- kind: call"
    )
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")

    done = lint("a.yaml", cwd=tmp_path)

    assert (done.returncode, done.stderr) == (0, "")
    assert "of whom everything is known, variant A:\n    | Subject: Hello" in done.stdout
    assert "about Acme: office city." in done.stdout
    assert "| In office city" in done.stdout
    assert done.stdout.count("| In town") == 3
    assert done.stdout.count("(it would wait and ask for {{office_city}})") == 3
