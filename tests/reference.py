"""Every example of the reference for template authors gives what the page says, and the page leaves out
no tag, filter, test, method, member of a loop, function, letter of a date or fault that the sources have.

usage: reference.py [--update] RENDER_TEXT

The page's examples: rows of the tables that have the columns `example` and `result`, which run as plain
text; and blocks ```text and ```document, in which a line → stands between template and result. In a
document each line is a paragraph, lines | a | b | are the rows of a table, and ¶ parts a cell's
paragraphs; it runs as DOCX and as ODT. What a merged or coloured cell is stands behind its text in [ ].

--update writes what was found into the page.
"""

import html
import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree as tree
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / 'lib'))
from support import SOURCE, check, finish, referent, scratch  # noqa: E402

PAGE = SOURCE / 'templates' / 'reference.md'
TEMPLATE = SOURCE / 'src' / 'template'

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


class Example:
    """A template with its result and the lines of the page that hold them."""

    def __init__(self, kind, template, result, first, last, entry=None):
        self.kind, self.template, self.result = kind, template, result
        self.first, self.last, self.entry = first, last, entry


def split_row(line):
    """The cells of a table's row; a bar inside one is written \\|."""
    cells = re.split(r'(?<!\\)\|', line.strip())[1:-1]
    return [cell.strip().replace('\\|', '|') for cell in cells]


def join_row(cells):
    return '| ' + ' | '.join(cell.replace('|', '\\|') for cell in cells) + ' |'


def code_text(cell):
    """The text of code spans, which <br> puts on lines of their own."""
    return '\n'.join(re.fullmatch(r'`(.*)`|', span).group(1) or '' for span in cell.split('<br>'))


def code_cell(text):
    return '<br>'.join(f'`{line}`' if line else '' for line in text.split('\n'))


def read_table(lines, at, examples, entries):
    """Reads the table at a line; returns the line behind it."""
    header = split_row(lines[at])
    names = entries.setdefault(header[0], {})
    end = at + 2
    while end < len(lines) and lines[end].startswith('|'):
        cells = split_row(lines[end])
        for number, name in enumerate(re.findall(r'`([^`]+)`', cells[0])):
            names[name] = number == 0
        if header[-2:] == ['example', 'result']:
            examples.append(Example('row', code_text(cells[-2]), code_text(cells[-1]), end, end,
                                    cells[0]))
        end += 1
    return end


def read_page():
    lines = PAGE.read_text().split('\n')
    examples, entries, data, at = [], {}, None, 0
    while at < len(lines):
        if lines[at].startswith('```'):
            kind, end = lines[at][3:], lines.index('```', at + 1)
            inside = lines[at + 1:end]
            if kind == 'yaml' and data is None:
                data = '\n'.join(inside) + '\n'
            elif kind in ('text', 'document'):
                middle = inside.index('→')
                examples.append(Example(kind, '\n'.join(inside[:middle]),
                                        '\n'.join(inside[middle + 1:]), at + 1 + middle + 1, end))
            at = end + 1
        elif lines[at].startswith('|'):
            at = read_table(lines, at, examples, entries)
        else:
            at += 1
    return lines, data, examples, entries


# Documents

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


def faults_said(text):
    """[id] message; … of what the program says."""
    found = re.findall(r': (?:error|warning): (.*) \[([a-z-]+)\]$', text, re.M)
    return '\n'.join(f'[{id}] {message}' for message, id in found)


def run_documents(examples, folder, data):
    """What each gives, first as DOCX, then as ODT."""
    for number, example in enumerate(examples):
        results = []
        for ending in ('docx', 'odt'):
            template, out = (folder / f'{number}-{word}.{ending}' for word in ('in', 'out'))
            pack(template, example.template)
            done = referent('render', template, data, '-o', out)
            results.append(faults_said(done.stderr) or (
                read_document(out) if out.exists() else f'status {done.returncode}'))
        yield results


def run_texts(examples, program, data):
    templates = '\0'.join(example.template for example in examples) + '\0'
    done = subprocess.run([program, str(data), '--strict'], input=templates.encode(),
                          stdout=subprocess.PIPE, check=True)
    for result in done.stdout.decode().split('\0')[:-1]:
        if result.startswith('\x01'):
            faults = re.findall(r'([a-z]+(?:-[a-z]+)*): (.*?); (?=[a-z]+(?:-[a-z]+)+: |$)',
                                result[1:], re.S)
            result = '\n'.join(f'[{id}] {message}' for id, message in faults)
        yield [result]


# What the sources have

def rows_in(file, table=None):
    """Names with their parameters in the tables of a source."""
    text = (TEMPLATE / file).read_text()
    if table is not None:
        text = text[text.index(table):]
        text = text[:text.index('\n};')]
    return {name: parameters.split() if parameters is not None else None
            for name, parameters, function in
            re.findall(r'\{"([^"]+)",\s*(?:"([^"]*)"|NULL),\s*\d+,[^}]*?(\w+)\}', text)
            if function != 'unchangeable'}


def words_in(file, start):
    """The texts between a declaration and its end."""
    text = (TEMPLATE / file).read_text()
    text = text[text.index(start):]
    return re.findall(r'"([^"]+)"', text[:text.index('};')])


