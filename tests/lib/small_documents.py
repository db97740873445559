"""Small documents written as lines of text, and what they hold as such lines again: a line is a paragraph,
lines | a | b | are the rows of a table, and ¶ parts a cell's paragraphs. What a merged or coloured cell
is stands behind its text in [ ]; ⏎ is a line break."""

import html
import re
import xml.etree.ElementTree as tree
import zipfile

W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
ODF = 'urn:oasis:names:tc:opendocument:xmlns'
ODT_TYPE = 'application/vnd.oasis.opendocument.text'

DOCX_PARTS = {
    '[Content_Types].xml':
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Override '
        'PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument'
        '.wordprocessingml.document.main+xml"/></Types>',
    '_rels/.rels':
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
}
ODT_PARTS = {
    'mimetype': ODT_TYPE,
    'META-INF/manifest.xml':
        f'<manifest:manifest xmlns:manifest="{ODF}:manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODT_TYPE}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        '</manifest:manifest>',
}

BELOW = '↑'  # a cell that belongs to the one above it


def split_row(line):
    """The cells of a table's row; a bar inside one is written \\|."""
    cells = re.split(r'(?<!\\)\|', line.strip())[1:-1]
    return [cell.strip().replace('\\|', '|') for cell in cells]


def join_row(cells):
    return '| ' + ' | '.join(cell.replace('|', '\\|') for cell in cells) + ' |'


def blocks_of(text):
    """Paragraphs (texts) and tables (lists of rows of cells of paragraphs)."""
    blocks, table = [], None
    for line in text.split('\n'):
        if not line.startswith('|'):
            table = None
            blocks.append(line)
            continue
        cells = re.findall(r'((?:\{[{%#].*?[}%#]\}|[^|])*)\|', line[1:])
        row = [[paragraph.strip() for paragraph in cell.split('¶')] for cell in cells]
        if table is None:
            table = []
            blocks.append(table)
        table.append(row)
    return blocks


def docx_paragraph(text):
    return (f'<w:p><w:r><w:t xml:space="preserve">{html.escape(text, quote=False)}</w:t></w:r>'
            '</w:p>')


def docx_body(text):
    for block in blocks_of(text):
        if isinstance(block, str):
            yield docx_paragraph(block)
            continue
        columns = max(map(len, block))
        yield '<w:tbl><w:tblPr/><w:tblGrid>' + '<w:gridCol w:w="2000"/>' * columns + '</w:tblGrid>'
        for row in block:
            yield '<w:tr>'
            for cell in row:
                yield ('<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>'
                       + ''.join(map(docx_paragraph, cell)) + '</w:tc>')
            yield '</w:tr>'
        yield '</w:tbl>'


def odt_paragraph(text):
    return f'<text:p>{html.escape(text, quote=False)}</text:p>'


def odt_body(text):
    for number, block in enumerate(blocks_of(text)):
        if isinstance(block, str):
            yield odt_paragraph(block)
            continue
        yield (f'<table:table table:name="T{number}"><table:table-column '
               f'table:number-columns-repeated="{max(map(len, block))}"/>')
        for row in block:
            yield '<table:table-row>'
            for cell in row:
                yield ('<table:table-cell office:value-type="string">'
                       + ''.join(map(odt_paragraph, cell)) + '</table:table-cell>')
            yield '</table:table-row>'
        yield '</table:table>'


