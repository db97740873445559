"""Nothing closed gets out: a distinctive word in every field that can be closed is in no byte of any
public document, in no message about it and in no file name; the internal edition keeps it.
"""

import itertools
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / 'lib'))
from canaries import contents, hidden, other_closed, png, shown, word  # noqa: E402
from support import FORMATS, LAYOUTS, TEXT_FORMATS, check, finish, referent, scratch  # noqa: E402

FILLABLE = ('dagsorden --fillable', 'referat --fillable')
DOCUMENTS = [*itertools.product(LAYOUTS, (*FORMATS, 'fodt'), ('dagsorden', 'referat')),
             *itertools.product(LAYOUTS, FORMATS, FILLABLE),
             *itertools.product(('standard',), TEXT_FORMATS, ('dagsorden', 'referat'))]


def meeting_yaml(folder):
    attachment, open_attachment, picture = word(), word(), word()
    middle, next_to_last, last = word(), word(), word()
    for name in (attachment, open_attachment):
        (folder / f'{name}.txt').write_text('bilag')
    (folder / f'{picture}.png').write_bytes(png(word()))
    return f'''organ:
  navn: Kulturudvalget
  type: politisk
  myndighed: Sølund Kommune
  medlemmer:
    - Anne Holm
    - {{navn: Bo Kvist, titel: Formand}}
    - {{navn: Dorte Lyng, parti: A}}
    - {{navn: Erik Munk, parti: A}}
    - {{navn: Frida Nør, parti: A}}
  felter: {{kontakt: Kontakt}}
  afsnit:
    sagsfremstilling: Sagsfremstilling
    indstilling: Indstilling
    tidsplan: Tidsplan
    deltagere: Deltagere
    underpunkter:
    tidligere:
    bilag: Bilag
    beslutning: Beslutning
dato: 2025-03-04
start: 9.00
underskrifter: ja
fremmøde:
  - {{navn: Erik Munk, gik: 9.50, fra_punkt: {middle}}}
  - {{navn: Dorte Lyng, gik: 10.50, fra_punkt: {next_to_last}, stedfortræder: {word(True)}}}
  - {{navn: Dorte Lyng, ankom: 10.55, fra_punkt: {last}}}
  - {{navn: Frida Nør, ankom: 11.10, fra_punkt: {last}}}
punkter:
  - titel: Åbent punkt
    sagsfremstilling: Det her må alle læse.
    indstilling:
      lukket: ja
      overskrift: {word(True)}
      tekst: Fortroligt {word(True)}.
    bilag:
      - Åbent bilag
      - {{titel: {word(True)}, doknr: {word()}, fil: {open_attachment}.txt, lukket: ja}}
    tidsplan:
      - {{tid: 9.00-9.10, tekst: Velkomst}}
      - {{tid: 9.10-9.20, tekst: {word(True)}, ansvarlig: {word()}, lukket: ja}}
    tidligere:
      - {{organ: Skoleudvalget, dato: 2025-01-07, tekst: {word(True)}, lukket: ja}}
      - {{overskrift: {word(True)}, tekst: {word(True)}, lukket: ja, offentlig_tekst: Må siges}}
      - {{organ: {word()}, punkt: {word()}, dato: 2025-01-08, tekst: {word(True)}, lukket: ja,
         offentlig_tekst: Må siges}}
    underpunkter:
      - titel: {word(True)}
        id: {word()}
        lukket: ja
        tid: 9.20
        sagsfremstilling: {word(True)}
        bilag: [{word(True)}]
        beslutning: {word(True)}
    beslutning: Godkendt.
  - titel: {word(True)}
    id: {middle}
    lukket: {{grund: "{word()}"}}
    sagsnr: {word()}
    doknr: {word()}
    jnr: {word()}
    sagstype: {word()}
    sagsgang: [{word()}, {word()}]
    kontakt: {word()}
    varighed: 30 min
    haster: {word(True)} kan ikke vente.
    deltagere: {word(True)} deltager.
    sagsfremstilling:
      - |
        Her står {word(True)} og [{word(True)}](https://eksempel.dk/{word()}).

        ![{word()}]({picture}.png)

        - {word(True)}
      - tabel:
          kolonner: [{word(True)}, B]
          rækker:
            - [{word(True)}, c]
    indstilling: |
      Punktet {{{{ titel }}}} er {word(True)}.
    tidsplan:
      - {{dato: 2025-04-01, tekst: {word(True)}}}
    bilag:
      - {{titel: {word(True)}, doknr: {word()}, fil: {attachment}.txt}}
    tidligere:
      - {{organ: {word()}, dato: 2025-02-04, tekst: {word(True)}}}
    underpunkter:
      - titel: {word(True)}
        tid: 9.45
        sagsfremstilling: {word(True)}
    beslutning:
      tekst: {word(True)}
      udfald: udsat
      udsat_til: 2031-12-24
      fraværende: [{word()}]
      indstillingspunkter: {{987: sendt tilbage}}
      inhabile: [{{navn: Anne Holm, stedfortræder: {word(True)}}}, {word(True)}]
      afstemninger:
        - {{om: Om {word(True)}, for: [Bo Kvist], imod: [{word(True)}], undlod: [{word(True)}],
           udfald: {word(True)}}}
  - titel: Et punkt til
    offentlig_titel: Ikke brugt
    sagsfremstilling: Slut.
  - titel: {word(True)}
    id: {next_to_last}
    lukket: ja
    offentlig_titel: Må nævnes
    offentlig_beslutning: Må også siges.
    sagsfremstilling: {word(True)} foldet
      over {word(True)} linjer
    indstilling: |
      - 2,4 mio. kr. til {word(True)}

      <{word()}> og [væk](javascript:{word()})
    beslutning:
      tekst: {word(True)}
      opfølgning: [{{opgave: {word()}, ansvarlig: {word()}}}]
      mindretalsudtalelser: [{{af: [{word(True)}], tekst: {word(True)}}}]
  - titel: {word(True)}
    id: {last}
    beslutning: {{tekst: {word(True)}, fraværende: [{word()}]}}
    underpunkter:
      - {{titel: {word(True)}, beslutning: {{tekst: {word(True)}, fraværende: [{word()}],
           afstemninger: [{{for: [{word(True)}]}}],
           opfølgning: [{{opgave: {word()}, ansvarlig: {word()}}}]}}}}
    lukket: ja
  - titel: {word(True)}
    lukket: ja
    udgår: {word()}
'''


