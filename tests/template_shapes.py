"""Templates with more in them than tags: what of that a document made with them has, and has no more."""

import json
import pathlib
import sys
import xml.etree.ElementTree as ElementTree
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / 'lib'))
from small_documents import DOCX_PARTS, ODF, ODT_PARTS, OFFICE, PACKAGE, W  # noqa: E402
from support import check, finish, referent, scratch  # noqa: E402

folder = scratch()
data = folder / 'data.json'
data.write_text(json.dumps({'navn': 'Ane', 'tom': '', 'ingen': [], 'tal': [1, 2],
                            'tekst': '# Overskrift\n\n- a\n\n> **b** og [c](https://kommune.example/)\n\n'
                                     '| d |\n|---|\n| e |\n\n```\nf\n```\n'}))

DOCX_SPACES = f'xmlns:w="{W}" xmlns:r="{OFFICE}"'
ODT_SPACES = ' '.join(f'xmlns:{name}="{ODF}:{name}:1.0"' for name in ('office', 'text', 'table'))


def made_of(kind, body, more=None):
    """The parts of what a template gives, by name."""
    template, result = folder / f'skabelon.{kind}', folder / f'ud.{kind}'
    if kind == 'docx':
        parts = {**DOCX_PARTS, 'word/document.xml': f'<w:document {DOCX_SPACES}><w:body>{body}<w:sectPr/>'
                                                    '</w:body></w:document>'}
    else:
        parts = {**ODT_PARTS, 'content.xml': f'<office:document-content {ODT_SPACES} '
                 f'xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.3"><office:body><office:text>'
                 f'{body}</office:text></office:body></office:document-content>'}
    with zipfile.ZipFile(template, 'w') as archive:
        for name, content in {**parts, **(more or {})}.items():
            archive.writestr(name, content)
    done = referent('render', template, data, '-o', result)
    if not check(done.returncode == 0, f'{body}: {done.stderr}'):
        return {}
    with zipfile.ZipFile(result) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def docx(body, wanted, what):
    text = made_of('docx', body).get('word/document.xml', '')
    found = text.partition('<w:body>')[2].rpartition('<w:sectPr/>')[0]
    check(found == wanted, f'{what}\n  wanted: {wanted}\n  found:  {found}')


def odt(body, wanted, what):
    text = made_of('odt', body).get('content.xml', '')
    found = text.partition('<office:text>')[2].partition('</office:text>')[0]
    check(found == wanted, f'{what}\n  wanted: {wanted}\n  found:  {found}')


def run(text, looks=''):
    return f'<w:r>{looks}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(content, properties=''):
    return f'<w:p>{properties}{content}</w:p>'


def table(*rows):
    cells = (''.join(f'<w:tc><w:tcPr/>{paragraph(run(cell))}</w:tc>' for cell in row) for row in rows)
    return ('<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="100"/></w:tblGrid>'
            + ''.join(f'<w:tr>{row}</w:tr>' for row in cells) + '</w:tbl>')


def odt_table(*rows):
    cells = (''.join(f'<table:table-cell><text:p>{cell}</text:p></table:table-cell>' for cell in row)
             for row in rows)
    return ('<table:table table:name="T"><table:table-column/>'
            + ''.join(f'<table:table-row>{row}</table:table-row>' for row in cells) + '</table:table>')


def check_settings():
    settings = (f'<w:settings {DOCX_SPACES}><w:zoom w:percent="90"/><w:attachedTemplate r:id="a"/>'
                '<w:mailMerge><w:dataSource r:id="b"/></w:mailMerge><w:hdrShapeDefaults r:id="c"/></w:settings>')
    outside = ' TargetMode="External"'
    relations = ''.join(f'<Relationship Id="{id}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'
                        for id, kind, target, mode in (
                            ('a', 'attachedTemplate', 'https://kommune.example/a.dotx', outside),
                            ('b', 'mailMergeSource', 'file:///S:/borgere.csv', outside),
                            ('c', 'own', 'own.xml', '')))
    wrap = f'<Relationships xmlns="{PACKAGE}/relationships">{{}}</Relationships>'
    parts = made_of('docx', paragraph(run('{{ navn }}')), {
        'word/_rels/document.xml.rels': wrap.format(
            f'<Relationship Id="s" Type="{OFFICE}/settings" Target="settings.xml"/>'),
        'word/settings.xml': settings, 'word/_rels/settings.xml.rels': wrap.format(relations)})
    left = parts.get('word/settings.xml', '')
    check('w:zoom' in left and 'w:hdrShapeDefaults' in left, f'settings are lost: {left}')
    check('w:attachedTemplate' not in left and 'w:mailMerge' not in left, f'settings stay: {left}')
    left = parts.get('word/_rels/settings.xml.rels', '')
    check('own.xml' in left and 'External' not in left, f'relationships of settings: {left}')


