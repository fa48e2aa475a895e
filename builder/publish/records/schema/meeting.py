"""The records of content/meeting/: the circle, roles, checklists, talk, dates, the invitation, regions.

Knows what each kind must hold and may hold. Knows no Swedish.
"""

import datetime
from typing import Annotated, ClassVar, Literal

from msgspec import UNSET, Meta

from builder.publish.records.schema.types import (
    Count,
    Flag,
    Id,
    LocalTopicId,
    Maybe,
    Page,
    PartId,
    Positive,
    Record,
    RegionId,
    RegionSlug,
    RowId,
    ShortSourceId,
    Slug,
    Some,
    SourceId,
    Text,
    filled_in,
    table,
    texts,
)


class Part(Record, kw_only=True):
    """One of the meeting circle's five parts, and what the sheet shows in it."""

    id: Literal["opening", "situation", "needs", "summary", "closing"]
    sv: Text
    share: Annotated[int, Meta(ge=1, le=100)]
    about: Text
    rows: Some[RowId]
    source: SourceId


class Note(Record, kw_only=True):
    """What is always written by hand at the meeting."""

    id: Id
    paper: Text
    paper_other: Maybe[Text] = UNSET
    lines: Positive
    source: SourceId


class RolePart(Record, kw_only=True):
    """What a role says and asks in one part of the circle."""

    named_by: ClassVar[tuple[str, ...]] = ("part",)
    part: PartId
    says: Some[Text]
    asks: Some[Text]


class Role(Record, kw_only=True):
    """Whose words a circle has."""

    id: Id
    slug: Slug
    sv: Text
    for_whom: Text
    source: SourceId
    part: Some[RolePart]


class Region(Record, kw_only=True):
    """One choice of region."""

    id: Id
    slug: RegionSlug
    sv: Text
    system: Text
    about: Text
    du_form: Maybe[Flag] = UNSET
    source: SourceId


class LocalTopic(Record, kw_only=True):
    """What something local is about."""

    id: Id
    sv: Text


class Local(Record, kw_only=True):
    """One region's variant of one topic."""

    named_by: ClassVar[tuple[str, ...]] = ("topic", "region")
    topic: LocalTopicId
    region: RegionId
    text: Text
    source: SourceId


class Talk(Record, kw_only=True):
    """Something to say or ask at the meeting."""

    id: Id
    moment: Literal["opening", "story", "situation", "needs", "planning", "summary", "control", "follow_up"]
    kind: Literal["say", "opener", "follow_up", "control"]
    text: Text
    note: Maybe[Text] = UNSET
    source: SourceId


class PlanContent(Record, kw_only=True):
    """Something that a plan holds."""

    id: Id
    sv: Text
    required: Literal["law", "practice"]
    plain: Text
    where: Text
    source: SourceId
    sources: Maybe[Some[SourceId]] = UNSET


class PageLink(Record, kw_only=True):
    """A link to one of our own pages."""

    named_by: ClassVar[tuple[str, ...]] = ("page",)
    page: Page
    text: Text


class ChecklistItem(Record, kw_only=True):
    """One thing to tick."""

    id: Id
    group: Text
    text: Annotated[str, filled_in("system")]
    who: Text
    source: ShortSourceId
    local: Maybe[LocalTopicId] = UNSET
    link: Maybe[Some[PageLink]] = UNSET


class Checklist(Record, kw_only=True):
    """A list to tick, with a page of its own: verktyg/checklistor/SLUG.md."""

    id: Id
    slug: Slug
    step: Maybe[Positive] = UNSET
    sv: Text
    intro: Text
    page: Page
    source: SourceId
    item: Some[ChecklistItem]


class Track(Record, kw_only=True):
    """One of a region's ways out of hospital."""

    id: Id
    sv: Text
    region: RegionId
    days: Count
    rule: Text
    sentence: Annotated[str, filled_in("day", "week")]
    source: SourceId


class Holiday(Record, kw_only=True):
    """A public holiday, or an eve on which few work, with its date in each of the years."""

    id: Id
    sv: Text
    rule: Text
    eve: bool
    dates: Some[datetime.date]
    source: SourceId


