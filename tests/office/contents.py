"""The page numbers in the contents are those of the pages in LibreOffice's PDF, and the headings are
bookmarks of it.
"""

import pathlib
import re
import sys
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'lib'))
from support import (FORMATS, LAYOUTS, check, example_meetings, finish, need_program,  # noqa: E402
                     pdf_pages, referent, scratch, seed_meetings, to_pdf)

LONG_MEETING = '''organ: {navn: Teknisk Udvalg, medlemmer: [Anne Holm]}
dato: 2025-03-04
punkter:
'''


def long_meeting(folder):
    """A meeting whose items have very different lengths and titles."""
    path = folder / 'long.yaml'
    text = LONG_MEETING
    for number in range(1, 41):
        title = f'Sag om nummer {number * 7919} ' + 'med en titel over flere linjer ' * (number % 4)
        text += f'  - titel: {title.strip()}\n    sagsfremstilling: |\n'
        for paragraph in range(1 + number * 5 % 17):
            text += '      ' + 'Udvalget skal tage stilling til forslaget. ' * 8 + '\n\n'
    path.write_text(text)
    return path


def squeezed(text):
    return re.sub(r'\s+', '', text)


def entries(pages):
    """The contents' lines: title and number, from the pages before the first item's."""
    found = []
    pending = ''
    for page in pages[:4]:
        if not found and 'ndhold' not in page and 'INDHOLD' not in page:
            continue
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


need_program('soffice', 'pdftotext', 'qpdf')
folder = scratch()
jobs = []
meetings = [(meeting, None) for meeting, _ in seed_meetings()]
meetings += [(long_meeting(folder), layout) for layout in LAYOUTS]
meetings += [(meeting, 'standard') for meeting in example_meetings()]
for number, (meeting, layout) in enumerate(meetings):
    for form in FORMATS:
        document = folder / f'{number}-{form}.{form}'
        options = ['-t', layout] if layout else []
        if meeting.stem == 'long':
            options.append('--measure')
        done = referent('referat', meeting, '-o', document, *options)
        if check(done.returncode == 0, f'{meeting} {layout} {form}: {done.stderr}'):
            jobs.append((f'{meeting.stem} {layout} {form}', document, layout))

for (name, document, layout), pdf in zip(jobs, to_pdf([job[1] for job in jobs], folder)):
    pages = pdf_pages(pdf, '-layout')
    found = entries(pages)
    if 'long' in name:
        check(len(found) == 40, f'{name}: 40 entries in the contents, not {len(found)}')
        measured, printed = numbers_in(document), [str(page) for _, page in found]
        check(measured == printed, f'{name}: measured {measured}, printed {printed}')
    check(found or layout == 'standard', f'{name}: there are entries in the contents')
    wrong = []
    for title, page in found:
        title = re.sub(r'^\d+\.', '', title)
        where = [n for n, text in enumerate(pages, 1) for _ in range(squeezed(text).count(title))]
        # The first is the contents itself.
        if page not in where[1:]:
            wrong.append((title[:40], page, where))
    check(not wrong, f'{name}: {wrong[:5]}')
    print(f'{name}: {len(found)} entries on {len(pages)} pages')
finish()
