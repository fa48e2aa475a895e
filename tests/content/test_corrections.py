"""What was wrong on the pages and in the records, by its kind: the right fact is there, the wrong one is not.

Knows the pages in docs/ with their markers expanded, and the records; needs no built site. Spelling and reading ease of
the same texts are in test_language.py, the facts of the five documents in test_facts.py.
"""

from __future__ import annotations

import functools
import re
from html.parser import HTMLParser

import pytest

from builder.paper.voice import long_date
from builder.publish.pages.readability import VOID, page_text, rendered
from builder.publish.records.load import load_catalog
from tests.helpers.places import ROOT

pytestmark = pytest.mark.heavy  # renders every page, and reads each for every correction

CATALOG = load_catalog()
SOURCES = {source["id"]: source for source in CATALOG["sources"]}
DOCS = ROOT / "docs"
PAGES = sorted(page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md"))
LOCALS = {(local["region"], local["topic"]): local["text"] for local in CATALOG["locals"]}


@functools.cache
def html_of(page: str) -> str:
    return rendered(DOCS / page)


def one_line(html: str) -> str:
    return re.sub(r"\s+", " ", page_text(html).replace("\n", " "))


def text_of(page: str) -> str:
    """A page's text on one line, with plain spaces."""
    return one_line(html_of(page))


def cited_on(page: str) -> str:
    """The ids of a page's sources, as its last marker gives them."""
    [ids] = re.findall(r'<!-- builder:facts sources="([^"]*)"', (DOCS / page).read_text(encoding="utf-8"))
    return ids


class _Shared(HTMLParser):
    """Collects a page's HTML without the boxes of what differs between regions."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.kept: list[str] = []
        self.inside = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.inside or "data-local" in dict(attrs):
            self.inside += tag not in VOID
        else:
            self.kept.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if self.inside:
            self.inside -= 1
        else:
            self.kept.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self.inside:
            self.kept.append(data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")


def shared_sections(html: str) -> list[str]:
    """The text under each heading of a page, the heading with it, outside regions' boxes."""
    reader = _Shared()
    reader.feed(html.replace("v-local__source", ""))  # page_text leaves sources out; here they say whose a rule is
    parts = re.split(r"(?=<h[1-6][ >])", "".join(reader.kept))
    return [one_line(f"<article>{part}</article>") for part in parts]


# --- What one region has is that region's (E2, E3, E4) ---------------------------------------------------------------

REGIONAL = {
    "Blekinge": r"\bPrator\b|Blekingerutin|(?:du|ni|de) och personen tillsammans (?:ser|bedömer)",
    "Örebro": r"fyra veckor|\b(?:grönt|gult|rött) spår|varje SIP minst en|lingonbroschyr|Lifecare SP|[Aa]lla parter|"
    "aktörsmöte är ett krav",
    "Halland": r"\bska (?:se till|säkerställa) att någon|närsjukvård|psykiatriska öppenvården|Vårdgivarwebb|"
    "Ge mötet företräde",
    "Cosmic|athund": r"Cosmic Link|godkänner den som kallade|[Gg]odkänn (?:den|planen)|ni godkänner",
}
"""A region's name, as a pattern, and words of rules that only that region has."""
ELSEWHERE = re.compile(r"om/(?:lankar|kallor|malcoachen|andringar)[.]md|form|personal/din-region[.]md")
"""Pages that name systems and documents as titles, in lists of addresses or of changes."""


@pytest.mark.parametrize("region", REGIONAL)
def test_a_rule_of_one_region_is_said_only_as_that_regions(region):
    """In a box for the region, or under a heading, or beside a source, that names the region."""
    found = []
    for page in PAGES:
        if ELSEWHERE.match(page):
            continue
        for section in shared_sections(html_of(page)):
            if (said := re.search(REGIONAL[region], section)) and not re.search(region, section):
                found.append(f"{page}: …{section[max(0, said.start() - 60) : said.end() + 40]}…")
    assert found == []


def test_the_look_for_regional_rules_sees_a_rule_outside_a_box_and_not_one_inside():
    box = '<div data-local="invitation"><p>De ska se till att någon kommer.<br></p></div>'
    inside = f"<article><h2>Svar</h2>{box}<p>Svara.</p></article>"
    outside = "<article><h2>Svar</h2><p>Din verksamhet ska se till att någon kommer.</p></article>"
    assert not any(re.search(REGIONAL["Halland"], section) for section in shared_sections(inside))
    assert any(re.search(REGIONAL["Halland"], section) for section in shared_sections(outside))
    assert "Svara." in shared_sections(inside)[-1]


def test_each_regions_rule_is_in_its_own_box():
    assert "Parterna ser till att någon kommer" in LOCALS["halland", "invitation"]
    assert "när de och personen tillsammans ser" in LOCALS["blekinge", "initiative"]
    assert "godkänner den som kallade planen tillsammans med personen" in LOCALS["cosmic", "document"]
    assert "alla parter, i samråd med personen" in LOCALS["orebro", "close"]
    assert 'data-local="close"' in html_of("personal/processen.md")


def test_the_legal_duty_holds_no_regions_condition():
    """10 kap. 8 § SoL and 16 kap. 4 § HSL: kommun or region judges that it is needed, and the person consents."""
    said = text_of("personal/processen.md")
    assert "Lagen kräver en SIP när kommunen eller regionen bedömer att den behövs, och personen samtycker" in said
    assert {"sol", "hsl"} <= set(cited_on("personal/processen.md").split())


# --- A goal that was not reached is followed up too, before anything is decided (E1) ---------------------------------


def test_following_up_is_not_only_for_goals_that_were_reached():
    """Seed 003 says followed-up goals, not reached ones."""
    assert "När ett mål följs upp" in LOCALS["orebro", "follow_up"]
    assert "även det som inte blev nått" in text_of("personal/folja-upp.md")
    for page in PAGES:
        assert not re.search(
            r"[Uu]ppnådda mål|(?:veta|säg till) när mål nås|[Oo]m ett mål är nått, eller", text_of(page)
        ), page


def ordered(text: str, first: str, then: str) -> bool:
    return 0 <= text.find(first) < text.find(then)


def test_what_became_of_the_goals_is_asked_before_it_is_decided():
    assert ordered(text_of("personal/folja-upp.md"), "Utvärdera målen.", "Sammanfatta och bestäm.")
    assert ordered(text_of("personal/processen.md"), "Utvärdera först.", "Avsluta när samordning inte längre behövs")
    close = text_of("verktyg/checklistor/avsluta.md")
    assert ordered(close, "Gå igenom huvudmålet och delmålen", "Bedöm tillsammans med personen om målen")
    meeting = text_of("verktyg/checklistor/uppfoljningsmote.md")
    assert ordered(meeting, "Fråga om personen har nått sina mål", "eller om planen ska avslutas")


# --- An item's source is where it was read (E5) ----------------------------------------------------------------------

READ_IN = {
    r"[Gg]enast": {"sol"},
    r"[Uu]tan dröjsmål": {"hsl", "utskrivningslagen"},
    r"förväntningar (?:och|på|[.])|önskemål och förväntningar": {"lathund"},
    r"varför SIP har satts i gång": {"lathund"},
    r"[Bb]roschyr": {"visam"},
    r"[Mm]andat": {"uph_ivo"},
    r"[Gg]odkänn": {"lathund"},
    r"förmåga och ork": {"lathund"},
    r"egna resurser": {"goda_motet"},
    r"[Ff]ördela ordet": {"goda_motet"},
    r"vem som kallar hos er|[Bb]estäm vem som kallar": {"viktigast", "visam"},
    r"till alla som saknar it-stödet": {"lathund", "goda_motet"},
    r"på olika sätt": {"socialstyrelsen_sip"},
    r"[Bb]jud in närstående": {"visam"},
    r"svara på SIP-kollen": {"checklista"},
    r"[Kk]ontrollera att alla kan vara med hela mötet": {"motescirkel"},
}
"""Words, and the sources that have them (read in the five documents, and in domain notes for the others)."""
ITEMS = [(checklist["slug"], item) for checklist in CATALOG["checklists"] for item in checklist["item"]]


@pytest.mark.parametrize("words", READ_IN)
def test_a_checklists_item_names_the_source_that_says_it(words):
    said = [(slug, item["id"], item["source"]) for slug, item in ITEMS if re.search(words, item["text"])]
    assert [item for item in said if item[2] not in READ_IN[words]] == []


def test_the_look_for_wrong_sources_has_something_to_look_at():
    texts = "\n".join(item["text"] for _, item in ITEMS)
    assert [words for words in READ_IN if not re.search(words, texts) and "Gg]enast" not in words] == []


# --- One thing is said in one way (E6) -------------------------------------------------------------------------------


def test_how_sure_we_are_of_a_region_is_said_alike_everywhere():
    assert "troligen" in text_of("personal/din-region.md")
    assert "troligen från Halland" in text_of("om/kallor.md")
    for page in PAGES:
        assert not re.search(r"ganska säkra|från Halland vet vi", text_of(page)), page


def test_the_one_who_holds_the_plan_together_has_one_name():
    """Samordningsansvarig is a region's word: in its box, in the glossary, and where the words are explained."""
    explains = {
        "personal/fast-vardkontakt.md",
        "personal/innehall.md",
        "om/ordlista.md",
        "om/beslut.md",
        "om/andringar.md",
        "personal/din-region.md",
    }
    found = [
        page
        for page in PAGES
        if page not in explains
        for section in shared_sections(html_of(page))
        if re.search(r"samordningsansvarig", section)
    ]
    assert found == []
    assert "samma roll" in text_of("personal/fast-vardkontakt.md")
    assert any(record["id"] == "en-samordnare" for record in CATALOG["decisions"])


def test_whom_to_invite_is_one_advice():
    for page in ("personal/kalla.md", "personal/formote.md"):
        assert "Tänk brett, och välj sedan." in text_of(page)
    assert "få än många" not in " ".join(map(text_of, PAGES))


# --- A comment in a margin is no guidance (E7) -----------------------------------------------------------------------


def test_no_working_comment_and_no_note_to_ourselves_is_guidance():
    """What we have not read stands on Källor and Länkar, what reviewers wrote to each other nowhere."""
    for page in PAGES:
        said = text_of(page)
        assert not re.search(r"[Aa]rbetskommentar|behöver uppdateras", said), page
        if page not in ("om/kallor.md", "om/lankar.md", "om/integritet.md"):
            assert not re.search(r"(?:[Dd]en|[Ff]ilen) har vi inte läst", said), page
    assert "Blekingerutinerna" in text_of("om/kallor.md")


# --- Who turns to this page, and with what (E8, E9, E10) -------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "source"),
    [
        (r"Be om en SIP tidigt", "vgr_demens"),
        (r"levnadsberättelse", "vgr_demens"),
        (r"framtidsfullmakt", "vgr_demens"),
        (r"17 kap[.] föräldrabalken", "foraldrabalken"),
        (r"anhörigstöd.*13 kap[.] 9 § socialtjänstlagen", "sol"),
        (r"har föreslagit.*stödkontakt.*2025/26:60", "prop_2025_60"),
        (r"god man behöver som regel personens ja.*Kunskapsguiden", "stallforetradare"),
        (r"En del kan inte svara.*källorna olika", "visam"),
    ],
)
def test_a_relative_finds_what_a_relative_asks_about(said, source):
    assert re.search(said, text_of("narstaende.md"))
    assert source in cited_on("narstaende.md").split()


