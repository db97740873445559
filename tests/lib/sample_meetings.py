"""Meetings for tests that want many documents: none, a few, or very many items."""

from support import SOURCE

HEAD = '''organ: {navn: Teknisk Udvalg, myndighed: Sølund Kommune, medlemmer: [Anne Holm]}
dato: 2025-03-04
punkter:'''


def made_up_meetings():
    """Those in the shape of real minutes, each with its layout and its text in expected.txt."""
    return sorted(SOURCE.glob('tests/office/meetings/*/møde.yaml'))


def empty_meeting(folder):
    path = folder / 'empty.yaml'
    path.write_text(f'{HEAD} []\n')
    return path


def long_meeting(folder, count):
    """A meeting whose items have very different lengths and titles; every ninth is closed."""
    path = folder / f'long-{count}.yaml'
    text = HEAD + '\n'
    for number in range(1, count + 1):
        title = f'Sag om nummer {number * 7919} ' + 'med en titel over flere linjer ' * (number % 4)
        text += f'  - titel: {title.strip()}\n    sagsfremstilling: |\n'
        for paragraph in range(1 + number * 5 % 17):
            text += '      ' + 'Udvalget skal tage stilling til forslaget. ' * 8 + '\n\n'
        text += '    beslutning: Godkendt.\n'
        if number % 9 == 0:
            text += f'    lukket: ja\n    offentlig_titel: Sag {number * 7919} om løn\n'
    path.write_text(text)
    return path
