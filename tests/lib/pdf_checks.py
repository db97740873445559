"""What a PDF for everybody has: tagged, PDF/UA and PDF/A by its own words, in Danish, with a structure
that can be listened to.
"""

import subprocess

from pdf_structure import text_of
from support import check

# As the program converts.
FILTER = ('pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"},'
          '"PDFUACompliance":{"type":"boolean","value":"true"},'
          '"SelectPdfVersion":{"type":"long","value":"2"},'
          '"ExportBookmarks":{"type":"boolean","value":"true"},'
          '"ExportLinksRelativeFsys":{"type":"boolean","value":"true"}}')


def output(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          check=False).stdout.decode('utf-8', 'replace')


def check_claims(name, path, pdf, body, bookmarks=True):
    """What stands in the file about the whole of it; body is the organ that its title names."""
    meta = output('pdfinfo', '-meta', str(path))
    check('<pdfuaid:part>1<' in meta, f'{name}: PDF/UA-1')
    check('<pdfaid:part>2<' in meta and '<pdfaid:conformance>B<' in meta, f'{name}: PDF/A-2b')
    check(text_of(pdf.root.get('/Lang')) == 'da-DK', f'{name}: language {pdf.root.get("/Lang")}')
    check(pdf.get(pdf.root.get('/MarkInfo', {})).get('/Marked') is True, f'{name}: tagged')
    check(pdf.get(pdf.root.get('/ViewerPreferences', {})).get('/DisplayDocTitle') is True,
          f'{name}: the title is shown')
    title = text_of(pdf.info.get('/Title', ''))
    check(body in title and ('eferat' in title or 'agsorden' in title), f'{name}: a title: {title}')
    check(not bookmarks or '/Outlines' in pdf.root
          and pdf.get(pdf.root['/Outlines']).get('/Count', 0) != 0, f'{name}: bookmarks')
    pages = [page for page in pdf.of_type('/Type', '/Page') if pdf.get(page.get('/Annots', []))]
    check(all(text_of(page.get('/Tabs')) in ('S', '/S') for page in pages),
          f'{name}: tabs follow the structure')


def check_headings(name, pdf, least=6):
    levels = [int(element.kind[1]) for element in pdf.structure.walk()
              if element.kind in ('H1', 'H2', 'H3', 'H4', 'H5', 'H6')]
    check(len(levels) >= least and levels[:1] in ([], [1]), f'{name}: headings: {levels[:20]}')
    skipped = [(at, pair) for at, pair in enumerate(zip(levels, levels[1:]))
               if pair[1] > pair[0] + 1]
    check(not skipped, f'{name}: levels are left out: {skipped[:5]} in {levels[:40]}')


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


def check_lists(name, pdf, least):
    lists = pdf.structure.all('L')
    check(len(lists) >= least, f'{name}: {len(lists)} lists')
    for one in lists:
        kinds = {child.kind for child in one.children}
        check(kinds <= {'LI', 'L'} and 'LI' in kinds, f'{name}: a list of {kinds}')
        check(all(item.all('LBody') for item in one.all('LI')), f'{name}: items have a body')


def check_links(name, pdf):
    """Returns the addresses, in order, of the links that lead out of the document."""
    held = {id(one) for link in pdf.structure.all('Link') for one in pdf.linked(link)}
    links = pdf.of_type('/Subtype', '/Link')
    check(all(id(one) in held for one in links), f'{name}: each link is in the structure')
    check(all(text_of(one.get('/Contents', '')).strip() for one in links),
          f'{name}: each link says where it leads')
    addresses = [text_of(pdf.get(one['/A']).get('/URI', '')) for one in links if '/A' in one]
    return sorted(address for address in addresses if address)


def check_figures(name, pdf, expected):
    alts = [text_of(one.entry.get('/Alt', '')) for one in pdf.structure.all('Figure')]
    check(all(alts), f'{name}: pictures say what they show: {alts}')
    check(set(expected) <= set(alts), f'{name}: {expected} in {alts}')
