"""Addresses of staff."""

from email_validator import EmailNotValidError, validate_email


def is_address(text: str) -> bool:
    """Tell whether a text is an e-mail address; whether it is somebody's is not asked."""
    try:
        validate_email(text.strip(), check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return False
    return True
