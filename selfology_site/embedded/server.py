"""What all embedded servers have in common."""

import signal
from abc import ABC, abstractmethod

from selfology_site.embedded.errors import EmbeddedError
from selfology_site.embedded.layout import Layout, Server
from selfology_site.embedded.process import ServerProcess

#: A server that was killed may have much to replay before it answers.
START_SECONDS = 120
#: A server that lives but is silent: still starting, replaying, or frozen.
SILENT_SECONDS = 30


class EmbeddedServer(ABC):
    """A server of the stack. Everything but `answers` is called under the stack lock."""

    name: Server
    stop_signal = signal.SIGTERM
    stop_seconds = 30

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.dir = layout.server_dir(self.name)
        self.process = ServerProcess(
            self.name, layout.process_lock(self.name), layout.log_file(self.name)
        )

    @abstractmethod
    def answers(self) -> bool:
        """Ask the server itself whether it works; a pid file proves nothing."""

    @abstractmethod
    def start(self) -> None:
        """Prepare the data and start the process, without waiting for it."""

    @abstractmethod
    def is_reachable(self) -> bool:
        """Whether the way to the server exists: temporary directories get swept."""

    def ensure(self) -> None:
        """Start the server unless it answers.

        Raises:
            EmbeddedError: It cannot be started.
        """
        if self.answers() or self._recovers():
            return
        self.start()
        if not self.process.wait_until(self.answers, START_SECONDS):
            message = f"{self.name} ended right after its start:\n{self.process.log_tail()}"
            raise EmbeddedError(message)

    def ask_to_stop(self) -> None:
        """Ask the server to end, without waiting for it."""
        self.process.ask_to_stop(self.stop_signal)

    def wait_stopped(self) -> None:
        """Wait for its end."""
        self.process.wait_stopped(self.stop_seconds)

    def _recovers(self) -> bool:
        """Whether a silent server lives and comes to answer.

        It is never started a second time beside itself: two Redis on one log would ruin it.
        """
        if not self.process.is_alive:
            return False
        if not self.is_reachable():
            self.ask_to_stop()
            self.wait_stopped()
            return False
        return self.process.wait_until(self.answers, SILENT_SECONDS)
