"""The whole matrix: each layout, agenda and minutes, public and internal, an empty meeting and one of
200 items, as DOCX and as ODT. Each of these documents is valid, its contents name the pages of its
PDF, and the PDF is one for everybody.
"""

import concurrent.futures
import itertools
import os
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'lib'))
from contents_pages import entries, squeezed, titles_astray  # noqa: E402
from many_items import meeting_of_many  # noqa: E402
from pdf_checks import (FILTER, check_claims, check_figures, check_headings, check_links,  # noqa: E402
                        check_lists, check_tables)
from pdf_structure import Pdf  # noqa: E402
from sample_meetings import empty_meeting  # noqa: E402
from support import (FORMATS, LAYOUTS, check, finish, need_program, pdf_pages, referent,  # noqa: E402
                     scratch, soffice)
from validity import faults_of, need_validators  # noqa: E402

MANY_ITEMS = 200
SHARES = 8  # how many runs of LibreOffice the documents are spread over
# What belongs to the text below it, and so never ends a page.
HEADINGS = re.compile('(Fraværende:|Havneudvalget den |(Beslutning|Bilag|Indstilling|Økonomi|Tidsplan|'
                      'Sagsfremstilling|Sagstype|Tidligere behandling):?$)')


class Job:
    def __init__(self, layout, form, command, edition, meeting, count):
        self.name = ' '.join([layout, form, command, *edition, str(count)])
        self.stem = re.sub(r'\W+', '-', self.name)
        self.document = folder / f'{self.stem}.{form}'
        self.pdf = folder / f'{self.stem}.pdf'
        self.count = count
        self.body = 'Havneudvalget' if count else 'Teknisk Udvalg'
        self.arguments = [command, meeting, '-t', layout, '-o', self.document, *edition]


def check_contents(job, pages):
    found = entries(pages)
    check(len(found) >= job.count, f'{job.name}: {len(found)} entries in the contents')
    check(job.count or not found, f'{job.name}: nothing to name: {found}')
    wrong = titles_astray(pages, found)
    check(not wrong, f'{job.name}: {wrong[:5]}')
    ends = [([line.strip() for line in page.splitlines() if line.strip()] or [''])[-2:][0]
            for page in pages]  # the line above the footer
    alone = [(number, line) for number, line in enumerate(ends, 1) if HEADINGS.match(line)]
    check(not alone, f'{job.name}: a heading ends the page: {alone[:5]}')
    blank = [number for number, page in enumerate(pages, 1) if not squeezed(page)]
    check(not blank, f'{job.name}: pages {blank} are empty')


def check_structure(job):
    pdf = Pdf(job.pdf)
    many = job.count > 0
    check_claims(job.name, job.pdf, pdf, job.body, bookmarks=many)
    check_headings(job.name, pdf, job.count)
    check_tables(job.name, pdf, 0)
    check_lists(job.name, pdf, 50 if many else 0)
    check(check_links(job.name, pdf) == [], f'{job.name}: links lead nowhere')
    check_figures(job.name, pdf, ['Et kort over havnen'] if many else [])


def check_pdfs(share):
    soffice(FILTER, [job.document for job in share], folder)
    for job in share:
        check_contents(job, pdf_pages(job.pdf, '-layout'))
        check_structure(job)


need_program('soffice', 'pdftotext', 'pdfinfo', 'qpdf')
need_validators()
folder = scratch()
meetings = [(empty_meeting(folder), 0), (meeting_of_many(folder / 'mange', MANY_ITEMS), MANY_ITEMS)]
jobs = []
for way in itertools.product(LAYOUTS, FORMATS, ('dagsorden', 'referat'), ([], ['--internal'])):
    for meeting, count in meetings:
        job = Job(*way, meeting, count)
        done = referent(*job.arguments)
        check('warning' not in done.stderr, f'{job.name}: {done.stderr}')
        if check(done.returncode == 0, f'{job.name}: {done.stderr}'):
            jobs.append(job)

for job, faults in zip(jobs, faults_of([job.document for job in jobs])):
    check(not faults, f'{job.name}: {faults[:3]}')
with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
    list(pool.map(check_pdfs, (jobs[first::SHARES] for first in range(SHARES))))
finish()
