"""A meeting of very many items, each of them different: what a year's worst meeting might be."""

import struct
import zlib

HEAD = '''organ:
  navn: Havneudvalget
  myndighed: Havneby Kommune
  logo: våben.png
  medlemmer: [Ole Friis, Mia Lund, Per Bo, Ida Juul, Kim Dahl]
  afsnit:
    sagsfremstilling: Sagsfremstilling
    økonomi: Økonomi
    tidsplan: Tidsplan
    underpunkter:
    indstilling: Indstilling
    bilag: Bilag
    tidligere: Tidligere behandling
    beslutning: Beslutning
dato: 2025-11-04
start: 9.00
slut: 21.00
sted: |
  Rådhuset
  Mødelokale 2
fraværende: [Per Bo]
underskrifter: ja
punkter:'''
SENTENCES = ('Udvalget skal tage stilling til forslaget.',
             'Forvaltningen har hørt naboerne, havnens brugere og den nærmeste skole.',
             'Der er plads.', 'Arbejdet begynder i foråret, når isen er gået, og varer i otte uger.',
             'Prisen er endnu ikke kendt, for to af de tre tilbud mangler oplysninger om materialer.')
LIST = '''- Nord
  - Inderst ved broen
  - Yderst
- Syd

1. Først hegnet
2. Så belægningen
   1. på molen
   2. langs kajen'''
TABLE = '''| Bro | Længde | Bemærkning |
|-----|-------:|------------|
| A | 120 m | Nye pæle i de yderste {rows} fag, ellers som før |
''' + '| B | 8 m | |\n'
PICTURE = '![Et kort over havnen](kort.png)'
HEADED = '# Baggrund\n\n{text}\n\n# Det videre forløb\n\n{text}\n\n## Hvem gør hvad\n\n{text}'


def png(width, height):
    def chunk(kind, data):
        return (struct.pack('>I', len(data)) + kind + data
                + struct.pack('>I', zlib.crc32(kind + data)))
    line = b'\0' + b'\x90' * width
    return (b'\x89PNG\r\n\x1a\n'
            + chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, 8, 0, 0, 0, 0))
            + chunk(b'IDAT', zlib.compress(line * height)) + chunk(b'IEND', b''))


def prose(number, sentences):
    return ' '.join(SENTENCES[(number + i * i) % len(SENTENCES)] for i in range(sentences))


def body(number):
    """Markdown of an item: short or long, and now and then a list, a table, a picture, headings."""
    pieces = [prose(number + i, 1 + (number * 7 + i * 3) % 9) for i in range(1 + number * 5 % 11)]
    if number % 4 == 1:
        pieces.insert(1, LIST)
    if number % 5 == 2:
        rows = ''.join(f'| C{row} | {row} m | {prose(row, row % 3)} |\n'
                       for row in range(number % 60))
        pieces.append(TABLE.format(rows=number) + rows)
    if number % 11 == 3:
        pieces.append(PICTURE)
    if number % 13 == 6:
        pieces.append(HEADED.format(text=prose(number, 6)))
    return '\n\n'.join(pieces)


def field(name, text, indent='    '):
    lines = ''.join(f'{indent}  {line}\n' if line else '\n' for line in text.splitlines())
    return f'{indent}{name}: |\n{lines}'


def title(number):
    # One is longer than a line of the contents, none as long.
    return f'Sag {number * 7919}' + ' om moler, kajer og hegn' * (0, 1, 2, 5)[number % 4]


def agenda_parts(number):
    text = ''
    if number % 6 == 0:
        text += field('økonomi', f'Udgiften er {number}.000 kr.')
    if number % 3 == 0:
        text += field('indstilling', '1. at planen godkendes\n2. at den sendes i høring')
    if number % 4 == 0:
        text += '    bilag:\n' + ''.join(
            f'      - {{titel: Bilag {row} om sag {number * 7919}, doknr: {number}-{row}'
            f'{", lukket: ja" if row == 3 else ""}}}\n' for row in range(1, 2 + number % 7))
    if number % 10 == 7:
        text += ('    tidligere:\n      - {organ: Direktionen, dato: 2025-10-01, tekst: Udsat.}\n'
                 '      - {organ: Økonomiudvalget, dato: 2025-10-08, tekst: Anbefales.}\n')
    if number % 14 == 5:
        text += ('    tidsplan:\n      - {tid: 08.15-08.30, tekst: Rundgang}\n'
                 '      - {dato: 2025-11-10, tekst: Svar, ansvarlig: Ole Friis}\n')
    if number % 25 == 8:
        text += ('    underpunkter:\n' + ''.join(
            f'      - titel: Del {part} af sag {number * 7919}\n        varighed: 10 min\n'
            + field('sagsfremstilling', prose(part, part * 2), '        ')
            + f'        beslutning: Del {part} blev godkendt.\n' for part in (1, 2, 3))
            + '      - {pause: Frokost, varighed: 30 min}\n')
    return text


def decision(number):
    if number % 8 == 1:
        return ('    beslutning:\n      tekst: Vedtaget.\n      udfald: godkendt\n'
                '      afstemninger:\n        - {om: Indstillingen, for: [Ole Friis, Mia Lund, '
                'Ida Juul], imod: [Kim Dahl], udfald: vedtaget}\n      fraværende: [Per Bo]\n')
    return field('beslutning', prose(number, 1 + number % 4))


def item(number):
    text = f'  - mellemoverskrift: Afsnit {number // 40 + 1}\n' if number % 40 == 1 else ''
    text += (f'  - titel: {title(number)}\n    sagsnr: 25/{number}\n    doknr: {number}-25\n'
             f'    jnr: 81.{number:02}.00\n    sagstype: Drøftelse\n')
    if number % 30 == 17:
        return text + '    udgår: Taget af dagsordenen den 3. november\n'
    if number % 30 == 19:
        text += '    tillæg: 2025-11-03\n'
    if number % 9 == 0:
        text += '    lukket: {grund: Personsag}\n'
        if number % 2:
            text += f'    offentlig_titel: Sag {number * 7919} om løn\n'
    return text + field('sagsfremstilling', body(number)) + agenda_parts(number) + decision(number)


def meeting_of_many(folder, count):
    """Writes the meeting and its pictures; returns its file."""
    folder.mkdir(exist_ok=True)
    folder.joinpath('våben.png').write_bytes(png(40, 40))
    folder.joinpath('kort.png').write_bytes(png(500, 300))
    meeting = folder / 'møde.yaml'
    meeting.write_text(HEAD + '\n' + ''.join(item(number) for number in range(1, count + 1)))
    return meeting