class InvitationField(Record, kw_only=True):
    """One field of the printed invitation."""

    id: Id
    sv: Text
    kind: Literal["line", "text", "list", "date", "time", "choice", "check", "hand"]
    hint: Maybe[Text] = UNSET
    paper: Text
    lines: Maybe[Positive] = UNSET
    options: Maybe[Some[Text]] = UNSET
    source: SourceId


class Advice(Record, kw_only=True):
    """What the invitation says to one kind of receiver. blank: whether the blank sheet goes with it."""

    title: Text
    blank: bool
    lines: Some[Annotated[str, filled_in("address")]]


CIRCLE = table("Circle", "The meeting circle and what the sheet shows in it.", part=Some[Part], note=Some[Note])
ROLES = table(
    "Roles",
    "Whose words a circle has, and what the circle's tool says.",
    words=table(
        "CircleWords",
        "What the circle's tool says.",
        core=texts(
            "CircleCore",
            """title{minutes} short{minutes} span{start,end} part_line{name,minutes} part_line_one{name} ours""",
            warnings=texts("CircleWarnings", "short tight least longest"),
        ),
        page=texts(
            "CirclePage",
            """form_title start start_hint end length parts parts_hint suggestion role print_role set print_set
            paper paper_a4 paper_a3 print_hint live live_hint address result_title loading no_engine bad_length
            bad_request bad_address ask_heading page{page} turn table_whole table_caption""",
        ),
        live=texts(
            "CircleLive",
            """title no_script bad_address back begin_now full_screen waiting{start} to_start ready ready_hint
            first{name,minutes} left minutes_left{count} one_minute_left seconds_left{count} one_second_left
            hours_left{hours,minutes} next{name,start} last{start} over over_hint{end}""",
        ),
    ),
    role=Some[Role],
)
REGIONS = table(
    "Regions",
    "What differs between regions.",
    words=texts("RegionWords", "label all general box box_titled{title} chosen_hint source{source} none"),
    region=Some[Region],
    topic=Some[LocalTopic],
    local=Some[Local],
)
TALK = table("TalkFile", "What to say and ask at the meeting, by moment.", talk=Some[Talk])
PLAN_CONTENTS = table("PlanContents", "What a plan holds.", content=Some[PlanContent])
CHECKLISTS = table(
    "Checklists",
    "The lists to tick.",
    words=texts(
        "ChecklistWords",
        """who{who} source{source} name progress{done,all} reset reset_done print date memory no_script""",
        sources=dict[SourceId, Text],
    ),
    checklist=Some[Checklist],
)
DISCHARGE = table(
    "Discharge",
    "The date help.",
    words=table(
        "DateWords",
        "What the date help says.",
        core=texts(
            "DateCore",
            """day{weekday,day,month,year} and call{day,week} day_off{reasons} eve meeting_earlier{day}
            call_earlier{day} none_before order unlisted{last} no_date no_track bad_discharge bad_ready
            outside{first,last}""",
            weekdays=Annotated[list[Text], Meta(min_length=7, max_length=7)],
        ),
        page=texts(
            "DatePage",
            """discharge ready ready_hint track_title track_hint count reset reset_done first memory no_engine slow
            examples_caption example_given example_answer example_discharge{day,track} example_ready{day}
            holidays_caption holiday_name holiday_rule""",
        ),
    ),
    track=Some[Track],
)
HOLIDAYS = table(
    "Holidays",
    "The holidays that the date help knows.",
    years=Annotated[
        list[int],
        Meta(
            min_length=2,
            max_length=2,
            extra={"says": "is not a first and a last year.", "remedy": "Write years = [2026, 2036]."},
        ),
    ],
    holiday=Some[Holiday],
)
RECEIVERS = ("person", "relative", "actor")
INVITATION = table(
    "Invitation",
    "The printed invitation.",
    words=table(
        "InvitationWords",
        "What the invitation's tool and paper say.",
        form=texts(
            "InvitationForm",
            "audience preview audience_hint careful memory print reset reset_done print_hint",
            audiences=texts("Audiences", " ".join(RECEIVERS)),
        ),
        paper=texts(
            "InvitationPaper",
            "title what adapt",
            advice=table("AdviceByReceiver", "Advice by receiver.", **dict.fromkeys(RECEIVERS, Advice)),
        ),
    ),
    field=Some[InvitationField],
)
