"""From one meeting to the next: what `new` writes is a sound meeting, and nothing closed gets out by way
of another meeting: not through `fra`, not through `forrige`, not through what is still to be done.
"""

import itertools
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / 'lib'))
from canaries import contents, hidden, other_closed, png, shown, word  # noqa: E402
from support import FORMATS, LAYOUTS, TEXT_FORMATS, check, finish, referent, scratch  # noqa: E402

COMMANDS = (['dagsorden'], ['referat'], ['udskrift', 'kloak'])
DOCUMENTS = [*itertools.product(LAYOUTS, (*FORMATS, 'fodt'), COMMANDS),
             *itertools.product(('standard',), TEXT_FORMATS, COMMANDS)]

ORGAN = '''navn: {name}
medlemmer:
  - Anne Holm
  - {{navn: Bo Kvist, parti: A}}
  - {{navn: Dorte Lyng, parti: A}}
afsnit:
  sagsfremstilling: Sagsfremstilling
  beslutning: Beslutning {{{{ organ.navn }}}} den {{{{ møde.dato | dato("%d-%m-%Y") }}}}
  bilag: Bilag
faste_punkter:
  opfølgning: opfølgning.yaml
dagsorden:
  - fast: opfølgning
    bilag: [{{titel: Liste, fil: liste.txt}}]
  - nye_punkter
vendinger:
  gik: "{{{{ navn }}}} gik {{{{ tid }}}}, {{{{ titel }}}}."
  stemte_for: "For {{{{ om }}}}: {{{{ navne | join_og }}}} ({{{{ forrige.punkter | length }}}})."
'''

FOLLOW_UP = '''titel: Opfølgning
sagsfremstilling: |
  {% for sag in forrige.opfølgning %}
  - {{ sag.opgave }} {{ sag.ansvarlig }} {{ sag.frist }} {{ sag.punkt }}
  {% endfor %}

  {% for sag in møde.opfølgning %}
  - {{ sag.opgave }} {{ sag.ansvarlig }} {{ sag.punkt }}
  {% endfor %}

  {{ forrige | tojson }}
'''


def other_body():
    """A case with much that is closed, a closed one, and one whose item within it is closed."""
    return f'''organ: organ.yaml
dato: 2025-01-07
start: 9.00
fremmøde:
  - {{navn: Bo Kvist, gik: 9.10, fra_punkt: kloak}}
  - {{navn: Dorte Lyng, gik: 9.20, fra_punkt: hemmelig, stedfortræder: {word()}}}
punkter:
  - titel: Kloak
    sagsfremstilling:
      lukket: ja
      overskrift: {word()}
      tekst: {word(True)}
      offentlig_tekst: Det må siges af teksten.
    {word()}: {{lukket: ja, tekst: {word(True)}}}
    bilag:
      - {{titel: Plan, fil: plan.txt}}
      - {{titel: {word(True)}, doknr: {word()}, fil: hemligt.txt, lukket: ja}}
    tidligere:
      - {{organ: {word()}, dato: 2024-12-01, punkt: 7, tekst: {word(True)}, lukket: ja}}
      - {{organ: Byrådet, dato: 2024-12-02, tekst: Det må alle læse.}}
    beslutning:
      tekst: Anbefalet.
      afstemninger: [{{om: planen, for: [Anne Holm], udfald: vedtaget}}]
      opfølgning:
        - {{opgave: {word()}, ansvarlig: {word()}, lukket: ja}}
    underpunkter:
      - {{titel: {word()}, lukket: ja, sagsfremstilling: {word()}, beslutning: {word()}}}
  - titel: {word(True)}
    id: hemmelig
    lukket: {{grund: {word()}}}
    sagsnr: {word()}
    sagsfremstilling: |
      {word(True)} ![{word()}](våben.png)
    bilag: [{{titel: {word(True)}, fil: hemligt.txt}}]
    tidligere:
      - {{organ: {word()}, dato: 2024-12-03, tekst: {word(True)}}}
    beslutning:
      tekst: {word(True)}
      afstemninger: [{{om: {word()}, for: [Anne Holm]}}]
      mindretalsudtalelser: [{{af: [Anne Holm], tekst: {word()}}}]
      inhabile: [{{navn: Dorte Lyng, stedfortræder: {word()}}}]
      opfølgning: [{{opgave: {word()}, ansvarlig: {word()}}}]
  - titel: {word()}
    id: åbnet
    lukket: ja
    sagsfremstilling: Det er åbnet her.
    offentlig_beslutning: Det må siges af beslutningen.
    beslutning: {{tekst: {word(True)}, fraværende: [Bo Kvist]}}
    tidligere:
      - {{organ: {word()}, dato: 2024-12-04, tekst: {word(True)}}}
  - titel: Omkring
    underpunkter:
      - {{titel: {word()}, id: inderst, lukket: ja, beslutning: {word(True)}}}
'''


