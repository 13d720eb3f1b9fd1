"""The question lab: where psychologists write, review and publish questions."""