def check_links():
    link, looks = '<w:hyperlink w:anchor="a">{}</w:hyperlink>', '<w:rPr><w:b/></w:rPr>'
    docx(paragraph(run('a') + link.format(run('{{ tom }}', looks))), paragraph(run('a')),
         'a link without text')
    full = paragraph(link.format(run('se ') + run('{{ navn }}', looks)))
    docx(full, full.replace('{{ navn }}', 'Ane'), 'a link with text')
    docx(full.replace('navn', 'tom'), full.replace('{{ navn }}', ''), 'a link with some text')
    link = '<text:p>a<text:a xlink:href="#b"><text:span>{}</text:span></text:a></text:p>'
    odt(link.format('{{ tom }}'), '<text:p>a</text:p>', 'a link without text in ODT')
    odt(link.format('{{ navn }}'), link.format('Ane'), 'a link with text in ODT')


def check_controls():
    """Word would put what a control is bound to in the place of what was written."""
    control = ('<w:sdt><w:sdtPr><w:alias w:val="a"/>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>')
    bound = '<w:dataBinding w:xpath="/a" w:storeItemID="b"/>'
    docx(control.format(bound, paragraph(run('{{ navn }}'))) + control.format(bound, paragraph(run('a'))),
         control.format('', paragraph(run('Ane'))) + control.format(bound, paragraph(run('a'))),
         'a control that is bound')


def check_sections():
    ends = '<w:pPr><w:sectPr><w:pgSz w:w="5000" w:h="9000"/></w:sectPr></w:pPr>'
    docx(paragraph(run('a')) + paragraph(run('{%- if navn %}b'), ends) + paragraph(run('c{% endif %}')),
         paragraph(run('a')) + paragraph(run('b'), ends) + paragraph(run('c')),
         'a paragraph that ends a section, joined')


def check_rows():
    loop = ['{%tc for x in ingen %}', '{{ x }}', '{%tc endfor %}']
    docx(table(loop, ['b']) + paragraph(run('c')), table(['b']) + paragraph(run('c')), 'a row without cells')
    docx(table(loop) + paragraph(run('c')), paragraph(run('c')), 'a table without cells')
    odt(odt_table(loop, ['b']), odt_table(['b']), 'a row without cells in ODT')
    odt(odt_table(loop) + '<text:p>c</text:p>', '<text:p>c</text:p>', 'a table without cells in ODT')
    inner = table(['{%tc for x in tal %}', '{{ x }}', '{%tc endfor %}'])
    body = table(['a']).replace('</w:p></w:tc>', '</w:p>' + inner + paragraph('') + '</w:tc>')
    text = made_of('docx', body).get('word/document.xml', '')
    check(text.count('<w:tc>') == 3 and text.count('<w:tr>') == 2, f'a table in a table: {text}')


def check_names():
    """What a template calls its styles, properties and spaces of names need not be a word."""
    odd = 'A&amp;B&lt;&quot;{}'
    names = ('heading 1', 'list bullet', 'quote', 'table grid', 'hyperlink', 'html preformatted', 'egen')
    kinds = {'table grid': 'table', 'hyperlink': 'character'}
    styles = ''.join(f'<w:style w:type="{kinds.get(name, "paragraph")}" w:default="{int(name == "egen")}" '
                     f'w:styleId="{odd.format(number)}"><w:name w:val="{name}"/></w:style>'
                     for number, name in enumerate(names))
    value = paragraph(run('{{ tekst | md }}'), f'<w:pPr><w:pStyle w:val="{odd.format(6)}"/></w:pPr>')
    check_parts('docx', value + table(['x']).replace('</w:tc>', value + '</w:tc>'), {
        'word/styles.xml': f'<w:styles {DOCX_SPACES}>{styles}</w:styles>',
        'word/_rels/document.xml.rels':
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="s" Type="{OFFICE}/styles" '
            'Target="styles.xml"/></Relationships>'})
    names = ('Heading 1', 'List Bullet', 'Quotations', 'Internet link', 'Preformatted Text', 'Table Contents')
    styles = ''.join(f'<style:style style:name="{odd.format(number)}" style:display-name="{name}" '
                     f'style:family="{"text" if name == "Internet link" else "paragraph"}" '
                     f'style:list-style-name="{odd.format("L")}"/>' for number, name in enumerate(names))
    check_parts('odt', f'<text:p text:style-name="{odd.format(2)}">{{{{ tekst | md }}}}</text:p>', {
        'styles.xml': f'<office:document-styles {ODT_SPACES} xmlns:style="{ODF}:style:1.0"><office:styles>'
                      f'{styles}</office:styles></office:document-styles>',
        'meta.xml': f'<office:document-meta {ODT_SPACES} xmlns="https://kommune.example/?a=1&amp;b=2" '
                    'office:version="&quot;&amp;"><office:meta><egen/></office:meta></office:document-meta>',
        'META-INF/manifest.xml': ODT_PARTS['META-INF/manifest.xml'].replace('"1.3"', '"&quot;&amp;"')})


def check_parts(kind, body, more):
    parts = made_of(kind, body, more)
    for name, text in parts.items():
        if name.endswith(('.xml', '.rels')):
            try:
                ElementTree.fromstring(text)
            except ElementTree.ParseError as error:
                check(False, f'{kind}: {name}: {error}')
    check('>f<' in parts.get('word/document.xml', '') + parts.get('content.xml', ''), f'{kind}: {parts.keys()}')


check_settings()
check_names()
check_links()
check_controls()
check_sections()
check_rows()
finish()
