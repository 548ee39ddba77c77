"""Pages read back with the standard library's parser, which knows nothing of how they were made."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

EMPTY = {"base", "input", "link", "meta"}


class Page(HTMLParser):
    """The elements of a page, its article to the character, and the text of elements by name."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self.article = ""
        self._open: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        self.close()
        assert not self._open, f"not closed: {self._open}"

    def handle_starttag(self, tag, attrs):
        assert len(dict(attrs)) == len(attrs), f"an attribute twice in {attrs}"
        self.elements.append((tag, dict(attrs)))
        if tag not in EMPTY:
            self._open.append(self.elements[-1])
            self.texts.setdefault(tag, []).append("")

    def handle_endtag(self, tag):
        assert self._open.pop()[0] == tag

    def handle_data(self, data):
        for tag in {tag for tag, _ in self._open}:
            self.texts[tag][-1] += data
        classes = {name for _, attrs in self._open for name in (attrs.get("class") or "").split()}
        if "text" not in {attrs.get("id") for _, attrs in self._open} or "label" in classes:
            return
        _, inner = self._open[-1]
        self.article += chr(int(inner["data-code"], 16)) if "data-code" in inner else data

    def by_id(self) -> dict[str, dict[str, str | None]]:
        """Return the attributes of the elements that have an id; none is used twice."""
        found = [attrs for _, attrs in self.elements if attrs.get("id")]
        ids = [attrs["id"] for attrs in found]
        assert len(ids) == len(set(ids))
        return dict(zip(ids, found, strict=True))

    def links(self) -> list[str]:
        """Return the addresses of the links."""
        return [attrs["href"] for tag, attrs in self.elements if tag == "a"]

    def classed(self, name: str) -> list[dict[str, str | None]]:
        """Return the attributes of the elements of a class."""
        return [attrs for _, attrs in self.elements if name in (attrs.get("class") or "").split()]


@pytest.fixture(scope="session")
def read() -> type[Page]:
    return Page
