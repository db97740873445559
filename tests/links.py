"""Attachments and links to files: addresses from the meeting's folder, wherever they were written."""

import pathlib
import re
import sys
import urllib.parse
import xml.etree.ElementTree as ElementTree
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / 'lib'))
from support import FORMATS, LAYOUTS, check, finish, referent, scratch  # noqa: E402

NAMES = ('plan.pdf', 'æble og ø.pdf', 'sag #1.pdf', '50 % mere?.pdf', 'a:b.pdf', "Bo's (ny) [2]&+.pdf")
KOMMUNE = 'myndighed: Havneby\n'
MEETING = '''organ: ../organ.yaml
dato: 2025-11-04
punkter:
  - titel: Bådpladser
    bilag:
      - Uden fil
{rows}
      - {{titel: Hemmelig rapport, fil: bilag/hemmelig.pdf, lukket: ja}}
      - {{titel: Fælles bilag, fil: ../../fælles/regler.pdf}}
  - punkter/filer.yaml
'''
ITEM = '''titel: Filer
sagsfremstilling: |
  Se [skitsen](../bilag/plan.pdf#page=2), [noten](note.pdf), [nettet](https://eksempel.dk/?a=1)
  og [reglerne](../../../f%C3%A6lles/regler.pdf).
bilag:
  - {titel: Fra punktet, fil: ../bilag/plan.pdf}
'''
ORGAN = 'navn: Havneudvalget\nskabelon: {layout}\n'
REL = '{http://schemas.openxmlformats.org/officeDocument/2006/relationships}'
W = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'
TEXT = '{urn:oasis:names:tc:opendocument:xmlns:text:1.0}'
HREF = '{http://www.w3.org/1999/xlink}href'


def scene(folder):
    """The meeting's file, in a folder two below the root."""
    meeting = folder / 'udvalg' / '2025-11-04'
    for name in ('bilag', 'punkter'):
        (meeting / name).mkdir(parents=True)
    (folder / 'fælles').mkdir()
    for path in (*(meeting / 'bilag' / name for name in NAMES), meeting / 'bilag' / 'hemmelig.pdf',
                 folder / 'fælles' / 'regler.pdf'):
        path.write_text('x')
    (folder / 'kommune.yaml').write_text(KOMMUNE)
    rows = '\n'.join(f'      - {{titel: "Titel {number}", fil: "bilag/{name}"}}'
                     for number, name in enumerate(NAMES))
    (meeting / 'møde.yaml').write_text(MEETING.format(rows=rows))
    (meeting / 'punkter' / 'filer.yaml').write_text(ITEM)
    return meeting / 'møde.yaml'


def docx_links(document):
    with zipfile.ZipFile(document) as archive:
        root = ElementTree.fromstring(archive.read('word/document.xml'))
        relations = ElementTree.fromstring(archive.read('word/_rels/document.xml.rels'))
    targets = {one.get('Id'): one for one in relations}
    found = []
    for link in root.iter(f'{W}hyperlink'):
        target = targets.get(link.get(f'{REL}id'))
        if target is None:
            continue
        check(target.get('TargetMode') == 'External', 'the target is outside the package')
        styles = {style.get(f'{W}val') for style in link.iter(f'{W}rStyle')}
        check(styles == {'Hyperlink'}, f'it looks like a link: {styles}')
        found.append((''.join(text.text or '' for text in link.iter(f'{W}t')), target.get('Target')))
    return found


def odt_links(document):
    with zipfile.ZipFile(document) as archive:
        root = ElementTree.fromstring(archive.read('content.xml'))
    found = []
    for link in root.iter(f'{TEXT}a'):
        address = link.get(HREF)
        if address.startswith('#'):
            continue
        if not re.match(r'[a-z]+:', address):
            check(address.startswith('../'), f'a link that leads out of the package: {address}')
            address = address[3:]
        found.append((''.join(link.itertext()), address))
    return found


def fodt_links(document):
    root = ElementTree.fromstring(document.read_bytes())
    return [(''.join(link.itertext()), link.get(HREF)) for link in root.iter(f'{TEXT}a')
            if not link.get(HREF).startswith('#')]


def html_links(document):
    return [(text, address.replace('&amp;', '&')) for address, text
            in re.findall(r'<a href="([^"#][^"]*)">([^<]*)</a>', document.read_text())]


def md_links(document):
    return re.findall(r'\[([^\]]*)\]\(([^)]*)\)', document.read_text())


READERS = {'docx': docx_links, 'odt': odt_links, 'fodt': fodt_links, 'html': html_links,
           'md': md_links}