def pack(path, text):
    if path.suffix == '.docx':
        body = ''.join(docx_body(text)) + '<w:sectPr/>'
        parts = {**DOCX_PARTS, 'word/document.xml':
                 f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'}
    else:
        names = ' '.join(f'xmlns:{name}="{ODF}:{name}:1.0"'
                         for name in ('office', 'text', 'table', 'style'))
        parts = {**ODT_PARTS, 'content.xml':
                 f'<office:document-content {names} office:version="1.3"><office:body>'
                 f'<office:text>{"".join(odt_body(text))}</office:text></office:body>'
                 '</office:document-content>'}
    with zipfile.ZipFile(path, 'w') as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def name_of(element):
    return element.tag.rsplit('}', 1)[-1]


def value_of(element, name):
    """The value of an attribute, whatever its namespace."""
    return next((value for key, value in element.attrib.items()
                 if key.rsplit('}', 1)[-1] == name), None)


def docx_text(paragraph):
    pieces = {'t': lambda e: e.text or '', 'tab': lambda e: '\t', 'br': lambda e: ' ⏎ '}
    return ''.join(pieces[name_of(e)](e) for e in paragraph.iter() if name_of(e) in pieces)


def odt_text(element):
    text = element.text or ''
    for child in element:
        name = name_of(child)
        text += {'tab': '\t', 'line-break': ' ⏎ '}.get(name) or (
            ' ' * int(value_of(child, 'c') or 1) if name == 's' else odt_text(child))
        text += child.tail or ''
    return text


def describe(text, columns=1, rows=1, colour=None):
    for count, word in ((columns, 'columns'), (rows, 'rows')):
        if count > 1:
            text += f' [{count} {word}]'
    return text + (f' [{colour.upper()}]' if colour else '')


def docx_row_cells(row):
    """Cell, its first column, its number of columns, and restart, continue or None."""
    column = 0
    for cell in row.findall(f'{{{W}}}tc'):
        span = cell.find(f'{{{W}}}tcPr/{{{W}}}gridSpan')
        merge = cell.find(f'{{{W}}}tcPr/{{{W}}}vMerge')
        columns = 1 if span is None else int(value_of(span, 'val'))
        yield (cell, column, columns,
               None if merge is None else value_of(merge, 'val') or 'continue')
        column += columns


def docx_lines(holder):
    for element in holder:
        if name_of(element) == 'p':
            yield docx_text(element)
        elif name_of(element) in ('sdt', 'sdtContent'):
            yield from docx_lines(element)
        elif name_of(element) == 'tbl':
            rows = [list(docx_row_cells(row)) for row in element.findall(f'{{{W}}}tr')]
            for number, row in enumerate(rows):
                cells = []
                for cell, column, columns, merge in row:
                    below = 1
                    while merge == 'restart' and number + below < len(rows) and any(
                            at == column and other == 'continue'
                            for _, at, _, other in rows[number + below]):
                        below += 1
                    shade = cell.find(f'{{{W}}}tcPr/{{{W}}}shd')
                    text = ' ¶ '.join(docx_lines(cell))
                    cells.append(BELOW if merge == 'continue' else describe(
                        text, columns, below, None if shade is None else value_of(shade, 'fill')))
                yield join_row(cells)


def odt_lines(holder, colours):
    for element in holder:
        name = name_of(element)
        if name in ('p', 'h'):
            yield odt_text(element)
        elif name in ('list', 'list-item', 'section'):
            yield from odt_lines(element, colours)
        elif name == 'table':
            hidden = set()  # cells that one above them covers
            rows = [e for e in element.iter() if name_of(e) == 'table-row']
            for number, row in enumerate(rows):
                cells = []
                for column, cell in enumerate(row):
                    if name_of(cell) == 'covered-table-cell':
                        cells += [BELOW] if (number, column) in hidden else []
                        continue
                    below = int(value_of(cell, 'number-rows-spanned') or 1)
                    hidden |= {(number + i, column) for i in range(1, below)}
                    cells.append(describe(' ¶ '.join(odt_lines(cell, colours)),
                                          int(value_of(cell, 'number-columns-spanned') or 1), below,
                                          colours.get(value_of(cell, 'style-name'))))
                yield join_row(cells)


def read_document(path):
    with zipfile.ZipFile(path) as archive:
        if path.suffix == '.docx':
            body = tree.fromstring(archive.read('word/document.xml'))[0]
            return '\n'.join(docx_lines(body))
        content = tree.fromstring(archive.read('content.xml'))
    colours = {}
    for style in (e for e in content.iter() if name_of(e) == 'style'):
        for properties in style:
            colour = value_of(properties, 'background-color')
            if colour and colour != 'transparent':
                colours[value_of(style, 'name')] = colour.lstrip('#')
    body = next(e for e in content.iter() if name_of(e) == 'text')
    return '\n'.join(odt_lines(body, colours))
