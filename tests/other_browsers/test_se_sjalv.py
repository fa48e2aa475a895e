"""The page Se själv in Firefox and WebKitGTK: its attempts never leave, with the meta policy alone and with the headers alone."""

from __future__ import annotations

from tests.chromium.leaving.test_se_sjalv import META, SEE, STOPPED, TARGET, host
from tests.other_browsers.hands import press, said, sees, until

ALL_STOPPED = "5 försök. Alla stoppades av webbläsaren innan något skickades."


def try_to_send(tab) -> str:
    press(tab, "Försök skicka något")
    until(lambda: "5 försök" in said(tab) or "Ett försök gick igenom" in said(tab), "the attempts are made")
    return said(tab)


def all_are_stopped_by_the_policy(tab) -> None:
    text = try_to_send(tab)
    assert ALL_STOPPED in text, text
    for way, directive in STOPPED.items():
        assert f"{directive}. Adress: " in text, way
    assert tab.current_url.endswith(SEE)


def test_P1_every_attempt_is_stopped_by_the_meta_policy_alone(tab, home, proxy):
    home.provoked = True
    tab.get(home.url + SEE)
    sees(tab, "Alla gick till den dator som lämnar ut sidan")
    sees(tab, "Inget.")
    all_are_stopped_by_the_policy(tab)
    assert proxy.asked == []  # it stands for every address that is not on this machine


def test_P1_every_attempt_is_stopped_by_the_headers_alone(tab, proxy, site):
    with host(site, TARGET, meta=False) as address:
        tab.get(address + SEE)
        all_are_stopped_by_the_policy(tab)
        tab.get("about:blank")
    assert proxy.asked == []


def test_without_any_policy_the_first_attempt_arrives_and_the_page_says_so(tab, home, stranger):
    home.provoked = True
    home.edits[f"{SEE}index.html"] = lambda page: META.sub("", page).replace(TARGET, f"{stranger.url}leak/")
    tab.get(home.url + SEE)
    assert "Den här kopian av sidan har ingen spärr." in try_to_send(tab)
    assert {request.split()[1] for request in stranger.asked} == {"/leak/fetch"}
