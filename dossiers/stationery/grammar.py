"""Reading the tags of one part in order: do they pair, and is every name known?"""

from dataclasses import dataclass, field
from difflib import get_close_matches

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from docx.oxml.ns import qn
from jinja2 import TemplateSyntaxError, nodes

from dossiers.stationery import places, sandbox, tags, words

CLOSERS = {"endfor": "for", "endif": "if"}
MIDDLES = ("elif", "else")
COMPLETED = {
    "for": "{} {{% endfor %}}",
    "if": "{} {{% endif %}}",
    "elif": "{{% if 1 %}} {} {{% endif %}}",
    "else": "{{% if 1 %}} {} {{% endif %}}",
}
HOLDERS = {"tr": qn("w:tbl"), "tc": qn("w:tr")}
ANY = object()  # after a fault: whatever is asked of it, nothing more is said
PATHS = nodes.Name | nodes.Getattr | nodes.Getitem
LOOP = dict.fromkeys(sandbox.LOOP, words.TEXT)

ALONE = gettext_lazy(
    "A {%p …%} tag stands alone in its paragraph, a {%tr …%} tag alone in its row: what "
    "else stands there would be lost."
)
SAME_PARAGRAPH = gettext_lazy(
    "Beginning and end stand in different paragraphs. Write {%p …%} at both ends for "
    "whole paragraphs, {%tr …%} for rows of a table."
)
SAME_PLACE = gettext_lazy("Beginning and end stand in different tables or cells.")
NO_PARTNER = gettext_lazy("It has no beginning, or no end.")
BODY_ALONE = gettext_lazy(
    "{{ 正文 }} stands alone in a paragraph of the body, not in header, footer or loop."
)
BODY_ONCE = gettext_lazy("{{ 正文 }} stands once in a template. Remove this one.")
UNREADABLE = gettext_lazy(
    "The tag cannot be read. Check its brackets, quotes and spelling."
)
PLAIN_PRINT = gettext_lazy(
    "What is printed is written {{ name }}, without p, r, tr or tc."
)
NOTHING_CUT = gettext_lazy("Write the tag without - at its ends.")


class Fault(Exception):
    """`str(fault)` is what is wrong with one tag."""

    def __init__(self, message, kind="syntax"):
        super().__init__(str(message))
        self.kind = kind


