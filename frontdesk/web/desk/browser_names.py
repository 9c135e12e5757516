"""What a browser calls itself, in two words: names of products, the same in every language."""

_BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)
_SHOWN = 40


def browser_name(user_agent: str) -> str:
    """Return 'Firefox · Linux'; the beginning of what it says where that is not known."""
    found = [next((name for sign, name in names if sign in user_agent), None) for names in (_BROWSERS, _SYSTEMS)]
    known = [name for name in found if name is not None]
    return " · ".join(known) if known else user_agent[:_SHOWN] or "?"
