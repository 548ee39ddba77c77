"""The utterances of a collection in few bytes each, which every part of a report is counted from.

``piece`` has a row for each article (a number, its id, title, day and outlet), ``said`` one for each
utterance. Probabilities are whole numbers, in ten thousandths: their sums come out the same in any order.
"""

from __future__ import annotations

from typing import Any

__all__ = ["make"]

_PIECE = """
CREATE TABLE piece AS
SELECT row_number() OVER (ORDER BY article)::INTEGER AS piece, article, title,
       CASE WHEN day BETWEEN DATE '1800-01-01' AND DATE '2200-01-01' THEN day END AS day,
       nullif(trim(source), '') AS outlet, status, coalesce(duplicate, false) AS duplicate, utterances
FROM (SELECT *, try_cast(left(trim(date), 10) AS DATE) AS day FROM articles)
"""
_SAID = """
CREATE TABLE said AS
SELECT p.piece, u.utterance, s.voice, t.subject, p.day,
       coalesce(u.stance, 'abstained')::ENUM
           ('condemning', 'cautious', 'supportive', 'none', 'abstained') AS answer,
       round(10000 * coalesce(CASE u.stance
           WHEN 'condemning' THEN u.p_condemning WHEN 'cautious' THEN u.p_cautious
           WHEN 'supportive' THEN u.p_supportive WHEN 'none' THEN u.p_none
           ELSE greatest(u.p_condemning, u.p_cautious, u.p_supportive, u.p_none) END, 0))::SMALLINT AS p,
       round(10000 * coalesce(u.p_supportive - u.p_condemning, 0))::SMALLINT AS score,
       round(10000 * coalesce(u.confidence, 0))::SMALLINT AS sure,
       least(length(u.content), 30000)::SMALLINT AS length,
       u.speaker IS NULL AS nobody
FROM utterances u
JOIN piece p USING (article)
LEFT JOIN speaker_link s ON u.article = s.article AND u.speaker = s.speaker
LEFT JOIN topic_link t ON u.article = t.article AND u.topic = t.topic
"""


def make(connection: Any) -> None:
    """Make the tables, after those of `stancekit.overview.identity`."""
    connection.execute(_PIECE)
    connection.execute(_SAID)
