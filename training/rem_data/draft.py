"""What a verb module hands back: a statement, the marked request, and the labels its answer relies on."""

from __future__ import annotations

from dataclasses import dataclass, field

from .statement import Statement


@dataclass
class Draft:
    statement: Statement
    request: str
    family: str
    labels: list[str] | None = None  # labels the answer must spell as they are; None where labels play no part
    about: str = ""  # a value of the request that distractor labels may look like
    schema: str | None = None
    unlabelled: bool = field(default=False)  # this row must not get a Labels line