def check_public_bytes(text):
    """What is closed has no say in a public document: not in its stamp, its anchors, its order."""
    folders = [scratch(), scratch()]
    for place, version in zip(folders, (text, other_closed(text))):
        (place / 'møde.yaml').write_text(version)
        for kind in ('txt', 'png'):
            for name in re.findall(rf'[\w ]+\.{kind}', version):
                (place / name.strip()).write_bytes(png(name) if kind == 'png' else name.encode())
    for layout, form, command in DOCUMENTS:
        made = []
        for place in folders:
            done = referent(*command.split(), place / 'møde.yaml', '-t', layout, '-f', form)
            check(done.returncode == 0, f'{layout} {form} {command}: {done.stderr}')
            made.append(pathlib.Path(done.stdout.strip()).read_bytes() if done.stdout else None)
        check(made[0] == made[1], f'{layout} {form} {command}: the closed content shows in the bytes')


def field_stem(path):
    """What the names of an item's fields begin with."""
    digest = 0xcbf29ce484222325
    for byte in path.encode():
        digest = (digest ^ byte) * 0x100000001b3 & 0xffffffffffffffff
    return f'felt_{(digest ^ digest >> 48) & 0xffffffffffff:012x}'


def check_fields(document, closed_too, name):
    """A closed item has fields in the full edition, and the public one knows nothing of them."""
    found = set(re.findall(r'felt_[0-9a-f]{12}', contents(document)))
    text = meeting.read_text()
    closed = {field_stem(path) for path in re.findall(r'^    id: (hemlig\w+)', text, re.M)}
    closed |= {field_stem('åbent-punkt/' + path)
               for path in re.findall(r'^        id: (hemlig\w+)', text, re.M)}
    check(len(closed) > 2, f'{name}: there are closed items')
    if closed_too:
        check(closed <= found, f'{name}: closed items without fields: {closed - found}')
    else:
        check(not closed & found, f'{name}: fields of closed items: {closed & found}')


