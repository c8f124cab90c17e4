"""Choosing criteria: the leaves of a standard as boxes, part by part."""

from collections import defaultdict

from django import forms


class CriteriaField(forms.TypedMultipleChoiceField):
    """Its value is a list of keys; the choices come from `leaves`."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        super().__init__(coerce=int, required=False, **kwargs)


def leaves(nodes):
    """The choices a tree of `standards.Node` offers: only what is itself judged."""
    return [(node.pk, str(node)) for node in nodes if node.is_leaf]


def by_part(field, nodes):
    """(part, boxes, is one ticked) of each top-level part with boxes under it."""
    node_of = {node.pk: node for node in nodes}
    groups = defaultdict(list)
    for box in field:
        groups[node_of[box.data["value"]].path[0]].append(box)
    return [
        (node_of[part], boxes, any(box.data["selected"] for box in boxes))
        for part, boxes in groups.items()
    ]
