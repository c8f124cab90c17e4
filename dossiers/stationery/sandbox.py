"""The little language a template may use: names, one loop over the paragraphs, conditions.

Jinja with everything else shut (`ALLOWED`): nothing is called and nothing calculated,
since every number of a report is computed from records, not in its layout. Names lead
into plain dicts and lists only, never to an attribute of a Python object.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from jinja2 import StrictUndefined, Template, nodes
from jinja2.exceptions import TemplateRuntimeError, TemplateSyntaxError
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

ALLOWED = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Const),
    *(nodes.Name, nodes.Getattr, nodes.Getitem),
    *(nodes.For, nodes.If, nodes.CondExpr, nodes.Filter, nodes.Test),
    *(nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not),
)
FILTERS = ("default", "first", "last", "length")
TESTS = ("defined", "undefined")
LOOP = ("index", "first", "last", "length")
NESTED = 1  # no loops in loops: the list is short, so no template runs for long
MAX_OUTPUT = 20_000_000  # characters of one part of the file

CALCULATED = gettext_lazy(
    "Templates do not calculate and call nothing: every number comes from the figures."
)
NO_LIST = gettext_lazy("A loop runs over 段落 and nothing else.")
DEEP = gettext_lazy("A loop stands in no other loop.")
LONG = gettext_lazy("Filled in, the template would be far too long.")


class Forbidden(TemplateSyntaxError):
    """Jinja would do it, a template of ours may not; the message is for the clerk."""


class Bounded(Template):
    """A template that stops once it has written more than any report has."""

    def render(self, *args, **kwargs):
        pieces, length = [], 0
        for piece in self.generate(*args, **kwargs):
            length += len(piece)
            if length > MAX_OUTPUT:
                raise TemplateRuntimeError(str(LONG))
            pieces.append(piece)
        return "".join(pieces)


class Environment(ImmutableSandboxedEnvironment):
    """Checks whatever is compiled in it, so nothing docxtpl renders escapes the rules."""

    template_class = Bounded

    def __init__(self):
        super().__init__(undefined=StrictUndefined, autoescape=True)
        self.last_source = ""  # to say where a rendering stopped
        self.globals = {}
        self.filters = {name: self.filters[name] for name in FILTERS}
        self.tests = {name: self.tests[name] for name in TESTS}

    def parse(self, source, name=None, filename=None):
        tree = super().parse(source, name, filename)
        check(tree)
        return tree

    def compile(self, source, *args, **kwargs):
        if isinstance(source, str):
            self.last_source = source
            source = self.parse(source)
        return super().compile(source, *args, **kwargs)

    def getattr(self, obj, attribute):
        return self._within(obj, attribute)

    def getitem(self, obj, argument):
        return self._within(obj, argument)

    def _within(self, obj, name):
        if isinstance(obj, dict) and isinstance(name, str) and name in obj:
            return obj[name]
        if isinstance(obj, list) and isinstance(name, int):
            return obj[name] if -len(obj) <= name < len(obj) else self.undefined()
        if isinstance(obj, LoopContext) and name in LOOP:
            return getattr(obj, name)
        return self.undefined(obj=obj, name=str(name))


def check(node, depth=0):
    """Raise `Forbidden` for anything in the tree that a template may not do."""
    if not isinstance(node, ALLOWED):
        raise Forbidden(str(CALCULATED), getattr(node, "lineno", None) or 1)
    if isinstance(node, nodes.For):
        depth += 1
        _check_loop(node, depth)
    if isinstance(node, nodes.Name):
        _check_name(node.name, node)
    if isinstance(node, nodes.Getattr):
        _check_name(node.attr, node)
    if isinstance(node, nodes.Filter | nodes.Test):
        _check_word(node)
    for child in node.iter_child_nodes():
        check(child, depth)


def _check_loop(loop, depth):
    if depth > NESTED:
        raise Forbidden(str(DEEP), loop.lineno)
    simple = isinstance(loop.iter, nodes.Name | nodes.Getattr)
    if not simple or loop.recursive or not isinstance(loop.target, nodes.Name):
        raise Forbidden(str(NO_LIST), loop.lineno)


def _check_word(node):
    """Jinja itself looks for filters and tests only when it compiles."""
    if node.name not in (FILTERS if isinstance(node, nodes.Filter) else TESTS):
        told = _("“%(word)s” is not available here; there are: %(words)s.")
        words = ", ".join((*FILTERS, *TESTS))
        raise Forbidden(told % {"word": node.name, "words": words}, node.lineno)


def _check_name(name, node):
    if name.startswith("_") or name == "self":
        told = _("“%(name)s” is not open to templates.")
        raise Forbidden(told % {"name": name}, node.lineno)
