"""Topics over all articles: the articles' own, grouped by the company that their words keep.

Each topic of an article is a point among the word vectors of the model: the mean of the vectors of its label,
its terms, and what is said on it, weighed by how rare the words are. K-means groups the points, into as few
groups as have members that are alike, and a group is called what most of its articles call it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from stancekit.collection.names import slug
from stancekit.topics.background import Background
from stancekit.topics.words import fold

__all__ = ["Issues", "directions", "gather", "nearness"]

FloatArray = npt.NDArray[np.floating]
IntArray = npt.NDArray[np.intp]

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_NUMBERS = (2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512)  # of groups that are tried
_FEWEST_MEMBERS = 2  # topics of articles in a group, on average
_SAMPLE = 6_000  # points by which the number of groups is chosen
_FITTED = 60_000  # points by which the groups are found
_ALIKE = 0.8  # mean cosine of the topics of a group and its centre
_MUCH = 1.5  # times as many groups: fewer than that, and the number of an earlier run stays
_LEAST = 0.05
_AT_ONCE, _TEXTS_AT_ONCE = 20_000, 500
_SAME = 0.8  # cosine of a group and one of an earlier run from which it is the same topic
_MOST_TERMS = 8


@dataclass(frozen=True, slots=True)
class Issues:
    """The topics over all articles.

    Parameters
    ----------
    ids, labels : list of str
        An entry a topic.
    terms : list of tuple of str
        Further labels of its articles, those that fit best first.
    directions : array of shape (n_topics, n_dims)
        Where they lie, of length 1.
    """

    ids: list[str]
    labels: list[str]
    terms: list[tuple[str, ...]]
    directions: FloatArray


def directions(texts: Sequence[str], background: Background) -> FloatArray:
    """Return where texts lie among the word vectors, a row a text, of length 1 or 0.

    Examples
    --------
    >>> import stancekit
    >>> points = directions(["gun control", "firearms law", "vaccine"], stancekit.load().topics.background)
    >>> bool(points[0] @ points[1] > points[0] @ points[2])
    True
    """
    sums = np.zeros((len(texts), background.vectors.shape[1]), np.float32)
    for part in _slices(len(texts), _TEXTS_AT_ONCE):
        words = [_WORD.findall(text) for text in texts[part]]
        begin = np.concatenate([[0], np.cumsum([len(row) for row in words])])
        rows = background.rows(background.word_keys([word for row in words for word in row]))
        counts = csr_array((background.rarity[rows], rows, begin), (len(words), len(background.rarity)))
        sums[part] = counts @ background.vectors
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    found: FloatArray = sums / np.maximum(lengths, np.finfo(np.float32).tiny)
    return found


def gather(
    points: FloatArray,
    labels: Sequence[str],
    background: Background,
    *,
    number: int | None = None,
    before: Issues | None = None,
) -> tuple[Issues, IntArray]:
    """Group the articles' topics.

    Parameters
    ----------
    points : array of shape (n, n_dims)
        What `directions` returned; half precision is enough.
    labels : sequence of str
        What the articles call them.
    background : Background
        What it was returned by.
    number : int, optional
        Of groups; by default as few as have members that are alike.
    before : Issues, optional
        Those of an earlier run: a group that lies where one of them did is the same, and keeps its id.

    Returns
    -------
    issues : Issues
    group : array of shape (n,)
        Row of the issue of each topic.
    """
    if not len(points):
        return Issues([], [], [], np.zeros((0, points.shape[1]), np.float32)), np.zeros(0, np.intp)
    number = min(number or _best_number(points, len(before.ids) if before else 0), len(points))
    group = _clustered(points, number)
    _, group = np.unique(group, return_inverse=True)  # a group may have come out empty
    centres = _centres(points, group, int(group.max()) + 1)
    near = nearness(points, centres, group)
    for part in _slices(len(points)):  # a label that lies elsewhere than what is said under it tells nothing
        of_labels = nearness(directions(labels[part], background), centres, group[part])
        near[part] *= np.maximum(of_labels, _LEAST)
    named = _named(near, labels, group)
    called = [label for label, _ in named]
    ids = _ids(called, _kept(centres, before), before)
    return Issues(ids, called, [terms for _, terms in named], centres), group


def _best_number(points: FloatArray, former: int) -> int:
    """Return the fewest groups whose members lie near their centres; the former number where it is close."""
    sample = _sample(points, _SAMPLE)
    tried = [n for n in _NUMBERS if n * _FEWEST_MEMBERS <= len(sample)] or [1]
    best = next((n for n in tried if _alike(sample, n) >= _ALIKE), tried[-1])
    return former if best / _MUCH <= former <= best * _MUCH else best


def _alike(points: FloatArray, number: int) -> float:
    group = _clustered(points, number)
    return float(nearness(points, _centres(points, group, number), group).mean())


def nearness(points: FloatArray, centres: FloatArray, group: IntArray) -> FloatArray:
    """Return the cosine of each point and the centre of its group."""
    found = np.empty(len(points), np.float32)
    for part in _slices(len(points)):
        found[part] = np.einsum("ij,ij->i", points[part].astype(np.float32), centres[group[part]])
    return found


def _slices(n: int, size: int = _AT_ONCE) -> Iterator[slice]:
    """Cut what would take too much memory at once."""
    return (slice(first, first + size) for first in range(0, n, size))


def _centres(points: FloatArray, group: IntArray, number: int) -> FloatArray:
    """Return the direction of each group."""
    sums = np.zeros((number, points.shape[1]), np.float32)
    for part in _slices(len(points)):
        n = len(group[part])
        members = csr_array((np.ones(n, np.float32), (group[part], np.arange(n))), (number, n))
        sums += members @ points[part].astype(np.float32)
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    centres: FloatArray = sums / np.maximum(lengths, np.finfo(np.float32).tiny)
    return centres


def _clustered(points: FloatArray, number: int) -> IntArray:
    """Return the group of each point; of very many, some are enough to find the groups."""
    import warnings

    from sklearn.cluster import KMeans
    from sklearn.exceptions import ConvergenceWarning

    model = KMeans(number, n_init=1, random_state=0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # fewer distinct points than groups
        model.fit(_sample(points, _FITTED).astype(np.float32))
    group = np.empty(len(points), np.intp)
    for part in _slices(len(points)):
        group[part] = model.predict(points[part].astype(np.float32))
    return group


def _sample(points: FloatArray, most: int) -> FloatArray:
    if len(points) <= most:
        return points
    return points[np.sort(np.random.default_rng(0).choice(len(points), most, replace=False))]


def _named(near: FloatArray, labels: Sequence[str], group: IntArray) -> list[tuple[str, tuple[str, ...]]]:
    """Return a label for each group, no label twice, and terms: what is called so most, and lies nearest."""
    forms: list[defaultdict[str, list[int]]] = [defaultdict(list) for _ in range(group.max() + 1)]
    for row, (g, label) in enumerate(zip(group.tolist(), labels, strict=True)):
        forms[g][" ".join(map(fold, label.split()))].append(row)
    named: list[tuple[str, tuple[str, ...]]] = [("", ())] * len(forms)
    taken: set[str] = set()
    sizes = np.bincount(group)
    for g in np.argsort(-sizes, kind="stable").tolist():
        worth = {form: float(near[rows].mean()) * np.log1p(len(rows)) for form, rows in forms[g].items()}
        ordered = sorted(worth, key=lambda form: (-worth[form], form))
        best = next((form for form in ordered if form not in taken), ordered[0])
        taken.add(best)
        written = [_most(labels[row] for row in forms[g][form]) for form in [best, *ordered[:_MOST_TERMS]]]
        terms = tuple(dict.fromkeys(term for term in written[1:] if term != written[0]))
        named[g] = (written[0], terms)
    return named


def _most(written: Iterable[str]) -> str:
    counts = Counter(written)
    return max(counts, key=lambda form: (counts[form], form))


def _kept(centres: FloatArray, before: Issues | None) -> dict[int, str]:
    """Return the ids of groups that are topics of an earlier run: pairs that lie nearest, one to one."""
    if before is None or not len(before.ids) or before.directions.shape[1] != centres.shape[1]:
        return {}
    from scipy.optimize import linear_sum_assignment

    near = centres @ before.directions.T
    pairs = zip(*linear_sum_assignment(-near), strict=True)
    return {int(a): before.ids[b] for a, b in pairs if near[a, b] >= _SAME}


def _ids(labels: Sequence[str], kept: dict[int, str], before: Issues | None) -> list[str]:
    """Return an id for each topic: the one it had, or its label's; ids of earlier runs are not used anew."""
    used = set(before.ids if before else ())
    ids = []
    for row, label in enumerate(labels):
        base = slug(label)
        id, n = base, 1
        while id in used:
            n += 1
            id = f"{base}-{n}"
        ids.append(kept.get(row, id))
        used.add(ids[-1])
    return ids
