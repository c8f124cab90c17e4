"""The XML of an official Word file that python-docx has no words for.

Every text here is ours and fixed; nothing a user typed is ever put into it.
Lengths are twips (1/20 pt), character sizes half points.
"""

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

# Names only: the licensed fonts stand on the court's computers, never with us.
FANGSONG = "仿宋_GB2312"
KAITI = "楷体_GB2312"
HEITI = "黑体"
SONGTI = "宋体"
TITLE_SONG = "方正小标宋简体"

CELL = 315  # one 字 of body: 3号 is 320, drawn 5 closer so that 28 fit in 156 mm
PITCH = 579  # the largest whole twip that lets 22 lines stand in 225 mm

# A computer without the official font takes its nearest relation, not Word's guess.
RELATIONS = {FANGSONG: "仿宋", KAITI: "楷体", TITLE_SONG: "宋体"}


def fonts(face):
    """Return `w:rFonts`: one face for hanzi and Latin alike.

    5.2.2 sets every element in one face and makes no exception for digits. A
    half-width digit of 仿宋 is ½字, which the signature's indents count on; those of
    Times New Roman are not.
    """
    names = " ".join(f'w:{each}="{face}"' for each in ("ascii", "eastAsia", "hAnsi"))
    return f'<w:rFonts w:hint="eastAsia" {names} w:cs="{face}"/>'


def size(half_points):
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def style(name, paragraph="", run="", base="Normal"):
    """Return a paragraph style; `name` is Word's own, so that Word knows it.

    Whoever goes on typing after a heading or the title types body text.
    """
    identity = name.title().replace(" ", "")
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    after = '<w:next w:val="BodyText"/>' if "keepNext" in paragraph else ""
    default = "" if base else ' w:default="1"'
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{identity}">'
        f'<w:name w:val="{name}"/>{based}{after}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


# LibreOffice does not read firstLineChars alone, Word prefers it: both are written.
INDENT = f'<w:ind w:firstLineChars="200" w:firstLine="{2 * CELL}"/>'


def heading(level, face):
    """Return a heading style: 3号, not bold, in the navigation pane (7.3.3)."""
    outline = f'<w:outlineLvl w:val="{level - 1}"/>'
    return style(f"heading {level}", f"<w:keepNext/>{INDENT}{outline}", fonts(face))


def marginal(name, half_points, exact):
    """Return the style of a line outside 版心: normal tracking, 宋体."""
    spacing = f'<w:spacing w:line="{exact}" w:lineRule="exact"/><w:jc w:val="center"/>'
    run = f'{fonts(SONGTI)}<w:spacing w:val="0"/>{size(half_points)}'
    return style(name, spacing, run)


DEFAULTS = f"""<w:docDefaults>
<w:rPrDefault><w:rPr>{fonts(FANGSONG)}{size(32)}
<w:lang w:val="zh-CN" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>
<w:pPrDefault/></w:docDefaults>"""

# snapToGrid off with an exact pitch: the grid would give a 2号 line two cells.
NORMAL = f"""<w:widowControl w:val="0"/>
<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:adjustRightInd w:val="0"/>
<w:snapToGrid w:val="0"/>
<w:spacing w:before="0" w:after="0" w:line="{PITCH}" w:lineRule="exact"/>
<w:jc w:val="both"/>"""

STYLES = (
    style("Normal", NORMAL, f'{fonts(FANGSONG)}<w:spacing w:val="-5"/>', base=""),
    style("Body Text", INDENT),
    style(
        "Title",
        f'<w:keepNext/><w:spacing w:after="{PITCH}"/><w:jc w:val="center"/>',
        f'{fonts(TITLE_SONG)}<w:spacing w:val="0"/>{size(44)}',
    ),
    heading(1, HEITI),
    heading(2, KAITI),
    heading(3, FANGSONG),
    heading(4, FANGSONG),
    style("Signature", '<w:jc w:val="right"/>'),
    marginal("header", 18, 240),
    marginal("footer", 28, 400),
)

SETTINGS = """<w:settings {ns}>
<w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>
<w:characterSpacingControl w:val="compressPunctuation"/>
<w:compat><w:doNotExpandShiftReturn/><w:useFELayout/>
<w:compatSetting w:name="compatibilityMode"
 w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>
<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>
<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>
</w:settings>""".format(ns=nsdecls("w"))


def styles():
    """Return the elements of styles.xml, without the list of latent styles."""
    return elements(f"<w:styles {nsdecls('w')}>{DEFAULTS}{''.join(STYLES)}</w:styles>")


def settings():
    """Return the elements of settings.xml."""
    return elements(SETTINGS)


def font_table():
    """Return fontTable.xml as bytes: which font may stand in for an official one."""
    rows = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{relation}"/>'
        '<w:charset w:val="86"/><w:family w:val="auto"/></w:font>'
        for name, relation in RELATIONS.items()
    )
    return f"<w:fonts {nsdecls('w')}>{rows}</w:fonts>".encode()


def page_field():
    """Return the field that prints the number of its page, to be given a run."""
    return parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "/>')


def track(run, twips):
    """Set how much wider than its glyphs the characters of a run stand."""
    spacing = parse_xml(f'<w:spacing {nsdecls("w")} w:val="{twips}"/>')
    run._element.rPr.insert_element_before(
        spacing, *("w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight")
    )


def underline(paragraph, line):
    """Draw `line`, a `w:bottom` border, below a paragraph."""
    border = parse_xml(f"<w:pBdr {nsdecls('w')}>{line}</w:pBdr>")
    paragraph._element.get_or_add_pPr().insert_element_before(
        border,
        *("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc"),
    )


def elements(xml):
    return list(parse_xml(xml))
