"""A meeting with all that one can hold, and no fault, for tests that look at the documents."""

import struct
import zlib

# One table has no heading row because it says so.
MEETING = '''organ:
  navn: Havneudvalget
  myndighed: Havneby Kommune
  skabelon: {layout}
  logo: våben.png
  medlemmer: [Ole Friis, Mia Lund, Per Bo]
dato: 2025-11-04
start: 9.00
slut: 12.00
sted: Rådhuset
fraværende: [Per Bo]
underskrifter: ja
punkter:
  - titel: Bådpladser
    sagsnr: 25/1
    varighed: 30 min
    sagsfremstilling:
      - |
        Se [planen](bilag/plan.txt) og [nettet](https://eksempel.dk/).

        # Pladser
        - Nord
          - Inderst
        - Syd

        ## Priser
        | Bro | Pris |
        |-----|-----:|
        | A   | 100  |

        1. Først
        2. Så

        # Kort
        ![Et kort over havnen](våben.png)
      - tabel:
          kolonner: [Bro, Længde]
          rækker: [[A, 10 m], [B, 12 m]]
      - tabel:
          kolonner: []
          rækker: [[Uden, overskrift], [med, vilje]]
    indstilling: |
      Direktøren indstiller,
      1. at planen godkendes
    tidsplan:
      - {{tid: 08.15-08.30, tekst: Rundgang}}
      - {{dato: 2025-11-10, tekst: Svar, ansvarlig: Ole Friis}}
    bilag:
      - {{titel: Plan, fil: bilag/plan.txt}}
      - {{titel: Hemmelig plan, fil: bilag/hemmelig.txt, lukket: ja}}
      - Uden fil
    tidligere:
      - {{organ: Direktionen, dato: 2025-10-01, tekst: Udsat.}}
    beslutning: Godkendt.
  - titel: Seminar
    underpunkter:
      - titel: Velkomst
        varighed: 10 min
        sagsfremstilling: |
          Der er kaffe.
        beslutning: Taget til efterretning.
      - pause: Frokost
        varighed: 30 min
  - titel: Sag om en ansat
    lukket: ja
    sagsfremstilling: Hemmeligt.
'''


def png():
    def chunk(kind, data):
        return (struct.pack('>I', len(data)) + kind + data
                + struct.pack('>I', zlib.crc32(kind + data)))
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', 40, 20, 8, 0, 0, 0, 0))
            + chunk(b'IDAT', zlib.compress((b'\0' + b'\x80' * 40) * 20)) + chunk(b'IEND', b''))


def rich_meeting(folder, layout):
    """Writes the meeting into a folder of its own; returns its file."""
    (folder / 'bilag').mkdir(parents=True, exist_ok=True)
    for name in ('plan', 'hemmelig'):
        folder.joinpath('bilag', f'{name}.txt').write_text('Plan')
    folder.joinpath('våben.png').write_bytes(png())
    meeting = folder / 'møde.yaml'
    meeting.write_text(MEETING.format(layout=layout))
    return meeting
