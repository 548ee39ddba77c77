"""Dates that are known, and those that are not."""

import pytest

from stancekit.exchange.dates import moment, window


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("2025-08-19", "2025-08-19 00:00:00"),
        (" 2025-08-19T09:30:12.5+02:00", "2025-08-19 09:30:12"),
        ("2025-08-19 09:30", "2025-08-19 09:30:00"),
        ("2025-08-19T25:30", "None"),
        ("2025-13-01", "None"),
        ("2025-02-30", "None"),
        ("19 August 2025", "None"),
        ("２０２５-08-19", "None"),
        ("", "None"),
    ],
)
def test_moment(told, expected):
    assert str(moment(told)) == expected


def test_windows_of_the_year_one():
    assert [window("0001-01-01", unit) for unit in ("day", "week", "month")] == [
        "0001-01-01",
        "0001-W01",
        "0001-01",
    ]
