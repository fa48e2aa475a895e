"""The checklists' records and the form that is made of them."""

from __future__ import annotations

import re

import pytest

from builder.publish.pages.tools.checklists import DOCS, checklist_index, page_address, render_checklist
from builder.publish.records.load import load_catalog
from tests.helpers.reader import Page

CATALOG = load_catalog()
CHECKLISTS = CATALOG["checklists"]
SLUGS = [checklist["slug"] for checklist in CHECKLISTS]
STEPS = ["uppmarksamma", "forbered", "kalla", "motet", "folj-upp", "avsluta"]


def items(slug: str) -> list[dict]:
    return next(checklist["item"] for checklist in CHECKLISTS if checklist["slug"] == slug)


def texts(slug: str) -> str:
    return "\n".join(item["text"] for item in items(slug))


def test_the_six_steps_come_in_order_and_two_more_follow():
    assert [(checklist["slug"], checklist.get("step")) for checklist in CHECKLISTS[:6]] == [
        (slug, number) for number, slug in enumerate(STEPS, start=1)
    ]
    assert [checklist["slug"] for checklist in CHECKLISTS if "step" not in checklist] == [
        "motesledare",
        "uppfoljningsmote",
    ]


@pytest.mark.parametrize("slug", SLUGS)
def test_p7_every_item_says_who_and_has_a_source_with_a_short_name(slug):
    for item in items(slug):
        assert item["who"]
        assert item["text"].rstrip().endswith((".", "?"))
        assert CATALOG["words"]["checklists"]["sources"][item["source"]]


@pytest.mark.parametrize("slug", SLUGS)
def test_items_of_one_group_stand_together(slug):
    groups = [item["group"] for item in items(slug)]
    changes = [group for before, group in zip([None, *groups], groups, strict=False) if group != before]
    assert len(changes) == len(set(changes))


@pytest.mark.parametrize("slug", SLUGS)
def test_p7_a_checklists_page_names_every_source_of_its_items_and_of_what_differs_between_regions(slug):
    page = (DOCS / "verktyg/checklistor" / f"{slug}.md").read_text(encoding="utf-8")
    named = set(re.search(r'builder:facts sources="([^"]+)"', page)[1].split())
    topics = {item["local"] for item in items(slug) if "local" in item}
    used = {item["source"] for item in items(slug)} | {
        local["source"] for local in CATALOG["locals"] if local["topic"] in topics
    }
    assert used - named == set()


@pytest.mark.parametrize("slug", SLUGS)
def test_a_checklists_page_leads_to_the_staff_page_it_belongs_to(slug):
    page = (DOCS / "verktyg/checklistor" / f"{slug}.md").read_text(encoding="utf-8")
    belongs = next(checklist["page"] for checklist in CHECKLISTS if checklist["slug"] == slug)
    assert f"(../../{belongs})" in page


def test_the_loop_has_both_its_lines():
    given = next(item for item in items("forbered") if item["id"] == "give_link")
    assert given["text"].startswith("Ge personen länken eller ett blankt underlag")
    assert [page_address(link["page"]) for link in given["link"]] == ["forbered/", "blankt-underlag/"]
    for slug in ("motet", "motesledare", "uppfoljningsmote"):
        assert "Fråga efter personens anteckningar" in texts(slug)


