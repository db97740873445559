"""The page numbers that are written without LibreOffice: breaks, the page's own size, and how much
text, tables and pictures take.
"""

import pathlib
import re
import sys
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / 'lib'))
from small_documents import DOCX_PARTS, ODF, ODT_PARTS, W  # noqa: E402
from support import check, finish, referent, scratch  # noqa: E402

folder = scratch()
data = folder / 'data.json'
data.write_text('{}')
LINE = 'Ord ' * 20
WP = 'http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing'
NAMES = (('office', 'office'), ('text', 'text'), ('style', 'style'), ('table', 'table'),
         ('draw', 'drawing'), ('svg', 'svg-compatible'), ('fo', 'xsl-fo-compatible'))
STYLES = ('<style:style style:name="Ny" style:family="paragraph"><style:paragraph-properties '
          'fo:break-before="page"/></style:style><style:style style:name="Under" '
          'style:family="paragraph" style:parent-style-name="Ny"/><style:style style:name="Rund" '
          'style:family="paragraph" style:parent-style-name="Rund"/>')


def docx(body, size='<w:pgSz w:w="11906" w:h="16838"/>'):
    return {**DOCX_PARTS, 'word/document.xml':
            f'<w:document xmlns:w="{W}" xmlns:wp="{WP}"><w:body>{body}<w:sectPr>{size}'
            '</w:sectPr></w:body></w:document>'}


def odt(body):
    names = ' '.join(f'xmlns:{name}="{ODF}:{uri}:1.0"' for name, uri in NAMES)
    return {**ODT_PARTS, 'content.xml':
            f'<office:document-content {names} office:version="1.3"><office:automatic-styles>'
            f'{STYLES}</office:automatic-styles><office:body><office:text>{body}</office:text>'
            '</office:body></office:document-content>'}


def pages(suffix, parts):
    """The numbers that the result holds."""
    template = folder / f'skabelon.{suffix}'
    with zipfile.ZipFile(template, 'w') as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    result = folder / f'ud.{suffix}'
    done = referent('render', template, data, '-o', result, '--force')
    if not check(done.returncode == 0, done.stderr):
        return []
    with zipfile.ZipFile(result) as archive:
        if suffix == 'odt':
            return re.findall(r'<text:bookmark-ref[^>]*>([^<]*)<',
                              archive.read('content.xml').decode())
        text = archive.read('word/document.xml').decode()
    return re.findall(r'PAGEREF.*?"separate".*?<w:t>([^<]*)<', text, re.S)


def paragraph(text, properties='', extra=''):
    return f'<w:p>{properties}<w:r>{extra}<w:t>{text}</w:t></w:r></w:p>'


def place(kind, name, before=''):
    tag = f'{{{{ "{name}" | {kind} }}}}'
    return (paragraph(name + tag, f'<w:pPr>{before}</w:pPr>' if before else ''),
            f'<text:p{f" text:style-name={before!r}" if before else ""}>{name}{tag}</text:p>')


def text(count):
    return paragraph(LINE) * count, f'<text:p>{LINE}</text:p>' * count


def both(*pieces):
    return ''.join(piece[0] for piece in pieces), ''.join(piece[1] for piece in pieces)


def check_both(what, pieces, expected):
    for suffix, make, body in zip(('docx', 'odt'), (docx, odt), both(*pieces)):
        found = pages(suffix, make(body))
        check(found == expected, f'{suffix}: {what}: {found}, not {expected}')


A = place('side', 'A'), place('side', 'B')
check_both('one page', [*A, place('anker', 'A'), place('anker', 'B')], ['1', '1'])
check_both('a place before its reference', [place('anker', 'B'), *A, place('anker', 'A')], ['1', '1'])
check_both('a place that is not there', [place('side', 'C')], ['1'])
for suffix, make, body in zip(('docx', 'odt'), (docx, odt), both(
        place('side', 'A'), text(1000), place('anker', 'A'), place('side', 'A'))):
    found = pages(suffix, make(body))
    check(len(found) == 2 and found[0] == found[1] and 12 < int(found[0]) < 24,
          f'{suffix}: much text, numbers of two digits: {found}')

breaks = {
    'before': (place('anker', 'B', '<w:pageBreakBefore/>')[0], place('anker', 'B', 'Ny')[1]),
    'before, by a parent': (place('anker', 'B', '<w:pageBreakBefore w:val="1"/>')[0],
                            place('anker', 'B', 'Under')[1]),
    'in the line': (paragraph('x', extra='<w:br w:type="page"/>') + place('anker', 'B')[0],
                    place('anker', 'B', 'Ny')[1]),
    'of a section': (paragraph('x', '<w:pPr><w:sectPr/></w:pPr>') + place('anker', 'B')[0],
                     place('anker', 'B', 'Ny')[1])}
for what, piece in breaks.items():
    check_both(f'a break {what}', [*A, place('anker', 'A'), piece], ['1', '2'])
check_both('no break', [*A, place('anker', 'A'),
                        (place('anker', 'B', '<w:pageBreakBefore w:val="0"/>')[0],
                         place('anker', 'B', 'Rund')[1])], ['1', '1'])

rows = ('<w:tbl><w:tblGrid><w:gridCol w:w="4000"/><w:gridCol w:w="4000"/></w:tblGrid>'
        + f'<w:tr><w:tc>{paragraph("a")}</w:tc><w:tc>{paragraph(LINE)}</w:tc></w:tr>' * 60 + '</w:tbl>',
        '<table:table table:name="T"><table:table-column table:number-columns-repeated="2"/>'
        + '<table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell>'
        f'<text:p>{LINE}</text:p></table:table-cell></table:table-row>' * 60 + '</table:table>')
for suffix, make, body in zip(('docx', 'odt'), (docx, odt), both(*A, place('anker', 'A'), rows,
                                                                 place('anker', 'B'))):
    found = pages(suffix, make(body))
    check(found[:1] == ['1'] and found[1] in ('3', '4'), f'{suffix}: a table: {found}')

small = docx(both(*A, place('anker', 'A'), text(20), place('anker', 'B'))[0],
             '<w:pgSz w:w="6000" w:h="4000"/>')
check(int(pages('docx', small)[1]) > 2, f'a small page: {pages("docx", small)}')
unfinished = '<w:tbl><w:tr><w:tc>' * 40 + paragraph('x') + '</w:tc></w:tr></w:tbl>' * 40
check(pages('docx', docx(both(*A, place('anker', 'A'), place('anker', 'B'))[0] + unfinished))
      == ['1', '1'], 'tables within tables')
finish()
