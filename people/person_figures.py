"""What other apps add to the page of a person: counts, and where the rows are to be seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, IntegerField, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from core.staff_pages import Label


@dataclass(frozen=True, slots=True)
class PersonFigure:
    """How many rows of one kind there are of a person.

    Attributes:
        name: what the count is called in queries.
        rows: the rows, of everybody; they have a `person`.
        page: name of the staff page that lists them.
        is_listed: whether the count has a column in the list of persons.
    """

    name: str
    label: Label
    rows: QuerySet[Any]
    page: str
    is_listed: bool = False

    @property
    def count(self) -> Coalesce:
        """Return the count as an expression over persons."""
        of_person = self.rows.filter(person_id=OuterRef("pk")).order_by().values("person_id")
        counted = of_person.annotate(count=Count("pk")).values("count")
        return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


_figures: dict[str, PersonFigure] = {}


def show_figure(figure: PersonFigure) -> None:
    """Add a figure to the page of a person; the order is that of the apps."""
    _figures[figure.name] = figure


def person_figures() -> Sequence[PersonFigure]:
    """Return all figures."""
    return list(_figures.values())


def all_rows(model: type[Model]) -> QuerySet[Any]:
    """Return every row of a model."""
    return QuerySet(model)