def ids():
    """The faults of templates."""
    calls = (re.compile(r'\breport_(?:error|warning|system)\(\s*[^";]*?"([a-z0-9-]+)"'),
             re.compile(r'"([a-z0-9]+(?:-[a-z0-9]+)+)",\s*trn?\('))
    found = set()
    for source in (SOURCE / 'src').rglob('*.c'):
        for call in calls:
            named = call.findall(source.read_text())
            found.update(id for id in named if source.parent == TEMPLATE
                         or id.startswith('template-'))
    return found


def check_signatures(kind, wanted, entries):
    """Each has an entry, and the parameters of a first name of an entry are right."""
    given = {}
    for entry, first in entries.get(kind, {}).items():
        match = re.fullmatch(r'([^\s(]+)(?:\((.*)\))?', entry)
        if match:
            given[match.group(1)] = (first, re.split(r',\s*', match.group(2) or ''))
    for name, parameters in sorted(wanted.items()):
        if not check(name in given, f'{PAGE.name} has no entry for the {kind} {name!r}'):
            continue
        first, said = given[name]
        if first and parameters is not None and said != ['…']:
            check(said == (parameters or ['']),
                  f'{name} has the parameters {parameters}, not {said}')
    return given


METHODS = {
    'text method': (('method_text.c', 'method_text_rows[]'), ('method_form.c', 'method_form_rows[]')),
    'list method': (('method.c', 'map_rows[]'), ('method.c', 'list_rows[]')),
    'date method': (('method.c', 'date_rows[]'), ('method.c', 'time_rows[]')),
}


def check_entries(entries, examples):
    filters = {}
    for file in sorted(TEMPLATE.glob('filter_*.c')):
        filters.update(rows_in(file.name))
    check(len(filters) > 50, f'{len(filters)} filters in the sources')
    filter_entries = check_signatures('filter', filters, entries)
    for name in filter_entries:
        check(name in filters, f'there is no filter {name!r}')
    tests = rows_in('test.c')
    for name in check_signatures('test', tests, entries):
        check(name in tests, f'there is no test {name!r}')
    for kind, tables in METHODS.items():
        methods = {}
        for file, table in tables:
            methods.update(rows_in(file, table))
        for name in check_signatures(kind, methods, entries):
            check(name in methods, f'there is no {kind} {name!r}')
    check_signatures('function', rows_in('function.c', 'globals[]'), entries)
    members = {f'loop.{name}': None for name in words_in('loop.c', 'const names[] = {"index"')}
    check_signatures('member', members, entries)
    letters = (SOURCE / 'src' / 'base' / 'date.c').read_text()
    plain = letters[letters.index('put_plain_number('):]
    field = letters[letters.index('put_field('):letters.index('put_plain_number(')]
    wanted = {f'%{letter}': None for letter in re.findall(r"case '(.)'", field)}
    wanted.update((f'%-{letter}', None)
                  for letter in re.findall(r"case '(.)'", plain[:plain.index('\n}')]))
    check_signatures('letter', wanted, entries)
    for id in sorted(ids()):
        check(id in entries.get('fault', {}), f'{PAGE.name} has no entry for the fault [{id}]')
    templates = '\n'.join(example.template for example in examples)
    statement = (TEMPLATE / 'statement.c').read_text()
    keywords = re.findall(r'\{"(\w+)", STATEMENT_', statement)
    for word in keywords + ['raw', 'endraw'] + words_in('statement.c', 'const names[] = {"include"'):
        check(re.search(r'\{%[-+]?(?:p|tr|tc|r)? *' + word + r'\b', templates),
              f'{PAGE.name} has no example of the tag {word!r}')
    for name in filters:
        check(re.search(r'(?:\||filter) *' + name + r'\b', templates),
              f'{PAGE.name} has no example of the filter {name!r}')


def update(lines, changed):
    for example, result in sorted(changed, key=lambda pair: -pair[0].first):
        if example.kind == 'row':
            cells = split_row(lines[example.first])
            lines[example.first] = join_row(cells[:-1] + [code_cell(result)])
        else:
            lines[example.first:example.last] = result.split('\n')
    PAGE.write_text('\n'.join(lines))


def main():
    updating = '--update' in sys.argv
    program = [argument for argument in sys.argv[1:] if argument != '--update'][0]
    lines, text, examples, entries = read_page()
    folder = scratch()
    data = folder / 'data.yaml'
    data.write_text(text)
    documents = [example for example in examples if example.kind == 'document']
    texts = [example for example in examples if example.kind != 'document']
    results = list(zip(texts, run_texts(texts, program, data)))
    check(len(results) == len(texts), f'{len(results)} results of {len(texts)} examples')
    results += zip(documents, run_documents(documents, folder, data))
    changed = []
    for example, found in results:
        for result in found:
            check(result == example.result,
                  f'{PAGE.name}:{example.first + 1}: {example.template}\n'
                  f'  the page: {example.result!r}\n  found:    {result!r}')
        if found[0] != example.result:
            changed.append((example, found[0]))
    if updating:
        update(lines, changed)
    check_entries(entries, examples)
    finish()


main()
