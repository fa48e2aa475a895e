"""Every file of records in content/, and the type that it is held against."""

from builder.publish.records.schema import coach, form, meeting, site
from builder.publish.records.schema.types import Record

FILES: dict[str, type[Record]] = {
    "coach/coach_counts.toml": coach.COACH_COUNTS,
    "coach/du_form.toml": coach.DU_FORM,
    "coach/goals.toml": coach.GOALS,
    "coach/guard.toml": coach.GUARD,
    "coach/lexicon.toml": coach.LEXICON,
    "coach/openers.toml": coach.OPENERS,
    "coach/rules.toml": coach.RULES,
    "form/areas.toml": form.AREAS,
    "form/messages.toml": form.MESSAGES,
    "form/phrase.toml": form.PHRASE,
    "form/questions.toml": form.QUESTIONS,
    "meeting/checklists.toml": meeting.CHECKLISTS,
    "meeting/circle.toml": meeting.CIRCLE,
    "meeting/discharge.toml": meeting.DISCHARGE,
    "meeting/holidays.toml": meeting.HOLIDAYS,
    "meeting/invitation.toml": meeting.INVITATION,
    "meeting/plan_contents.toml": meeting.PLAN_CONTENTS,
    "meeting/regions.toml": meeting.REGIONS,
    "meeting/roles.toml": meeting.ROLES,
    "meeting/talk.toml": meeting.TALK,
    "site/decisions.toml": site.DECISIONS,
    "site/glossary.toml": site.GLOSSARY,
    "site/hazards.toml": site.HAZARDS,
    "site/links.toml": site.LINKS,
    "site/pages.toml": site.PAGES,
    "site/reading.toml": site.READING,
    "site/sesjalv.toml": site.SESJALV,
    "site/sources.toml": site.SOURCES,
}