def before():
    """The meeting before this body's own."""
    return f'''organ: ../organ.yaml
dato: 2025-02-04
start: 9.00
sted: Rådhuset
fremmøde:
  - {{navn: Dorte Lyng, gik: 9.20, fra_punkt: {word()[:-2]}x, stedfortræder: {word()}}}
opfølgning:
  - {{opgave: {word()}, ansvarlig: {word()}, punkt: {word()}, lukket: ja}}
  - {{opgave: Mal stakittet, ansvarlig: Bo Kvist}}
punkter:
  - titel: Havn
    beslutning:
      udfald: udsat
      opfølgning:
        - {{opgave: Spørg havnen, ansvarlig: Bo Kvist, frist: 2025-03-01}}
        - {{opgave: {word()}, lukket: ja}}
        - {{opgave: Gjort, udført: 2025-02-05}}
    sagsfremstilling: {{lukket: ja, tekst: {word()}}}
    bilag: [{{titel: {word()}, lukket: ja}}]
    tidligere: [{{organ: {word()}, tekst: {word()}, lukket: ja}}]
    tidsplan: [{{tid: 9.00, tekst: {word()}, lukket: ja}}]
    underpunkter:
      - {{titel: {word()}, lukket: ja, beslutning: {{tekst: {word()}, udfald: udsat}}}}
  - titel: "{word()}: # \\u2028lukket: nej"
    id: {{closed_id}}
    lukket: ja
    deltagere: {word()}
    beslutning:
      tekst: {word()}
      udfald: udsat
      opfølgning: [{{opgave: "{word()}: #1", ansvarlig: {word()}}}]
'''


def this_meeting():
    return f'''organ: ../organ.yaml
dato: 2025-03-04
start: 9.00
opfølgning:
  - {{opgave: {word(True)}, ansvarlig: {word()}, punkt: {word()}, lukket: ja}}
  - {{opgave: Mal stakittet, ansvarlig: Bo Kvist}}
punkter:
  - fast: opfølgning
  - fra: ../../andre#kloak
    beslutning: Godkendt.
  - fra: ../../andre#hemmelig
  - fra: ../../andre#åbnet
    titel: Åbnet
    lukket: nej
  - fra: ../../andre#omkring/inderst
  - titel: Seneste møde {{{{ forrige.dato }}}}
    sagsfremstilling: "{{{{ forrige.punkter | tojson }}}}"
    beslutning:
      afstemninger: [{{om: planen, for: [A], imod: [Anne Holm], udfald: vedtaget}}]
'''


