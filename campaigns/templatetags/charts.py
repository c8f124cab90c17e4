"""Charts in templates: data in, drawing out."""

from django import template
from django.utils.safestring import mark_safe

from campaigns import charts

register = template.Library()


@register.simple_tag
def activities_chart(months, label):
    """`months` of a trend, their confirmed activities as columns."""
    points = [(month.first, month.activities) for month in months]
    return mark_safe(charts.columns(points, label))


@register.simple_tag
def points_chart(months, label, top, mark):
    """`months` of a trend, their points as a line under the pass mark."""
    points = [(month.first, month.points) for month in months]
    top = max(top, mark or 0)
    return mark_safe(charts.line(points, label, top=top, mark=mark))
