"""The gateway: updates in, messages out, no business logic."""
