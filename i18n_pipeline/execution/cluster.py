"""Chunks of work on a Dask cluster whose workers see the site's files under the same paths."""

from __future__ import annotations

import asyncio
import logging
import pickle
import re
import threading
from collections import deque
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from i18n_pipeline import __version__
from i18n_pipeline.errors import ConfigError
from i18n_pipeline.execution.chunks import do_chunk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

T = TypeVar("T")
R = TypeVar("R")

_CONNECT_SECONDS = 5
_JOIN_SECONDS = 30
# Chunks under way for each worker: enough that none waits for the next.
_UNDER_WAY = 3
# As in ``tcp://10.0.0.5:8786`` or ``scheduler:8786``.
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*://)?(?:\[[0-9A-Fa-f:.]+\]|[^][\s:/?#@]+):(?P<port>[0-9]{1,5})")
_SAME = "install the same i18n-pipeline there as here"

# A worker may have several threads, but work traces what it sees of the disk for one item at a time.
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True)
class Cluster:
    """A Dask scheduler's address, as in ``tcp://10.0.0.5:8786``, and a file that its workers have to see."""

    address: str
    marker: str

    def count_workers(self) -> int:
        """Return the number of worker processes; each does one chunk at a time. Raises `ConfigError`."""
        return len(_connect(self).scheduler_info(n_workers=-1)["workers"])

    def map_chunks(self, function: Callable[[T], R], chunks: Iterable[Sequence[T]]) -> Iterator[R]:
        """Yield the results of all chunks, in order. Raises `ConfigError` if the cluster is lost.

        What a worker had under way when it died, others do again.
        """
        client = _connect(self)
        waiting, under_way = iter(chunks), deque[Any]()
        try:
            while True:
                # New workers may join at any time.
                room = _UNDER_WAY * max(1, self.count_workers()) - len(under_way)
                for chunk in islice(waiting, max(0, room)):
                    # Pickled here: Dask would look for tasks of its own inside.
                    packed = pickle.dumps((function, chunk))
                    under_way.append(client.submit(_do_packed, packed, pure=False, retries=3))
                if not under_way:
                    return
                yield from pickle.loads(under_way.popleft().result())  # noqa: S301 - of our own workers
        except (GeneratorExit, ConfigError):
            raise
        except Exception as error:
            what = f"the cluster was lost ({_first_line(error)})"
            raise _broken(self, what, "what is written is whole; run it again for the rest") from None
        finally:
            client.cancel(list(under_way))


def read_address(address: str, marker: str) -> Cluster:
    """Return the cluster at an address that a person gives. Raises `ConfigError` for what is none."""
    match = _ADDRESS.fullmatch(address)
    if match is None or not 0 < int(match["port"]) < 2**16:
        advice = "give that of a scheduler, as in tcp://10.0.0.5:8786"
        raise ConfigError([f"--cluster {ascii(address)[1:-1]}:1: not an address; {advice}"])
    return Cluster(address, marker)


@lru_cache(maxsize=1)
def _connect(cluster: Cluster) -> Any:
    """Return a client that is connected to workers that can do the work. Raises `ConfigError` otherwise."""
    try:
        from distributed import Client  # an extra, and slow to import
    except ImportError:
        advice = "run: pip install 'i18n-pipeline[cluster]'"
        raise _broken(cluster, "Dask is not installed", advice) from None
    # It tells of lost connections and workers, with tracebacks. What matters is said in one line.
    logging.getLogger("distributed").setLevel(logging.CRITICAL + 1)
    try:
        asyncio.run(asyncio.wait_for(_knock(cluster.address), 2 * _CONNECT_SECONDS))
        client = Client(cluster.address, timeout=_CONNECT_SECONDS, set_as_default=False)
    except Exception as error:
        what = f"no scheduler answers ({_first_line(error)})"
        raise _broken(cluster, what, "start one with: dask scheduler") from None
    try:
        client.wait_for_workers(1, timeout=_JOIN_SECONDS)
    except TimeoutError:
        what = f"no worker has joined within {_JOIN_SECONDS} seconds"
        raise _broken(cluster, what, f"start one with: dask worker {cluster.address}") from None
    _check(cluster, client)
    return client


async def _knock(address: str) -> None:
    """Connect to a scheduler, and hang up: a client that can't connect tries to close for as long again."""
    from distributed.comm import connect
    from distributed.security import Security

    options = Security().get_connection_args("client")
    comm = await connect(address, timeout=_CONNECT_SECONDS, **options)
    await comm.close()


def _check(cluster: Cluster, client: Any) -> None:
    """See that all workers have this version of the tool, and see the marker. Raises `ConfigError`."""
    try:
        found = client.run(_look_around, cluster.marker)
    except Exception as error:
        what = f"its workers can't do the work ({_first_line(error)})"
        raise _broken(cluster, what, _SAME) from None
    for worker, (version, sees) in sorted(found.items()):
        if version != __version__:
            what = f"worker {worker} has version {version} of i18n-pipeline, here is {__version__}"
            raise _broken(cluster, what, _SAME)
        if not sees:
            what = f"worker {worker} does not see {cluster.marker}"
            raise _broken(cluster, what, "mount the site's folder there under the same path")


def _broken(cluster: Cluster, what: str, advice: str) -> ConfigError:
    return ConfigError([f"--cluster {cluster.address}:1: {what}; {advice}"])


def _first_line(error: BaseException) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]


def _do_packed(packed: bytes) -> bytes:
    """Do a pickled chunk on a worker."""
    function, chunk = pickle.loads(packed)  # noqa: S301 - sent by our own parent
    with _one_at_a_time:
        return pickle.dumps(do_chunk(function, chunk))


def _look_around(marker: str) -> tuple[str, bool]:
    """Say which version a worker has, and whether it sees a file."""
    import os  # sent to workers by name, with all it needs

    return __version__, os.path.exists(marker)  # noqa: PTH110
