"""QR codes as a drawing within the page: no request, no style, so that the strict policy holds."""

import io

import segno
from markupsafe import Markup


def qr_code(text: str) -> Markup:
    """Return the drawing, dark on light also where the page is dark, since scanners expect that; what is read out stands beside it."""
    drawn = io.BytesIO()
    segno.make(text, error="m").save(
        drawn,
        kind="svg",
        omitsize=True,  # drawn as large as the page says, whole
        border=3,
        dark="#000",
        light="#fff",
        xmldecl=False,
        svgns=False,
        svgclass="qr",
        lineclass=None,
        nl=False,
    )
    # Nothing of the text stands in the drawing but its black squares.
    return Markup(drawn.getvalue().decode().replace("<svg", '<svg aria-hidden="true" focusable="false"', 1))  # noqa: S704