def test_a_relative_is_led_to_discharge_and_to_the_one_who_cannot_consent():
    page = (DOCS / "narstaende.md").read_text(encoding="utf-8")
    assert "(om-sip/utskrivning.md)" in page
    assert "(om-sip/samtycke.md#den-som-inte-kan-saga-ja)" in page


def test_a_refusal_says_what_can_be_appealed_and_whom_to_turn_to_in_order():
    page = "om-sip/dina-rattigheter.md"
    said = text_of(page)
    assert "35 kap. 1 § socialtjänstlagen" in said
    assert "SIP finns inte med där" in said
    assert "Våra källor säger inte om ett nej går att överklaga" not in said
    steps = ["Fråga varför.", "prata med chefen.", "Lämna ett klagomål.", "Ring patientnämnden", "Ring IVO"]
    places = [said.find(step) for step in steps]
    assert -1 not in places
    assert places == sorted(places)
    assert "i varje region och kommun" in said
    assert {"sol", "psl", "klagomalslagen", "patientnamnden"} <= set(cited_on(page).split())
    assert "35 kap. 1 §" in SOURCES["sol"]["note"].replace("\u00a0", " ")


@pytest.mark.parametrize(
    "page",
    [
        "om-sip/barn-och-unga.md",
        "narstaende.md",
        "om/ordlista.md",
        "personal/formote.md",
        "verktyg/checklistor/uppmarksamma.md",
    ],
)
def test_that_sources_differ_for_15_to_17_is_said_wherever_a_childs_consent_is(page):
    assert re.search(r"[Kk]ällorna säger olika[^.]*15–17", text_of(page))


