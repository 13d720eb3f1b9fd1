"""The servers of one data directory, shared by every process that works in it."""

import atexit
from pathlib import Path

from selfology_site.embedded.layout import Layout, Server
from selfology_site.embedded.locks import UserLock, exclusive
from selfology_site.embedded.postgres import PostgresServer
from selfology_site.embedded.redis import RedisServer
from selfology_site.embedded.server import EmbeddedServer
from selfology_site.embedded.vectors import VectorEndpoint, VectorServer

LOCK_SECONDS = 180


class EmbeddedStack:
    """Starts what is down, counts its users, and stops with the last of them.

    Any number of processes may hold a stack of the same directory. Each holds a shared lock for
    its life; the kernel drops it however the process ends, so the count is never stale. Should the
    last user be killed hard, the servers stay up and the next user finds them.
    """

    def __init__(self, data_dir: Path, servers: frozenset[Server]) -> None:
        self._layout = Layout(data_dir.resolve())
        self._postgres = PostgresServer(self._layout)
        self._redis = RedisServer(self._layout)
        self._vectors = VectorServer(self._layout)
        everything: tuple[EmbeddedServer, ...] = (self._redis, self._vectors, self._postgres)
        self._servers = tuple(server for server in everything if server.name in servers)
        self._users = UserLock(self._layout.users_lock)
        self._leaves_at_exit = False

    @property
    def database_url(self) -> str:
        """Address of PostgreSQL; the same in every process, whether it runs or not."""
        return self._postgres.url

    @property
    def redis_url(self) -> str:
        """Address of Redis; the same in every process, whether it runs or not."""
        return self._redis.url

    def vector_endpoint(self) -> VectorEndpoint:
        """Return address and key of the vector server; ask again after a refused connection.

        Raises:
            EmbeddedError: It was never started in this data directory.
        """
        return self._vectors.endpoint()

    def is_up(self) -> dict[Server, bool]:
        """Ask each server whether it answers."""
        return {server.name: server.answers() for server in self._servers}

    def pids(self) -> dict[Server, int | None]:
        """Return the process ids of the servers; None for one that is down."""
        return {server.name: server.process.pid for server in self._servers}

    def ensure(self) -> None:
        """Start what is down and register this process as a user until it ends.

        Raises:
            EmbeddedError: A server cannot be found or started; the message says what to do.
        """
        self._layout.create()
        with exclusive(self._layout.stack_lock, LOCK_SECONDS):
            self._users.join()
            if not self._leaves_at_exit:
                self._leaves_at_exit = True
                atexit.register(self.release)
            for server in self._servers:
                server.ensure()

    def release(self) -> None:
        """Stop using the stack. The last user stops the servers."""
        if not self._users.is_held:
            return
        with exclusive(self._layout.stack_lock, LOCK_SECONDS):
            if self._users.leave():
                self._stop()

    def stop(self) -> None:
        """Stop the servers, whoever uses them."""
        if not self._layout.data_dir.is_dir():
            return
        with exclusive(self._layout.stack_lock, LOCK_SECONDS):
            self._stop()

    def _stop(self) -> None:
        """Stop all at once. Servers the stack was not asked for now may run from before."""
        servers = (self._redis, self._vectors, self._postgres)
        for server in servers:
            server.ask_to_stop()
        for server in servers:
            server.wait_stopped()
