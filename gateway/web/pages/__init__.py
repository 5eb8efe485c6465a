"""The pages. Each is three files side by side: a GraphQL document, a template, and the view that joins them.

A module of this package says ``PAGES``; nothing lists them all.
"""

from dataclasses import dataclass

from gateway.web.admission import View


@dataclass(frozen=True, slots=True)
class Page:
    """One address, and the view that answers it. What a script asks ``by_itself`` does not say that anybody is here."""

    path: str
    view: View
    methods: tuple[str, ...] = ("GET",)
    by_itself: bool = False
