"""A template whose tags are broken over runs by all that Word and LibreOffice put into them gives
what the whole one gives."""

import json
import pathlib
import random
import re
import sys
import xml.etree.ElementTree as tree
import zipfile

sys.path[0] = str(pathlib.Path(__file__).resolve().parents[1] / 'lib')
from support import check, finish, referent, scratch  # noqa: E402

CASES = 150  # of each format

W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
OASIS = 'urn:oasis:names:tc:opendocument:xmlns:'
TEXT = OASIS + 'text:1.0'

DATA = {'navn': 'Ida & Bo', 'by': 'Ærø', 'tal': 7, 'ja': True, 'tom': [], 'mærker': ['rød', 'grøn', 'blå'],
        'folk': [{'navn': 'Ane', 'alder': 40}, {'navn': 'Bo', 'alder': 31}], 'linjer': 'en\nto'}

PARAGRAPHS = [
    'Kære {{ navn }} fra {{ by }}, {{ tal + 1 }} i alt.',
    '{{ navn }}',
    'a{{by}}b{{tal}}c{{ linjer }}d',
    'Farver: {% for m in mærker %}{{ m }}{% if not loop.last %}, {% endif %}{% endfor %}.',
    '{% if ja and tal > 5 %}større {{ tal }}{% else %}mindre{% endif %} end fem',
    '{{ mærker | join(", ") }} og {{ by | upper }}',
    '{{ "a b" }}{{ folk[0]["navn"] }} {{ mangler | default("intet") }}',
    '{% set x = tal * 2 %}{{ x }}{# en bemærkning #} slut',
    'før {%r if ja %}inde {{ by }}{%r endif %} efter',
    'skriv {_{ navn }_} selv',
    'a {{- by -}} b {% raw %}{{ rå }}{% endraw %}',
]
# Several paragraphs that belong together.
GROUPS = [
    ['{%p for p in folk %}', '{{ p.navn }} er {{ p.alder }}', '{%p endfor %}'],
    ['{% if ja %}', 'vist {{ navn }}', '{% else %}', 'skjult', '{% endif %}'],
    ['{%p for x in tom %}', '{{ x }}', '{%p else %}', 'ingen', '{%p endfor %}'],
    ['Her {{ by }}', '{%- if ja -%}', ' samlet ', '{%- endif %}', 'rest {{ tal }}'],
]

TAG = re.compile(r'\{%-?\s*raw.*?endraw.*?%\}|\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|\{_\{|\}_\}')


def make_lines(chance):
    lines = []
    for _ in range(chance.randint(1, 4)):
        lines += chance.choice(GROUPS) if chance.random() < 0.35 else [chance.choice(PARAGRAPHS)]
        lines.append('mellem')  # so that nothing joins what is not meant
    return lines


def characters(line, chance, broken):
    """What stands in a line: characters, or names of what is there for one (tab, break …), each with
    the number of its tag or 0."""
    found = []
    at = 0
    for number, match in enumerate(TAG.finditer(line), 1):
        tag = match.group()
        found += [(character, 0) for character in line[at:match.start()]]
        whole = not broken or tag.startswith(('{_', '}_')) or 'raw' in tag
        found += [(character, number) for character in (tag if whole else disturbed(tag, chance))]
        at = match.end()
    return found + [(character, 0) for character in line[at:]]


def disturbed(tag, chance):
    """A tag's characters with blanks, quotes and what takes no room changed."""
    found = []
    quoted = False
    pair = chance.choice(['""', '“”', '„“', '»«', '””'])
    for number, character in enumerate(tag):
        if character == '"':
            character = pair[quoted]
            quoted = not quoted
        elif not quoted and character == ' ' and chance.random() < 0.4:
            character = chance.choice(['\u00a0', '\u2009', '\u202f', 'tab', 'break', ' '])
        elif not quoted and number and chance.random() < 0.08:
            found.append(chance.choice(['\u00ad', '\u200b', '\u2060', 'softhyphen']))
        found.append(character)
    return found


# ------------------------------------------------------------------- writing