def check_links(meeting, document, edition, what):
    found = READERS[document.suffix[1:]](document)
    files = {}
    for text, address in found:
        if address.startswith('https:'):
            continue
        check(re.fullmatch(r"[A-Za-z0-9._~/%-]+(#page=2)?", address), f'{what}: encoded: {address}')
        files.setdefault(text.strip(), set()).add(address)
    wanted = {f'Titel {number}': meeting.parent / 'bilag' / name for number, name in enumerate(NAMES)}
    wanted |= {'Fælles bilag': meeting.parents[2] / 'fælles' / 'regler.pdf',
               'Fra punktet': meeting.parent / 'bilag' / 'plan.pdf',
               'skitsen': meeting.parent / 'bilag' / 'plan.pdf',
               'noten': meeting.parent / 'punkter' / 'note.pdf',
               'reglerne': meeting.parents[2] / 'fælles' / 'regler.pdf'}
    if edition:
        wanted['Hemmelig rapport (lukket)'] = meeting.parent / 'bilag' / 'hemmelig.pdf'
    check(set(files) == set(wanted), f'{what}: links: {sorted(set(files) ^ set(wanted))}')
    for text, path in wanted.items():
        for address in files.get(text, ()):
            name = urllib.parse.unquote(address.split('#')[0])
            check((meeting.parent / name).resolve() == path.resolve(), f'{what}: {text}: {address}')
    check(any(address == 'https://eksempel.dk/?a=1' for _, address in found), f'{what}: {found}')
    check(files.get('skitsen') == {'bilag/plan.pdf#page=2'}, f'{what}: {files.get("skitsen")}')


folder = scratch() / 'Høj & lav mappe #1'
folder.mkdir()
meeting = scene(folder)
elsewhere = scratch()
# (layout, formats): the formats of text are in the one layout only.
jobs = [(layout, form) for layout in LAYOUTS for form in FORMATS]
jobs += [('standard', form) for form in ('fodt', 'html', 'md')]
for layout, form in jobs:
    (folder / 'udvalg' / 'organ.yaml').write_text(ORGAN.format(layout=layout))
    for edition in ([], ['--internal']):
        document = elsewhere / f'{layout}.{form}'
        done = referent('referat', meeting, '-o', document, *edition, '--force')
        what = f'{layout} {form} {edition}'
        if check(done.returncode == 0, f'{what}: {done.stderr}'):
            check_links(meeting, document, edition, what)
            document.unlink()

# The same from another folder, and for a meeting named by a link.
(folder / 'udvalg' / 'organ.yaml').write_text(ORGAN.format(layout='standard'))
other = elsewhere / 'genvej'
other.symlink_to(meeting.parent, target_is_directory=True)
for path, cwd in (('møde.yaml', meeting.parent), ('.', meeting.parent), (other, elsewhere),
                  ('udvalg/2025-11-04', folder)):
    document = elsewhere / 'ud.docx'
    done = referent('referat', path, '-o', document, cwd=cwd)
    if check(done.returncode == 0, f'{path}: {done.stderr}'):
        check_links(meeting, document, [], f'{path}')
        document.unlink()

# To templates a title is a text all the same.
template = elsewhere / 'titler.txt'
template.write_text('{% for b in punkter[0].bilag | sort(attribute="titel") %}{{ b.titel | upper }}'
                    '{% if b.titel == "Titel 1" %}!{% endif %}{% if "Titel" in b.titel %}+{% endif %}'
                    '{% if b.titel.startswith("Uden") %}-{% endif %};{% endfor %}')
done = referent('dagsorden', meeting, '-t', template, '-f', 'txt', '-o', '-')
check(done.stdout == '(LUKKET BILAG);FÆLLES BILAG;' + ''.join(
    f'TITEL {number}{"!" if number == 1 else ""}+;' for number in range(len(NAMES))) + 'UDEN FIL-;',
      f'titles are text: {done.stdout}{done.stderr}')

# `fil` is a path from the meeting's folder, wherever the attachment was written.
carrying = folder / 'andet' / '2025-12-02' / 'møde.yaml'
carrying.parent.mkdir(parents=True)
carrying.write_text('organ: {navn: Byrådet}\ndato: 2025-12-02\npunkter:\n  - fra: ../../udvalg/2025-11-04#filer\n'
                    '  - fra: ../../udvalg/2025-11-04#bådpladser\n')
template.write_text('{% for p in punkter %}{% for b in p.bilag if b.fil %}{{ b.fil }}\n{% endfor %}{% endfor %}')
for path in (meeting, carrying):
    done = referent('dagsorden', path, '-t', template, '-f', 'txt', '-o', '-')
    files = done.stdout.splitlines()
    check(len(files) == len(NAMES) + 2, f'{path}: {done}')
    for name in files:
        check((path.parent / name).is_file() and not name.startswith('/'), f'{path}: {name}')
finish()