def test_no_page_says_who_consents_for_a_child_as_one_answer():
    rule = re.compile(
        r"(?:[Ss]om regel|[Ff]ör ett barn) (?:är det|samtycker) vårdnadshavar\w+ (?:som )?(?:säger ja|lämnar|samtycker)"
    )
    assert [page for page in PAGES for section in shared_sections(html_of(page)) if rule.search(section)] == []


def test_the_page_for_the_young_shows_each_side_with_its_source():
    page = "om-sip/barn-och-unga.md"
    said = text_of(page)
    for side, source in (
        ("Från 15 år har barnet rätt att föra sin egen talan", "sol"),
        ("21 kap. 1 § socialtjänstlagen", "sol"),
        ("6 kap. 11 § föräldrabalken", "foraldrabalken"),
        ("hur gammalt barnet än är", "visam"),
        ("Region Jönköpings län", "jonkoping"),
        ("Enköping", "enkoping"),
        ("1177 i Stockholm", "barn_1177"),
    ):
        assert side in said
        assert source in cited_on(page).split()


# --- Law as it was read, with its day (E11, E12) ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "page", ["personal/fast-vardkontakt.md", "personal/utskrivning.md", "om-sip/utskrivning.md", "om/kallor.md"]
)
def test_the_law_of_july_2026_is_told_with_its_source_and_as_not_read(page):
    said = text_of(page)
    assert "juli 2026" in said
    assert re.search(r"når (?:dem|hen|den fasta|din fasta)", said)
    assert re.search(r"har vi inte kunnat läsa|utan att ha läst lagtexten", said)
    assert "primarvard_2026" in cited_on(page).split()