def write(folder, files):
    """Writes the files, in which everything closed is one text of distinctive words."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text) if isinstance(text, bytes) else path.write_text(text)
    return folder / 'udvalg' / '2025-03-04' / 'møde.yaml'


def all_files():
    key, closed_id = word(), word()
    other = re.sub(r'^    \w+: {lukket: ja, tekst: (\w+)}$', rf'    {key}: {{lukket: ja, tekst: \1}}',
                   other_body(), flags=re.M)
    previous = re.sub(r'fra_punkt: \w+', f'fra_punkt: {closed_id}', before()).replace('{closed_id}', closed_id)
    return {
        'kommune.yaml': 'myndighed: Sølund Kommune\n',
        'andre/organ.yaml': ORGAN.format(name='Teknisk Udvalg').replace(
            '  bilag: Bilag', f'  {key}: Noget andet\n  bilag: Bilag'),
        'andre/opfølgning.yaml': FOLLOW_UP,
        'andre/liste.txt': 'liste',
        'andre/møde.yaml': other,
        'andre/plan.txt': 'plan',
        'andre/hemligt.txt': 'bilag',
        'andre/våben.png': png(word()),
        'udvalg/organ.yaml': ORGAN.format(name='Økonomiudvalget'),
        'udvalg/opfølgning.yaml': FOLLOW_UP,
        'udvalg/liste.txt': 'liste',
        'udvalg/2025-02-04/møde.yaml': previous,
        'udvalg/2025-03-04/møde.yaml': this_meeting(),
    }


def check_public(meeting, folder):
    for layout, form, command in DOCUMENTS:
        name = f'{layout} {form} {command[0]}'
        arguments = [command[0], meeting, *command[1:], '-t', layout, '-f', form]
        done = referent(*arguments)
        if check(done.returncode == 0, f'{name}: {done.stderr}'):
            text = contents(pathlib.Path(done.stdout.strip()))
            told = (done.stdout + done.stderr).lower().replace(str(folder).lower(), '')
            for where, what in (('document', text), ('messages', told)):
                leaked = sorted(w for w in hidden if w in what)
                check(not leaked, f'{name}: in the public {where}: {leaked}')
            plain = re.sub(r'<[^>]*>', '', text)
            for open_text in ('det må siges af teksten', 'byrådet', 'det må alle læse', 'anbefalet',
                              'for planen: anne holm (0).'):
                check(open_text in plain, f'{name}: {open_text!r} is there')
            if command[0] != 'udskrift':
                for open_text in ('det må siges af beslutningen', 'det er åbnet her', 'mal stakittet',
                                  'spørg havnen bo kvist 1. marts 2025 havn', 'rådhuset'):
                    check(open_text in plain, f'{name}: {open_text!r} is there')
        done = referent(*arguments, '--internal')
        if check(done.returncode == 0, f'{name} internal: {done.stderr}') and \
                layout == 'standard' and command == ['referat']:
            plain = re.sub(r'<[^>]*>', '', contents(pathlib.Path(done.stdout.strip())))
            missing = sorted(w for w in shown if w not in plain)
            check(not missing, f'{name}: not in the internal edition: {missing}')


def check_bytes(files):
    """The public documents of two meetings that differ in what is closed only."""
    changed = {name: other_closed(text) if isinstance(text, str) else png('andet')
               for name, text in files.items()}
    meetings = [write(scratch(), version) for version in (files, changed)]
    check(meetings[0].read_bytes() != meetings[1].read_bytes(), 'the meetings differ')
    for layout, form, command in DOCUMENTS:
        made = []
        for meeting in meetings:
            done = referent(command[0], meeting, *command[1:], '-t', layout, '-f', form)
            made.append(pathlib.Path(done.stdout.strip()).read_bytes() if done.stdout else done.stderr)
        check(made[0] == made[1], f'{layout} {form} {command[0]}: the closed content shows in the bytes')


def check_new(folder):
    """A meeting that `new` began has no fault, and says what is left over."""
    body = folder / 'udvalg'
    for where in ([], [folder / 'udvalg' / 'nye' / 'dybe' / 'mappe'], [str(folder / 'udvalg' / 'ny') + '/']):
        done = referent('new', body, '--date', '2025-04-01', '--after', body / '2025-02-04', *where)
        if not check(done.returncode == 0, f'new {where}: {done}'):
            continue
        path = pathlib.Path(done.stdout.strip())
        text = path.read_text()
        check(path.exists() and '2025-04-01' in text, f'new {where}: {text}')
        for left, times in (('Spørg havnen', 1), ('Mal stakittet', 1), ('Gjort', 0), ('lukket: ja', 3),
                            ('#havn', 2), ('forrige: ', 1)):
            check(text.count(left) == times, f'new: {left!r} {times} times: {text}')
        done = referent('check', path)
        check(done.returncode == 0, f'what new wrote is sound: {done.stderr}')
        for command in ('dagsorden', 'referat'):
            done = referent(command, path, '-f', 'txt', '-o', '-')
            told = (done.stdout + done.stderr).lower()
            leaked = sorted(w for w in hidden if w in told)
            check(done.returncode == 0 and not leaked, f'{command} of the new meeting: {leaked} {done.stderr}')
            check('Mal stakittet' in done.stdout, f'{command} of the new meeting: {done.stdout}')
        again = referent('new', body, '--date', '2025-04-01', *where)
        check(again.returncode == 1 and '[meeting-exists]' in again.stderr, f'new again: {again}')
        check(path.read_text() == text, 'the meeting is kept')


files = all_files()
folder = scratch()
meeting = write(folder, files)
for path in sorted(folder.rglob('møde.yaml')):
    done = referent('check', path)
    check(done.returncode == 0, f'{path.relative_to(folder)} is sound: {done.stderr}')
check_public(meeting, folder)
check_bytes(files)
check_new(folder)
finish()
