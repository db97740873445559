"""The internal edition shows what is closed: every layout, in every format, and one that knows nothing of
it marks each closed thing and nothing that is open. The public edition has no marks.
"""

import itertools
import pathlib
import re
import sys
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / 'lib'))
from support import FORMATS, LAYOUTS, TEXT_FORMATS, check, finish, referent, scratch  # noqa: E402

MEETING = '''organ:
  navn: Havneudvalget
  felter: {kontakt: Kontakt}
  afsnit:
    sagsfremstilling: Sagsfremstilling
    økonomi: Økonomi
    vurdering:
    indstilling: Indstilling
    tidsplan: Tidsplan
    underpunkter:
    bilag: Bilag
    beslutning: Beslutning
    tidligere:
dato: 2025-03-04
start: 16.00
opfølgning: [{opgave: Afdraget betales, lukket: ja}, {opgave: Åbenlys opgave}]
punkter:
  - titel: Ny mole
    varighed: 30 min
    sagsfremstilling: Åbenlyst revnet.
    økonomi: {lukket: ja, tekst: Prisloftet er nået.}
    vurdering:
      lukket: ja
      tekst:
        - tabel: {kolonner: [Ubehaget, Ja], rækker: [[a, b]]}
    tidsplan:
      - {tid: 16.00-16.10, tekst: Åbenlys velkomst}
      - {tid: 16.10-16.20, tekst: Banklånet, ansvarlig: Anne Holm, lukket: ja}
      - tid: 16.20-16.30
        tekst: |
          - Gældsposten
        lukket: ja
    bilag: [Åbenlys tegning, {titel: Tilbudslisten, doknr: 12/33, lukket: ja}]
    tidligere:
      - {organ: Byrådet, dato: 2025-02-11, tekst: Mistilliden er stor., lukket: ja}
      - {organ: Byrådet, dato: 2025-02-04, tekst: Åbenlyst udsat.}
      - {overskrift: Engang, tekst: Løftet blev brudt., lukket: ja}
    underpunkter:
      - titel: Åbenlyst udbud
        indstilling: {lukket: ja, tekst: Håndslaget holdes.}
        beslutning: Godkendt.
      - {titel: Kreditvurderingen, lukket: ja, sagsfremstilling: Dyrt., beslutning: Afvist.}
    beslutning: Åbenlyst godkendt.
  - titel: Grundsalget
    varighed: 30 min
    lukket: ja
    sagsfremstilling: Prisen er lav.
    bilag: [Skødet]
    beslutning: Solgt.
  - titel: Ansættelsessagen
    lukket: {grund: Styrelsesloven § 10}
    beslutning: Ansat.
  - titel: Åbenlyst eventuelt
    beslutning: Intet.
'''
LINES = ('tilbudslisten', 'banklånet', 'gældsposten', 'kreditvurderingen', 'grundsalget', 'ansættelsessagen')
PARTS = {'prisloftet': 'afsnit', 'ubehaget': 'afsnit', 'håndslaget': 'afsnit',
         'mistilliden': 'beslutning', 'løftet': 'beslutning'}
OWN = '''{{ udgave }}
{% for opgave in møde.opfølgning %}
{{ opgave.opgave }}
{% endfor %}
{% for punkt in punkter %}
{{ punkt.nr }} {{ punkt.overskrift }}
{{ punkt.økonomi }}
{{ punkt.vurdering }}
{% for bilag in punkt.bilag %}
{{ bilag.titel }}
{% endfor %}
{% for række in punkt.tidsplan %}
{{ række.tekst }}
{% endfor %}
{% for sag in punkt.tidligere %}
{{ sag.tekst }}
{% endfor %}
{% for under in punkt.underpunkter %}
{{ under.overskrift }}
{{ under.indstilling }}
{% endfor %}
{% endfor %}
'''
GENERAL = '''{{ udgave }}
{% for punkt in punkter %}
{{ punkt.overskrift }}
{% for afsnit in punkt.afsnit %}
{{ afsnit.tekst }}
{% endfor %}
{% endfor %}
'''


def lines_of(document):
    """The paragraphs of a document, in small letters."""
    data = document.read_bytes()
    if data.startswith(b'PK'):
        with zipfile.ZipFile(document) as archive:
            part = 'word/document.xml' if document.suffix == '.docx' else 'content.xml'
            data = re.sub(rb'<office:automatic-styles>.*?</office:automatic-styles>', b'', archive.read(part))
    text = data.decode().lower()
    text = re.sub(r'<style>.*?</style>', '', text, flags=re.S)
    text = re.sub(r'<text:s( [^>]*)?/>|<w:tab/>|<text:tab/>', ' ', text)
    text = re.sub(r'</(?:w:p|text:p|text:h|p|li|h\d|tr|title)>', '\n', text)
    return [line.strip() for line in re.sub(r'<[^>]*>', '', text).splitlines() if line.strip()]


def check_internal(name, lines):
    for word in LINES:
        found = [line for line in lines if word in line]
        if check(found, f'{name}: {word} is there'):
            # a list in a row of a timetable is followed by its mark
            marked = all('(lukket)' in line or '(lukket)' in lines[lines.index(line) + 1] for line in found)
            check(marked, f'{name}: {word} is not marked: {found}')
    text = '\n'.join(lines)
    for word, what in PARTS.items():
        found = len(re.findall(word, text))
        marked = len(re.findall(rf'\(lukket {what}\)\W*{word}', text))
        check(found == marked > 0, f'{name}: {word} is marked {marked} times of {found}')
    for line in lines:
        if 'åbenlys' in line:
            check('lukket' not in line, f'{name}: this is open: {line}')
    for found in re.findall(r'\(lukket \w+\)\W*åbenly\w+', text):
        check(False, f'{name}: this is open: {found}')


folder = scratch()
(folder / 'møde.yaml').write_text(MEETING)
(folder / 'egen.txt').write_text(OWN)
(folder / 'simpel.md').write_text(GENERAL)
documents = [*itertools.product(LAYOUTS, FORMATS), *itertools.product(['standard'], TEXT_FORMATS),
             (folder / 'egen.txt', 'txt'), (folder / 'simpel.md', 'md')]
for number, ((layout, form), command) in enumerate(itertools.product(documents, ('dagsorden', 'referat'))):
    name = f'{pathlib.Path(layout).name} {form} {command}'
    document = folder / f'{number}.{form}'
    done = referent(command, folder / 'møde.yaml', '-t', layout, '--internal', '-o', document)
    if check(done.returncode == 0, f'{name}: {done.stderr}'):
        check_internal(name, lines_of(document))
        if layout == folder / 'egen.txt':
            check('afdraget betales (lukket)' in lines_of(document), f'{name}: a task is marked')
    document = folder / f'{number}-offentlig.{form}'
    done = referent(command, folder / 'møde.yaml', '-t', layout, '-o', document)
    if check(done.returncode == 0, f'{name}: {done.stderr}'):
        text = '\n'.join(lines_of(document))
        check('åbenlys' in text and not re.search(r'\(lukket( (afsnit|beslutning))?\)', text),
              f'{name}: the public edition has no marks')
finish()
