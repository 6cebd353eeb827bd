"""Whether R with metafor is installed: scripts for it are run only then."""

import shutil
import subprocess
from functools import cache


@cache
def has_metafor() -> bool:
    if shutil.which("Rscript") is None:
        return False
    command = ["Rscript", "-e", "library(metafor)"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0
