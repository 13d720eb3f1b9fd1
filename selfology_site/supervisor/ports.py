"""Find ports before anybody is told about them."""

import errno
import socket
from collections.abc import Collection

LOOPBACK = "127.0.0.1"
TRIES = 100
HIGHEST = 65535


def free_port(wish: int, taken: Collection[int] = ()) -> int:
    """Return the first free port at or after `wish`; 0 wishes for any.

    Args:
        wish: The port to begin with, 0 to 65535.
        taken: Ports that were given away already and are not yet open.
    """
    for port in range(wish, min(wish + TRIES, HIGHEST + 1)) if wish else ():
        if port not in taken and _can_listen(port):
            return port
    with socket.create_server((LOOPBACK, 0)) as listener:
        return int(listener.getsockname()[1])


def _can_listen(port: int) -> bool:
    try:
        with socket.create_server((LOOPBACK, port)):
            return True
    except OSError as error:
        if error.errno in (errno.EADDRINUSE, errno.EACCES):
            return False
        raise
