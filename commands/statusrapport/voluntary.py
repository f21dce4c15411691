"""A voluntary report: nobody asked, but there is something to tell."""

from bot.cards import Field, Form, Option
from bot.chat import Answer, Ask, Desk, FieldErrors, Open, Refusal, action
from bot.domain.status.periods import Period
from bot.domain.status.reports import Report
from commands.statusrapport.form import form
from commands.statusrapport.reading import Mine


@action(word="frivillig")
def voluntary(ask: Ask, desk: Desk) -> Answer:
    """*Frivillig rapport*: for whom, which period, which template."""
    me = _reporting(ask, desk)
    periods = Period.recent(desk.today)
    return Open(
        Form(
            "Frivillig rapport",
            "statusrapport.begin",
            (
                *([Field("reporter", "Hvem svarer du for?", "choice", required=True, value=me.reporters[0],
                         options=tuple(Option(one, me.name(one)) for one in me.reporters))]
                  if len(me.reporters) > 1 else []),
                Field("period", "Periode", "choice", required=True, value=periods[0].key,
                      options=tuple(Option(one.key, one.danish) for one in periods)),
                Field("template", "Skabelon", "choice", required=True, value=next(iter(desk.catalogue.templates)),
                      options=tuple(Option(one.id, one.name) for one in desk.catalogue.templates.values())),
            ),
            submit="Fortsæt",
        )
    )  # fmt: skip


@action()
def begin(ask: Ask, desk: Desk) -> Answer:
    """The form came back: on to the report's first page."""
    me = _reporting(ask, desk)
    reporter = ask.form.get("reporter") or me.reporters[0]
    period, template = ask.form.get("period", ""), ask.form.get("template", "")
    wrong = {} if reporter in me.reporters else {"reporter": "Vælg, hvem du svarer for."}
    if period not in {one.key for one in Period.recent(desk.today)}:
        wrong["period"] = "Vælg en periode."
    if template not in desk.catalogue.templates:
        wrong["template"] = "Vælg en skabelon."
    if wrong:
        return FieldErrors(wrong)
    one = desk.store.reports.begin(Report(reporter, Period.of(period), template), me.person.id)
    all_ = me.pages(one, None)
    seen = one.draft.seen if one.draft else ()
    return Open(form(me, one, None, next((page for page in all_ if page.key not in seen), all_[0])))


def _reporting(ask: Ask, desk: Desk) -> Mine:
    me = Mine.of(ask, desk)
    if not me.reporters:
        raise Refusal(
            "Statusrapporter skrives af helhedsplanernes ledere, UU's koordinatorer og deres stedfortrædere. "
            "Bed din leder gøre dig til stedfortræder med /moede stedfortraeder."
        )
    return me