folder = scratch()
meeting = folder / 'møde.yaml'
meeting.write_text(meeting_yaml(folder))
check_public_bytes(meeting.read_text())

done = referent('check', meeting)
check(done.returncode == 0, f'the meeting is sound: {done.stderr}')
for layout, form, command in DOCUMENTS:
    name = f'{layout} {form} {command}'
    done = referent(*command.split(), meeting, '-t', layout, '-f', form)
    if check(done.returncode == 0, f'{name}: {done.stderr}'):
        document = pathlib.Path(done.stdout.strip())
        text = contents(document)
        leaked = sorted(w for w in hidden if w in text)
        check(not leaked, f'{name}: in the public document: {leaked}')
        told = (done.stdout + done.stderr).lower().replace(str(folder).lower(), '')
        leaked = sorted(w for w in hidden if w in told)
        check(not leaked, f'{name}: in messages or the name: {leaked}\n{done.stderr}')
        check('det her må alle læse' in text, f'{name}: the open text is there')
        plain = re.sub(r'<[^>]*>', '', text)
        check('må nævnes' in plain, f'{name}: the public title is there')
        if command == 'referat':
            check('må også siges' in plain, f'{name}: the public decision is there')
            check('erik munk forlod mødet kl. 9.50' in plain, f'{name}: who left is told')
            for told in ('10.50', '10.55', '11.10', '2031', '987'):
                check(told not in plain, f'{name}: {told} belongs to a closed item')
        if command in FILLABLE:
            check_fields(document, False, name)
    done = referent(*command.split(), meeting, '-t', layout, '-f', form, '--internal')
    if check(done.returncode == 0, f'{name} internal: {done.stderr}'):
        document = pathlib.Path(done.stdout.strip())
        check('INTERN' in document.name, f'{name}: the internal name says so')
        plain = re.sub(r'<[^>]*>', '', contents(document))
        check('intern' in plain, f'{name}: the internal edition is marked')
        if command in FILLABLE:
            check_fields(document, command == FILLABLE[0], name)
        if command == 'referat' and layout == 'standard':
            missing = sorted(w for w in shown if w not in plain)
            check(not missing, f'{name}: not in the internal edition: {missing}')

def check_kept_apart(form, env=None):
    """Public and internal never replace each other, whatever the file's name is."""
    public, internal = folder / f'public.{form}', folder / f'internal.{form}'
    referent('referat', meeting, '-t', 'standard', '-o', public, env=env)
    referent('referat', meeting, '-t', 'standard', '--internal', '-o', internal, env=env)
    before = public.read_bytes(), internal.read_bytes()
    check(before[0] != before[1], f'{form}: the editions differ')
    done = referent('referat', meeting, '-t', 'standard', '-o', internal, env=env)
    check(done.returncode == 1 and '[other-edition]' in done.stderr,
          f'{form}: public over internal: {done.stderr}')
    done = referent('referat', meeting, '-t', 'standard', '--internal', '-o', public, env=env)
    check(done.returncode == 1 and '[other-edition]' in done.stderr,
          f'{form}: internal over public: {done.stderr}')
    check(before == (public.read_bytes(), internal.read_bytes()), f'{form}: neither was touched')


def fake_office():
    """An environment with a soffice that makes a PDF of anything at once."""
    programs = scratch()
    program = programs / 'soffice'
    program.write_text('#!/bin/sh\n'
                       'for last; do :; done\n'
                       "printf '%%PDF-1.7\\nxref\\ntrailer\\n<<>>\\nstartxref\\n9\\n%%%%EOF\\n'"
                       ' > "${last%/*}/dokument.pdf"\n')
    program.chmod(0o755)
    return {'PATH': f'{programs}:/usr/bin:/bin'}


