"""The list of every file of a site with its digest, by which two builds are compared."""

import hashlib
import json
from pathlib import Path

MANIFEST = "manifest.json"


def write_manifest(folder: Path) -> tuple[int, str]:
    """Write the list into the folder; return the number of files and the digest of the whole."""
    files = {
        path.relative_to(folder).as_posix(): _described(path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }
    text = json.dumps(files, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")
    return len(files) + 1, hashlib.sha256(text.encode()).hexdigest()


def _described(content: bytes) -> dict[str, object]:
    return {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
