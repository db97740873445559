"""What LibreOffice opens and saves again keeps its text, headings, lists and tables, and looks the
same: DOCX stays DOCX, ODT stays ODT.
"""

import json
import pathlib
import subprocess
import sys
import zipfile
from xml.etree import ElementTree

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'lib'))
from rich_meeting import rich_meeting  # noqa: E402
from sample_meetings import made_up_meetings  # noqa: E402
from support import (FORMATS, LAYOUTS, check, finish, need_program, pdf_text, referent,  # noqa: E402
                     scratch, soffice, to_pdf)
from wording import ODF_TEXT, docx_words, odf_text, odt_words  # noqa: E402

ODF_TABLE = '{urn:oasis:names:tc:opendocument:xmlns:table:1.0}'


def plain(inlines):
    """The text of what pandoc says of a heading."""
    if isinstance(inlines, list):
        return ''.join(map(plain, inlines))
    kind = inlines.get('t') if isinstance(inlines, dict) else None
    if kind == 'Str':
        return inlines['c']
    return ' ' if kind in ('Space', 'SoftBreak', 'LineBreak') else plain(inlines.get('c', [])) if kind else ''


def docx_shape(document):
    """Headings, items of lists with their depth, and rows of tables, as pandoc reads them."""
    done = subprocess.run(['pandoc', '-t', 'json', document], check=True, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL)
    shape = []

    def walk(node, depth):
        if isinstance(node, list):
            for part in node:
                walk(part, depth)
        elif isinstance(node, dict):
            kind, value = node.get('t'), node.get('c')
            if kind == 'Header':
                shape.append(('heading', value[0], plain(value[2]).strip()))
            elif kind in ('BulletList', 'OrderedList'):
                for item in value if kind == 'BulletList' else value[1]:
                    shape.append((kind, depth))
                    walk(item, depth + 1)
            elif kind == 'Table':
                headings, bodies = value[3][1], value[4]
                rows = [row for body in bodies for row in body[2] + body[3]]
                shape.append(('table', len(headings), [len(row[1]) for row in headings + rows]))
                walk(value[3:5], 0)
            else:
                walk(value, depth)

    walk(json.loads(done.stdout)['blocks'], 0)
    return shape


def odt_shape(document):
    """The same of an ODT, with the numbers that items of lists begin with."""
    with zipfile.ZipFile(document) as archive:
        root = ElementTree.fromstring(archive.read('content.xml'))
    shape = []
    for element in root.iter():
        if element.tag == ODF_TEXT + 'h':
            shape.append(('heading', element.get(ODF_TEXT + 'outline-level'),
                          ''.join(odf_text(element, [])).strip()))
        elif element.tag == ODF_TEXT + 'list-item':
            shape.append(('item', element.get(ODF_TEXT + 'start-value')))
        elif element.tag == ODF_TABLE + 'table':
            rows = [sum(cell.tag == ODF_TABLE + 'table-cell' for cell in row)
                    for row in element.iter(ODF_TABLE + 'table-row')]
            shape.append(('table', len(element.findall(ODF_TABLE + 'table-header-rows')), rows))
    return shape


need_program('soffice', 'pdftotext', 'pandoc')
folder = scratch()
made, again = folder / 'made', folder / 'again'
made.mkdir()
documents = {form: [] for form in FORMATS}
meetings = made_up_meetings() + [rich_meeting(folder / layout, layout) for layout in LAYOUTS]
for meeting in meetings:
    for form in FORMATS:
        document = made / f'{len(documents[form])}-{form}.{form}'
        # Measured, for LibreOffice puts the page numbers right when it saves.
        done = referent('referat', meeting, '--measure', '-o', document)
        if check(done.returncode == 0, f'{meeting} as {form}: {done.stderr}'):
            documents[form].append((f'{meeting.parent.name} {form}', document))
for form in FORMATS:
    paths = [document for _, document in documents[form]]
    soffice(form, paths, again)
    saved = [again / path.name for path in paths]
    pdfs = zip(to_pdf(paths, made), to_pdf(saved, again))
    for (name, before), after, (pdf_before, pdf_after) in zip(documents[form], saved, pdfs):
        if form == 'odt':
            words = odt_words(before), odt_words(after)
            shapes = odt_shape(before), odt_shape(after)
        else:
            words = docx_words(before, folder), docx_words(after, folder)
            shapes = docx_shape(before), docx_shape(after)
        check(words[0] == words[1] and len(words[0]) > 50, f'{name}: the text')
        astray = [pair for pair in zip(*shapes) if pair[0] != pair[1]]
        check(not astray and len(shapes[0]) == len(shapes[1]) and shapes[0],
              f'{name}: {len(shapes[0])} and {len(shapes[1])} parts, {astray[:3]}')
        seen = [pdf_text(pdf, '-layout').split() for pdf in (pdf_before, pdf_after)]
        check(seen[0] == seen[1], f'{name}: what is seen, labels of lists and page numbers too')
        print(f'{name}: {len(words[0])} words, {len(shapes[0])} headings, items and tables')
finish()
