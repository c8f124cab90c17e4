"""Numbers as strangers send them: keys, years and revisions in addresses and forms."""

DIGITS = 9  # what a database key holds; longer ones stop Python or the database


def number(text, digits=DIGITS):
    """The whole number a text spells, or None when it spells none we could mean."""
    is_one = bool(text) and len(text) <= digits and text.isdecimal()
    return int(text) if is_one else None
