"""PDF for everybody: tagged, PDF/UA and PDF/A by its own words, in Danish, with a structure that can be
listened to; from the program itself, and from every layout.
"""

import os
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'lib'))
from pdf_structure import Pdf, text_of  # noqa: E402
from rich_meeting import rich_meeting  # noqa: E402
from support import (FORMATS, LAYOUTS, check, example_meetings, finish, need_program,  # noqa: E402
                     pdf_text, referent, scratch, soffice)

FILTER = ('pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"},'
          '"PDFUACompliance":{"type":"boolean","value":"true"},'
          '"SelectPdfVersion":{"type":"long","value":"2"},'
          '"ExportBookmarks":{"type":"boolean","value":"true"},'
          '"ExportLinksRelativeFsys":{"type":"boolean","value":"true"}}')


def output(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          check=False).stdout.decode('utf-8', 'replace')


def check_claims(name, path, pdf):
    """What stands in the file about the whole of it."""
    meta = output('pdfinfo', '-meta', str(path))
    check('<pdfuaid:part>1<' in meta, f'{name}: PDF/UA-1')
    check('<pdfaid:part>2<' in meta and '<pdfaid:conformance>B<' in meta, f'{name}: PDF/A-2b')
    check(text_of(pdf.root.get('/Lang')) == 'da-DK', f'{name}: language {pdf.root.get("/Lang")}')
    check(pdf.get(pdf.root.get('/MarkInfo', {})).get('/Marked') is True, f'{name}: tagged')
    check(pdf.get(pdf.root.get('/ViewerPreferences', {})).get('/DisplayDocTitle') is True,
          f'{name}: the title is shown')
    title = text_of(pdf.info.get('/Title', ''))
    check('Havneudvalget' in title and ('eferat' in title or 'agsorden' in title),
          f'{name}: a title: {title}')
    check('/Outlines' in pdf.root and pdf.get(pdf.root['/Outlines']).get('/Count', 0) != 0,
          f'{name}: bookmarks')
    pages = [page for page in pdf.of_type('/Type', '/Page') if pdf.get(page.get('/Annots', []))]
    check(pages and all(text_of(page.get('/Tabs')) in ('S', '/S') for page in pages),
          f'{name}: tabs follow the structure')


def check_headings(name, pdf):
    levels = [int(element.kind[1]) for element in pdf.structure.walk()
              if element.kind in ('H1', 'H2', 'H3', 'H4', 'H5', 'H6')]
    check(len(levels) > 5 and levels[0] == 1, f'{name}: headings: {levels}')
    skipped = [pair for pair in zip(levels, levels[1:]) if pair[1] > pair[0] + 1]
    check(not skipped, f'{name}: levels are left out: {levels}')


def check_tables(name, pdf, headless):
    """headless: how many tables have no heading row because their author says so."""
    without = 0
    for table in pdf.structure.all('Table'):
        rows = table.all('TR')
        headings = table.all('TH')
        without += not headings
        check(all(one.attributes.get('/Scope') == '/Column' for one in headings),
              f'{name}: TH with its scope')
        if headings:
            check(len(rows[0].all('TH')) > 0 and not rows[0].all('TD'), f'{name}: the first row')
    check(without == headless, f'{name}: {without} tables without headings, not {headless}')


def check_lists(name, pdf):
    lists = pdf.structure.all('L')
    check(len(lists) >= 3, f'{name}: {len(lists)} lists')
    for one in lists:
        kinds = {child.kind for child in one.children}
        check(kinds <= {'LI', 'L'} and 'LI' in kinds, f'{name}: a list of {kinds}')
        check(all(item.all('LBody') for item in one.all('LI')), f'{name}: items have a body')


def check_links(name, pdf, internal):
    held = [id(one) for link in pdf.structure.all('Link') for one in pdf.linked(link)]
    links = pdf.of_type('/Subtype', '/Link')
    check(all(id(one) in held for one in links), f'{name}: each link is in the structure')
    check(all(text_of(one.get('/Contents', '')).strip() for one in links),
          f'{name}: each link says where it leads')
    addresses = [text_of(pdf.get(one['/A']).get('/URI', '')) for one in links if '/A' in one]
    addresses = sorted(address for address in addresses if address)
    files = 2 + internal  # in the text and in the list of attachments, there the closed one too
    check('https://eksempel.dk/' in addresses and addresses.count('bilag/plan.txt') >= files,
          f'{name}: {addresses}')
    check(set(addresses) == {'https://eksempel.dk/', 'bilag/plan.txt'},
          f'{name}: nothing else, no folder of this machine: {addresses}')


def check_figures(name, pdf, logo):
    alts = [text_of(one.entry.get('/Alt', '')) for one in pdf.structure.all('Figure')]
    check('Et kort over havnen' in alts and all(alts), f'{name}: pictures say what they show: {alts}')
    check(not logo or 'Havneby Kommune' in alts, f'{name}: the logo too: {alts}')


def check_pdf(name, path, layout, internal):
    pdf = Pdf(path)
    check_claims(name, path, pdf)
    check_headings(name, pdf)
    check_tables(name, pdf, 1)
    check_lists(name, pdf)
    check_links(name, pdf, internal)
    check_figures(name, pdf, layout == 'standard')


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
