"""A refusal carries its reason: what is wrong and what to do, in the reader's words."""


class Refused(Exception):
    """A verb would not act; `str(refused)` is a sentence for the person who asked."""


def refuse(why):
    """Raise `Refused(why)` when there is a reason; "" lets the verb go on."""
    if why:
        raise Refused(why)
