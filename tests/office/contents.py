"""The page numbers in the contents are those of the pages in LibreOffice's PDF, and the headings are
bookmarks of it.
"""

import itertools
import pathlib
import re
import sys
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'lib'))
from support import (FORMATS, LAYOUTS, check, example_meetings, finish, need_program,  # noqa: E402
                     pdf_pages, referent, scratch, seed_meetings, to_pdf)
from sample_meetings import empty_meeting, long_meeting, made_up_meetings  # noqa: E402

MANY_ITEMS = 200


def squeezed(text):
    return re.sub(r'\s+', '', text)


def entries(pages):
    """The contents' lines: title and number, from the pages before the first item's."""
    found = []
    pending = ''
    for page in pages:
        if not found and 'ndhold' not in page and 'INDHOLD' not in page:
            continue
        if found and not re.search(r'(?: ?\.){4,} *\d+\s*$', page, re.M):
            break
        for line in page.splitlines():
            match = re.match(r'(.*?)(?: ?\.){4,} *(\d+)\s*$', line)
            if match and re.search(r'\w', pending + match[1]):
                found.append((squeezed(pending + match[1]).rstrip('.'), int(match[2])))
                pending = ''
            elif re.search('ndholds', line, re.I) or line.strip() in ('', 'Side'):
                pending = ''
            else:
                pending += line
    return found


def numbers_in(document):
    """The page numbers that stand in the document, in order: what a reader sees before it computes."""
    with zipfile.ZipFile(document) as archive:
        if document.suffix == '.odt':
            return re.findall(r'<text:bookmark-ref[^>]*"page"[^>]*>([^<]*)<',
                              archive.read('content.xml').decode())
        text = archive.read('word/document.xml').decode()
    return re.findall(r'PAGEREF.*?"separate".*?<w:t>([^<]*)<', text, re.S)


def plans():
    """What to make: meeting, layout or none for the meeting's own, how many items, command, edition."""
    few = [(meeting, None, None) for meeting, _ in seed_meetings()]
    few += [(meeting, None, None) for meeting in made_up_meetings()]
    few += [(meeting, 'standard', None) for meeting in example_meetings()]
    few += [(empty_meeting(folder), layout, 0) for layout in LAYOUTS]
    both = itertools.product(('dagsorden', 'referat'), ([], ['--internal']))
    yield from ((*plan, *way) for plan, way in itertools.product(few, both))
    many = long_meeting(folder, MANY_ITEMS)
    for layout in LAYOUTS:
        yield many, layout, MANY_ITEMS, 'dagsorden', ['--measure']
        yield many, layout, MANY_ITEMS, 'referat', ['--internal']


def titles_astray(pages, found):
    """Entries of the contents whose title is not on the page that they name."""
    squeezed_pages = [squeezed(page) for page in pages]
    wrong = []
    for title, page in found:
        title = re.sub(r'^\d+\.', '', title)
        where = [n for n, text in enumerate(squeezed_pages, 1) for _ in range(text.count(title))]
        # The first is the contents itself.
        if page not in where[1:]:
            wrong.append((title[:40], page, where))
    return wrong


need_program('soffice', 'pdftotext', 'qpdf')
folder = scratch()
jobs = []
for number, (meeting, layout, count, command, options) in enumerate(plans()):
    for form in FORMATS:
        document = folder / f'{number}-{form}.{form}'
        done = referent(command, meeting, '-o', document, *(['-t', layout] if layout else []), *options)
        name = ' '.join([meeting.parent.name, meeting.stem, layout or '', form, command, *options])
        if check(done.returncode == 0, f'{name}: {done.stderr}'):
            jobs.append((name, document, layout, count))

for (name, document, layout, count), pdf in zip(jobs, to_pdf([job[1] for job in jobs], folder)):
    pages = pdf_pages(pdf, '-layout')
    found = entries(pages)
    if count is not None:
        check(len(found) == count, f'{name}: {count} entries in the contents, not {len(found)}')
    if '--measure' in name:
        measured, printed = numbers_in(document), [str(page) for _, page in found]
        check(measured == printed, f'{name}: measured {measured}, printed {printed}')
    check(found or layout == 'standard' or count == 0, f'{name}: there are entries in the contents')
    wrong = titles_astray(pages, found)
    check(not wrong, f'{name}: {wrong[:5]}')
    print(f'{name}: {len(found)} entries on {len(pages)} pages')
finish()
