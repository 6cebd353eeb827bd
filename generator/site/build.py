"""One build: stage, run mkdocs, check, list, publish; until then the old site stands untouched."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from generator.html.rendered import Rendered
from generator.model.finding import Finding, Place
from generator.site import faults
from generator.site.check import check_site
from generator.site.engine import run_mkdocs
from generator.site.lean import make_lean
from generator.site.manifest import write_manifest
from generator.site.publish import publish, recover
from generator.site.scripts import ModuleError
from generator.site.staging import leaves_the_folder, stage
from generator.site.styles import join_styles
from generator.site.workspace import BusyError, workspace

SITE = "site"
# Files that mkdocs writes for a web server, with the time of day in them.
_NOT_FOR_A_FOLDER = ("sitemap.xml", "sitemap.xml.gz", "404.html")


@dataclass(frozen=True, slots=True)
class Built:
    """A published site: where it is, its numbers of pages and files, and the digest of all."""

    folder: Path
    pages: int
    files: int
    digest: str


def build_site(
    root: Path, rendered: Rendered, progress: Callable[[str], None] = lambda _: None
) -> tuple[Built | None, list[Finding]]:
    """Build and publish a site; with any finding the old site stays, and None is returned."""
    root = root.resolve()
    bad = [_outside(path) for path in rendered.files if leaves_the_folder(path)]
    if bad:
        return None, bad
    try:
        with workspace(root) as staging:
            # Under the lock: another build may stand between its two renames.
            recover(root / SITE)
            return _build(root, rendered, staging, progress)
    except BusyError:
        return None, [_busy()]
    except ModuleError as fault:
        return None, [_bad_module(fault)]
    except OSError as error:
        return None, [_cannot_write(error)]


def _build(
    root: Path, rendered: Rendered, staging: Path, progress: Callable[[str], None]
) -> tuple[Built | None, list[Finding]]:
    progress("staging")
    settings, target = stage(root, rendered, staging), staging / "site"
    progress("building pages")
    if complaints := run_mkdocs(settings, target, rendered.epoch):
        return None, complaints
    for name in _NOT_FOR_A_FOLDER:
        (target / name).unlink(missing_ok=True)
    findings = make_lean(target)
    join_styles(target)
    progress("checking the built pages")
    findings += check_site(target)
    if findings:
        return None, findings
    # After the last change to a file, so that the list says what is published.
    files, digest = write_manifest(target)
    progress("publishing")
    publish(target, root / SITE)
    pages = sum(1 for _ in (root / SITE).rglob("*.html"))
    return Built(root / SITE, pages, files, digest), []


def _busy() -> Finding:
    return faults.BUSY.broken(
        Place(".evidence/lock"),
        seen="is held by another build",
        expected="one build at a time",
        remedy="Wait until it has ended, then try again.",
    )


def _bad_module(fault: ModuleError) -> Finding:
    return faults.MODULE.broken(
        Place(fault.file),
        seen=fault.seen,
        expected=fault.expected,
        remedy="Mend the module; generator/site/scripts.py says which forms it may use.",
    )


def _cannot_write(error: OSError) -> Finding:
    place = str(error.filename or SITE).rpartition("/")[2]
    return faults.NO_ROOM.broken(
        Place(SITE),
        seen=f"cannot be written ({error.strerror}: {place})",
        expected="room and permission to write",
        remedy="Free some room or mend the permissions; the last good site is untouched.",
    )


def _outside(path: str) -> Finding:
    return faults.BAD_PATH.broken(
        Place(SITE),
        seen=f"would hold the file {path[:80]!r}",
        expected="paths below the site's folder",
        remedy="Mend the id or key that the path is made from.",
    )
