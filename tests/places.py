"""Tags where no paragraph is: addresses of links, alt texts, tooltips, the codes of fields, names. What
can be written there is, escaped once; what cannot is an error with its place."""

import html
import json
import pathlib
import re
import sys
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / 'lib'))
from small_documents import DOCX_PARTS, ODT_PARTS, ODF, OFFICE, PACKAGE, W  # noqa: E402
from support import check, finish, referent, scratch  # noqa: E402

folder = scratch()
WP = 'http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing'
DATA = {'url': 'https://a.dk/x y?a=1&b="2"', 'side': 'side 2', 'fil': 'bilag 1.pdf', 'alt': 'Et "skilt" & <mere>',
        'tom': '', 'ond': 'javascript:alert(1)', 'ja': True, 'rækker': ['a', 'b'], 'linjer': 'en\nto',
        'citat': 'siger "ja" \\o og', 'delt': 'a\fb\ac'}
data = folder / 'data.json'
data.write_text(json.dumps(DATA, ensure_ascii=False))


def make(suffix, body, relations=''):
    """A template of the paragraphs that body is."""
    path = folder / f'skabelon.{suffix}'
    if suffix == 'docx':
        parts = {**DOCX_PARTS, 'word/document.xml':
                 f'<w:document xmlns:w="{W}" xmlns:r="{OFFICE}" xmlns:wp="{WP}"><w:body>{body}<w:sectPr/>'
                 '</w:body></w:document>',
                 'word/_rels/document.xml.rels':
                 f'<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>'}
    else:
        names = ' '.join(f'xmlns:{name}="{ODF}:{uri}:1.0"' for name, uri in (
            ('office', 'office'), ('text', 'text'), ('draw', 'drawing'), ('svg', 'svg-compatible')))
        parts = {**ODT_PARTS, 'content.xml':
                 f'<office:document-content {names} xmlns:xlink="http://www.w3.org/1999/xlink" '
                 f'office:version="1.3"><office:body><office:text>{body}</office:text></office:body>'
                 '</office:document-content>'}
    with zipfile.ZipFile(path, 'w') as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def render(suffix, body, relations=''):
    """The result's main part, its relationships, and what was said."""
    result = folder / f'ud.{suffix}'
    result.unlink(missing_ok=True)
    done = referent('render', make(suffix, body, relations), data, '-o', result, '--force')
    if done.returncode != 0:
        return '', '', done.stderr
    with zipfile.ZipFile(result) as archive:
        if suffix == 'docx':
            return (archive.read('word/document.xml').decode(),
                    archive.read('word/_rels/document.xml.rels').decode(), done.stderr)
        return archive.read('content.xml').decode(), '', done.stderr


