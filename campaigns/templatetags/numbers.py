"""How numbers are written on pages."""

from django import template

register = template.Library()


@register.filter
def plain(number):
    """A decimal without idle zeros: 52.50 is 52.5, 10.00 is 10."""
    return f"{number.normalize():f}" if hasattr(number, "normalize") else number
