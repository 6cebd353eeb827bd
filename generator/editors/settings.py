"""The settings of an editor: which schema goes with which file, beside what its owner set."""

import json
from typing import Any

from generator.editors.files import FILES
from generator.editors.schema import FOLDER, schema_path

SETTINGS = ".vscode/settings.json"
EXTENSIONS = ".vscode/extensions.json"
_SCHEMAS = "yaml.schemas"
_YAML = "redhat.vscode-yaml"


def settings(present: bytes | None) -> bytes | None:
    """Return the settings with the schema of every file; None where they cannot be read."""
    held = _object(present)
    if held is None or not isinstance(held.get(_SCHEMAS, {}), dict):
        return None
    # Ours are written anew: the entry of a file that is no longer known goes.
    others = {
        name: files
        for name, files in held.get(_SCHEMAS, {}).items()
        if not name.startswith(f"./{FOLDER}/")
    }
    return _written(
        {**held, _SCHEMAS: {**others, **{f"./{schema_path(file)}": file.path for file in FILES}}}
    )


def extensions(present: bytes | None) -> bytes | None:
    """Return the recommended extensions with the one for YAML; None where they cannot be read."""
    held = _object(present)
    if held is None or not isinstance(held.get("recommendations", []), list):
        return None
    wanted = dict.fromkeys([*held.get("recommendations", []), _YAML])
    return _written({**held, "recommendations": list(wanted)})


def _object(present: bytes | None) -> dict[str, Any] | None:
    try:
        held = json.loads(present) if present else {}
    # Editors allow remarks in settings, JSON does not: such a file stays as its owner wrote it.
    except ValueError:
        return None
    return held if isinstance(held, dict) else None


def _written(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
