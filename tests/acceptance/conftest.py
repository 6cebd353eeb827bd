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
        listen(page, address)
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def look_at(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a page that is only looked at: one browser context serves all tests of a worker.

    A page that is open in the same width already is shown in the other colours without loading it
    again; it is the same document in the dark.
    """
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    opened: tuple[str, int] = ("", 0)

    def looked_at(address: str, *, width: int, scheme: str) -> Page:
        nonlocal page, opened
        if opened != (address, width):
            page.close()
            page = context.new_page()
            page.set_viewport_size({"width": width, "height": 900})
            listen(page, address)
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        if opened != (address, width):
            page.goto(address)
            opened = (address, width)
        return page

    yield looked_at
    context.close()


def listen(page: Page, address: str) -> None:
    """Keep in `page.complaints` what a page complains of, and what it asks from elsewhere."""
    complaints: list[str] = []
    own = ("/".join([*address.split("/", 3)[:3], ""]), "data:", "blob:")

    def hear(text: str, *, grave: bool = True) -> None:
        if grave:
            complaints.append(text)

    page.complaints = complaints  # type: ignore[attr-defined]
    page.on("console", lambda message: hear(message.text, grave=message.type == "error"))
    page.on("pageerror", lambda error: hear(str(error)))
    page.on("dialog", lambda dialog: (hear(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on(
        "request",
        lambda request: hear(f"asks {request.url}", grave=not request.url.startswith(own)),
    )
