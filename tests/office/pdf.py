"""PDF for everybody: tagged, PDF/UA and PDF/A by its own words, in Danish, with a structure that can be
listened to; from the program itself, and from every layout.
"""

import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'lib'))
from pdf_checks import (FILTER, check_claims, check_figures, check_headings, check_links,  # noqa: E402
                        check_lists, check_tables)
from pdf_structure import Pdf, text_of  # noqa: E402
from rich_meeting import rich_meeting  # noqa: E402
from support import (FORMATS, LAYOUTS, check, example_meetings, finish, need_program,  # noqa: E402
                     pdf_text, referent, scratch, soffice)

def check_pdf(name, path, layout, internal):
    pdf = Pdf(path)
    check_claims(name, path, pdf, 'Havneudvalget')
    check_headings(name, pdf)
    check_tables(name, pdf, 1)
    check_lists(name, pdf, 3)
    addresses = check_links(name, pdf)
    check(addresses.count('bilag/plan.txt') >= 2,
          f'{name}: in the text and in the list of attachments: {addresses}')
    closed = {'bilag/hemmelig.txt'} if internal else set()
    check(set(addresses) == {'https://eksempel.dk/', 'bilag/plan.txt'} | closed,
          f'{name}: no other, no folder of this machine: {addresses}')
    logo = ['Havneby Kommune'] if layout == 'standard' else []
    check_figures(name, pdf, ['Et kort over havnen', *logo])


need_program('soffice', 'pdfinfo', 'qpdf', 'pdftotext')
folder = scratch()

# Every layout, edition and document, converted in one go the way the program does it.
made = folder / 'documents'
made.mkdir()
jobs = []
for layout in LAYOUTS:
    meeting = rich_meeting(folder / 'møde', layout)
    done = referent('check', meeting)
    check('warning' not in done.stderr, f'a meeting without faults: {done.stderr}')
    for form in FORMATS:
        for command in ('dagsorden', 'referat'):
            for edition in ([], ['--internal']):
                name = f'{layout}-{form}-{command}{"".join(edition)}'
                document = made / f'{name}.{form}'
                done = referent(command, meeting, '-o', document, *edition)
                if check(done.returncode == 0, f'{name}: {done.stderr}'):
                    jobs.append((name, document, layout, bool(edition)))
soffice(FILTER, [job[1] for job in jobs], made)
for name, document, layout, internal in jobs:
    check_pdf(name, document.with_suffix('.pdf'), layout, internal)

# The program itself, with the same outcome, from a meeting that a link leads out of upwards.
pdf = folder / 'referat.pdf'
meeting = rich_meeting(folder / 'møde', 'standard')
done = referent('referat', meeting, '-o', pdf)
if check(done.returncode == 0 and pdf.exists(), f'a PDF: {done.stderr}'):
    check_pdf('the program', pdf, 'standard', False)
    twin = Pdf(made / 'standard-odt-referat.pdf')
    check([one.kind for one in Pdf(pdf).structure.walk()]
          == [one.kind for one in twin.structure.walk()], 'the program converts in the same way')
    check('Bådpladser' in pdf_text(pdf), 'there is text')
shared = folder / 'fælles regler.txt'
shared.write_text('x')
meeting.write_text(f'organ: {{navn: A}}\ndato: 2025-11-04\npunkter:\n  - titel: B\n'
                   '    sagsfremstilling: Se [det](' + '../' * 20 + 'x.txt).\n'
                   '    bilag: [{titel: Regler, fil: "../fælles regler.txt"}]\n')
meeting.parent.parent.joinpath('kommune.yaml').write_text('type: politisk\n')
done = referent('referat', meeting, '-o', pdf)
if check(done.returncode == 0, f'a PDF: {done.stderr}'):
    found = Pdf(pdf)
    addresses = {text_of(found.get(one['/A']).get('/URI', '')) for one
                 in found.of_type('/Subtype', '/Link') if '/A' in one}
    check(addresses == {'../' * 20 + 'x.txt', '../f%C3%A6lles%20regler.txt'}, f'{addresses}')

example = example_meetings()[0]
done = referent('referat', example, '-o', pdf)
if check(done.returncode == 0, f'the example: {done.stderr}'):
    found = Pdf(pdf)
    check_headings('the example', found)
    check_tables('the example', found, 0)

kept = pdf.read_bytes()
empty = folder / 'empty-path'
empty.mkdir()
before = sorted(os.listdir(folder))
done = referent('referat', meeting, '-o', pdf, env={'PATH': str(empty)})
check(done.returncode == 3 and '[no-libreoffice]' in done.stderr, f'no LibreOffice: {done}')
check(pdf.read_bytes() == kept, 'the old PDF is still there')
check(sorted(os.listdir(folder)) == before, f'nothing is left: {os.listdir(folder)}')
finish()
