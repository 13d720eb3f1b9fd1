"""Run vectord: `python -m selfology_site.vectord DIRECTORY [--port PORT | --descriptor NUMBER]`."""

import argparse
import logging
import os
import signal
import socket
import sys
import threading
from pathlib import Path
from types import FrameType

from selfology_site.vectord.server import VectorHttpServer
from selfology_site.vectord.store import Store

logger = logging.getLogger("vectord")

LOOPBACK = "127.0.0.1"
DEFAULT_PORT = 6333


def main() -> None:
    """Serve a directory until SIGTERM or SIGINT, then write everything down."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    arguments = _arguments()
    api_key = os.environ.get("VECTORD_API_KEY", "")
    if not api_key:
        sys.exit("vectord: set VECTORD_API_KEY; a store without a key is open to every page")
    store = Store(arguments.directory)
    server = VectorHttpServer(_listener(arguments), store, api_key)
    _stop_on_signals(server)
    logger.info("serving %s on port %s", arguments.directory, server.server_address[1])
    try:
        server.serve_forever(poll_interval=0.2)
    finally:
        store.close()
        logger.info("stopped")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="vectord")
    parser.add_argument("directory", type=Path)
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--port", type=int, default=DEFAULT_PORT)
    where.add_argument("--descriptor", type=int, help="a listening socket that we inherited")
    return parser.parse_args()


def _listener(arguments: argparse.Namespace) -> socket.socket:
    if arguments.descriptor is not None:
        return socket.socket(fileno=arguments.descriptor)
    return socket.create_server((LOOPBACK, arguments.port))


def _stop_on_signals(server: VectorHttpServer) -> None:
    def stop(_number: int, _frame: FrameType | None) -> None:
        # shutdown() waits for the loop that this handler has interrupted
        threading.Thread(target=server.shutdown).start()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)


if __name__ == "__main__":
    main()
