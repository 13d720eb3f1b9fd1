"""Who works: the workers that gave RQ a sign of life."""

from rq import Worker

from core.clock import utc_now
from core.redis import redis_client
from events.catalogue import Priority

ALIVE_SECONDS = 60


def workers_by_queue() -> dict[str, int]:
    """Return how many workers that gave a sign of life lately serve each queue.

    Raises:
        RedisError: Redis does not answer.
    """
    alive = {priority.queue: 0 for priority in Priority}
    for worker in Worker.all(connection=redis_client()):
        beat = worker.last_heartbeat
        if beat and (utc_now() - beat).total_seconds() < ALIVE_SECONDS:
            for queue in alive.keys() & set(worker.queue_names()):
                alive[queue] += 1
    return alive
