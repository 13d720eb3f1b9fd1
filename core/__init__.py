"""Tools every app stands on: clock, ids, errors, redis, sealing, health, crisis."""
