"""What `new` writes is the meeting that a person would have begun: the skeleton with its files as seen from
the new folder, what was left over in the words of its own day, the numbers of the year.
"""

import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / 'lib'))
from canaries import png  # noqa: E402
from support import check, finish, referent, scratch  # noqa: E402

KOMMUNE = '''myndighed: Sølund Kommune
start: 9.00
sted: |
  Rådhuset
  Sal 1
faste_punkter: {nyt: fælles/nyt.yaml}
'''
SKELETON = '''  - fast: nyt
    varighed: 10 min
  - mellemoverskrift: "Sager: dem, der er"
  - pause: Kaffe
    varighed: 15 min
  - titel: "Runde {{ møde.dato }}: #1"
    lukket: {grund: Fortroligt}
    sagsnr: 1.10
    sagsgang: []
    indstilling:
    tidsplan: møde
    deltagere: [Alle, "Chef: [Bo](FOLDER/bo.html)"]
    offentlig_titel: "[Titel](./a.pdf)"
    sagsfremstilling:
      - |
        Først

        - et punkt
        - se [planen](FOLDER/plan.pdf "Plan (2)"), [kortet]( <FOLDER/et kort.pdf>) og [os](https://havn.dk/a.pdf)

        ![Kort](FOLDER/fælles/kort%20(1).png) [![Lille](FOLDER/fælles/kort%20(1).png)](FOLDER/plan_\\).pdf)
        [År](FOLDER/{{ møde.dato | dato("%Y") }}.pdf), [dag]({{ møde.dato }}.pdf), `[kode](./a.pdf)`, \\[a](./b.pdf)
      - tabel:
          kolonner: []
          rækker:
            - [13. nov., "Opsamling\\n\\nog mere"]
            - ["[Alene](FOLDER/plan.pdf)"]
    bilag: [Et, {titel: To, fil: FOLDER/to.txt, lukket: ja}]
    beslutning: {tekst: "Taget til\\nefterretning.", opfølgning: [{opgave: Ring}]}
    underpunkter:
      - {titel: Under, varighed: 5 min, indstilling: , beslutning: {}}
      - {pause: Luft, varighed: 1 min}
  - fra: FOLDER/gammelt#sag
    titel: Overtaget
'''
BEFORE = '''organ: ../organ.yaml
dato: 2024-12-03
slut: 18.00
sted: Salen {{ møde.dato | dato("%Y") }}
NUMBER
opfølgning:
  - {opgave: Gammelt, ansvarlig: Bo, frist: 2024-11-01, punkt: Havn}
  - {opgave: Gjort, udført: 2024-11-02}
punkter:
  - titel: Mole {{ møde.dato | dato("%B") }} {{ punkt.sagsnr }}
    id: mole
    sagsnr: 24/7
    beslutning:
      udfald: udsat
      opfølgning: [{opgave: "Spørg {{ møde.dato }}: nu", ansvarlig: Bo, frist: 2025-01-10}]
  - titel: Lukket sag
    lukket: ja
    beslutning: {udfald: udsat, udsat_til: 2025-02-01, opfølgning: [{opgave: Hemmeligt}]}
  - titel: Ydre
    beslutning: Godkendt.
    underpunkter: [{titel: Indre, beslutning: {udfald: udsat}}]
'''


def make(*arguments, status=0, **more):
    done = referent(*arguments, **more)
    check(done.returncode == status, f'{arguments}: {done}')
    return done


def rendered(meeting):
    """All that the meeting says, but for the way to its files."""
    return [make(document, meeting, '-f', 'md', '-o', '-', *edition).stdout
            for document in ('dagsorden', 'referat') for edition in ([], ['--internal'])]


def kommune():
    folder = scratch()
    for name in ('fælles', 'udvalg/gammelt', 'udvalg/2024-12-03'):
        (folder / name).mkdir(parents=True)
    (folder / 'kommune.yaml').write_text(KOMMUNE)
    (folder / 'fælles' / 'nyt.yaml').write_text('titel: Nyt\n')
    (folder / 'udvalg' / 'to.txt').write_text('to')
    (folder / 'udvalg' / 'fælles').mkdir()
    (folder / 'udvalg' / 'fælles' / 'kort (1).png').write_bytes(png('kort'))
    (folder / 'udvalg' / 'gammelt' / 'møde.yaml').write_text(
        'organ: ../organ.yaml\ndato: 2024-01-02\npunkter: [{titel: Sag, sagsfremstilling: Gammel.}]\n')
    (folder / 'udvalg' / 'organ.yaml').write_text(
        'navn: "Udvalg: #1"\ndagsorden:\n' + SKELETON.replace('FOLDER', '.') + '  - nye_punkter\n')
    return folder