def test_a_bill_is_told_as_a_proposal():
    told = [page for page in PAGES if "2025/26:60" in text_of(page)]
    assert {"narstaende.md", "personal/fast-vardkontakt.md", "om/kallor.md"} <= set(told)
    for page in told:
        said = text_of(page)
        assert "har föreslagit" in said, page
        assert re.search(r"inte sett om riksdagen sa ja|riksdagen sa ja har vi inte sett", said), page


def test_care_at_home_has_the_laws_new_name():
    """The lexicon keeps the old word: people write it."""
    assert [
        page
        for page in PAGES
        if page != "om/kallor.md" and "hemsjukvård" in text_of(page) and not page.startswith("om/malcoachen")
    ] == []
    assert "hälso- och sjukvård i hemmet" in text_of("personal/kalla.md")


def test_los_is_explained():
    [los] = [term for term in CATALOG["terms"] if term["sv"] == "LOS"]
    assert "2017:612" in los["plain"]
    assert los["source"] == "blekinge_los"


@pytest.mark.parametrize(
    "source", [source for source in SOURCES.values() if source.get("group") == "law"], ids=lambda source: source["id"]
)
def test_a_law_says_in_which_copy_it_was_read(source):
    assert re.search(r"[Ll]äst|gäller inte längre|gick att läsa", source.get("note", ""))


# --- Swedish (E13, D9) -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        r"ansvaret byter händer",
        r"Om mötet är medan",
        r"i båda fallen",
        r"\ben SIP ska som regel få det\b",
        r"samtycke gäller inte det här",
        r"Papperet är färdigt",
    ],
)
def test_a_clumsy_or_untrue_sentence_is_nowhere(wrong):
    texts = {page: text_of(page) for page in PAGES} | {"records": repr(CATALOG)}
    assert [where for where, text in texts.items() if re.search(wrong, text)] == []


def test_the_start_page_promises_no_paper_that_is_not_there():
    assert "eget papper" not in text_of("index.md")


# --- A source without a date says so once (E14) ----------------------------------------------------------------------


def test_a_source_without_a_date_says_so_once():
    """605 times "okänt datum" on 42 pages hid the dates that were there."""
    assert [page for page in PAGES if "okänt datum" in html_of(page)] == []
    assert text_of("om/kallor.md").count("har inget eget datum") == 1


def test_every_source_on_kallor_says_when_it_was_read():
    rows = re.findall(r"<li>.*?</li>", html_of("om/kallor.md"), re.S)
    for source in SOURCES.values():
        if source["id"] != "viktigast":
            said = f"Läst {long_date(str(source['read']), CATALOG)}"
            assert any(
                one_line(f"<article>{row}</article>").startswith(source["title"]) and said in row for row in rows
            ), source["id"]


def test_a_source_with_a_date_of_its_own_keeps_it():
    assert "Riksförbundet Attention, 31 januari 2019" in text_of("om/kallor.md")
    assert "Regeringen, pressmeddelande, juli 2026" in text_of("om/kallor.md")
