"""At one's own desk: the site on loopback, rebuilt on change, the browser told; never a broken site."""

import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.site.serve import HOST, PortTakenError, serve


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, str, list[float], threading.Event]]:
    """Serve a folder that holds a site; yield it, its address and the times it was built anew."""
    (tmp_path / "site").mkdir()
    (tmp_path / "data").mkdir()
    (tmp_path / "site/index.html").write_text("<html><body>first</body></html>")
    (tmp_path / "site/a.csv").write_text("x\n")
    addresses: list[str] = []
    builds: list[float] = []
    ready, stop = threading.Event(), threading.Event()

    def tell(address: str) -> None:
        addresses.append(address)
        ready.set()

    thread = threading.Thread(
        target=serve, args=(tmp_path, lambda: builds.append(time.time()), 0, tell, stop)
    )
    thread.start()
    assert ready.wait(10)
    yield tmp_path, addresses[0], builds, stop
    stop.set()
    thread.join(20)
    assert not thread.is_alive()


def until(holds: Callable[[], bool], seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.05)
    return holds()


def get(address: str) -> tuple[str, str]:
    with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - an address of our own
        return answer.read().decode(), answer.headers["Content-Type"]


def test_pages_are_shown_with_the_reload_script_and_files_without(
    served: tuple[Path, str, list[float], threading.Event],
) -> None:
    root, address, _, _ = served
    assert address.startswith(f"http://{HOST}:")
    page, kind = get(address)
    assert "first" in page
    assert "/.reload" in page
    assert kind.startswith("text/html")
    assert get(f"{address}a.csv")[0] == "x\n"
    assert "/.reload" not in (root / "site/index.html").read_text()


def test_a_changed_record_is_built_and_the_browser_told(
    served: tuple[Path, str, list[float], threading.Event],
) -> None:
    root, address, builds, _ = served
    with urllib.request.urlopen(f"{address}.reload", timeout=30) as stream:  # noqa: S310 - the same
        time.sleep(0.5)
        (root / "data/topic.yml").write_text("title: x\n")
        lines = iter(stream.readline, b"")
        assert any(line == b"data: reload\n" for line in lines)
    assert len(builds) == 1
    (root / "site/index.html").write_text("<html><body>second</body></html>")
    assert "second" in get(address)[0]
    assert len(builds) == 1


def test_a_port_in_use_is_told_in_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PortTakenError, match=rf"port {port} cannot be used .*--port"):
            serve(tmp_path, lambda: None, port, lambda _: None)


def test_the_command_serves_rebuilds_and_keeps_the_good_site_through_an_error(
    project: Path,
) -> None:
    command = [sys.executable, "-m", "generator", "serve", "--port", "0", "--root", str(project)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        said = iter(process.stdout.readline, "")
        address = next(line.split()[1] for line in said if line.startswith("Open http"))
        assert "7 of 12" in get(f"{address}studies/example-2001.html")[0]
        study = project / "data/studies/example-2001.yml"
        good = study.read_text(encoding="utf-8")
        time.sleep(1)
        study.write_text(good.replace("events: 7", "events: 70"), encoding="utf-8")
        assert any("E321" in line for line in said)
        assert "7 of 12" in get(f"{address}studies/example-2001.html")[0]
        study.write_text(
            good.replace("events: 7", "events: 8").replace("percent: 58.3, ", ""), encoding="utf-8"
        )
        assert until(lambda: "8 of 12" in get(f"{address}studies/example-2001.html")[0], 40)
        process.terminate()
        process.wait(20)
