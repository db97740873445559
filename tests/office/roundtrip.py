"""What we write is what LibreOffice understood: a document that it opens and saves again still has the
same headings with their levels, paragraphs, lists, tables, pictures, links, headers and footers.
"""

import os
import pathlib
import re
import sys
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'lib'))
from document_structure import read  # noqa: E402
from rich_meeting import rich_meeting  # noqa: E402
from support import (FORMATS, LAYOUTS, check, example_meetings, finish, need_program,  # noqa: E402
                     referent, scratch, soffice)


def without_pages(block):
    """The contents' page numbers are LibreOffice's to say."""
    kind, level, content = block
    if kind == 'table':
        return (kind, level, [[[without_pages(one) for one in cell] for cell in row]
                              for row in content])
    return (kind, level, re.sub(r'\t\d+$', '\t#', content))


def filled(blocks):
    """Without empty paragraphs, which both sides put where they need one."""
    found = []
    for kind, level, content in blocks:
        if kind == 'table':
            found.append((kind, level, [[filled(cell) for cell in row] for row in content]))
        elif content:
            found.append((kind, level, content))
    return found


def normal(blocks):
    return [without_pages(block) for block in filled(blocks)]


def resolved(links, document):
    """Links with the files that their addresses mean."""
    found = []
    for text, address in links:
        if address.startswith('file://') or not re.match(r'[a-z]+:', address):
            path = urllib.parse.unquote(address.removeprefix('file://'))
            address = os.path.normpath(document.parent / path)
        found.append((text, address.rstrip('/')))
    return found


def first_difference(wanted, found):
    for index, pair in enumerate(zip(wanted, found)):
        if pair[0] != pair[1]:
            return f'{index}: {str(pair[0])[:300]} became {str(pair[1])[:300]}'
    return f'{len(wanted)} blocks became {len(found)}: {str((wanted + found)[-1])[:200]}'


PAGES = re.compile(r'(?<=Side )\d+|(?<=af )\d+')

need_program('soffice')
folder = scratch()
saved = folder / 'saved'
saved.mkdir()
jobs = {form: [] for form in FORMATS}
for layout in LAYOUTS:
    meetings = {'rich': rich_meeting(folder / f'rich-{layout}', layout)}
    meetings['example'] = example_meetings()[0]
    for name, meeting in meetings.items():
        for form in FORMATS:
            for command in ('dagsorden', 'referat'):
                if name == 'example' and command == 'dagsorden':
                    continue
                document = folder / f'{name}-{layout}-{form}-{command}.{form}'
                done = referent(command, meeting, '-t', layout, '-o', document, '--internal')
                if check(done.returncode == 0, f'{document.name}: {done.stderr}'):
                    jobs[form].append(document)
for form in FORMATS:
    soffice(form, jobs[form], saved)
    for document in jobs[form]:
        ours, theirs = read(document), read(saved / document.name)
        wanted, found = normal(ours.body()), normal(theirs.body())
        name = document.name
        check(len(wanted) > 20 and {'heading', 'item', 'table', 'paragraph'}
              <= {block[0] for block in wanted}, f'{name}: something to lose: {len(wanted)}')
        check(wanted == found, f'{name}: {first_difference(wanted, found)}')
        margins = [[PAGES.sub('#', text) for text in one.margin_texts()] for one in (ours, theirs)]
        check(margins[0] and margins[0] == margins[1], f'{name}: {margins[0]} became {margins[1]}')
        links = [resolved(ours.links(), document), resolved(theirs.links(), saved / name)]
        check(links[0] and links[0] == links[1], f'{name}: links: {links[0]} became {links[1]}')
finish()
