"""The page numbers that nobody has measured are near those of the pages in LibreOffice: within one
page for every ten, and most of them right.
"""

import itertools
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'lib'))
from contents_pages import entries, numbers_in  # noqa: E402
from many_items import meeting_of_many  # noqa: E402
from sample_meetings import made_up_meetings  # noqa: E402
from support import (FORMATS, LAYOUTS, check, example_meetings, finish, need_program,  # noqa: E402
                     pdf_pages, referent, scratch, seed_meetings, to_pdf)

SOME_ITEMS = 40


def plans():
    """Meeting, layout or none for the meeting's own."""
    yield from ((meeting, None) for meeting, _ in seed_meetings())
    yield from ((meeting, None) for meeting in made_up_meetings())
    for meeting in (*example_meetings(), meeting_of_many(folder / 'mange', SOME_ITEMS)):
        yield from ((meeting, layout) for layout in LAYOUTS)


need_program('soffice', 'pdftotext')
folder = scratch()
jobs = []
for number, ((meeting, layout), form) in enumerate(itertools.product(plans(), FORMATS)):
    document = folder / f'{number}.{form}'
    done = referent('referat', meeting, '-o', document, *(['-t', layout] if layout else []))
    name = f'{meeting.parent.name}/{meeting.name} {layout} {form}'
    if check(done.returncode == 0, f'{name}: {done.stderr}'):
        jobs.append((name, document))
far = right = total = 0
for (name, document), pdf in zip(jobs, to_pdf([document for _, document in jobs], folder)):
    written = [int(number) for number in numbers_in(document)]
    shown = [number for _, number in entries(pdf_pages(pdf, '-layout'))]
    check(written == sorted(written), f'{name}: they go up: {written}')
    if not shown and len(written) < 3:
        continue
    check(len(written) == len(shown), f'{name}: {len(written)} numbers, {len(shown)} entries')
    wrong = [(mine, theirs) for mine, theirs in zip(written, shown)
             if abs(mine - theirs) > 1 + theirs / 10]
    check(not wrong, f'{name}: written and shown: {wrong[:5]}')
    far += max(shown, default=0) > 9
    right += sum(mine == theirs for mine, theirs in zip(written, shown))
    total += len(shown)
check(far > 9, f'only {far} documents are long')
print(f'{right} of {total} numbers are right')
check(right > total * 0.95, f'only {right} of {total} numbers are right')
finish()
