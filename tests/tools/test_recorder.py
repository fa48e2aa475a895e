"""The recorder hears what is sent, and knows a text again in every shape: else a leak test could not fail."""

from __future__ import annotations

import base64
import json
import socket
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

import pytest

from tests.helpers.recorder import recording, shapes, traces

TEXT = "Åsa göm 4711 Morris"
SENT = {
    "UTF-8": TEXT.encode(),
    "JSON": json.dumps({"goal": f"Jag vill {TEXT}."}).encode(),
    "hex": TEXT.encode().hex().upper().encode(),
    "UTF-16LE": TEXT.encode("utf-16-le"),
    "UTF-16BE": TEXT.encode("utf-16-be"),
    "Latin-1": TEXT.encode("latin-1"),
} | {f"base64 {shift}": base64.b64encode(b"xyz"[:shift] + TEXT.encode() + b" slut") for shift in range(3)}
PLACES = {
    "body": lambda sent: {"data": sent},
    "form": lambda sent: {"data": urlencode({"text": sent}).encode()},
    "query": lambda sent: {"query": quote(sent, safe="")},
    "query, twice over": lambda sent: {"query": quote(quote(sent, safe=""), safe="")},
    "header": lambda sent: {"headers": {"X-Told": sent.decode("latin-1")}},
}


@pytest.mark.parametrize("place", PLACES)
def test_a_text_is_known_again_in_every_shape_wherever_it_stands_in_a_request(place):
    with recording() as server:
        for shape, sent in SENT.items():
            if place == "header" and b"\0" in sent:
                continue
            del server.heard[:]
            request = PLACES[place](sent)
            urlopen(Request(f"{server.url}?{request.pop('query', '')}", **request)).read()
            assert shape in traces(TEXT, server.heard), shape


def test_every_shape_is_tried_and_another_text_has_no_trace():
    assert {name for name in shapes(TEXT) if "for addresses" not in name} == set(SENT)
    for sent in SENT.values():
        assert traces("Åsa göm 4712 Morris", sent) == []


def test_a_datagram_is_heard():
    with recording() as server, socket.socket(type=socket.SOCK_DGRAM) as mouth:
        host, port = server.url.removeprefix("http://").strip("/").split(":")
        mouth.sendto(TEXT.encode(), (host, int(port)))
        server.datagram.wait(10)
        assert traces(TEXT, server.datagrams[0]) == ["UTF-8"]
