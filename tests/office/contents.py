"""The page numbers in the contents are those of the pages in LibreOffice's PDF, and the headings are
bookmarks of it.
"""

import itertools
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'lib'))
from contents_pages import entries, numbers_in, titles_astray  # noqa: E402
from support import (FORMATS, LAYOUTS, check, example_meetings, finish, need_program,  # noqa: E402
                     pdf_pages, referent, scratch, seed_meetings, to_pdf)
from sample_meetings import long_meeting, made_up_meetings  # noqa: E402

MANY_ITEMS = 200


def plans():
    """What to make: meeting, layout or none for the meeting's own, how many items, command, edition."""
    few = [(meeting, None, None) for meeting, _ in seed_meetings()]
    few += [(meeting, None, None) for meeting in made_up_meetings()]
    few += [(meeting, 'standard', None) for meeting in example_meetings()]
    both = itertools.product(('dagsorden', 'referat'), ([], ['--internal']))
    yield from ((*plan, *way) for plan, way in itertools.product(few, both))
    many = long_meeting(folder, MANY_ITEMS)
    for layout in LAYOUTS:
        yield many, layout, MANY_ITEMS, 'dagsorden', ['--measure']


need_program('soffice', 'pdftotext', 'qpdf')
folder = scratch()
jobs = []
for number, (meeting, layout, count, command, options) in enumerate(plans()):
    for form in FORMATS:
        document = folder / f'{number}-{form}.{form}'
        chosen = ['-t', layout] if layout else []
        done = referent(command, meeting, '-o', document, *chosen, *options)
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
