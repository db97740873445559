"""Templates whose XML or tags mean harm."""

import packages
from scene import case


@case(1, "xml-doctype")
def xml_entities(scene):
    entities = '<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + i)} "{("&" + chr(97 + i) + ";") * 10}">' for i in range(12))
    scene.document(f'<!DOCTYPE a [{entities}]><w:document xmlns:w="{packages.WORD}"><w:body><w:p>'
                   '<w:r><w:t>&m;</w:t></w:r></w:p></w:body></w:document>')


@case(1, "xml-doctype")
def xml_external_entity(scene):
    scene.document(f'<!DOCTYPE a [<!ENTITY a SYSTEM "{scene.folder}/udenfor.yaml">]>'
                   f'<w:document xmlns:w="{packages.WORD}"><w:body><w:p>'
                   '<w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>')


@case(1, "xml-doctype")
def xml_external_doctype(scene):
    scene.document(f'<!DOCTYPE a SYSTEM "{scene.folder}/udenfor.yaml">'
                   f'<w:document xmlns:w="{packages.WORD}"><w:body/></w:document>')


@case(1, "xml-limit")
def xml_depth(scene):
    scene.document(f'<w:document xmlns:w="{packages.WORD}"><w:body>' + "<w:p>" * 100000)


@case(1, "xml-syntax")
def xml_cut(scene):
    scene.document(f'<w:document xmlns:w="{packages.WORD}"><w:body><w:p>')


@case(1, "xml-syntax")
def xml_bad_utf8(scene):
    scene.document(f'<w:document xmlns:w="{packages.WORD}"><w:body><w:p>'.encode() + b"\xff</w:p>"
                   b'</w:body></w:document>')


@case(None, "xml-limit")
def xml_of_many_attributes(scene):
    attributes = " ".join(f'a{i}="b"' for i in range(100000))
    scene.document(f'<w:document xmlns:w="{packages.WORD}"><w:body><w:p {attributes}/></w:body>'
                   '</w:document>')


@case(None, "xml-limit", "memory-limit")
def xml_of_many_elements(scene):
    scene.document(f'<w:document xmlns:w="{packages.WORD}"><w:body>' + "<w:p/>" * 5000000 +
                   '</w:body></w:document>')


@case(None, "xml-limit", "memory-limit")
def xml_text_of_50_mb(scene):
    scene.document(f'<w:document xmlns:w="{packages.WORD}"><w:body><w:p><w:r><w:t>' +
                   "ord { " * (50 << 20 >> 3) + '</w:t></w:r></w:p></w:body></w:document>')


@case(1, "tag-open")
def tag_never_closed(scene):
    scene.lines("{{ organ.navn")


@case(1, "template-limit")
def template_expression_depth(scene):
    scene.lines("{{ " + "(" * 100000 + "1" + ")" * 100000 + " }}")


@case(1, "template-limit")
def template_minus_depth(scene):
    scene.lines("{{ " + "- " * 100000 + "1 }}")


@case(1, "template-limit")
def template_not_depth(scene):
    scene.lines("{% if " + "not " * 100000 + "1 %}a{% endif %}")


@case(1, "template-limit")
def template_block_depth(scene):
    scene.lines("{% if 1 %}" * 50000 + "{% endif %}" * 50000)


@case(1, "template-limit")
def template_chain(scene):
    scene.lines("{{ a" + ".b" * 100000 + " }}")


@case(1, "template-limit")
def template_long_loop(scene):
    scene.lines("{%p for i in range(1000000000) %}", "x", "{%p endfor %}")


@case(1, "template-limit", "memory-limit")
def template_nested_loops(scene):
    depth = 8
    scene.lines(*(f"{{%p for a{i} in range(1000) %}}" for i in range(depth)), "x",
                *(["{%p endfor %}"] * depth))


@case(1, "template-limit", "memory-limit")
def template_loops_without_output(scene):
    depth = 8
    scene.lines("{% for i in range(1000) %}" * depth + "{% endfor %}" * depth)


@case(1, "template-limit")
def template_searches_a_list(scene):
    scene.lines("{% set alle = range(60000) | list %}"
                "{% for i in alle %}{% if i in alle %}{% endif %}{% endfor %}")


@case(1, "template-limit")
def template_searches_a_text(scene):
    scene.lines("{% set lang = 'ab ' * 200000 %}"
                "{% for i in range(90000) %}{% if lang.count('b a') %}{% endif %}{% endfor %}")


@case(1, "template-limit")
def template_measures_a_text(scene):
    scene.lines("{% set lang = 'ab ' * 200000 %}"
                "{% for i in range(90000) %}{% if lang | length %}{% endif %}{% endfor %}")


@case(1, "template-limit")
def template_repeats_text(scene):
    scene.lines("{{ 'x' * 1000000000 }}")


@case(1, "template-limit", "memory-limit")
def template_doubles_text(scene):
    scene.lines("{% set a = 'xxxxxxxx' %}" + "{% set a = a ~ a %}" * 60 + "{{ a }}")


@case(1, "bad-value", "template-limit")
def template_power(scene):
    scene.lines("{{ 10 ** 10 ** 10 }}")


@case(1, "yaml-limit")
def data_depth(scene):
    (scene.folder / "data.json").write_text('{"a":' * 100000)
    scene.command = ["render", str(scene.template_path), str(scene.folder / "data.json"), "-q",
                     "-o", str(scene.output)]


@case(0)
def template_of_huge_type(scene):
    table = '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="1"/></w:tblGrid><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>'
    huge = ('<w:p><w:pPr><w:spacing w:line="999999999" w:lineRule="exact"/></w:pPr><w:r><w:rPr>'
            '<w:sz w:val="999999999"/></w:rPr><w:t>' + "ord " * 20000 + '</w:t></w:r></w:p>')
    scene.document(f'<w:document xmlns:w="{packages.WORD}"><w:body><w:p><w:r><w:t>'
                   '{{ punkter[0] | side }}{{ punkter[0] | anker }}</w:t></w:r></w:p>'
                   + (huge + table.format(huge)) * 20 + '</w:body></w:document>')


@case(0)
def template_joined_around_depth(scene):
    # Deep as can be: what stands between two paragraphs comes to stand in the joined one.
    deep = ('<w:sdt>' * 250 + '<w:p><w:r><w:t>{% if 1 %}a{{ 1 }}{% endif %}</w:t></w:r></w:p>' + '</w:sdt>' * 250)
    scene.document(f'<w:document xmlns:w="{packages.WORD}"><w:body><w:p><w:r><w:t>a</w:t></w:r></w:p>'
                   f'<w:proofErr>{deep}</w:proofErr><w:p><w:r><w:t>{{%- if 1 %}}b{{% endif %}}</w:t></w:r></w:p>'
                   '</w:body></w:document>')
