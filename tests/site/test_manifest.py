"""The list of files: every file of a site with its digest, the same for the same files."""

import hashlib
import json
from pathlib import Path

from generator.site.manifest import MANIFEST, write_manifest


def site(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / f"{name}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_every_file_is_listed_by_its_path_with_digest_and_size(tmp_path: Path) -> None:
    folder = site(tmp_path, **{"studies/ä": "xyz", "index": "é"})
    count, digest = write_manifest(folder)
    text = (folder / MANIFEST).read_text(encoding="utf-8")
    assert json.loads(text) == {
        "index.html": {"bytes": 2, "sha256": hashlib.sha256("é".encode()).hexdigest()},
        "studies/ä.html": {"bytes": 3, "sha256": hashlib.sha256(b"xyz").hexdigest()},
    }
    assert "studies/ä.html" in text
    assert count == 3
    assert digest == hashlib.sha256(text.encode()).hexdigest()


def test_a_list_that_is_there_already_does_not_count(tmp_path: Path) -> None:
    folder = site(tmp_path, index="x")
    assert write_manifest(folder) == write_manifest(folder)


def test_sites_with_the_same_files_have_the_same_digest(tmp_path: Path) -> None:
    first, second = site(tmp_path / "1", a="x", b="y"), site(tmp_path / "2", b="y", a="x")
    other = site(tmp_path / "3", a="x", b="z")
    digests = [write_manifest(folder)[1] for folder in (first, second, other)]
    assert digests[0] == digests[1] != digests[2]
