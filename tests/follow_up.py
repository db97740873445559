"""Who owes what until when, over several meetings: what is one task, in which order, in every form; nothing
closed in the public list; all faults of all meetings in one run.
"""

import csv
import io
import itertools
import pathlib
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / 'lib'))
from canaries import contents, hidden, other_closed, shown, word  # noqa: E402
from small_documents import pack, read_document  # noqa: E402
from support import FORMATS, check, finish, referent, scratch  # noqa: E402

FORMS = (*FORMATS, 'fodt', 'html', 'md', 'csv', 'txt')
DAY = ['--date', '2025-04-15']


def organ(name):
    return f'navn: {name}\n'


def first():
    return f'''organ: ../organ.yaml
dato: 2025-03-04
punkter:
  - titel: Mole {{{{ møde.dato | dato("%B") }}}}
    id: mole
    beslutning:
      opfølgning:
        - {{opgave: Find en pris, ansvarlig: Havnefoged Ida Bro, frist: 2025-03-20}}
        - {{opgave: Skriv et brev, ansvarlig: Ole Vig, frist: 2025-04-14}}
        - {{opgave: Sent og gjort, ansvarlig: Ole Vig, frist: 2025-04-01}}
        - {{opgave: {word(True)}, ansvarlig: {word(True)}, frist: 2025-03-10, lukket: ja}}
    underpunkter:
      - titel: Lys
        beslutning: {{opfølgning: [{{opgave: Mål lyset, ansvarlig: Ole Vig}}]}}
      - titel: {word(True)}
        lukket: ja
        beslutning: {{opfølgning: [{{opgave: {word(True)}, ansvarlig: {word()}}}]}}
  - titel: "{word(True)} {{{{ punkt.sagsnr }}}}"
    sagsnr: {word(True)}
    lukket: ja
    beslutning:
      opfølgning:
        - {{opgave: {word(True)}, ansvarlig: {word()}, frist: 2025-03-05, udført: 2025-03-06}}
        - {{opgave: lukket-før, ansvarlig: Ida Bro, frist: 2025-03-05}}
'''


def second():
    """Carried over; one of the tasks was closed where it was decided, and nobody says so here."""
    return f'''organ: ../organ.yaml
dato: 2025-04-01
opfølgning:
  - {{opgave: Find en pris, ansvarlig: Havnefoged Ida Bro, frist: 2025-04-30, punkt: Mole marts}}
  - {{opgave: Sent og gjort, ansvarlig: Ole Vig, punkt: Mole marts, udført: 2025-03-28}}
  - {{opgave: {word(True)}, punkt: {word()}, lukket: ja}}
punkter:
'''


def files():
    return {
        'kommune.yaml': 'myndighed: Sølund Kommune\n',
        'havn/organ.yaml': organ('Havneudvalget'),
        'havn/2025-03-04/møde.yaml': first(),
        'havn/2025-04-01/møde.yaml': second(),
        'ældre/organ.yaml': organ('Ældreudvalget'),
        'ældre/2025-03-11/møde.yaml': '''organ: ../organ.yaml
dato: 2025-03-11
punkter:
  - titel: Mad
    beslutning:
      opfølgning:
        - {opgave: "=2+3; \\"nu\\"", ansvarlig: "@køkken", frist: 2025-04-14}
        - {opgave: "-5 grader", ansvarlig: "+45 12 34 56 78"}
''',
    }


def write(texts):
    folder = scratch()
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def listing(*arguments):
    done = referent('opfølgning', *arguments, *DAY)
    check(done.returncode == 0 and done.stderr == '', f'{arguments}: {done.stderr}')
    return done.stdout


def rows(*arguments):
    text = listing(*arguments, '-f', 'csv')
    check(text.startswith('\ufeff') and text.count('\n') > 0, f'{arguments}: {text!r}')
    return list(csv.DictReader(io.StringIO(text.removeprefix('\ufeff'), newline=''), delimiter=';'))


def check_rows(folder):
    """One task is one row, by deadline, then by body."""
    found = [tuple(row.values()) for row in rows(folder)]
    mole, mad = 'Mole marts', 'Mad'
    expected = [
        ('Skriv et brev', 'Ole Vig', '2025-04-14', mole, 'Havneudvalget', '2025-03-04', '', 'ja'),
        ('\'=2+3; "nu"', "'@køkken", '2025-04-14', mad, 'Ældreudvalget', '2025-03-11', '', 'ja'),
        ('Find en pris', 'Havnefoged Ida Bro', '2025-04-30', mole, 'Havneudvalget', '2025-03-04', '', 'nej'),
        ('Mål lyset', 'Ole Vig', '', 'Lys', 'Havneudvalget', '2025-03-04', '', 'nej'),
        ("'-5 grader", "'+45 12 34 56 78", '', mad, 'Ældreudvalget', '2025-03-11', '', 'nej')]
    check(found == expected, f'rows: {found}')
    everything = [tuple(row.values()) for row in rows(folder, '--all')]
    done = ('Sent og gjort', 'Ole Vig', '2025-04-01', mole, 'Havneudvalget', '2025-03-04', '2025-03-28', 'nej')
    check(everything == [done, *expected], f'rows with --all: {everything}')
    meetings = [folder / 'ældre' / '2025-03-11' / 'møde.yaml', folder / 'havn' / '2025-04-01',
                folder / 'havn' / '2025-03-04', folder / 'havn']
    check([tuple(row.values()) for row in rows(*meetings)] == expected, 'meetings named in another order')
    for name, tasks in (('Ida Bro', ['Find en pris']), ('bro', ['Find en pris']), ('da Bro', []),
                        ('Ole Vig', ['Skriv et brev', 'Mål lyset'])):
        check([row['Opgave'] for row in rows(folder, '--ansvarlig', name)] == tasks, f'--ansvarlig {name}')
    late = referent('opfølgning', folder, env={'SOURCE_DATE_EPOCH': '1741132800'}).stdout  # 5 March
    check('overskredet' not in late and 'Find en pris' in late, f'the day of SOURCE_DATE_EPOCH: {late}')
    check('overskredet' in referent('opfølgning', folder).stdout, 'the day that it is')


