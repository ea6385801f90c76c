"""Build templates/report.docx, the Word template of the annual report.

    python .ci/make_report_template.py            write the template
    python .ci/make_report_template.py --check    fail if the committed template differs from what would be written

The same bytes come out every time. Layout values are those of GB/T 9704-2012; labels and merges of the three tables
come from assistant.report.standard. Offices restyle the built file in Word or WPS; this script is for developers.
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape

from lxml import etree

from assistant.report.standard import LAYOUTS, SECTION_TITLES, LayoutCell, TableLayout, section_heading

TARGET = Path(__file__).resolve().parent.parent / "templates" / "report.docx"

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OFFICE_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"

# All lengths in twips (1/20 pt; 1 mm = 56.7). A4 with margins 37/35/28/26 mm leaves 156 × 225 mm.
PAGE = {"w": 11906, "h": 16838}
MARGINS = {"top": 2098, "right": 1474, "bottom": 1984, "left": 1588, "header": 851, "footer": 1247, "gutter": 0}
TEXT_WIDTH = PAGE["w"] - MARGINS["left"] - MARGINS["right"]
LINE = 579  # 225 mm / 22 lines
TITLE_LINE = 700
CHAR_SPACE = -849  # 156 mm / 28 characters = 15.79 pt, less the body's 16 pt, in 1/4096 pt
BODY_SPACING = -5  # 15.75 pt a character, so that 28 stand in a line
TWO_CHARACTERS = 630

BODY_FONT, TITLE_FONT, HEADING_FONT, SUBHEADING_FONT, TABLE_FONT = (
    "仿宋_GB2312",
    "方正小标宋简体",
    "黑体",
    "楷体_GB2312",
    "宋体",
)

# (font, what a computer without it should take, panose, pitch)
FONTS = (
    ("Times New Roman", None, "02020603050405020304", "variable"),
    (BODY_FONT, "仿宋", "02010609030101010101", "fixed"),
    (TITLE_FONT, "宋体", "02010601030101010101", "variable"),
    (HEADING_FONT, "SimHei", "02010609060101010101", "fixed"),
    (SUBHEADING_FONT, "楷体", "02010609030101010101", "fixed"),
    (TABLE_FONT, "SimSun", "02010600030101010101", "variable"),
)

# Value columns of table 3 hold six digits, its headings two characters a line, its longest one-line label 13.
GRIDS = {
    "t2": [2211] * 4,
    "t3": [656, 864, 2774] + [650] * 7,
    "t4": [590] * 9 + [589] * 6,
}
ROW_HEIGHTS = {"t2": 350, "t3": 300, "t4": 400}
CELL_SIDE = 20
CELL_TOP = 15
TWO_CHARACTERS_OF_TABLE = 440  # room for two characters a line, so that 商业企业 breaks evenly


def attributes(**values: str | int) -> str:
    """``w:`` attributes in the order given."""
    return "".join(f' w:{name}="{value}"' for name, value in values.items())


def fonts(east_asian: str, western: str = "Times New Roman") -> str:
    """Font element: Chinese and western fonts side by side."""
    return f"<w:rFonts{attributes(ascii=western, hAnsi=western, eastAsia=east_asian, cs=western)}/>"


def size(half_points: int, spacing: int = 0) -> str:
    """Character spacing, then font size for all scripts."""
    return f'<w:spacing w:val="{spacing}"/><w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def style(
    kind: str,
    identifier: str,
    name: str,
    *,
    based_on: str | None = None,
    following: str | None = None,
    link: str | None = None,
    paragraph: str = "",
    run: str = "",
    custom: bool = False,
    default: bool = False,
) -> str:
    """One style definition."""
    head = attributes(type=kind, **({"default": 1} if default else {}), **({"customStyle": 1} if custom else {}))
    parts = [f'<w:style{head} w:styleId="{identifier}"><w:name w:val="{name}"/>']
    parts += [
        f'<w:{tag} w:val="{value}"/>'
        for tag, value in (("basedOn", based_on), ("next", following), ("link", link))
        if value
    ]
    parts.append("<w:qFormat/>")
    parts += [f"<w:pPr>{paragraph}</w:pPr>"] if paragraph else []
    parts += [f"<w:rPr>{run}</w:rPr>"] if run else []
    return "".join((*parts, "</w:style>"))


def styles() -> str:
    """word/styles.xml."""
    exact = f'<w:spacing w:before="0" w:after="0" w:line="{LINE}" w:lineRule="exact"/>'
    single = '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
    indent = f'<w:ind w:firstLineChars="200" w:firstLine="{TWO_CHARACTERS}"/>'
    border = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    table_text = f'<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>{single}<w:jc w:val="center"/>'
    kaiti = fonts(SUBHEADING_FONT)
    return part(
        "styles",
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        + fonts(BODY_FONT)
        + size(32, BODY_SPACING)
        + '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>",
        style(
            "paragraph",
            "Normal",
            "Normal",
            default=True,
            # The page's grid is declared for whoever opens the page setup, but nothing snaps to it: LibreOffice gives a
            # 16 pt character two cells of a 15.8 pt grid. Spacing and exact line pitch make the 22 × 28 everywhere.
            paragraph=f'<w:widowControl w:val="0"/><w:snapToGrid w:val="0"/>{exact}<w:jc w:val="both"/>',
            run=fonts(BODY_FONT) + '<w:snapToGrid w:val="0"/><w:color w:val="000000"/>' + size(32, BODY_SPACING),
        ),
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>',
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>',
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>',
        style(
            "paragraph",
            "Title",
            "Title",
            based_on="Normal",
            following="BodyText",
            paragraph="<w:keepNext/><w:keepLines/>"
            f'<w:spacing w:before="0" w:after="{LINE}" w:line="{TITLE_LINE}" w:lineRule="exact"/>'
            '<w:jc w:val="center"/>',
            run=fonts(TITLE_FONT) + size(44),
        ),
        style(
            "paragraph",
            "Heading1",
            "heading 1",
            based_on="Normal",
            following="BodyText",
            paragraph=f'<w:keepNext/><w:keepLines/>{exact}{indent}<w:outlineLvl w:val="0"/>',
            run=fonts(HEADING_FONT),
        ),
        style(
            "paragraph",
            "Heading2",
            "heading 2",
            based_on="Normal",
            following="BodyText",
            link="Heading2Char",
            paragraph=f'<w:keepNext/><w:keepLines/>{exact}{indent}<w:outlineLvl w:val="1"/>',
            run=kaiti,
        ),
        style(
            "character",
            "Heading2Char",
            "标题 2 字符",
            based_on="DefaultParagraphFont",
            link="Heading2",
            run=kaiti,
            custom=True,
        ),
        style("paragraph", "BodyText", "Body Text", based_on="Normal", paragraph=indent),
        style(
            "character",
            "Missing",
            "待补",
            based_on="DefaultParagraphFont",
            run='<w:shd w:val="clear" w:color="auto" w:fill="FFFF00"/>',
            custom=True,
        ),
        style(
            "paragraph",
            "TableText",
            "表格文字",
            based_on="Normal",
            paragraph=table_text,
            # Digits in 宋体 too: half as wide as a character in every stand-in for it, so six fit a column of table 3.
            run=fonts(TABLE_FONT, TABLE_FONT) + size(20),
            custom=True,
        ),
        style(
            "paragraph",
            "TableLabel",
            "表格项目",
            based_on="TableText",
            paragraph='<w:ind w:left="40"/><w:jc w:val="left"/>',
            custom=True,
        ),
        style(
            "paragraph",
            "Footer",
            "footer",
            based_on="Normal",
            paragraph=single,
            run=fonts(TABLE_FONT, TABLE_FONT) + size(28),
        ),
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr><w:tblBorders>{border}</w:tblBorders></w:tblPr></w:style>",
    )


def part(root: str, *children: str) -> str:
    """Wrap the content of a WordprocessingML part."""
    return f'<w:{root} xmlns:w="{W}" xmlns:r="{R}">{"".join(children)}</w:{root}>'


def font_table() -> str:
    """word/fontTable.xml: what a computer without the office fonts falls back to."""
    entries = []
    for name, alternative, panose, pitch in FONTS:
        charset, family = ("00", "roman") if alternative is None else ("86", "auto")
        entries.append(
            f'<w:font w:name="{name}">'
            + (f'<w:altName w:val="{alternative}"/>' if alternative else "")
            + f'<w:panose1 w:val="{panose}"/><w:charset w:val="{charset}"/>'
            f'<w:family w:val="{family}"/><w:pitch w:val="{pitch}"/></w:font>'
        )
    return part("fonts", *entries)


def settings() -> str:
    """word/settings.xml: page numbers differ on odd and even pages; Chinese line breaking."""
    compatibility = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
        )
    )
    return part(
        "settings",
        '<w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>',
        f"<w:compat><w:balanceSingleByteDoubleByteWidth/><w:useFELayout/>{compatibility}</w:compat>",
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>',
    )


def footer(*, right: bool) -> str:
    """Page number between two dashes, one character in from the outer edge."""
    side = "right" if right else "left"
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    return part(
        "ftr",
        f'<w:p><w:pPr><w:pStyle w:val="Footer"/><w:ind w:{side}Chars="100" w:{side}="280"/>'
        f'<w:jc w:val="{side}"/></w:pPr>'
        f"{run('— ', hint=True)}{field}{run(' —', hint=True)}</w:p>",
    )


def run(text: str, character_style: str = "", *, hint: bool = False) -> str:
    """Write a run; ``hint`` makes dashes take the Chinese font."""
    properties = (f'<w:rStyle w:val="{character_style}"/>' if character_style else "") + (
        '<w:rFonts w:hint="eastAsia"/>' if hint else ""
    )
    return (
        "<w:r>"
        + (f"<w:rPr>{properties}</w:rPr>" if properties else "")
        + f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    )


def paragraph(style_id: str, *runs: str, keep_next: bool = False) -> str:
    """Write a paragraph in a style, perhaps bound to the next one."""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style_id}"/>{"<w:keepNext/>" if keep_next else ""}</w:pPr>{"".join(runs)}</w:p>'
    )


def prose(source: str) -> Iterable[str]:
    """Write the loop that prints paragraphs: run-in heading, text, and the marks of what is still missing."""
    yield paragraph("BodyText", run(f"{{%p for p in {source} %}}"))
    yield paragraph(
        "BodyText",
        run("{{ p.heading }}", "Heading2Char"),
        run("{% for x in p.pieces %}{{ x.text }}"),
        run("{{ x.mark }}", "Missing"),
        run("{% endfor %}"),
    )
    yield paragraph("BodyText", run("{%p endfor %}"))


def table(layout: TableLayout, caption: str) -> str:
    """Draw an official table: fixed labels, a tag in every value cell."""
    widths = GRIDS[layout.name]
    if sum(widths) != TEXT_WIDTH or len(widths) != layout.columns:
        raise ValueError(f"{layout.name}: column widths must fill {TEXT_WIDTH} twips")
    places = {
        (cell.row + down, cell.column): (cell, down == 0) for cell in layout.cells for down in range(cell.rowspan)
    }
    rows = []
    for number in range(layout.rows):
        cells = [places[number, column] for column in range(layout.columns) if (number, column) in places]
        rows.append(
            f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{ROW_HEIGHTS[layout.name]}" w:hRule="atLeast"/>'
            + ("<w:tblHeader/>" if number < layout.header_rows else "")
            + "</w:trPr>"
            + "".join(
                # Every row but the last is bound to the next, so that a table is moved to a new page rather than split.
                table_cell(cell, layout, first=first, keep_next=number < layout.rows - 1)
                for cell, first in cells
            )
            + "</w:tr>"
        )
    padding = (("top", CELL_TOP), ("left", CELL_SIDE), ("bottom", CELL_TOP), ("right", CELL_SIDE))
    cell_margins = "".join(f'<w:{edge} w:w="{room}" w:type="dxa"/>' for edge, room in padding)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/><w:tblCellMar>{cell_margins}</w:tblCellMar>'
        f'<w:tblLook w:val="0000"/><w:tblCaption w:val="{caption}"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def table_cell(cell: LayoutCell, layout: TableLayout, *, first: bool, keep_next: bool) -> str:
    """One cell of one row; ``first`` is false where a cell from above continues."""
    width = sum(GRIDS[layout.name][cell.column : cell.column + cell.colspan])
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    if cell.colspan > 1:
        properties += f'<w:gridSpan w:val="{cell.colspan}"/>'
    if cell.rowspan > 1:
        properties += '<w:vMerge w:val="restart"/>' if first else "<w:vMerge/>"
    if layout.name == "t3" and cell.colspan == 1 and len(cell.label) > 3 and cell.row < layout.header_rows:
        side = (width - TWO_CHARACTERS_OF_TABLE) // 2
        properties += f'<w:tcMar><w:left w:w="{side}" w:type="dxa"/><w:right w:w="{side}" w:type="dxa"/></w:tcMar>'
    text = f'{{{{ {layout.name}["{cell.key}"] }}}}' if cell.key else cell.label
    is_row_label = layout.name == "t3" and not cell.key and cell.row >= layout.header_rows and cell.rowspan == 1
    return (
        f'<w:tc><w:tcPr>{properties}<w:vAlign w:val="center"/></w:tcPr>'
        + paragraph("TableLabel" if is_row_label else "TableText", *([run(text)] if first else []), keep_next=keep_next)
        + "</w:tc>"
    )


def document() -> str:
    """word/document.xml."""
    blocks = [paragraph("Title", run('{{ title_lines | join("\\n") }}')), *prose("lead")]
    for key in SECTION_TITLES:
        blocks.append(paragraph("Heading1", run(section_heading(key))))
        blocks += prose(f"sections.{key}.body")
        if key in LAYOUTS:
            blocks.append(table(LAYOUTS[key], SECTION_TITLES[key]))
    section = (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/>'
        f"<w:pgSz{attributes(**PAGE)}/><w:pgMar{attributes(**MARGINS)}/>"
        f'<w:docGrid w:type="linesAndChars" w:linePitch="{LINE}" w:charSpace="{CHAR_SPACE}"/></w:sectPr>'
    )
    return part("document", f"<w:body>{''.join(blocks)}{section}</w:body>")


def relationships(targets: Iterable[tuple[str, str]]) -> str:
    """Write a .rels part from (type, target) pairs."""
    entries = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{entries}</Relationships>'


def content_types(overrides: Iterable[tuple[str, str]]) -> str:
    """[Content_Types].xml."""
    entries = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides)
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{entries}</Types>'
    )


def core_properties() -> str:
    """docProps/core.xml, with a fixed date."""
    date = '<dcterms:{0} xsi:type="dcterms:W3CDTF">2024-01-01T00:00:00Z</dcterms:{0}>'
    return (
        f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        "<dc:title>政府信息公开工作年度报告模板</dc:title><dc:creator>nianbao</dc:creator>"
        f"{date.format('created')}{date.format('modified')}<dc:language>zh-CN</dc:language></cp:coreProperties>"
    )


def package() -> dict[str, str]:
    """All parts by name, in the order in which they stand in the file."""
    word = {
        "word/document.xml": (f"{WORD_TYPES}.document.main+xml", document()),
        "word/styles.xml": (f"{WORD_TYPES}.styles+xml", styles()),
        "word/settings.xml": (f"{WORD_TYPES}.settings+xml", settings()),
        "word/fontTable.xml": (f"{WORD_TYPES}.fontTable+xml", font_table()),
        "word/footer1.xml": (f"{WORD_TYPES}.footer+xml", footer(right=True)),
        "word/footer2.xml": (f"{WORD_TYPES}.footer+xml", footer(right=False)),
        "docProps/core.xml": ("application/vnd.openxmlformats-package.core-properties+xml", core_properties()),
    }
    return {
        "[Content_Types].xml": content_types((name, kind) for name, (kind, _) in word.items()),
        "_rels/.rels": relationships(
            (
                (f"{OFFICE_RELS}/officeDocument", "word/document.xml"),
                (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            )
        ),
        "word/_rels/document.xml.rels": relationships(
            (f"{OFFICE_RELS}/{kind}", target)
            for kind, target in (
                ("styles", "styles.xml"),
                ("settings", "settings.xml"),
                ("fontTable", "fontTable.xml"),
                ("footer", "footer1.xml"),
                ("footer", "footer2.xml"),
            )
        ),
        **{name: content for name, (_, content) in word.items()},
    }


def build() -> bytes:
    """Assemble the template. Stored, not deflated: zlib versions differ, and git compresses anyway."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in package().items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 0
            root = etree.fromstring(content)
            archive.writestr(entry, etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
    return buffer.getvalue()


def main() -> int:
    """Write or check the template."""
    content = build()
    if "--check" in sys.argv[1:]:
        if TARGET.is_file() and TARGET.read_bytes() == content:
            return 0
        print(f"{TARGET} is not what {Path(__file__).name} builds", file=sys.stderr)
        return 1
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_bytes(content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