def check_skeleton(folder):
    """As if somebody had copied the skeleton by hand, wherever the meeting lies."""
    for where in ('udvalg/2025-01-07', 'udvalg/dybt/nede', 'andet sted'):
        more = [] if where.endswith('01-07') else [folder / where]
        path = pathlib.Path(make('new', folder / 'udvalg', '--date', '2025-01-07', *more).stdout.strip())
        check(path == folder / where / 'møde.yaml', f'{where}: {path}')
        check('no problems' in make('check', path).stdout, f'{where} is sound')
        up = os.path.relpath(folder / 'udvalg', path.parent)
        copied = path.with_name('håndskrevet.yaml')
        copied.write_text(f'organ: "{up}/organ.yaml"\ndato: 2025-01-07\npunkter:\n' +
                          SKELETON.replace('FOLDER', up))
        check(rendered(path) == rendered(copied), f'{where}: it is the skeleton: {path.read_text()}')
        text = path.read_text()
        check(f'`[kode](./a.pdf)`, \\[a](./b.pdf)\n' in text and 'titel: "[Titel](./a.pdf)"' in text,
              f'{where}: what is no link stays: {text}')
        for line in ('bilag: [Et, {titel: To, fil:', '- {titel: Under, varighed: 5 min, indstilling: , beslutning: {}}\n',
                     '- [13. nov., "Opsamling\\n\\nog mere"]\n'):
            check(line in text, f'{where}: as it was typed: {line}: {text}')
        for comment in ('# Udvalg: #1, tirsdag den 7. januar 2025\n', '# Mødets egne punkter skrives her'):
            check(comment in text, f'{where}: {comment}')
        check('start:' not in text and 'sted:' not in text, f'{where}: what kommune.yaml says: {text}')


def check_left_over(folder):
    body = folder / 'udvalg'
    before = body / '2024-12-03' / 'møde.yaml'
    for number, dates in (('', {'2024-12-10': None, '2025-01-14': None}),
                          ('første_punkt: 50', {'2024-12-11': 53, '2025-01-15': 1}),
                          ('første_punkt: 1', {'2024-12-12': 4, '2025-01-16': 1})):
        before.write_text(BEFORE.replace('NUMBER', number))
        for date, expected in dates.items():
            path = pathlib.Path(make('new', body, '--date', date, '--after', before).stdout.strip())
            text = path.read_text()
            said = f'første_punkt: {expected}\n' in text if expected else 'første_punkt' not in text
            check(said, f'{number!r}, {date}: {text}')
            check('no problems' in make('check', path).stdout, f'{path} is sound')
    check('slut: 18.00\n' in text and 'sted:' not in text, f'times and place: {text}')
    tasks = text.split('opfølgning:\n')[1].split('\n\n')[0]
    check(tasks == '''  - opgave: Gammelt
    ansvarlig: Bo
    frist: 2024-11-01
    punkt: Havn
  - opgave: "Spørg 3. december 2024: nu"
    ansvarlig: Bo
    frist: 2025-01-10
    punkt: Mole december 24/7
  - opgave: Hemmeligt
    punkt: Lukket sag
    lukket: ja''', f'what is to be done, in the words of its day: {tasks}')
    postponed = text.split('  - nyt\n')[-1]
    for line in ('  # Mole december 24/7\n  - fra: ../2024-12-03#mole\n',
                 '  # Udsat til 1. februar 2025: flyt det til det møde.\n  - fra: ../2024-12-03#lukket-sag\n',
                 '  # Indre\n  - fra: ../2024-12-03#ydre/indre\n'):
        check(line in postponed, f'{line}: {postponed}')
    public = make('dagsorden', path, '-f', 'md', '-o', '-').stdout
    check('Lukket sag' not in public and 'Mole januar' in public, f'closed stays closed: {public}')
    third = make('new', body, '--date', '2025-02-04', '--after', path, '-o', '-').stdout
    check(third.count('opgave: ') == 5 and 'Spørg 3. december 2024' in third and 'lukket: ja' in third,
          f'carried on until it is done: {third}')
    other = body / '2024-12-03' / 'ekstra.yaml'
    before.rename(other)
    named = make('new', body, '--date', '2025-03-04', '--after', other).stdout.strip()
    check('fra: ../2024-12-03/ekstra.yaml#mole' in pathlib.Path(named).read_text(), 'a file of another name')
    check('no problems' in make('check', named).stdout, 'which is found again')