def check_forms(folder, changed):
    """Each form has the open tasks and no closed one, whatever the closed ones say."""
    for form, more in itertools.product(FORMS, ([], ['--all'])):
        name = f'{form} {more}'
        made = []
        for place in (folder, changed):
            path = place / f'liste{len(more)}.{form}'
            done = referent('opfølgning', place, *more, *DAY, '-o', path)
            check(done.returncode == 0, f'{name}: {done.stderr}')
            told = (done.stdout + done.stderr).replace(str(place), '')
            made.append(path.read_bytes())
            text = contents(path)
            leaked = sorted(w for w in {*hidden, 'lukket-før'} if w in text or w in told)
            check(not leaked, f'{name}: in the public list: {leaked}')
        for task in ('find en pris', 'mål lyset', 'køkken', 'ældreudvalget'):
            check(task in text, f'{name}: {task}')
        check(('sent og gjort' in text) == bool(more), f'{name}: what is done')
        check(made[0] == made[1], f'{name}: the closed content shows in the bytes')
        internal = folder / f'intern{len(more)}.{form}'
        done = referent('opfølgning', folder, *more, '--internal', *DAY, '-o', internal)
        text = contents(internal)
        absent = sorted(w for w in shown if w not in text)
        check(bool(absent) != bool(more), f'{name} --internal: not there: {absent}: {done.stderr}')
        check('intern' in text and 'lukket-før' in text, f'{name}: the internal list is marked')
        before = path.read_bytes()
        done = referent('opfølgning', changed, '--internal', *DAY, '-o', path)
        check(done.returncode == 1 and path.read_bytes() == before, f'{name}: internal over public')


def check_own_layout(folder):
    """A layout beside the organ takes the place of the one that comes along."""
    own = folder / 'havn' / 'skabeloner'
    own.mkdir()
    for form in FORMATS:
        pack(own / f'opfoelgning.{form}',
             '{{ udgave }}: {% for opgave in opgaver %}{{ opgave.opgave }}/{{ opgave.frist }}, {% endfor %}')
        target = folder / f'egen.{form}'
        done = referent('opfølgning', folder / 'havn', *DAY, '-o', target,
                        env={'REFERENT_TEMPLATES': ''})
        check(done.returncode == 0, f'{form}: {done.stderr}')
        text = read_document(target)
        check('offentlig: Skriv et brev/14. april 2025, Find en pris/30. april 2025, Mål lyset/,' in text,
              f'own layout {form}: {text}')
    shutil.rmtree(own)
    for form in ('docx', 'html'):
        done = referent('opfølgning', folder / 'havn', '-f', form, *DAY)
        check(done.stdout == f'{folder}/havn/opfølgning.{form}\n', f'{form}: its own name: {done}')
    done = referent('opfølgning', folder / 'havn' / '2025-04-01', folder / 'ældre', '-f', 'odt', *DAY)
    check(done.returncode == 2, f'no name of its own: {done}')


def check_faults(folder):
    """Every meeting's faults are told, and nothing is written."""
    broken = [folder / 'havn' / '2025-05-06', folder / 'havn' / '2025-06-03']
    for place in broken:
        place.mkdir()
        (place / 'møde.yaml').write_text('organ: ../organ.yaml\ndato: 2025-13-01\npunkter:\n')
    target = folder / 'fejl.csv'
    done = referent('opfølgning', folder, *DAY, '-o', target)
    for place in broken:
        check(f'{place.name}/møde.yaml:2:7: error' in done.stderr, f'{place.name}: {done.stderr}')
    check(done.returncode == 1 and not target.exists(), f'faults: {done}')
    for arguments in (['-f', 'ics'], ['--after', 'x'], []):
        done = referent('opfølgning', *arguments)
        check(done.returncode == 2, f'wrong usage {arguments}: {done}')
    for place in broken:
        shutil.rmtree(place)
    (folder / 'havn' / 'kreds').symlink_to(folder, target_is_directory=True)
    check(len(rows(folder)) == 5, 'a link to a folder above')


texts = files()
folder = write(texts)
changed = write({name: other_closed(text) for name, text in texts.items()})
for path in sorted(folder.rglob('møde.yaml')):
    done = referent('check', path)
    check(done.returncode == 0, f'{path.relative_to(folder)} is sound: {done.stderr}')
check_rows(folder)
check_forms(folder, changed)
check_own_layout(folder)
check_faults(folder)
finish()
