"""From a template and what was answered to a page. One environment for each language, made once."""

from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path
from typing import Final

from jinja2 import ChainableUndefined, ChoiceLoader, Environment, FileSystemLoader, PackageLoader, PrefixLoader
from jinja2.ext import i18n
from markupsafe import Markup
from starlette.responses import HTMLResponse

from gateway.web.act_pages import address, page_of
from gateway.web.assets import Assets
from gateway.web.compared import compared
from gateway.web.ended import ended
from gateway.web.facts import facts_about, fields_by_record
from gateway.web.operations import called_like, title
from gateway.web.references import action_named
from gateway.web.tables import labelled, numeric
from gateway.web.words import Words, offered, own_name

HERE: Final = Path(__file__).parent
PRODUCT: Final = "MAPPA gateway"


def security_headers(issuer_origin: str, *, secure: bool) -> dict[str, str]:
    """What every page tells the browser: load nothing from elsewhere, run nothing that stands in a page, keep nothing.

    A form may lead to the identity provider, where signing out ends. Pages are not compressed here: what a reader
    sends stands beside what they may see, and the lengths of compressed pages would tell (BREACH).
    """
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
        f"form-action 'self' {issuer_origin}; frame-ancestors 'none'; base-uri 'none'"
    )
    headers = {
        "content-security-policy": policy,
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "same-origin",  # none at all would take the origin from our own forms too
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
    }
    return headers | ({"strict-transport-security": "max-age=31536000"} if secure else {})


class Rendering:
    """Renders pages in one language."""

    def __init__(
        self,
        assets: Assets,
        words: Words,
        headers: Mapping[str, str],
        undefined: type[ChainableUndefined] = ChainableUndefined,
    ) -> None:
        self.assets = assets
        self.words = words
        self.headers = dict(headers)
        self._environment = _environment(words, assets, undefined)

    def page(self, template: str, context: Mapping[str, object], status: int = 200) -> HTMLResponse:
        """A page."""
        return HTMLResponse(self.text(template, context), status, self.headers)

    def block(self, template: str, name: str, context: Mapping[str, object]) -> str | None:
        """One block of a template by itself, without what its parents have; None where it has no such block."""
        found = self._environment.get_template(template)
        return "".join(found.blocks[name](found.new_context(dict(context)))) if name in found.blocks else None

    def operations(self, words: str) -> list[str]:
        """The operations of the pages in whose titles these words stand."""
        return called_like(self.words.say, partial(_label, self._environment, self.words), words)

    def text(self, template: str, context: Mapping[str, object]) -> str:
        """The page's text."""
        return self._environment.get_template(template).render(context)


def _environment(words: Words, assets: Assets, undefined: type[ChainableUndefined]) -> Environment:
    components = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    environment = Environment(
        loader=ChoiceLoader([components, FileSystemLoader([HERE / "templates", HERE / "pages"])]),
        autoescape=True,
        undefined=undefined,  # GOV.UK's components look into options that were not given
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=[i18n],
    )
    environment.install_gettext_translations(words.translations, newstyle=True)  # type: ignore[attr-defined]  # of i18n
    offered_as = cache(partial(_label, environment, words))
    environment.globals |= {
        "asset": assets.address,
        "act_address": address,
        "act_label": offered_as,
        "operation_title": partial(title, words.say, offered_as),
        "facts_about": partial(facts_about, words),
        "fields_by_record": partial(fields_by_record, words),
        "language": words.language,
        "languages": [(each, own_name(each)) for each in offered()],
        "product": PRODUCT,
    }
    environment.filters |= {
        "compared": compared,
        "labelled": labelled,
        "numeric": numeric,
        "name": words.name,
        "ended": partial(ended, words),
        "told": words.told,
        "plainly": words.plainly,
        "action_named": action_named,
        "agency": words.agency,
        "agencies": words.agencies,
        "day": words.day,
        "moment": words.moment,
        "clock": words.clock,
        "instant": words.instant,
        "number": words.number,
        "pattern": words.pattern,
    }
    return environment


def _label(environment: Environment, words: Words, act: str) -> str:
    """What whoever may do an act is offered: the title of its page, and of an act without one its name."""
    page = page_of(act)
    if page is None:
        return words.name(act)
    template = environment.get_template(page.template)
    return Markup("".join(template.blocks["title"](template.new_context())))  # noqa: S704 - rendered by the template
