"""The form that `referent dagsorden ORGAN.yaml --form` makes: what it is called, what it says of its fields,
what becomes of one that somebody has typed into, and the layouts of its own.
"""

import html
import pathlib
import re
import sys
import urllib.parse
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / 'lib'))
from small_documents import pack, read_document  # noqa: E402
from support import FORMATS, check, finish, referent, scratch  # noqa: E402

ORGAN = '''navn: Børne- og Skoleudvalget
afsnit: {baggrund: Baggrund, bilag: Bilag, indstilling: "{{ organ.navn }} indstiller", beslutning: Beslutning}
felter: {initialer: "Initialer:"}
hjælpetekster:
  titel: "Skriv  titlen:\\n100 % = kort."
  jnr: Skriv nummeret.
  initialer:
medlemmer: [{navn: Ole Friis, fra: 2022-01-01}]
'''
FIELDS = [
    ('titel', 'l', 'h', 'Titel', 'Skriv titlen: 100 % = kort.'),
    ('sagsnr', 'l', 'm', 'Sagsnr.', '…'),
    ('jnr', 'l', 'h', 'Journalnr.', 'Skriv nummeret.'),
    ('initialer', 'l', 'm', 'Initialer', '…'),
    ('lukket', 'k', 'h', 'Lukket', 'Skriv nej, ja eller grunden (fx Styrelsesloven § 10, stk. 1).'),
    ('baggrund', 'p', 'h', 'Baggrund',
     'Skriv, hvorfor sagen kommer på dagsordenen, og hvad der er gået forud.'),
    ('bilag', 'b', 'h', 'Bilag', 'Skriv bilagenes titler, hver på sin linje, eller slet denne tekst.'),
    ('indstilling', 'p', 'h', 'Indstilling', 'Skriv, hvad det indstilles at beslutte.'),
]


def part_of(path, name):
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


def property_of(path):
    """What the form says of itself: its head and its fields."""
    name = 'docProps/custom.xml' if path.suffix == '.docx' else 'meta.xml'
    pieces = re.findall(r'name="referent-felter[-0-9]*"[^>]*>(?:<vt:lpwstr>)?([^<]*)', part_of(path, name))
    for piece in pieces:
        check(len(html.unescape(piece)) <= 255, f'{path.name}: Word keeps {len(piece)} characters')
    format_, organ, *entries = ''.join(pieces).partition(' | ')[0].split(' ')
    fields = []
    for entry in entries:
        name, key, stays, label, text = entry.split('=')
        fields.append((name, (urllib.parse.unquote(key), name[-1], stays, urllib.parse.unquote(label),
                              urllib.parse.unquote(text))))
    return format_, urllib.parse.unquote(organ), fields


def check_fields(folder):
    for form in FORMATS:
        path = folder / f'felter.{form}'
        done = referent('dagsorden', folder / 'organ.yaml', '--form', '-o', path)
        check(done.returncode == 0 and done.stderr == '', f'{form}: {done.stderr}')
        format_, organ, fields = property_of(path)
        check((format_, organ) == ('punkt-1', 'Børne- og Skoleudvalget'), f'{form}: {format_} {organ}')
        check([field for _, field in fields] == FIELDS, f'{form}: {fields}')
        content = part_of(path, 'word/document.xml' if form == 'docx' else 'content.xml')
        stamp = part_of(path, 'docProps/core.xml' if form == 'docx' else 'meta.xml')
        check('1980-01-01T' in stamp, f'{form}: the day of no meeting: {stamp}')
        places = [content.find(f'felt_{name}_{which}"') for name, _ in fields for which in 'ab']
        check(-1 not in places and places == sorted(places), f'{form}: marks at {places}')
        text = html.unescape(re.sub('<[^>]*>', '', content))
        for _, (key, _, _, label, help_text) in fields:
            check(label in text and help_text in text, f'{form}: {key}: {text}')
        check('møde' not in text and 'Beslutning' not in text, f'{form}: {text}')
        again = folder / f'igen.{form}'
        referent('dagsorden', folder, '--form', '-o', again)
        check(again.read_bytes() == path.read_bytes(), f'{form}: not the same bytes for the folder')


def check_many(folder):
    """A body with a great deal to say; Word takes no titles of more than 64 characters."""
    organ = folder / 'mange.yaml'
    heading = 'Æblegrød og økonomi: ' + 'å' * 90
    organ.write_text('navn: Alt\nafsnit:\n' + ''.join(f'  del{n}: "{heading} {n}"\n' for n in range(150)) +
                     'hjælpetekster:\n' + ''.join(f'  del{n}: {"Skriv. " * 99}{n}\n' for n in range(150)))
    for form in FORMATS:
        path = folder / f'mange.{form}'
        done = referent('dagsorden', organ, '--form', '-o', path)
        check(done.returncode == 0 and done.stderr == '', f'many {form}: {done.stderr}')
        _, _, fields = property_of(path)
        check(len(fields) == 154 and fields[152][1][3:] == (f'{heading} 149', 'Skriv. ' * 99 + '149'),
              f'many {form}: {len(fields)} {fields[152]}')
    titles = re.findall(r'<w:alias w:val="([^"]*)"', part_of(folder / 'mange.docx', 'word/document.xml'))
    check(len(titles) == 154 and titles[-2] == heading[:64], f'titles: {titles[-2:]}')


