"""The web process gives back what it borrows from PostgreSQL."""

import httpx
import pytest

from tests.e2e.product import Product

pytestmark = pytest.mark.e2e

COUNT = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'")
    print(cursor.fetchone()[0])
"""
#: Enough for what other processes open and close meanwhile; a leak is many times that.
OTHERS = 8


def connections(product: Product) -> int:
    return int(product.manage("shell", "-v0", "-c", COUNT).strip().splitlines()[-1])


def test_a_hundred_and_more_requests_leave_no_connection_behind(product: Product) -> None:
    before = connections(product)

    with httpx.Client(timeout=60.0) as client:
        answers = [
            client.get(f"http://127.0.0.1:{product.web_port}/readyz").status_code
            for _ in range(120)
        ]

    assert set(answers) == {200}
    assert connections(product) <= before + OTHERS
