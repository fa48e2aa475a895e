"""The records of content/site/: sources, links, decisions, the glossary, hazards, limits, and words of pages.

Knows what each kind must hold and may hold. Knows no Swedish but a page's name.
"""

import datetime
from typing import Annotated, ClassVar, Literal

from msgspec import UNSET, Meta

from builder.publish.records.schema.types import (
    Dated,
    Id,
    LinkGroupId,
    Maybe,
    Record,
    Some,
    SourceId,
    TestName,
    Text,
    Url,
    table,
    texts,
)


class Source(Record, kw_only=True):
    """Where facts and questions come from."""

    id: Id
    group: Maybe[Literal["law"]] = UNSET
    title: Text
    publisher: Text
    region: Text
    date: Dated
    read: datetime.date
    review: datetime.date
    link: Maybe[Url] = UNSET
    seen: Maybe[datetime.date] = UNSET
    note: Maybe[Text] = UNSET
    replaces: Maybe[Text] = UNSET


class LinkGroup(Record, kw_only=True):
    """A heading of the page of links."""

    id: Id
    sv: Text


class Link(Record, kw_only=True):
    """An address outside the site that is no source of ours."""

    id: Id
    group: LinkGroupId
    title: Text
    url: Url
    publisher: Text
    region: Text
    seen: datetime.date
    note: Maybe[Text] = UNSET


class Decision(Record, kw_only=True):
    """What we decided where sources differ or are silent, and why."""

    id: Id
    title: Text
    text: Text
    why: Text
    date: datetime.date
    source: Maybe[SourceId] = UNSET
    sources: Maybe[Some[SourceId]] = UNSET


class Term(Record, kw_only=True):
    """A word of the field, in plain Swedish, and its one name in the code."""

    named_by: ClassVar[tuple[str, ...]] = ("code",)
    code: Id
    sv: Text
    plain: Text
    source: SourceId
    region: Maybe[Text] = UNSET


Step = Annotated[
    int,
    Meta(
        ge=1,
        le=3,
        description="1, 2 or 3; 3 is most.",
        extra={"says": "has {key} = {value}.", "remedy": "Write 1, 2 or 3; 3 is most."},
    ),
]


class Hazard(Record, kw_only=True):
    """What can go wrong, for whom, what is done about it and what is left."""

    id: Id
    title: Text
    who: Text
    severity: Step
    likelihood: Step
    left: Step
    do: Text
    remains: Text
    tests: Maybe[Some[TestName]] = UNSET
    untested: Maybe[Text] = UNSET


class Attempt(Record, kw_only=True):
    """One way of trying to send something: a function of the same name in shell/theme/js/look/attempts.js."""

    id: Id
    sv: Text
    technical: Text


Address = Annotated[
    str,
    Meta(
        pattern="^([a-z0-9-]+(/[a-z0-9-]+)*)?$",
        description="A page's address, or a folder's, without slashes at its ends.",
        extra={"says": "has the address {value!r}.", "remedy": "Write it as om-sip/samtycke, with a to z and - only."},
    ),
]


class ReadingLimit(Record, kw_only=True):
    """How hard pages may be to read: the highest LIX of the addresses, and of what is below them."""

    id: Id
    lix: Annotated[int, Meta(ge=20, le=60)]
    addresses: Some[Address]


SOURCES = table("Sources", "Where facts and questions come from.", source=Some[Source])
LINKS = table("Links", "Addresses outside the site.", group=Some[LinkGroup], link=Some[Link])
DECISIONS = table("Decisions", "What we decided, and why.", decision=Some[Decision])
GLOSSARY = table("Glossary", "The words of the field.", term=Some[Term])
HAZARDS = table("Hazards", "The hazard log.", hazard=Some[Hazard])
READING = table("Reading", "How hard pages may be to read.", limit=Some[ReadingLimit])
SESJALV = table(
    "SeeForYourself",
    "The page where one sees what the site stores and sends.",
    attempt=Some[Attempt],
    words=table(
        "SeeForYourselfWords",
        "What the page says.",
        page=texts(
            "SeePage",
            """look stored_caption requests_caption attempts_caption host count all_addresses send attempt outcome
            no_script_stored no_script_requests no_script_attempts""",
            target=Url,
        ),
        shown=texts(
            "SeeShown",
            """local session cookies databases caches workers empty unknown sized{name,size}
            copied{name,count,size} worker{name} worker_waiting{name} plan not_ours byte{number} kilo{number}
            mega{number} looked{time} own_host{host} all_own{count,host} some_foreign{count,foreign} trying
            stopped rule{directive,address} failed silent sent not_tried all_stopped{count}
            unsure{stopped,count} some_sent""",
        ),
        policy=texts("SeePolicy", "policy only_header headers"),
    ),
)
_Steps = Annotated[list[Text], Meta(min_length=3, max_length=3)]
PAGES = table(
    "Pages",
    "What the pages say around records.",
    facts=texts("Facts", "title own reviewed{done,due}"),
    licence=texts("LicenceWords", "whole"),
    goal_table=texts("GoalTable", "main_goal sub_goal good bad"),
    plan_contents=texts("PlanContentsTable", "what write who law practice"),
    talk=texts("TalkLists", "say opener follow_up control"),
    coach=texts(
        "CoachPage",
        """ask tip ask_other ask_staff why bad good source{source,read} start{start} last part right asked
            disturbed of{some,all}""",
    ),
    sources=texts("SourceList", "read{region,read}"),
    links=texts("LinkList", "seen{region,seen}"),
    decisions=texts("DecisionList", "why decided{date} source{source}"),
    glossary=texts("GlossaryList", "region{region}"),
    du_form=texts(
        "DuFormPage",
        """text change reset result copy memory slow done replaced undo earlier empty nothing no_engine copied
            copy_by_hand nothing_to_copy reset_done written becomes example rule no_suggestion pronouns orders
            kept none lookalikes all_lookalikes{count}""",
    ),
    hazards=texts(
        "HazardLog",
        """summary{hazards,tests} most most_intro judged{who,likely,left} do remains test tests{count} untested""",
        severities=_Steps,
        likelihoods=_Steps,
        lefts=_Steps,
    ),
)
