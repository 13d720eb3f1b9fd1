"""Loading what clients need, before anything is asked of a server."""

from profiles.vectors import client


def test_warming_up_asks_no_server_and_leaves_no_client_behind() -> None:
    client.disconnect()

    client.warm_up()

    assert client._clients == {}
