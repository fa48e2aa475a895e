"""The worker that locks files, beside an independent age implementation (pyrage, in Rust), and under every fault.

Runs the built engine/age.js under Node. What the page does with its answers, chromium/form/test_locked.py tests.
"""

from __future__ import annotations

import base64
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pyrage
import pytest

from tests.build.engines.age_worker import PHRASE, TEXT, Age

REFUSED = {"broken", "changed", "wrong", "other", "heavy"}


@pytest.fixture(scope="module")
def age(site: Path) -> Iterator[Age]:
    age = Age(site / "engine" / "age.js")
    yield age
    age.close()


@pytest.fixture(scope="module")
def light(age: Age) -> bytes:
    """A locked file that costs nothing to try to open."""
    return age.make()


def stanza(file: bytes, wanted: bytes) -> bytes:
    """The file with another stanza in its header."""
    return re.sub(rb"-> scrypt .*\n.*\n", lambda _: wanted, file, count=1)


def header_length(file: bytes) -> int:
    return file.index(b"\n", file.index(b"\n--- ") + 1) + 1


# ---- the format --------------------------------------------------------------------------------------------------


def test_P12_what_is_locked_here_is_opened_by_an_independent_program_and_the_work_is_what_we_say(age):
    file = age.lock(TEXT, PHRASE)
    assert re.match(rb"age-encryption\.org/v1\n-> scrypt [A-Za-z0-9+/]{22} 17\n[A-Za-z0-9+/]{43}\n--- ", file)
    assert pyrage.passphrase.decrypt(file, PHRASE).decode() == TEXT
    with pytest.raises(pyrage.DecryptError):
        pyrage.passphrase.decrypt(file, "varm bulle på måndag")


def test_P12_odd_phrases_and_long_and_empty_texts_are_the_same_to_both(age):
    cases = [
        (TEXT, "å" * 400),
        ("", "x"),
        ("å" * 100_000, "\u202e שלום \x00 😀👩‍👩‍👧"),
        ("x" * 65_536, "'\"<b>"),
        ("x" * 131_072, "a b"),
    ]
    for text, phrase in cases:
        file = age.make(text, phrase)
        assert pyrage.passphrase.decrypt(file, phrase).decode() == text
        assert age.unlock(file, phrase) == {"text": text}


def test_each_file_has_its_own_salt_and_nonce(age):
    first, second = age.make(), age.make()
    assert first[:40] != second[:40]
    assert first[header_length(first) :] != second[header_length(second) :]


def test_armor_with_space_and_other_line_ends_around_it_opens(age, light):
    lines = base64.encodebytes(light).decode().replace("\n", "")
    armored = "\n".join(
        ["-----BEGIN AGE ENCRYPTED FILE-----", *re.findall(".{1,64}", lines), "-----END AGE ENCRYPTED FILE-----", ""]
    )
    for file in (armored, "\n \n" + armored + "\n", armored.replace("\n", "\r\n")):
        assert age.unlock(file.encode(), PHRASE) == {"text": TEXT}
    for file in (
        armored.replace("END", "EDN"),
        armored[:200],
        armored.replace("\n", "", 3),
        armored.replace("A", "!", 5),
    ):
        assert age.unlock(file.encode(), PHRASE) == {"problem": "broken"}


def test_the_phrase_is_tried_tidied_first_and_then_as_it_was_typed(age):
    file = age.make(phrase="  två  ord ")
    assert age.unlock(file, "två ord", "  två  ord ") == {"text": TEXT}
    assert age.unlock(file, "två ord") == {"problem": "wrong"}


# ---- faults ------------------------------------------------------------------------------------------------------


def test_a_file_that_ends_anywhere_too_early_is_never_opened(age, light):
    told = [age.unlock(light[:end], PHRASE) for end in range(len(light))]
    assert {tuple(answer) for answer in told} == {("problem",)}
    head = header_length(light)
    assert {answer["problem"] for answer in told[:head]} == {"broken"}
    assert {answer["problem"] for answer in told[head:]} == {"changed"}


def test_a_file_with_any_byte_changed_is_never_opened(age, light):
    told = {
        (at, bit): age.unlock(light[:at] + bytes([light[at] ^ bit]) + light[at + 1 :], PHRASE)
        for at in range(len(light))
        for bit in (1, 128)
    }
    assert [where for where, answer in told.items() if answer.get("problem") not in REFUSED] == []
    assert {answer["problem"] for (at, _), answer in told.items() if at >= header_length(light)} == {"changed"}