def check_changed_pdf(env):
    """A PDF by its own name is replaced as long as nobody has added to it."""
    def write():
        return referent('referat', meeting, '-f', 'pdf', env=env)
    done = write()
    if not check(done.returncode == 0, f'pdf: {done.stderr}'):
        return
    document = pathlib.Path(done.stdout.strip())
    check(write().returncode == 0, 'an unchanged PDF is replaced')
    document.write_bytes(document.read_bytes() + b'1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n')
    done = write()
    check(done.returncode == 1 and '[file-changed]' in done.stderr, f'a changed PDF: {done.stderr}')


def check_extracts(text):
    """An extract and a supplement hold nothing of any other item, open or closed."""
    single = 'Det er punktet, der spørges om'
    added = f'''  - mellemoverskrift: {word()}
  - pause: {word()}
    varighed: 5 min
  - titel: {single}
    id: spurgt
    tillæg: 2025-03-03
    tidsplan: møde
    beslutning: Det må alle se.
  - mellemoverskrift: {word()}
  - titel: {word()}
    sagsfremstilling: {word()}
    beslutning: {word()}
'''
    opened = re.sub(r'lukket: (ja|{grund: "\w+"})', 'lukket: nej', text)
    for name, version in (('closed', text + added), ('open', opened + added)):
        meeting.write_text(version)
        for (layout, form), edition in itertools.product(
                sorted({(layout, form) for layout, form, _ in DOCUMENTS}), ([], ['--internal'])):
            for command in (['udskrift', meeting, 'spurgt'], ['dagsorden', meeting, '--supplement']):
                done = referent(*command, '-t', layout, '-f', form, '--force', *edition)
                what = f'{name} {layout} {form} {command[0]} {edition}'
                if not check(done.returncode == 0, f'{what}: {done.stderr}'):
                    continue
                plain = contents(pathlib.Path(done.stdout.strip()))
                # The heading that an added item stands under tells no case.
                heading = set() if command[0] == 'udskrift' else {re.search(r'hemlig\w+', added)[0]}
                leaked = sorted(w for w in hidden - heading if w in plain)
                check(not leaked, f'{what}: of another item: {leaked}')
                check(single.lower() in re.sub(r'<[^>]*>', '', plain), f'{what}: the item is there')
    meeting.write_text(text)
    before = sorted(folder.iterdir())
    for closed in ('2', re.search(r'id: (hemlig\w+)\n    lukket: {', text)[1]):
        done = referent('udskrift', meeting, closed)
        check(done.returncode == 1 and '[item-closed]' in done.stderr, f'closed {closed}: {done.stderr}')
        leaked = sorted(w for w in hidden if w in done.stderr.replace(str(folder), ''))
        check(not leaked, f'extract of closed {closed}: in messages: {leaked}')
    done = referent('udskrift', meeting, 'ukendt')
    leaked = sorted(w for w in hidden if w in done.stderr.replace(str(folder), ''))
    check('[unknown-item]' in done.stderr and not leaked, f'an unknown item: {leaked} {done.stderr}')
    check(sorted(folder.iterdir()) == before, 'no extract of a closed item was written')
    done = referent('udskrift', meeting, '2', '--internal')
    check(done.returncode == 0 and 'INTERN' in done.stdout, f'the internal extract: {done.stderr}')


check_extracts(meeting.read_text())
office = fake_office()
for name in (*FORMATS, 'fodt', 'html'):
    check_kept_apart(name)
check_kept_apart('pdf', office)
check_changed_pdf(office)

# Markdown and plain text tell nothing of themselves: only what is equal is replaced.
for form in ('md', 'txt'):
    path = folder / f'kept.{form}'
    referent('referat', meeting, '-o', path)
    public_text = path.read_bytes()
    done = referent('referat', meeting, '-o', path)
    check(done.returncode == 0, f'{form}: the same again: {done.stderr}')
    done = referent('referat', meeting, '--internal', '-o', path)
    check(done.returncode == 1 and '[file-changed]' in done.stderr, f'{form}: {done.stderr}')
    check(path.read_bytes() == public_text, f'{form}: the public text is kept')
    done = referent('referat', meeting, '--internal', '--force', '-o', path)
    check(done.returncode == 0 and path.read_bytes() != public_text, f'{form}: --force: {done.stderr}')
finish()
