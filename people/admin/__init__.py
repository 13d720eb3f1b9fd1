"""Staff pages of people: persons, consents, crises, staff, and the looks at personal words."""

from people.admin import consents, contacts, crises, looks, persons, staff

__all__ = ["consents", "contacts", "crises", "looks", "persons", "staff"]
