"""An embedded Redis that listens on a unix socket only and keeps an append-only log."""

import socket
from urllib.parse import quote

from selfology_site.embedded.binaries import redis_server
from selfology_site.embedded.layout import Layout, Server
from selfology_site.embedded.process import server_environment
from selfology_site.embedded.server import EmbeddedServer

PING_SECONDS = 2
#: Parallel test workers take one database each.
DATABASES = 64


class RedisServer(EmbeddedServer):
    """Redis, 6.2 or newer."""

    name = Server.REDIS

    def __init__(self, layout: Layout) -> None:
        super().__init__(layout)
        self._socket = layout.run_dir / "redis.sock"

    @property
    def url(self) -> str:
        """Address of database 0."""
        return f"unix://{quote(str(self._socket))}?db=0"

    def answers(self) -> bool:
        """Whether it answers PING; while it loads its log it says LOADING instead."""
        try:
            with socket.socket(socket.AF_UNIX) as connection:
                connection.settimeout(PING_SECONDS)
                connection.connect(str(self._socket))
                connection.sendall(b"PING\r\n")
                return connection.recv(16).startswith(b"+PONG")
        except OSError:
            return False

    def is_reachable(self) -> bool:
        """Whether the socket exists."""
        return self._socket.exists()

    def start(self) -> None:
        """Start the server."""
        self.dir.mkdir(mode=0o700, exist_ok=True)
        self._socket.unlink(missing_ok=True)
        settings = {
            "port": "0",
            "unixsocket": str(self._socket),
            "unixsocketperm": "700",
            "dir": str(self.dir),
            "save": "",
            "appendonly": "yes",
            "appendfsync": "everysec",
            "maxmemory-policy": "noeviction",
            "databases": str(DATABASES),
            "daemonize": "no",
        }
        options = [word for name, value in settings.items() for word in (f"--{name}", value)]
        self.process.start([str(redis_server()), *options], server_environment())
