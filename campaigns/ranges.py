"""Points as a range: what is sure, what is likely, what is possible at most."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

NOTHING = Decimal(0)
HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class Range:
    """Points out of `total`: given, likely, and possible at most."""

    total: Decimal = NOTHING
    sure: Decimal = NOTHING
    likely: Decimal = NOTHING
    possible: Decimal = NOTHING

    def __add__(self, other):
        return Range(*(getattr(self, each) + getattr(other, each) for each in NAMES))

    def times(self, weight):
        return Range(*(getattr(self, each) * weight for each in NAMES))

    def within(self, least, most):
        """Every end of the range kept between two bounds; None is no bound."""
        return Range(
            self.total,
            *(_between(getattr(self, each), least, most) for each in NAMES[1:]),
        )

    def less(self, points):
        ends = (getattr(self, each) - points for each in NAMES[1:])
        return Range(self.total, *ends).within(NOTHING, None)

    def rounded(self):
        """To hundredths: thirds of a mean must not fall short of a mark by dust."""
        ends = (getattr(self, each) for each in NAMES)
        return Range(*(end.quantize(HUNDREDTH, ROUND_HALF_UP) for end in ends))


NAMES = ("total", "sure", "likely", "possible")


def _between(number, least, most):
    if least is not None:
        number = max(number, least)
    return number if most is None else min(number, most)