@dataclass
class Reader:
    """Reads tags in order. `known` is `words.shape`; `figures` collects what is asked
    of 数据 and 清单; `used` every first name."""

    known: dict
    has_facts: bool = True
    opened: list = field(default_factory=list)  # (tag, names it brings)
    figures: set = field(default_factory=set)
    used: set = field(default_factory=set)

    def read(self, tag):
        """Raise `Fault` when the tag cannot be filled in."""
        try:
            self._read(tag)
        except (RecursionError, ValueError) as error:  # brackets, digits without end
            raise Fault(UNREADABLE) from error

    def _read(self, tag):
        if tag.is_comment:
            return
        if tag.text[2:3] == "-" or tag.text[-3:-2] == "-":
            raise Fault(NOTHING_CUT)
        if tag.is_printed:
            self._print(tag)
        elif tag.word in CLOSERS:
            self._close(tag)
        elif tag.word in MIDDLES:
            self._divide(tag)
        elif tag.word in CLOSERS.values():
            self._open(tag)
        else:
            raise Fault(tags.unread(tag.word or tag.text))

    def finish(self):
        """What was opened and never closed."""
        left, self.opened = self.opened, []
        return [tag for tag, _names in left]

    def _print(self, tag):
        if any(tag.text.startswith(f"{{{{{each} ") for each in ("p", "r", "tr", "tc")):
            raise Fault(PLAIN_PRINT)
        tree = _parsed(tag.source)
        if _is_body(tree):
            return self._print_body(tag)
        self._resolve_all(tree)
        for node in tree.body[0].nodes:
            if isinstance(node, PATHS) and isinstance(self._resolve(node), dict | list):
                raise Fault(
                    _("“%(name)s” holds several; name one.") % {"name": _told(node)}
                )

    def _print_body(self, tag):
        is_first = words.BODY not in self.used
        self.used.add(words.BODY)
        is_alone = tag.spot.text.strip() == tag.text and not self.opened
        if not is_alone or tag.spot.part:
            raise Fault(BODY_ALONE)
        if not is_first:
            raise Fault(BODY_ONCE)

    def _open(self, tag):
        # Entered even when faulty, so that its end finds it.
        self.opened.append((tag, {}))
        _check_alone(tag)
        tree = _parsed(COMPLETED[tag.word].format(tag.source))
        loop = tree.find(nodes.For)
        if loop is None:
            return self._resolve_all(tree)
        self.opened[-1] = (tag, {loop.target.name: ANY, "loop": LOOP})
        shape = self._resolve(loop.iter)
        if not isinstance(shape, list):
            raise Fault(sandbox.NO_LIST)
        self.opened[-1] = (tag, {loop.target.name: shape[0], "loop": LOOP})
        if loop.test:
            self._resolve_all(loop.test)
        if sum(bool(names) for _tag, names in self.opened) > sandbox.NESTED:
            raise Fault(sandbox.DEEP)

    def _divide(self, tag):
        _check_alone(tag)
        if not self.opened:
            raise Fault(NO_PARTNER)
        _check_pair(self.opened[-1][0], tag)
        self._resolve_all(_parsed(COMPLETED[tag.word].format(tag.source)))

    def _close(self, tag):
        _check_alone(tag)
        if not self.opened or self.opened[-1][0].word != CLOSERS[tag.word]:
            raise Fault(NO_PARTNER)
        opening, _names = self.opened.pop()
        _check_pair(opening, tag)

    def _resolve_all(self, tree):
        """The longest paths only: 段.文字, not 段 once more."""
        if isinstance(tree, PATHS):
            self._resolve(tree)
            return
        for child in tree.iter_child_nodes():
            self._resolve_all(child)

    def _resolve(self, node):
        """The shape of what a name or path stands for; `Fault` where nothing does."""
        match node:
            case nodes.Name():
                self.used.add(node.name)
                return _one_of(node.name, self._names())
            case nodes.Getattr():
                return self._member(node, node.attr)
            case nodes.Getitem(arg=nodes.Const()):
                return self._member(node, node.arg.value)
            case _:
                raise Fault(sandbox.CALCULATED)

    def _member(self, node, name):
        shape = self._resolve(node.node)
        of_figures = getattr(node.node, "name", "") in (words.FIGURES, words.LISTS)
        if of_figures:
            self.figures.add(str(name))
            if not self.has_facts:
                return words.TEXT
        if shape is ANY:
            return ANY
        if isinstance(shape, list) and isinstance(name, int):
            return shape[0]
        if not isinstance(shape, dict):
            raise Fault(_("“%(name)s” has no parts.") % {"name": _told(node.node)})
        return _one_of(str(name), shape)

    def _names(self):
        names = dict(self.known)
        for _tag, brought in self.opened:
            names |= brought
        return names


def _one_of(name, known):
    if name in known:
        return known[name]
    near = get_close_matches(name, [str(each) for each in known], n=3, cutoff=0.4)
    told = _("“%(name)s” is not known.") % {"name": name}
    if near:
        told += _(" Perhaps: %(near)s.") % {"near": "、".join(near)}
    raise Fault(told, "name")


def _told(node):
    return getattr(node, "name", None) or getattr(node, "attr", "…")


def _parsed(source):
    try:
        tree = sandbox.Environment().parse(source)
    except sandbox.Forbidden as error:
        raise Fault(error.message, "forbidden") from error
    except TemplateSyntaxError as error:
        raise Fault(UNREADABLE) from error
    names = {each.name for each in tree.find_all(nodes.Name)}
    if words.BODY in names and not _is_body(tree):
        raise Fault(BODY_ALONE)  # what it stands for is a mark, no text to work on
    return tree


def _is_body(tree):
    """Is it {{ 正文 }} and nothing else?"""
    match tree.body:
        case [nodes.Output(nodes=[nodes.Name(name=words.BODY)])]:
            return True
    return False


def _check_alone(tag):
    """docxtpl drops the whole paragraph, row or cell such a tag stands in."""
    element = tag.spot.element
    if tag.scope in HOLDERS:
        holder = qn(f"w:{tag.scope}")
        element = next(element.iterancestors(holder), None)
        if element is None:
            raise Fault(ALONE)
    if tag.scope and _text(element) != tag.text:
        raise Fault(ALONE)


def _text(element):
    """As tags are read: straight quotes."""
    text = "".join(each.text or "" for each in element.iter(places.T))
    return text.strip().translate(tags.STRAIGHT)


def _check_pair(first, second):
    if first.scope != second.scope:
        raise Fault(SAME_PARAGRAPH)
    one, other = first.spot.element, second.spot.element
    if not first.scope and one is not other:
        raise Fault(SAME_PARAGRAPH)
    if _holder(one, first.scope) is not _holder(other, first.scope):
        raise Fault(SAME_PLACE)


def _holder(element, scope):
    if scope in HOLDERS:
        return next(element.iterancestors(HOLDERS[scope]), None)
    return element.getparent()
