"""Build the site of two revisions and say which files differ: `tests/same_site.py [REV [REV]]`.

Without a second revision the working tree is built, without any it is compared with HEAD. A change
of structure must leave every byte of the site as it was; this says whether it did.
"""

import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
MOST_SHOWN = 40


def main(revisions: list[str]) -> int:
    """Return 0 where both revisions build the same bytes, 1 where they do not."""
    before, after = [*revisions, "HEAD"][0], revisions[1] if len(revisions) > 1 else ""
    with tree_of(before) as old, tree_of(after) as new:
        first, second = digests(old), digests(new)
    different = [
        path for path in first.keys() | second.keys() if first.get(path) != second.get(path)
    ]
    for path in sorted(different)[:MOST_SHOWN]:
        print(f"{how(path, first, second)}: {path}")
    print(
        f"{before} and {after or 'the working tree'}: {len(first)} and {len(second)} files, "
        f"{len(different)} differ."
    )
    return 1 if different else 0


@contextmanager
def tree_of(revision: str) -> Iterator[Path]:
    """Yield a folder that holds the files of a revision, or the working tree itself."""
    if not revision:
        yield ROOT
        return
    with tempfile.TemporaryDirectory() as folder:
        archive = subprocess.run(
            ["git", "archive", revision], cwd=ROOT, check=True, capture_output=True
        )
        subprocess.run(["tar", "-x", "-C", folder], input=archive.stdout, check=True)
        yield Path(folder)


def digests(tree: Path) -> Mapping[str, str]:
    """Build the site of a tree with the tree's own code; return the digest of each of its files."""
    environment = {**os.environ, "PYTHONPATH": str(tree)}
    built = subprocess.run(
        [sys.executable, "-m", "generator", "build", "--root", str(tree)],
        cwd=tree, env=environment, check=False, capture_output=True, text=True,
    )  # fmt: skip
    if built.returncode:
        sys.exit(f"{tree} does not build:\n{built.stdout}{built.stderr}")
    site = tree / "site"
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def how(path: str, first: Mapping[str, str], second: Mapping[str, str]) -> str:
    """Return in one word how a file differs."""
    if path not in second:
        return "gone"
    return "changed" if path in first else "new"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