class Writer:
    """A paragraph written in random runs; wraps are elements around several runs."""

    def __init__(self, chance, broken):
        self.chance, self.broken = chance, broken
        self.bookmarks = 0
        self.id = 0

    def escape(self, text):
        chance = self.chance
        if self.broken and chance.random() < 0.15 and ']]>' not in text:
            return f'<![CDATA[{text}]]>'
        done = ''
        for character in text:
            if self.broken and chance.random() < 0.05:
                done += f'&#{ord(character)};'
            else:
                done += {'&': '&amp;', '<': '&lt;', '>': '&gt;'}.get(character, character)
        return done

    def line(self, line):
        """What is wrapped begins and ends anywhere."""
        items = characters(line, self.chance, self.broken)
        tags = [tag for _, tag in items] + [0]
        out, run, open_wraps = '', [], []
        for number, (character, tag) in enumerate(items):
            run.append(character)
            inside = tag and tags[number + 1] == tag
            chance = 0 if not self.broken else 0.25 if tag else 0.1
            if number + 1 < len(items) and self.chance.random() >= chance:
                continue
            out += self.run(run)
            run = []
            if not self.broken:
                continue
            if inside:
                out += self.disturbance()
            if number + 1 < len(items) and len(open_wraps) < 3 and self.chance.random() < 0.3:
                begin, end = self.wrap()
                out += begin
                open_wraps.append(end)
            elif open_wraps and self.chance.random() < 0.3:
                out += open_wraps.pop()
        while open_wraps:
            out += open_wraps.pop()
        return self.paragraph(out)


class Docx(Writer):
    suffix = 'docx'

    def run(self, characters_in):
        chance = self.chance
        looks = chance.choice(['', '', '<w:rPr><w:b/></w:rPr>', '<w:rPr><w:lang w:val="da-DK"/></w:rPr>']) \
            if self.broken else ''
        out, text = f'<w:r>{looks}', ''
        if self.broken and chance.random() < 0.05:
            out += '<w:lastRenderedPageBreak/>'
        for character in characters_in + ['']:
            if len(character) == 1:
                text += character
                continue
            if text:
                out += f'<w:t xml:space="preserve">{self.escape(text)}</w:t>'
                text = ''
            out += {'tab': '<w:tab/>', 'break': '<w:br/>', 'softhyphen': '<w:softHyphen/>', '': ''}[character]
        return out + '</w:r>'

    def disturbance(self):
        self.id += 1
        return self.chance.choice([
            '', '', '', '<w:proofErr w:type="spellStart"/>', '<w:proofErr w:type="gramEnd"/>',
            f'<w:bookmarkStart w:id="{self.id}" w:name="m{self.id}"/><w:bookmarkEnd w:id="{self.id}"/>',
            f'<w:del w:id="{self.id}" w:author="x"><w:r><w:delText>slettet</w:delText></w:r></w:del>',
            f'<w:commentRangeStart w:id="{self.id}"/><w:commentRangeEnd w:id="{self.id}"/>',
            '<w:r></w:r>', '<w:r><w:rPr><w:b/></w:rPr><w:t></w:t></w:r>'])

    def wrap(self):
        self.id += 1
        return self.chance.choice([
            (f'<w:ins w:id="{self.id}" w:author="x">', '</w:ins>'),
            ('<w:hyperlink w:anchor="m">', '</w:hyperlink>'),
            ('<w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent>', '</w:sdtContent></w:sdt>'),
            ('<w:smartTag w:element="x">', '</w:smartTag>'),
            (f'<w:bookmarkStart w:id="{self.id}" w:name="m{self.id}"/>', f'<w:bookmarkEnd w:id="{self.id}"/>'),
            (f'<w:commentRangeStart w:id="{self.id}"/>', f'<w:commentRangeEnd w:id="{self.id}"/>'),
            (f'<w:permStart w:id="{self.id}"/>', f'<w:permEnd w:id="{self.id}"/>'),
            (f'<w:moveTo w:id="{self.id}" w:author="x">', '</w:moveTo>'),
            ('<w:customXml w:element="x"><w:customXmlPr/>', '</w:customXml>'),
            ('<w:bdo w:val="rtl">', '</w:bdo>')])

    def paragraph(self, runs):
        return f'<w:p>{runs}</w:p>'

    def write(self, path, lines):
        body = ''.join(self.line(line) for line in lines)
        xml = f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}<w:sectPr/></w:body></w:document>'
        if self.broken and self.chance.random() < 0.3:
            xml = foreign(xml, 'w', 'ns0')
        with zipfile.ZipFile(path, 'w') as archive:
            archive.writestr('[Content_Types].xml', '''<Types xmlns="http://schemas.openxmlformats.org/\
package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.\
relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-\
officedocument.wordprocessingml.document.main+xml"/></Types>''')
            archive.writestr('_rels/.rels', f'''<Relationships xmlns="http://schemas.openxmlformats.org/\
package/2006/relationships"><Relationship Id="a" Type="{R}/officeDocument" Target="word/document.xml"/>\
</Relationships>''')
            archive.writestr('word/document.xml', xml)

    @staticmethod
    def read(path):
        with zipfile.ZipFile(path) as archive:
            root = tree.fromstring(archive.read('word/document.xml'))
        q = '{%s}' % W
        texts = []
        for paragraph in root.iter(q + 'p'):
            text = ''
            for element in paragraph.iter():
                if element.tag == q + 't':
                    text += element.text or ''
                text += {q + 'tab': '\t', q + 'br': '\n', q + 'softHyphen': '\u00ad'}.get(element.tag, '')
            texts.append(text)
        faults = []
        for kind in ('bookmark', 'commentRange', 'perm', 'moveFromRange'):
            starts = [e.get(q + 'id') for e in root.iter(q + kind + 'Start')]
            ends = [e.get(q + 'id') for e in root.iter(q + kind + 'End')]
            # A comment's range is repeated with its text; all of them mean the one comment.
            twice = kind == 'bookmark' and len(set(starts)) != len(starts)
            if sorted(starts) != sorted(ends) or twice:
                faults.append(f'{kind}: {starts} {ends}')
        return texts, faults


