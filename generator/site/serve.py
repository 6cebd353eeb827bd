"""A server for the curator: shows the site on loopback, rebuilds on change, reloads the browser."""

import queue
import threading
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from watchfiles import watch

from generator.site.build import SITE

HOST = "127.0.0.1"
WATCHED = ("data", "bibliography", "docs", "generator", "mkdocs.yml")
_EVENTS = "/.reload"
# A browser that is told nothing for so long, in seconds, may take the connection for dead.
_STILL_HERE = 5
# A save of several files, in milliseconds, is one change.
_ONE_CHANGE = 400
# Only the server adds this; no file of the site holds it.
_RELOAD = (
    b'<script>new EventSource("/.reload").onmessage = () => location.reload();</script></body>'
)


class PortTakenError(Exception):
    """The port is in use."""


class _Reloading:
    """The browsers that wait to hear of a new build."""

    def __init__(self) -> None:
        self.waiting: list[queue.Queue[str]] = []

    def tell(self) -> None:
        """Tell every browser to load its page again."""
        for browser in list(self.waiting):
            browser.put("reload")


class _Desk(SimpleHTTPRequestHandler):
    """Serves the site as it is now, with the reload script added to pages."""

    reloading: _Reloading

    def do_GET(self) -> None:
        """Answer with a page, a file, or the stream of reload events."""
        if self.path == _EVENTS:
            self._stream()
            return
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if path.suffix == ".html" and path.is_file():
            self._page(path.read_bytes().replace(b"</body>", _RELOAD))
        else:
            super().do_GET()

    def log_message(self, *_: object) -> None:
        """Say nothing of single requests."""

    def end_headers(self) -> None:
        """Let no browser keep an old page."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def _page(self, content: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _stream(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        news: queue.Queue[str] = queue.Queue()
        self.reloading.waiting.append(news)
        try:
            while True:
                try:
                    message = f"data: {news.get(timeout=_STILL_HERE)}\n\n"
                except queue.Empty:
                    message = ": still here\n\n"
                self.wfile.write(message.encode())
                self.wfile.flush()
        except OSError:
            self.reloading.waiting.remove(news)


def serve(
    root: Path,
    rebuild: Callable[[], None],
    port: int,
    ready: Callable[[str], None],
    stop: threading.Event | None = None,
) -> None:
    """Serve the site of a project until stopped; call `rebuild` when a watched file changes.

    `rebuild` decides how to build (in a process of its own, so that changed code counts) and says
    itself what went wrong; the last good site stays up. PortTakenError where the port is in use.
    """
    reloading = _Reloading()
    desk = type("Desk", (_Desk,), {"reloading": reloading})
    try:
        server = ThreadingHTTPServer((HOST, port), partial(desk, directory=str(root / SITE)))
    except OSError as error:
        raise PortTakenError(
            f"port {port} cannot be used ({error.strerror}); choose another with --port"
        ) from None
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    ready(f"http://{HOST}:{server.server_address[1]}/")
    try:
        _rebuild_on_change(root, rebuild, reloading, stop or threading.Event())
    finally:
        server.shutdown()
        server.server_close()


def _rebuild_on_change(
    root: Path, rebuild: Callable[[], None], reloading: _Reloading, stop: threading.Event
) -> None:
    watched = [root / name for name in WATCHED if (root / name).exists()]
    for _ in watch(*watched, stop_event=stop, raise_interrupt=False, debounce=_ONE_CHANGE):
        rebuild()
        reloading.tell()
