"""The real site, built once, shown over http and from the disk, in a real browser."""

import functools
import importlib.util
import os
import threading
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parent.parent.parent


def browser_finder() -> ModuleType:
    """Return the script of the tests folder, which is no package, that finds a browser."""
    spec = importlib.util.spec_from_file_location("browser", ROOT / "tests" / "browser.py")
    assert spec
    assert spec.loader
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def http(site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def disk(site: Path) -> str:
    return f"{site.as_uri()}/"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = browser_finder().chromium_path()
    assert path, "no browser: run python tests/browser.py"
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=arguments)
        yield found
        found.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a page; what it complains of and asks from elsewhere is kept in `page.complaints`."""
    contexts = []

    def opened(
        address: str, *, width: int = 1440, scheme: str = "light", scripts: bool = True
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=scripts,  # type: ignore[arg-type]
            reduced_motion="reduce",
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        complaints: list[str] = []
        page.complaints = complaints  # type: ignore[attr-defined]
        page.on(
            "console",
            lambda message: complaints.append(message.text) if message.type == "error" else None,
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "dialog",
            lambda dialog: (complaints.append(f"dialog {dialog.message}"), dialog.dismiss()),
        )
        own = ("/".join([*address.split("/", 3)[:3], ""]), "data:", "blob:")
        page.on(
            "request",
            lambda ask: None if ask.url.startswith(own) else complaints.append(f"asks {ask.url}"),
        )
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