class Odt(Writer):
    suffix = 'odt'

    def run(self, characters_in):
        chance = self.chance
        out, text = '', ''
        for character in characters_in + ['']:
            if character == '\u00ad' or len(character) == 1 and not (character == ' ' and text[-1:] in ('', ' ')):
                text += character
                continue
            if text:
                out += self.escape(text)
                text = ''
            out += {'tab': '<text:tab/>', 'break': '<text:line-break/>', 'softhyphen': '\u00ad', ' ': '<text:s/>',
                    '': ''}[character]
        if self.broken and chance.random() < 0.05:
            out = '<text:soft-page-break/>' + out
        if self.broken and chance.random() < 0.6:
            out = f'<text:span text:style-name="T{chance.randint(1, 3)}">{out}</text:span>'
            if chance.random() < 0.2:
                out = f'<text:span text:style-name="T4">{out}</text:span>'
        return out

    def disturbance(self):
        self.id += 1
        return self.chance.choice([
            '', '', '', '<text:soft-page-break/>', f'<text:bookmark text:name="m{self.id}"/>',
            f'<text:bookmark-start text:name="m{self.id}"/><text:bookmark-end text:name="m{self.id}"/>',
            '<office:annotation><text:p>x</text:p></office:annotation>', '<text:span/>',
            f'<text:change text:change-id="c{self.id}"/>',
            '<text:span text:style-name="T1"></text:span>'])

    def wrap(self):
        self.id += 1
        return self.chance.choice([
            ('<text:a xlink:type="simple" xlink:href="#m">', '</text:a>'),
            ('<text:span text:style-name="T5">', '</text:span>'),
            ('<loext:content-control loext:alias="x">', '</loext:content-control>'),
            (f'<text:change-start text:change-id="c{self.id}"/>', f'<text:change-end text:change-id="c{self.id}"/>'),
            (f'<text:bookmark-start text:name="m{self.id}"/>', f'<text:bookmark-end text:name="m{self.id}"/>'),
            (f'<text:reference-mark-start text:name="m{self.id}"/>',
             f'<text:reference-mark-end text:name="m{self.id}"/>'),
            (f'<office:annotation office:name="m{self.id}"><text:p>x</text:p></office:annotation>',
             f'<office:annotation-end office:name="m{self.id}"/>'),
            ('<text:meta>', '</text:meta>')])

    def paragraph(self, runs):
        return f'<text:p>{runs}</text:p>'

    def write(self, path, lines):
        body = ''.join(self.line(line) for line in lines)
        xml = (f'<office:document-content xmlns:office="{OASIS}office:1.0" xmlns:text="{TEXT}" '
               'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0" '
               'xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.3">'
               f'<office:body><office:text>{body}</office:text></office:body></office:document-content>')
        if self.broken and self.chance.random() < 0.3:
            xml = foreign(xml, 'text', 't')
        with zipfile.ZipFile(path, 'w') as archive:
            archive.writestr('mimetype', 'application/vnd.oasis.opendocument.text')
            archive.writestr('content.xml', xml)
            archive.writestr('META-INF/manifest.xml', f'''<manifest:manifest xmlns:manifest="{OASIS}manifest:1.0" \
manifest:version="1.3"><manifest:file-entry manifest:full-path="/" \
manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry \
manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>''')

    @staticmethod
    def read(path):
        with zipfile.ZipFile(path) as archive:
            root = tree.fromstring(archive.read('content.xml'))
        q = '{%s}' % TEXT
        annotation = '{%soffice:1.0}annotation' % OASIS

        def text_of(element):
            text = element.text or ''
            for child in element:
                if child.tag == q + 's':
                    text += ' ' * int(child.get(q + 'c', '1'))
                elif child.tag != annotation:
                    text += {q + 'tab': '\t', q + 'line-break': '\n'}.get(child.tag, '') + text_of(child)
                text += child.tail or ''
            return text

        body = root.find('.//{%soffice:1.0}text' % OASIS)
        texts = [text_of(paragraph) for paragraph in body if paragraph.tag == q + 'p']
        faults = []
        for kind, key in (('bookmark', 'name'), ('change', 'change-id'), ('reference-mark', 'name')):
            starts = [e.get(q + key) for e in root.iter(f'{q}{kind}-start')]
            ends = [e.get(q + key) for e in root.iter(f'{q}{kind}-end')]
            if sorted(starts) != sorted(ends):
                faults.append(f'{kind}: {starts} {ends}')
        name = '{%soffice:1.0}name' % OASIS
        begun = [e.get(name) for e in root.iter(annotation)]
        faults += [f'{e.get(name)} ends and never begins' for e in root.iter(annotation + '-end')
                   if e.get(name) not in begun]
        return texts, faults


def foreign(xml, prefix, other):
    return re.sub(rf'(?<=[< /:]){prefix}:(?=[A-Za-z-]+[ =>/])', other + ':', xml).replace(
        f'xmlns:{prefix}=', f'xmlns:{other}=')


folder = scratch()
data = folder / 'data.json'
data.write_text(json.dumps(DATA, ensure_ascii=False))
for writer in (Docx, Odt):
    for seed in range(CASES):
        lines = make_lines(random.Random(seed))
        results = []
        for broken in (False, True):
            path = folder / f'{seed}-{int(broken)}.{writer.suffix}'
            result = path.with_stem(path.stem + '-ud')
            writer(random.Random(seed), broken).write(path, lines)
            done = referent('render', path, data, '--lax', '-o', result)
            if check(done.returncode == 0, f'{writer.suffix} {seed} {lines}: {done.stderr}'):
                results.append(writer.read(result))
        if len(results) == 2:
            check(results[0][0] == results[1][0], f'{writer.suffix} {seed} {lines}:\n  whole:  {results[0][0]}\n'
                                                  f'  broken: {results[1][0]}')
            check(not results[1][1], f'{writer.suffix} {seed} {lines}: {results[1][1]}')
finish()