def run(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def link(target, text='her'):
    """What a link to an address that somebody typed becomes in each format, and where it leads."""
    encoded = target.replace('%', '%25').replace('{', '%7B').replace('}', '%7D').replace(' ', '%20').replace(
        '"', '%22') if '%7B' not in target else target
    relations = (f'<Relationship Id="rId7" Type="{OFFICE}/hyperlink" Target="{html.escape(encoded)}" '
                 'TargetMode="External"/>')
    body, rels, said = render('docx', f'<w:p><w:hyperlink r:id="rId7" w:history="1">{run(text)}</w:hyperlink></w:p>',
                              relations)
    targets = dict(re.findall(r'<Relationship Id="(\w+)"[^>]*?hyperlink" Target="([^"]*)"', rels))
    check('%7B' not in rels and '{{' not in rels, f'{target}: the tag is still among the relationships: {rels}')
    docx = [html.unescape(targets[i]) for i in re.findall(r'<w:hyperlink r:id="(\w+)"', body)]
    content, _, odt_said = render('odt', f'<text:p><text:a xlink:type="simple" xlink:href="{html.escape(encoded)}">'
                                         f'{text}</text:a></text:p>')
    odt = [html.unescape(address) for address in re.findall(r'xlink:href="([^"]*)"', content)]
    return docx, odt, said, odt_said, body


# ------------------------------------------------------------------- links

for typed, address in (
        ('{{ url }}', 'https://a.dk/x%20y?a=1&b=%222%22'),
        ('https://b.dk/?q={{ side }}&x=%20', 'https://b.dk/?q=side%202&x=%20'),
        ('http://{{ url }}', 'https://a.dk/x%20y?a=1&b=%222%22'),
        ('https://b.dk/{% if ja %}ja{% else %}nej{% endif %}', 'https://b.dk/ja'),
        ('tel:{{ tom }}12', 'tel:12')):
    encoded = typed.replace('%20', 'BLANK').replace('%', '%25').replace('{', '%7B').replace('}', '%7d').replace(
        ' ', '%20').replace('BLANK', '%20')
    docx, odt, *said, body = link(encoded)
    check(docx == [address], f'{typed}: {docx} {said}')
    check(odt == [address], f'{typed}: {odt} {said}')
    check('w:history="1"' in body and 'her' in body, body)
docx, odt, *said, _ = link('{{ fil }}')
check((docx, odt) == (['bilag%201.pdf'], ['../bilag%201.pdf']), f'a file beside: {docx} {odt} {said}')
docx, odt, *said, _ = link('../{{ url }}')
check((docx, odt) == (['https://a.dk/x%20y?a=1&b=%222%22'],) * 2, f'a folder before: {docx} {odt} {said}')
docx, odt, *said, body = link('{{ tom }}')
check((docx, odt, said) == ([], [''], ['', '']) and 'her' in body, f'no address: {docx} {odt} {said}')
docx, odt, *said, body = link('{{ ond }}')
check(docx == [] and odt == [''] and all('[link-address]' in s and 'paragraph 1' in s for s in said) and 'her' in body,
      f'an address that runs something: {docx} {odt} {said}')
docx, odt, *said, _ = link('{{ ukendt }}')
check(all('[undefined-name]' in s and '{{ ukendt }}' in s for s in said), f'a name that is not there: {said}')

relations = ''.join(f'<Relationship Id="rId{i}" Type="{OFFICE}/hyperlink" Target="{target}" TargetMode="External"/>'
                    for i, target in ((1, 'https://c.dk/%7B%7B%20r%20%7D%7D'), (2, 'https://fast.dk')))
body, rels, said = render('docx', '<w:p>' + run('{% for r in rækker %}') + f'<w:hyperlink r:id="rId1">{run("{{ r }}")}'
                          f'</w:hyperlink><w:hyperlink r:id="rId2">{run("fast")}</w:hyperlink>'
                          + run('{% endfor %}') + '</w:p>', relations)
targets = dict(re.findall(r'<Relationship Id="(\w+)"[^>]*?Target="([^"]*)"', rels))
check([targets.get(i) for i in re.findall(r'r:id="(\w+)"', body)] ==
      ['https://c.dk/a', 'https://fast.dk', 'https://c.dk/b', 'https://fast.dk'], f'in a loop: {body} {rels} {said}')
content, _, said = render('odt', '<text:p>{% for r in rækker %}<text:a xlink:type="simple" '
                          'xlink:href="https://c.dk/%7B%7B%20r%20%7D%7D">{{ r }}</text:a>{% endfor %}</text:p>')
check(re.findall(r'href="([^"]*)"', content) == ['https://c.dk/a', 'https://c.dk/b'], f'in a loop: {content} {said}')

# Values and halves of statements in the text of a link
anchor = '<w:hyperlink w:anchor="a">{}</w:hyperlink>'
for before, inside, after, expected in (
        ('', '{{r side }}', '', anchor.format(run('side 2'))),
        ('{% if ja %}a', 'b{% endif %} c', '', run('a') + anchor.format(run('b')) + anchor.format(run(' c'))),
        ('', '{% if tom %}b', 'c{% endif %}d', run('d'))):
    body, _, said = render('docx', '<w:p>' + (run(before) if before else '') + anchor.format(run(inside))
                           + (run(after) if after else '') + '</w:p>')
    check(f'<w:p>{expected}</w:p>' in body, f'{before} {inside} {after}: {body} {said}')

# A link whose statements leave nothing in it is none
empty = '{% if tom %}b{{ tom }}{% endif %}'
body, _, said = render('docx', f'<w:p>{run("a")}{anchor.format(run(empty))}{run("c")}</w:p>')
check('hyperlink' not in body and run('a') + run('c') in body, f'an empty link: {body} {said}')
content, _, said = render('odt', '<text:p>a<text:a xlink:type="simple" xlink:href="https://a.dk"><text:span>' + empty
                          + '</text:span></text:a>c</text:p>')
check('<text:p>ac</text:p>' in content, f'an empty link: {content} {said}')

# A new page or paragraph where none can begin: in a link, where a section ends, in a file of text
inside = '<w:br w:type="page"/><w:t xml:space="preserve">b</w:t><w:br/>'
for paragraph in ('<w:p>' + anchor.format(run('{{ delt }}')) + '</w:p>',
                  '<w:p><w:pPr><w:sectPr/></w:pPr>' + run('x{{ delt }}') + '</w:p>'):
    body, _, said = render('docx', paragraph)
    check(inside in body and body.count('<w:p>') == 1 and body.count('<w:sectPr/>') == paragraph.count('sectPr') + 1,
          f'a new page inside: {body} {said}')
content, _, said = render('odt', '<text:p><text:a xlink:type="simple" xlink:href="a">{{ delt }}</text:a></text:p>')
check('>a<text:line-break/>b<text:line-break/>c</text:a>' in content, f'a new page inside: {content} {said}')
for suffix in ('txt', 'html'):
    template, result = folder / f'tekst.{suffix}', folder / f'tekst-ud.{suffix}'
    template.write_text('<p>{{ delt }}</p>\n')
    done = referent('render', template, data, '-o', result)
    check(done.returncode == 0 and result.read_text() == '<p>abc</p>\n', f'{suffix}: {done.stderr}')

# Both texts of a ruby, in which a tag is whole or an error
ruby = ('<w:p><w:r><w:ruby><w:rubyPr/><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r></w:p>')
body, _, said = render('docx', ruby.format(run('{{ alt }}'), run('x{% if ja %} {{ side }}{% endif %}')))
check(ruby.format(run('Et "skilt" &amp; &lt;mere&gt;'), run('x side 2')) in body, f'ruby: {body} {said}')
said = render('docx', ruby.format(run('{{ al') + run('t }}'), run('x')))[2]
check('[tag-open]' in said and 'paragraph 1' in said, f'a tag across the runs of a ruby: {said}')

# ---------------------------------------------- alt texts, tooltips, titles

picture = '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="b" descr="{}" title="x{}"/></wp:inline></w:drawing>'\
          '</w:r></w:p>'
frame = '<text:p><draw:frame draw:name="b"><svg:title>x{}</svg:title><svg:desc>{}</svg:desc></draw:frame></text:p>'
for tags, text in (('{{ alt }}', DATA['alt']), ('{{ linjer }}', 'en to'),
                   ('{% if ja %}{{ side }}{% else %}nej{% endif %}!', 'side 2!'),
                   ('{% for r in rækker %}{{ r }}, {% endfor %}', 'a, b, ')):
    body, _, said = render('docx', picture.format(tags, tags))
    found = re.search(r'descr="([^"]*)" title="([^"]*)"', body)
    check(found and [html.unescape(t) for t in found.groups()] == [text, 'x' + text], f'alt text: {body} {said}')
    content, _, said = render('odt', frame.format(tags, tags))
    found = re.findall(r'<svg:\w+>(.*?)</svg', content)
    check([html.unescape(t) for t in found] == ['x' + text, text], f'alt text: {content} {said}')
body, _, said = render('docx', f'<w:p><w:hyperlink w:anchor="a" w:tooltip="{{{{ alt }}}}">{run("x")}</w:hyperlink></w:p>'
                       '<w:sdt><w:sdtPr><w:alias w:val="{{ side }}"/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent>'
                       '</w:sdt>')
check('w:tooltip="Et &quot;skilt&quot; &amp; &lt;mere&gt;"' in body and '<w:alias w:val="side 2"/>' in body,
      f'tooltip: {body} {said}')

# ------------------------------------------------------------------- fields


def field(*codes):
    """A field whose code stands in so many runs."""
    step = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return '<w:p>' + step.format('begin') + ''.join(
        f'<w:r><w:instrText xml:space="preserve">{html.escape(code, quote=False)}</w:instrText></w:r>' for code in codes
    ) + step.format('separate') + run('her') + step.format('end') + '</w:p>'


def code_of(body):
    return html.unescape(''.join(re.findall(r'<w:instrText[^>]*>([^<]*)<', body)))


for codes, code in (((' HYPERLINK "{', '{ u', 'rl }', '}" \\o "{{ citat }}" '),
                     ' HYPERLINK "https://a.dk/x%20y?a=1&b=%222%22" \\o "siger \\"ja\\" \\\\o og" '),
                    ((' TC "{{ citat }}" ',), ' TC "siger \\"ja\\" \\\\o og" '),
                    ((' HYPERLINK \\l "{{ side }}"',), ' HYPERLINK \\l "side 2"'),
                    ((' QUOTE "{% if ja %}a', 'b{% else %}c{% endif %}"',), ' QUOTE "ab"')):
    body, _, said = render('docx', field(*codes))
    check(code_of(body) == code, f'{codes}: {code_of(body)} {said}')
body, _, said = render('docx', field(' HYPERLINK "{{ ond }}" '))
check(code_of(body) == ' HYPERLINK "" ' and '[link-address]' in said, f'{body} {said}')
body, _, said = render('docx', '<w:p><w:fldSimple w:instr=" TC &quot;{{ citat }}&quot; "/></w:p>')
check('w:instr=" TC &quot;siger \\&quot;ja\\&quot; \\\\o og&quot; "' in body, f'{body} {said}')

# ------------------------------------------------ what no tag can stand in

for suffix, body in (
        ('docx', field(' INCLUDEPICTURE "{{ fil }}" ')), ('docx', field(' {{ fil }} ')),
        ('docx', field(' TC {{ fil }} ')), ('docx', '<w:p><w:pPr><w:pStyle w:val="{{ alt }}"/></w:pPr></w:p>'),
        ('docx', '<w:p><w:bookmarkStart w:id="0" w:name="{{ alt }}"/><w:bookmarkEnd w:id="0"/></w:p>'),
        ('docx', picture.format('{% filter upper %}a{% endfilter %}', '')),
        ('odt', '<text:p><text:bookmark text:name="{{ alt }}"/></text:p>'),
        ('odt', '<text:p text:style-name="{{ alt }}"/>'),
        ('odt', frame.format('{% set x %}a{% endset %}', ''))):
    said = render(suffix, body)[2]
    check('[tag-attribute]' in said and 'paragraph 1' in said and '^' in said, f'{body}: {said}')
for suffix, body in (('docx', '<w:p>' + run('{% if ja %}') + picture.format('{% endif %}', '')[5:]),
                     ('docx', picture.format('{% if ja %}', '{% endif %}')), ('odt', frame.format('{% if ja %}', ''))):
    said = render(suffix, body)[2]
    check('[tag-unbalanced]' in said or '[tag-open]' in said, f'{body}: {said}')
finish()
