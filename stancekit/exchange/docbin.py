"""spaCy's DocBin: a `Doc` an article, made by the tokenizer of a blank English pipeline.

``doc.user_data["stancekit"]`` is the JSON form ``stancekit/1``, with exact offsets in code points, which are
those of ``Span.start_char`` too. ``doc.spans`` has the groups ``content``, ``cue`` and ``source``; a span of
spaCy's consists of whole tokens, so there an offset within a token moves to its edge. ``span.id_`` is the
utterance's id and ``span.label_`` the stance of a content, or the role. Reading takes the exact offsets; docs
without them are read by their groups.

A lone surrogate, which spaCy cannot hold, becomes U+FFFD.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from stancekit.errors import InputError, MissingExtraError
from stancekit.exchange import files
from stancekit.exchange.form import analysis_of, form_of
from stancekit.exchange.marked import ANSWERS, Marked, answer_of, build, plain_data
from stancekit.exchange.regions import ROLES
from stancekit.records import Analysis, Article, Span

__all__ = ["KEY", "document", "read", "write"]

KEY = "stancekit"  # in Doc.user_data


def write(analyses: Iterable[Analysis], out: Path) -> None:
    """Write analyses to a file, which is held in memory until all are there.

    Raises
    ------
    MissingExtraError
        If spaCy is not installed.
    """
    spacy = _spacy()
    nlp, found = spacy.blank("en"), spacy.tokens.DocBin(store_user_data=True)
    for analysis in analyses:
        found.add(document(analysis, nlp))
    files.write_bytes(out, found.to_bytes())


def document(analysis: Analysis, nlp: Any) -> Any:
    """Return an analysis as a ``spacy.tokens.Doc``.

    Parameters
    ----------
    analysis : Analysis
    nlp : spacy.language.Language
        Only its tokenizer is used.
    """
    doc = nlp.tokenizer(files.writable(analysis.article.text))
    form = json.dumps(form_of(analysis, plain_data(analysis.article.meta)), ensure_ascii=False)
    doc.user_data[KEY] = json.loads(files.writable(form))
    for role in ROLES:
        spans = []
        for u in analysis.utterances:
            label = (answer_of(u) if role == "content" else None) or role
            for start, end in getattr(u, role):
                span = doc.char_span(
                    start, end, label=label, span_id=files.writable(u.id), alignment_mode="expand"
                )
                spans += [] if span is None else [span]
        doc.spans[role] = spans
    return doc


def read(path: Path) -> Iterator[Analysis]:
    """Yield the analysis of every doc of a file.

    Raises
    ------
    InputError
        If the file is no DocBin, or what it says of an article is not allowed.
    MissingExtraError
        If spaCy is not installed.
    """
    spacy = _spacy()
    try:
        docs = list(spacy.tokens.DocBin().from_bytes(path.read_bytes()).get_docs(spacy.blank("en").vocab))
    except OSError:
        raise
    except Exception as error:  # whatever zlib, msgpack and spaCy raise for bytes that are something else
        raise InputError(f"{path} is no DocBin of spaCy's ({type(error).__name__})") from error
    for number, doc in enumerate(docs, 1):
        where, told = f"{path}, doc {number}", doc.user_data.get(KEY)
        if isinstance(told, Mapping):
            yield analysis_of(_lists(told), doc.text, where)
        else:
            yield build(Article(doc.text, str(number)), _marked(doc), where)


def _marked(doc: Any) -> list[Marked]:
    """Return what the span groups say: spans of one id are an utterance, one without id is one of its own."""
    found: dict[str, dict[str, list[Span]]] = {}
    answers: dict[str, str] = {}
    for role in ROLES:
        for number, span in enumerate(doc.spans.get(role, ()), 1):
            id = span.id_ or f"{role}-{number}"
            found.setdefault(id, {}).setdefault(role, []).append(Span(span.start_char, span.end_char))
            if role == "content" and span.label_ in ANSWERS:
                answers[id] = span.label_
    marked = []
    for id, spans in found.items():
        content, cue, source = (tuple(sorted(spans.get(role, ()))) for role in ROLES)
        marked.append(Marked(id, content, cue, source, answer=answers.get(id)))
    return marked


def _lists(value: Any) -> Any:
    """Return data with lists in place of the tuples that spaCy reads."""
    if isinstance(value, Mapping):
        return {key: _lists(one) for key, one in value.items()}
    return [_lists(one) for one in value] if isinstance(value, (list, tuple)) else value


def _spacy() -> Any:
    try:
        import spacy.tokens
    except ImportError:
        raise MissingExtraError("spacy", extra="spacy", purpose="a DocBin") from None
    return spacy
