"""Parses each text of records once: a test of a fault changes one file of 27 and loads all of them."""

from __future__ import annotations

import pickle
import tomllib
from collections.abc import Iterator
from functools import cache
from unittest import mock

import pytest


@pytest.fixture(scope="session", autouse=True)
def toml_is_parsed_once() -> Iterator[None]:
    """Let the same text be parsed once. Everybody gets a copy, so that nothing is shared."""
    parse = tomllib.loads
    parsed = cache(lambda text: pickle.dumps(parse(text)))
    with mock.patch.object(tomllib, "loads", lambda text: pickle.loads(parsed(text))):
        yield
