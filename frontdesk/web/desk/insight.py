"""Figures people read at a glance: conversations, answers, leads and promises of a period, each also as CSV and XLSX."""

from collections.abc import Mapping
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from frontdesk.leads.office_hours import brussels_day
from frontdesk.services.audit import AuditAction, AuditEntry, ObjectKind
from frontdesk.services.insight_period import Asked, Period, Span, chosen_period
from frontdesk.staff.member import acting
from frontdesk.web.desk.access import AtTheDesk, InsightReader
from frontdesk.web.desk.insight_columns import columns
from frontdesk.web.desk.insight_figures import Figure, FigureDesk
from frontdesk.web.desk.pages import page
from frontdesk.web.desk.problems import not_found
from frontdesk.wiring.tables import csv_table, xlsx_table

router = APIRouter()
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

type Said = Annotated[str, Query(max_length=40)]


def period_of(desk: AtTheDesk, *, span: Said = "", first: Said = "", last: Said = "", shown: Said = "") -> Period:
    """Return the period the page asks for."""
    return chosen_period(Asked(span, first, last, shown), brussels_day(desk.clock.now()))


type Chosen = Annotated[Period, Depends(period_of)]


@router.get("/insight")
def insight(request: Request, desk: AtTheDesk, _who: InsightReader, period: Chosen) -> Response:
    """Show every figure of a period."""
    figures, before = desk.insight.figures(period.days), desk.insight.brief(period.before)
    made = FigureDesk(request, figures, before)
    return page(
        request,
        "insight/dashboard.html",
        period=period,
        spans=tuple(Span),
        brief=figures.brief,
        before=before,
        figures={name: made.figure(name) for name in made.names},
        columns=columns([*figures.brief.talks.items()], [*before.talks.values()]),
        query=urlencode(_query(period)),
    )


@router.get("/insight/{name}.{form}")
def export(  # noqa: PLR0913  # which figure, in which form, of which period, to whom
    request: Request, desk: AtTheDesk, who: InsightReader, period: Chosen, *, name: str, form: str
) -> Response:
    """Hand one figure over as CSV or XLSX."""
    made = FigureDesk(request, desk.insight.figures(period.days), desk.insight.brief(period.before))
    if name not in made.names or form not in {"csv", "xlsx"}:
        raise not_found()
    told = {"format": form, "from": period.days.first.isoformat(), "to": period.days.last.isoformat()}
    noted = AuditEntry(desk.clock.now(), acting(who.member), AuditAction.EXPORTED, ObjectKind.INSIGHT, name, told)
    desk.audit.note([noted])
    return _file(made.figure(name), form, f"{name}-{period.days.first}-{period.days.last}")


def _file(figure: Figure, form: str, name: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}.{form}"'}
    if form == "csv":
        content = csv_table(figure.headings, figure.rows)
        return Response(content, media_type="text/csv; charset=utf-8", headers=headers)
    return Response(xlsx_table(figure.name, figure.headings, figure.rows), media_type=_XLSX, headers=headers)


def _query(period: Period) -> Mapping[str, str]:
    if period.span is not Span.DAYS:
        return {"span": period.span.value}
    return {"span": period.span.value, "first": str(period.days.first), "last": str(period.days.last)}