def check_names(folder):
    """Beside the organ's file; never replaced once somebody has typed into it."""
    for form in FORMATS:
        path = folder / f'børne-og-skoleudvalget-formular.{form}'
        for organ, cwd in ((folder, None), ('organ.yaml', folder), ('.', folder)):
            done = referent('dagsorden', organ, '--form', '-f', form, cwd=cwd)
            check(done.returncode == 0 and pathlib.Path(folder, done.stdout.strip()).samefile(path),
                  f'{organ}: {done}')
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        name = 'word/document.xml' if form == 'docx' else 'content.xml'
        parts[name] = parts[name].replace('Skriv titlen: 100 % = kort.'.encode(), b'Ny bro')
        with zipfile.ZipFile(path, 'w') as archive:
            for part, data in parts.items():
                archive.writestr(part, data)
        before = path.read_bytes()
        for more in ([], ['-o', path]):
            done = referent('dagsorden', folder, '--form', '-f', form, *more)
            check(done.returncode == 1 and '[file-changed]' in done.stderr and
                  path.read_bytes() == before, f'{form} {more}: {done}')
        done = referent('dagsorden', folder, '--form', '-f', form, '--force')
        check(done.returncode == 0 and path.read_bytes() != before, f'{form}: {done}')


def check_own_layout(folder):
    """A layout beside the organ takes the place of the one that comes along."""
    own = folder / 'skabeloner'
    own.mkdir()
    for form in FORMATS:
        pack(own / f'formular.{form}', '{{ dokumenttitel }} {{ organ.navn }} {{ organ.medlemmer | length }}: '
             '{% for o in oplysninger %}{{ o.nøgle }}/{{ o.navn }}/{{ o.felt }}, {% endfor %}'
             '{% for a in afsnit %}{{ a.nøgle }}/{{ a.overskrift }}/{{ a.felt }}, {% endfor %}')
        path = folder / f'egen.{form}'
        done = referent('dagsorden', folder, '--form', '-o', path, env={'REFERENT_TEMPLATES': ''})
        check(done.returncode == 0 and done.stderr == '', f'{form}: {done.stderr}')
        text = read_document(path)
        check('Punkt til dagsordenen Børne- og Skoleudvalget 1: titel/Titel/Titel:' in text and
              'baggrund/Baggrund/Tekst:' in text, f'own layout {form}: {text}')
        pack(folder / f'lille.{form}', '{{ oplysninger[0].felt }}')
        done = referent('dagsorden', folder, '--form', '-t', folder / f'lille.{form}', '-o', path)
        check(done.returncode == 0 and '[template-no-field]' in done.stderr, f'{form}: {done}')
        check([field for _, field in property_of(path)[2]] == FIELDS[:1], f'{form}: what is printed')


def check_inherited(folder):
    """Nearer help texts win, key by key; one for a part of other bodies is no fault in kommune.yaml."""
    (folder / 'kommune.yaml').write_text('hjælpetekster: {titel: Fjern, sagsnr: Nær, klima: Skriv om klima.}\n')
    path = folder / 'arvet.docx'
    done = referent('dagsorden', folder, '--form', '-o', path)
    check(done.returncode == 0, f'inherited: {done.stderr}')
    helps = {key: text for _, (key, _, _, _, text) in property_of(path)[2]}
    check(helps['titel'] == FIELDS[0][4] and helps['sagsnr'] == 'Nær', f'inherited: {helps}')
    (folder / 'kommune.yaml').unlink()


def check_faults(folder):
    target = folder / 'fejl.docx'
    (folder / 'organ.yaml').write_text(ORGAN + 'ukendt: 1\nlogo: mangler.png\n')
    done = referent('dagsorden', folder, '--form', '-o', target)
    check(done.returncode == 1 and '[unknown-key]' in done.stderr and not target.exists(), f'faults: {done}')
    done = referent('dagsorden', folder / 'intet.yaml', '--form', '-o', target)
    check(done.returncode == 3 and not target.exists(), f'no file: {done}')


folder = scratch() / 'udvalg'
folder.mkdir()
(folder / 'organ.yaml').write_text(ORGAN)
check_fields(folder)
check_names(folder)
check_many(folder)
check_own_layout(folder)
check_inherited(folder)
check_faults(folder)
finish()
