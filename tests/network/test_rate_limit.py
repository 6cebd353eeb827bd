"""Requests keep their distance: over processes, past crashes and past clocks that were wrong."""

import os
import subprocess
import sys
import time
from pathlib import Path

from misbehaving import serving

from generator.network.rate_limit import Pace
from generator.network.services import service_of

WAITS = """
import sys, time
from pathlib import Path
from generator.network.rate_limit import Pace
pace = Pace(Path(sys.argv[1]))
for _ in range(4):
    pace.wait("ncbi", 0.1)
    print(time.time())
"""


def test_processes_share_one_pace(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WAITS, str(tmp_path)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    moments = sorted(float(line) for one in running for line in one.communicate()[0].split())
    assert len(moments) == 12
    assert moments[-1] - moments[0] >= 1.05
    # Whoever wakes late may come close to the next; a window of ten never holds more than its
    # share.
    assert all(later - earlier > 0.45 for earlier, later in zip(moments, moments[6:], strict=False))


ASKS = """
import sys
from datetime import date
from pathlib import Path
from generator.network.client import Client, Means
from generator.network.rate_limit import Pace
from generator.network.pubmed import fetch
from generator.model.identifier import Pmid
client = Client(None, None, date(2026, 11, 20), means=Means(pace=Pace(Path(sys.argv[1]))))
for number in range(1, 4):
    fetch([Pmid(number)], client)
"""


def test_a_service_never_sees_more_than_three_a_second(tmp_path: Path) -> None:
    with serving() as server:
        command = [sys.executable, "-c", ASKS, str(tmp_path)]
        surroundings = {**os.environ, **server.environment}
        surroundings.pop("NCBI_API_KEY", None)
        running = [subprocess.Popen(command, env=surroundings) for _ in range(3)]
        assert [one.wait() for one in running] == [0, 0, 0]
        moments = [asked.moment for asked in server.asked]
    assert len(moments) == 9
    assert min(later - earlier for earlier, later in zip(moments, moments[3:], strict=False)) >= 1.0


def test_a_crash_while_waiting_holds_nobody_up(tmp_path: Path) -> None:
    Pace(tmp_path).wait("ncbi", 0.1)
    crashed = subprocess.Popen([sys.executable, "-c", WAITS.replace("0.1", "1.0"), str(tmp_path)])
    while (tmp_path / "ncbi.slot").read_text().startswith("0" * 20):
        time.sleep(0.01)
    time.sleep(0.5)
    crashed.kill()
    crashed.wait()
    start = time.monotonic()
    Pace(tmp_path).wait("ncbi", 0.1)
    assert time.monotonic() - start < 2.0


def test_what_is_no_moment_is_none(tmp_path: Path) -> None:
    for written in ("", "garbage", f"{time.time() + 10_000:020.6f}", "nan"):
        (tmp_path / "ncbi.slot").write_text(written)
        start = time.monotonic()
        Pace(tmp_path).wait("ncbi", 0.1)
        assert time.monotonic() - start < 0.3, written


def test_without_a_folder_one_process_keeps_the_pace() -> None:
    pace = Pace(Path("/proc/nowhere"))
    start = time.monotonic()
    for _ in range(3):
        pace.wait("ncbi", 0.1)
    assert time.monotonic() - start >= 0.2


def test_a_key_allows_ten_a_second_and_no_service_more() -> None:
    slow, fast = service_of("pubmed", None, {}), service_of("pubmed", None, {"NCBI_API_KEY": "x"})
    assert slow.interval > 1 / 3 > fast.interval > 1 / 10
    assert service_of("register", None, {"NCBI_API_KEY": "x"}).interval >= 60 / 50
    assert {
        service_of("pubmed", None, {}).lane,
        service_of("pubmed", None, {"NCBI_API_KEY": "x"}).lane,
    } == {"ncbi"}
