from xml.etree import ElementTree as ET

import altair as alt

from stancekit.overview import charts, vector
from stancekit.overview.records import Outlet, Period

COUNTS = {"condemning": 2, "cautious": 1, "supportive": 1}
INTERVALS = dict.fromkeys(COUNTS, (0.1, 0.6))


def _chart(**more):
    data = alt.Data(values=[{"x": 1, "link": "https://example.org", "say": "</svg><script>"}])
    return alt.Chart(data).mark_point().encode(x="x:Q", description="say:N", **more)


def test_only_still_pictures_get_through():
    root = ET.fromstring(vector.draw(_chart(href="link:N"), id="c", label='a "b" <c>'))
    tags = {node.tag.rpartition("}")[2] for node in root.iter()}
    assert tags <= {"svg", "g", "path", "line", "rect", "text", "tspan", "defs", "clipPath", "title"}
    assert (root.get("role"), root.get("aria-label")) == ("img", 'a "b" <c>')
    assert not [name for node in root.iter() for name in node.attrib if "href" in name or name == "style"]


def test_marks_say_what_they_are_to_the_pointer():
    drawn = vector.draw(_chart(), id="c", label="x")
    assert "<title>&lt;/svg&gt;&lt;script&gt;</title>" in drawn


def test_ids_of_two_charts_differ():
    periods = [Period(f"2024-0{m}-01", COUNTS, INTERVALS) for m in (1, 2, 3)]
    one, two = (charts.of_shares(periods, "month", width=300, id=id) for id in ("one", "two"))
    assert one != two or "id=" not in one
    assert one.replace("one-", "two-") == two


def test_outlets_whose_names_are_cut_to_the_same_stay_apart():
    outlets = [
        Outlet("The Very Long Name of a Paper " + end, 3, COUNTS, INTERVALS) for end in ("A" * 9, "B" * 9)
    ]
    drawn = charts.of_outlets(outlets, width=320, id="o")
    assert drawn.count("<title>") == 6
    assert "(2)" in drawn