def check_sending():
    """A political body is told the last day for sending out, by its own rules."""
    folder = scratch()
    for rules, day, iso in (('type: politisk', 'onsdag den 16. april 2025', '2025-04-16'),
                            ('type: politisk\nregler: {lørdag: ja}', 'lørdag den 19. april 2025', '2025-04-19'),
                            ('type: politisk\nregler: {udsendelse: nej}', '', ''), ('type: administrativ', '', '')):
        (folder / 'organ.yaml').write_text(f'navn: Byrådet\n{rules}\n')
        text = make('new', folder, '--date', '2025-04-25', '-o', '-').stdout
        check(text.count(f'udsendt senest {day}. Skriv') == bool(day), f'{rules}: {text}')
        check([line for line in text.splitlines() if 'udsendt:' in line] == ([f'# udsendt: {iso}'] if day else []),
              f'{rules}: as a line to take over: {text}')


def check_example():
    """Without its '#' the example is an item with all that the body knows; help texts do not get into it."""
    folder = scratch()
    (folder / 'organ.yaml').write_text(
        'navn: Byrådet\nafsnit: {sag: Sagen, bilag: Bilag, økonomi: Økonomi}\nfelter: {emne: Emne}\n'
        'hjælpetekster: {emne: "Skriv: ét ord", økonomi: "Skriv {{ møde.dato }}\\nog #1", sag: }\n')
    path = pathlib.Path(make('new', folder, '--date', '2025-04-25').stdout.strip())
    text = path.read_text()
    check("emne: … # Skriv: ét ord\n" in text and "økonomi: | # Skriv {{ møde.dato }} og #1\n" in text,
          f'help texts: {text}')
    begin, end = text.index('  # - titel: …'), text.index('  #   bilag:')
    path.write_text(text[:begin] + text[begin:end].replace('  # ', '  ').replace('…', 'Ord'))
    check('no problems' in make('check', path).stdout, f'an item: {path.read_text()}')
    done = make('dagsorden', path, '-f', 'md', '-o', '-')
    for word in ('Emne: Ord', 'Sagen', 'Økonomi'):
        check(word in done.stdout, f'{word}: {done.stdout}')
    check('Skriv' not in done.stdout, f'no help: {done.stdout}')


def check_refused(folder):
    body = folder / 'udvalg'
    written = {path: path.read_bytes() for path in folder.rglob('*.yaml')}
    first = body / '2025-01-07'
    for arguments, status in ((['--date', '2025-01-07'], 1), (['--date', '2025-05-06', first], 1),
                              (['--date', '2025-05-06', '-o', first / 'møde.yaml'], 2), ([], 2),
                              (['--date', '6. maj'], 1), (['--date', '2025-01-07', '--after', first], 1),
                              (['--date', '2025-05-06', scratch() / 'ude'], 1),
                              (['--date', '2025-05-06', '--after', body / 'ikke'], 3)):
        make('new', body, *arguments, status=status)
    now = {path: path.read_bytes() for path in folder.rglob('*.yaml')}
    check(now == written, 'nothing was written')


def check_without_skeleton():
    folder = scratch()
    (folder / 'organ.yaml').write_text('navn: Havneudvalget\n')
    first = make('new', '.', '--date', '06-05-2025', cwd=folder).stdout
    check(first == './2025-05-06/møde.yaml\n' or first == '2025-05-06/møde.yaml\n', f'without skeleton: {first}')
    make('new', 'organ.yaml', '--date', '2025-05-07', '--after', '2025-05-06', cwd=folder)
    for name in ('2025-05-06', '2025-05-07'):
        check('no problems' in make('check', name, cwd=folder).stdout, f'{name} is sound')


folder = kommune()
check_skeleton(folder)
check_left_over(folder)
check_refused(folder)
check_sending()
check_example()
check_without_skeleton()
finish()
