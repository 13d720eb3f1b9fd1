"""Collections on disk. Each is one engine shard behind one lock."""

import json
import logging
import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import qdrant_edge as edge

from selfology_site.vectord.errors import AlreadyExists, Malformed, no_collection
from selfology_site.vectord.requests import CreateCollection

logger = logging.getLogger(__name__)

NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]{0,200}")
SHARD_SUFFIX = ".shard"
CONFIG_SUFFIX = ".json"
BROKEN_SUFFIX = ".broken"
DISTANCES = {
    "Cosine": edge.Distance.Cosine,
    "Dot": edge.Distance.Dot,
    "Euclid": edge.Distance.Euclid,
    "Manhattan": edge.Distance.Manhattan,
}


class Collection:
    """One open collection."""

    def __init__(self, name: str, config: dict[str, Any], shard: edge.EdgeShard) -> None:
        self.name = name
        self.config = config
        self._shard = shard
        self._lock = threading.Lock()
        self._is_open = True

    @contextmanager
    def shard(self) -> Iterator[edge.EdgeShard]:
        """Hold the shard alone.

        Raises:
            NotFound: The collection was deleted meanwhile.
            Malformed: The engine refused the request.
        """
        with self._lock:
            if not self._is_open:
                raise no_collection(self.name)
            with engine_refusals():
                yield self._shard

    def close(self) -> None:
        """Write everything down and let go of the files."""
        with self._lock:
            if self._is_open:
                self._is_open = False
                self._shard.flush()
                self._shard.close()


class Store:
    """All collections of one directory.

    A collection exists when its `.json` exists: that is written after the shard is made and removed
    before the shard is, each in one step, so that a killed process leaves no half collection.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lock = threading.Lock()
        self._collections: dict[str, Collection] = {}
        root.mkdir(parents=True, exist_ok=True)
        for directory in sorted(root.glob(f"*{SHARD_SUFFIX}")):
            self._load(directory)

    def names(self) -> list[str]:
        """Return the names of all collections."""
        return sorted(self._collections)

    def get(self, name: str) -> Collection:
        """Return a collection.

        Raises:
            NotFound: There is none of this name.
        """
        try:
            return self._collections[name]
        except KeyError:
            raise no_collection(name) from None

    def create(self, name: str, request: CreateCollection) -> None:
        """Make an empty collection.

        Raises:
            AlreadyExists: There is one of this name.
            Malformed: The name cannot be a file's name, or the engine refuses the parameters.
        """
        if not NAME.fullmatch(name):
            message = f"Wrong input: {name!r} cannot be the name of a collection"
            raise Malformed(message)
        with self._lock:
            if name in self._collections:
                message = f"Wrong input: Collection `{name}` already exists!"
                raise AlreadyExists(message)
            directory = self._root / f"{name}{SHARD_SUFFIX}"
            shutil.rmtree(directory, ignore_errors=True)
            directory.mkdir()
            with engine_refusals():
                shard = edge.EdgeShard.create(str(directory), _engine_config(request))
            config = request.model_dump(mode="json", exclude_none=True)
            _write(_config_file(directory), json.dumps(config))
            self._collections[name] = Collection(name, config, shard)

    def delete(self, name: str) -> bool:
        """Remove a collection; False when there was none."""
        with self._lock:
            collection = self._collections.pop(name, None)
            if collection is None:
                return False
            directory = self._root / f"{name}{SHARD_SUFFIX}"
            _config_file(directory).unlink()
            collection.close()
            shutil.rmtree(directory)
            return True

    def close(self) -> None:
        """Close all collections."""
        with self._lock:
            for collection in self._collections.values():
                collection.close()

    def _load(self, directory: Path) -> None:
        """Open a collection found on disk.

        One that the engine cannot open is put aside: the product rebuilds it from PostgreSQL, and
        the other collections are served meanwhile.
        """
        config_file = _config_file(directory)
        if not config_file.exists():
            shutil.rmtree(directory)
            return
        name = directory.name.removesuffix(SHARD_SUFFIX)
        try:
            config = json.loads(config_file.read_text())
            with engine_refusals():
                shard = edge.EdgeShard.load(str(directory))
        except (ValueError, Malformed):
            logger.exception("collection %s cannot be opened and is put aside", name)
            _put_aside(directory)
            config_file.unlink()
            return
        self._collections[name] = Collection(name, config, shard)


@contextmanager
def engine_refusals() -> Iterator[None]:
    """Turn what the engine raises into an answer for the client."""
    try:
        yield
    except (TypeError, ValueError, OverflowError) as error:
        raise Malformed(str(error)) from error
    except Exception as error:
        # The engine has no exception type of its own: what it refuses is a bare Exception.
        if type(error) is not Exception:
            raise
        raise Malformed(str(error)) from error


def _engine_config(request: CreateCollection) -> edge.EdgeConfig:
    return edge.EdgeConfig(
        vectors={
            name: edge.EdgeVectorParams(size=params.size, distance=DISTANCES[params.distance])
            for name, params in request.vectors.items()
        }
    )


def _config_file(directory: Path) -> Path:
    return directory.with_name(directory.name.removesuffix(SHARD_SUFFIX) + CONFIG_SUFFIX)


def _write(path: Path, text: str) -> None:
    aside = path.with_name(path.name + ".new")
    aside.write_text(text)
    aside.replace(path)


def _put_aside(directory: Path) -> None:
    broken = directory.with_name(directory.name + BROKEN_SUFFIX)
    shutil.rmtree(broken, ignore_errors=True)
    directory.rename(broken)
