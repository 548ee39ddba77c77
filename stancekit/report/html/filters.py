"""The form that narrows the page down; it is hidden where no script runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stancekit.report import looks
from stancekit.report.html.markup import Markup, element
from stancekit.report.html.view import View, stance_words

__all__ = ["filters"]


def filters(view: View) -> Markup:
    """Return the form: speaker, topic, stance and the least confidence."""
    speakers = [view.speaker(id) for id in view.speakers]
    topics = [view.topic(id) for id in view.topics]
    status = element("span", id="status", role="status")
    return element(
        "form",
        element("h2", "Show only", id="filters-title"),
        element(
            "div",
            _choice("speaker", "Speaker", "all speakers", speakers),
            _choice("topic", "Topic", "all topics", topics),
            _sureness(),
            element("fieldset", element("legend", "Stance"), _stances(view)),
            class_="fields",
        ),
        element("p", status, " ", element("button", "Show everything", type="reset")),
        id="filters",
        aria_labelledby="filters-title",
        hidden=True,
    )  # fmt: skip


def _choice(name: str, label: str, everything: str, values: Sequence[str]) -> Markup:
    options = (element("option", value, value=number) for number, value in enumerate(values))
    select = element("select", element("option", everything, value=""), options, id=f"by-{name}", name=name)
    return element("p", element("label", label, for_=f"by-{name}"), select)


def _sureness() -> Markup:
    slider = element("input", type="range", id="by-sure", name="sure", min=0, max=95, step=5, value=0)
    label = element(
        "label",
        "How sure of the stance: ",
        element("output", "any", id="least", for_="by-sure"),
        for_="by-sure",
    )
    return element("p", label, slider)


def _stances(view: View) -> Iterator[Markup]:
    present = {s.key for s in view.statements}
    for key, look in looks.LOOKS.items():
        if key in present:
            box = element("input", type="checkbox", name="stance", value=key, checked=True)
            yield element("label", box, stance_words(key, look.short), class_=f"chip {key}")