def test_pieces_of_a_long_file_cannot_be_left_out_swapped_doubled_or_added(age):
    file = age.make("x" * 150_000)
    start, piece = header_length(file) + 16, 65_536 + 16
    head, first, second, last = (
        file[:start],
        file[start : start + piece],
        file[start + piece : start + 2 * piece],
        file[start + 2 * piece :],
    )
    assert age.unlock(head + first + second + last, PHRASE) == {"text": "x" * 150_000}
    faults = [
        first + second,
        first + last,
        second + first + last,
        first + first + second + last,
        first + second + last + last,
        first + second + last + b"x",
        b"",
    ]
    assert [age.unlock(head + fault, PHRASE) for fault in faults] == [{"problem": "changed"}] * len(faults)


def test_why_a_file_stays_locked_is_told_apart(age, light):
    salt, body = re.search(rb"-> scrypt (\S+) 1\n(.*)\n", light).groups()
    one = b"-> scrypt " + salt + b" 1\n" + body + b"\n"
    huge = [
        b"-> scrypt " + salt + b" " + work + b"\n" + body + b"\n"
        for work in (b"21", b"22", b"30", b"64", b"999999999999")
    ]
    odd = [one.replace(b" 1\n", work) for work in (b" 0\n", b" 01\n", b" -1\n", b" x\n", b"\n", b" 1 1\n")]
    odd += [
        one + one,
        one + b"-> X25519 abc\n" + body + b"\n",
        one.replace(salt, b"c2hvcnQ"),
        one.replace(body, b"c2hvcnQ"),
        one.replace(salt, b"\xc3\xa5" * 11),
    ]
    others = [
        b"-> X25519 " + salt + salt[:21] + b"\n" + body + b"\n",
        b"-> plugin x\n" + body + b"\n",
        b"-> grease \n\n",
        b"",
    ]
    assert age.unlock(light, "fel", "lika fel") == {"problem": "wrong"}
    assert [age.unlock(stanza(light, wanted), PHRASE)["problem"] for wanted in huge] == ["heavy"] * len(huge)
    assert {age.unlock(stanza(light, wanted), PHRASE)["problem"] for wanted in odd} == {"broken"}
    assert {age.unlock(stanza(light, wanted), PHRASE)["problem"] for wanted in others} <= {"other", "broken"}
    assert age.unlock(age.make(recipient=True), PHRASE) == {"problem": "other"}
    assert age.unlock(light.replace(b"/v1", b"/v2"), PHRASE) == {"problem": "broken"}
    assert age.unlock(b"-----BEGIN AGE ENCRYPTED FILE-----", PHRASE) == {"problem": "broken"}


def test_a_file_is_looked_at_before_the_phrase_is_asked_for(age, light):
    assert age.unlock(light) == {"problem": "wrong"}
    assert age.unlock(age.make(recipient=True)) == {"problem": "other"}
    assert age.unlock(stanza(light, b"-> scrypt AAAAAAAAAAAAAAAAAAAAAA 21\n" + b"A" * 43 + b"\n")) == {
        "problem": "heavy"
    }
    assert age.unlock(light[:100]) == {"problem": "broken"}


@pytest.mark.parametrize("browser", range(3), ids=["Chromium", "Firefox", "WebKit"])
def test_a_device_that_is_short_of_memory_is_told_so(age, light, browser):
    assert age.ask(lock=TEXT, phrase=PHRASE, noMemory=browser) == {"problem": "memory"}
    assert age.unlock(light, PHRASE) == {"text": TEXT}


# ---- the words of a passphrase that the page makes up ------------------------------------------------------------


def test_the_words_are_as_many_as_we_say_and_easy_to_read_and_write(site, root):
    words = tomllib.loads((root / "builder" / "content" / "form" / "phrase.toml").read_text(encoding="utf-8"))["words"]
    assert words == sorted(set(words))
    assert len(words) == 1024
    assert [word for word in words if not re.fullmatch("[a-z]{3,8}", word)] == []
    assert json.loads((site / "engine" / "phrase.json").read_text()) == words


def test_P10_what_locks_is_in_the_copy_that_works_offline(site):
    listed = (site / "sw.js").read_text(encoding="utf-8").split(";\n", 1)[0].removeprefix("const OFFLINE = ")
    offline = json.loads(listed)
    needed = {
        "engine/age.js",
        "engine/phrase.json",
        "js/keep/age.js",
        "js/keep/locked-file.js",
        "js/keep/phrase-panel.js",
    }
    assert needed <= offline["files"].keys()
    assert not needed & set(offline["later"])


def test_what_locks_is_small_and_compiles_nothing(site):
    script = (site / "engine" / "age.js").read_text(encoding="utf-8")
    assert len((site / "engine" / "age.js.br").read_bytes()) < 20_000
    assert re.findall(r"\beval\b|\bFunction\(|WebAssembly|import\(|importScripts|fetch\(|https?:", script) == []
