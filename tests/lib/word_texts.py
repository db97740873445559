"""What is in a DOCX or an ODT: blocks of paragraphs and tables, and texts."""

import zipfile

from lxml import etree

W = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'
FALLBACK = '{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback'
TEXT = '{urn:oasis:names:tc:opendocument:xmlns:text:1.0}'
OFFICE = '{urn:oasis:names:tc:opendocument:xmlns:office:1.0}'
STYLE = '{urn:oasis:names:tc:opendocument:xmlns:style:1.0}'
DRAW = '{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}'
TABLE = '{urn:oasis:names:tc:opendocument:xmlns:table:1.0}'


def run_text(run):
    text = ''
    for child in run:
        if child.tag == W + 't':
            text += child.text or ''
        elif child.tag == W + 'tab':
            text += '\t'
        elif child.tag == W + 'br':
            text += '\f' if child.get(W + 'type') == 'page' else '\n'
    return text


def run_looks(run):
    properties = run.find(W + 'rPr')
    if properties is None:
        return ()
    return tuple(sorted((child.tag[len(W):], child.get(W + 'val') or '') for child in properties))


def own(element, tag, within):
    """The elements of a tag that stand in no other element of `within`."""
    return [found for found in element.iter(tag)
            if next(found.iterancestors(*within), element) is element]


def read_paragraph(element):
    style = element.find(f'{W}pPr/{W}pStyle')
    found = []
    for run in own(element, W + 'r', (W + 'p',)):
        text = run_text(run)
        if text and found and found[-1][1] == run_looks(run):
            found[-1] = (found[-1][0] + text, found[-1][1])
        elif text:
            found.append((text, run_looks(run)))
    return ('p', style.get(W + 'val') if style is not None else '', found)


def value_of(properties, name):
    found = properties.find(W + name) if properties is not None else None
    if found is None:
        return None
    return found.get(W + ('fill' if name == 'shd' else 'val')) or 'continue'


def read_table(element):
    lines = []
    for row in element.findall(W + 'tr'):
        line = []
        for cell in row.findall(W + 'tc'):
            properties = cell.find(W + 'tcPr')
            said = tuple(value_of(properties, name) for name in ('gridSpan', 'vMerge', 'shd'))
            line.append((*said, read_blocks(cell)))
        lines.append(line)
    return ('tbl', len(element.findall(f'{W}tblGrid/{W}gridCol')), lines)


def read_blocks(holder):
    blocks = []
    for child in holder:
        if child.tag == W + 'p':
            blocks.append(read_paragraph(child))
            shown = own(child, W + 'txbxContent', (W + 'p', FALLBACK))
            blocks += [('box', box in shown, read_blocks(box))
                       for box in own(child, W + 'txbxContent', (W + 'p',))]
        elif child.tag == W + 'tbl' and child.find(W + 'tr') is not None:
            blocks.append(read_table(child))
        elif child.tag == W + 'sdt':
            blocks += read_blocks(child.find(W + 'sdtContent'))
    return blocks


def read_docx(path):
    parts = {}
    with zipfile.ZipFile(path) as archive:
        for name in sorted(archive.namelist()):
            stem = name.rsplit('/', 1)[-1]
            if name.startswith('word/') and stem.startswith(('document', 'header', 'footer')) \
                    and stem.endswith('.xml'):
                root = etree.fromstring(archive.read(name))
                body = root.find(W + 'body')
                parts[stem] = read_blocks(root if body is None else body)
    return parts


def texts_of(blocks):
    """The texts of all paragraphs that have any."""
    texts = []
    for block in blocks:
        if block[0] == 'p':
            text = ''.join(text for text, _ in block[2]).replace('\f', '')  # a style's in ODT
            texts += [text] if text.strip() else []
        elif block[0] == 'box':
            texts += texts_of(block[2]) if block[1] else []
        else:
            for line in block[2]:
                for cell in line:
                    texts += texts_of(cell[3])
    return texts


# What has paragraphs of its own inside a paragraph, or none.
APART = (DRAW, TEXT + 'note', OFFICE + 'annotation', TEXT + 'soft-page-break')


def odt_text(element):
    text = element.text or ''
    for child in element:
        if child.tag == TEXT + 's':
            text += ' ' * int(child.get(TEXT + 'c', '1'))
        elif child.tag == TEXT + 'tab':
            text += '\t'
        elif child.tag == TEXT + 'line-break':
            text += '\n'
        elif not child.tag.startswith(APART):
            text += odt_text(child)
        text += child.tail or ''
    return text


def odt_texts(root):
    texts = [odt_text(element) for element in root.iter(TEXT + 'p', TEXT + 'h')]
    return [text for text in texts if text.strip()]


def read_odt(path):
    with zipfile.ZipFile(path) as archive:
        content = etree.fromstring(archive.read('content.xml'))
        styles = etree.fromstring(archive.read('styles.xml'))
    body = content.find(f'{OFFICE}body/{OFFICE}text')
    edges = []
    for name in (edge + kind for edge in ('header', 'footer') for kind in ('', '-first', '-left')):
        for element in styles.iter(STYLE + name):
            edges += odt_texts(element)
    return odt_texts(body), sorted(set(edges)), body


def read_odt_properties(path):
    with zipfile.ZipFile(path) as archive:
        meta = etree.fromstring(archive.read('meta.xml'))
    return {etree.QName(element).localname: element.text for element in meta[0]}


def odt_table_faults(body):
    """Rows of a table that have more cells than it has columns, or fewer."""
    faults = []
    for element in body.iter(TABLE + 'table'):
        columns = sum(int(column.get(TABLE + 'number-columns-repeated', '1'))
                      for column in element.findall('.//' + TABLE + 'table-column')
                      if next(column.iterancestors(TABLE + 'table')) is element)
        counts = {len([c for c in row if c.tag in (TABLE + 'table-cell', TABLE + 'covered-table-cell')])
                  for row in element.iter(TABLE + 'table-row')
                  if next(row.iterancestors(TABLE + 'table')) is element}
        if counts and max(counts) != columns:
            faults.append(f'{columns} columns, rows of {sorted(counts)}')
    return faults