@pytest.mark.parametrize(
    ("slug", "said"),
    [
        ("uppmarksamma", "samtycket"), ("uppmarksamma", "en närstående ber"),
        ("uppmarksamma", "inte bara på sjukhuset"), ("uppmarksamma", "utan dröjsmål"),
        ("forbered", "eller ring"), ("forbered", "närstående eller företrädare"), ("forbered", "vad en SIP är"),
        ("forbered", "viktigt för personen"),
        ("forbered", "sekretess och samtycke"), ("forbered", "Hämta in samtycket"), ("forbered", "inte ska gälla"),
        ("forbered", "syftet och vilka frågor"),
        ("forbered", "vilka som ska vara med"), ("forbered", "mandat"), ("forbered", "tolk"), ("forbered", "mötesform"),
        ("forbered", "mötesplats"),
        ("forbered", "rätt utrustning"), ("forbered", "vem som ansvarar för vad"), ("forbered", "huvudmål tillsammans"),
        ("forbered", "under 18"),
        ("kalla", "när mötet börjar och när det slutar"), ("kalla", "Stäm gärna av"), ("kalla", "annat som är viktigt"),
        ("kalla", "varför ni ses"),
        ("kalla", "Skicka kallelsen i it-stödet"), ("kalla", "funktion eller yrke"), ("kalla", "Svara så snart"),
        ("kalla", "i så god tid"), ("kalla", "kontaktuppgifter"),
        ("motet", "väl förberedd"), ("motet", "Testa tekniken"), ("motet", "den som leder"), ("motet", "mötescirkeln"),
        ("motet", "syftet och frågorna"),
        ("motet", "ta hjälp av någon"), ("motet", "Sammanfatta mötet"), ("motet", "följa upp"),
        ("motet", "mest kontakt"), ("motet", "SIP-kollen"),
        ("motet", "på blankett"), ("motet", "hem till personen"), ("motet", "eget system"), ("motet", "Prata enkelt"),
        ("motet", "komma till tals"),
        ("motet", "hinner alla punkter"), ("motet", "förutsättningar och uppdrag"), ("motet", "beslut direkt"),
        ("motet", "ska samordnas"),
        ("folj-upp", "dina egna insatser"), ("folj-upp", "samordnaren eller varje verksamhet"), ("folj-upp", "ny SIP"),
        ("folj-upp", "ändra planen"),
        ("folj-upp", "inte är avslutad"), ("folj-upp", "på blanketten"),
        ("avsluta", "samordning fortfarande behövs"), ("avsluta", "tar tillbaka sitt samtycke"),
        ("avsluta", "målen med samordningen"),
    ],
)  # fmt: skip
def test_every_box_of_the_oldest_checklist_is_an_item(slug, said):
    assert said in texts(slug)


@pytest.mark.parametrize("slug", SLUGS)
def test_p3_the_form_is_whole_before_any_script(slug):
    html = render_checklist(CATALOG, slug)
    page = Page(html)
    count = len(items(slug))
    assert page.of("form", autocomplete="off")
    assert not any("action" in form.attributes for form in page.of("form"))
    assert (
        len(page.of("input", type="checkbox"))
        == len(page.of("input", type="text", spellcheck="false", autocomplete="off"))
        == count
    )
    ids = [one.get("id") for one in page.elements if "id" in one.attributes]
    assert len(ids) == len(set(ids))
    assert {label.get("for") for label in page.of("label")} == {field.get("id") for field in page.of("input")}
    assert {field.get("aria-describedby") for field in page.of("input", type="text")} <= set(ids)
    assert len(page.of("fieldset")) == len({item["group"] for item in items(slug)}) == len(page.of("legend"))
    assert len(page.of("button", type="reset")) == 1
    assert html.count("Vem: ") == count
    assert f'<progress max="{count}"' in html
    assert "{system}" not in html


def test_what_differs_between_regions_stands_under_its_item():
    page = Page(render_checklist(CATALOG, "kalla"))
    assert [box.get("data-local") for box in page.of("details") if "data-local" in box.attributes] == [
        item["local"] for item in items("kalla") if "local" in item
    ]


def test_a_link_is_an_address_from_the_checklists_own_page():
    html = render_checklist(CATALOG, "forbered")
    assert 'href="../../../forbered/"' in html
    assert 'href="../../../blankt-underlag/"' in html
    with pytest.raises(ValueError, match=r"docs/nowhere\.md does not exist"):
        page_address("nowhere.md")


def test_the_index_lists_all_eight_once():
    lines = [
        line for which in ("steps", "others") for line in checklist_index(CATALOG, which).split("\n") if "](" in line
    ]
    assert [re.search(r"\]\((.+)\.md\)", line)[1] for line in lines] == SLUGS
    with pytest.raises(ValueError, match="neither"):
        checklist_index(CATALOG, "all")
