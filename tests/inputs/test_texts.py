"""Texts, and files of one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancekit.errors import InputError
from stancekit.inputs import decode, read_text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"caf\xe9", "byte 0xe9 at offset 3"),
        (b"\xef\xbb\xbfcaf\xe9", "byte 0xe9 at offset 6"),
        (b"ab\x00", "NUL byte at offset 2"),
        ("Wide.".encode("utf-16"), "NUL byte at offset 3"),
        (b"\xed\xa0\x80", "byte 0xed at offset 0"),
    ],
)
def test_decode_names_the_offset_of_what_it_refuses(data, reason):
    with pytest.raises(InputError, match=f"^here: .*{reason}.*UTF-8"):
        decode(data, "here")


@given(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"])))
def test_decode_returns_the_text_unaltered(text):
    assert decode(b"\xef\xbb\xbf" + text.encode(), "here") == text
    assert decode(text.encode(), "here") == text.removeprefix("\ufeff")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "latin-1"])
def test_other_encodings_are_failures_that_say_what_is_allowed(write, gather, encoding):
    path = write("a.txt", "Der Bürgermeister schwieg.".encode(encoding))
    found, (failure,) = gather(path)
    assert found == []
    assert failure.error.startswith(f"{path}: ")
    assert failure.error.endswith("allowed is UTF-8 text")


def test_line_ends_and_the_rest_stay_as_they_are(write, gather):
    text = "\ufeffOne.\r\n\r\nTwo.\rThree.\u2028\ufeff Four.\x0b"
    (article,), _ = gather(write("deep.name.TXT", text))
    assert (article.id, article.text) == ("deep.name", text[1:])
    assert read_text(write("b", text)) == text[1:]
