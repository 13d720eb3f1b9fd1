"""The whole product in its own processes, talked to over HTTP through the sandbox."""
