"""YAML front matter, strictly: the core schema of YAML 1.2 on top of libyaml, safe against every bomb we know.

Scalars stay as they are written (`Plain`), so no date, number or `no` is turned into something else. Aliases are
followed within a budget, `<<` merges nothing, tags make no objects. What is not a mapping of plain keys raises
`FrontMatterUnreadable`: never anything else.

libyaml's composer recurses in C: `[` 60,000 times ends the process without an exception, so depth is looked at first.
"""

import re

import yaml

from newsdesk.text.values import Fields, FrontMatterUnreadable, Plain, Repair, Value

MOST_NODES = 20_000
"""64 KiB of `- a` make 16,000; an alias counts as often as it is used."""
MOST_LEVELS = 32
LONGEST_KEY = 80
"""In characters; longer ones are sentences."""

_BaseLoader: type[yaml.BaseLoader] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_STRING = "tag:yaml.org,2002:str"
_KNOWN_TAGS = {
    f"tag:yaml.org,2002:{name}" for name in ("str", "seq", "map", "int", "float", "bool", "null", "timestamp", "set")
}
_NESTED_ON_A_LINE = re.compile(rf"(?:[-?:][ \t]+){{{MOST_LEVELS},}}")


def load(text: str) -> Fields:
    r"""Read a mapping.

    Args:
        text: What stands between the fences, with `\\n` line ends.

    Returns:
        Its fields; empty when there is nothing but comments. Of a key that stands twice the last counts, as in
        PyYAML and the generators; a repair tells of the others.

    Raises:
        FrontMatterUnreadable: It is no YAML, no mapping, nested too deep, or too much.
    """
    _check_depth(text)
    try:
        node = yaml.compose(text, _BaseLoader)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise FrontMatterUnreadable(str(error)) from error
    if node is None:
        return Fields()
    if not isinstance(node, yaml.MappingNode):
        raise FrontMatterUnreadable("no keys and values")
    return _Builder().fields(node)


def _check_depth(text: str) -> None:
    if text.count("[") + text.count("{") > MOST_LEVELS:
        depth = deepest = 0
        for sign in re.findall(r"[\[\]{}]", text):
            depth = depth + 1 if sign in "[{" else max(depth - 1, 0)
            deepest = max(deepest, depth)
        if deepest > MOST_LEVELS:
            raise FrontMatterUnreadable("nested too deep")
    if _NESTED_ON_A_LINE.search(text):
        raise FrontMatterUnreadable("nested too deep")


class _Builder:
    """Turns nodes into values, counting them."""

    def __init__(self) -> None:
        self.nodes = 0

    def fields(self, node: yaml.MappingNode) -> Fields:
        self._check_tag(node)
        fields = Fields()
        for key_node, value_node in node.value:
            key = self._key(key_node)
            line, column = key_node.start_mark.line, key_node.start_mark.column + 1
            if key in fields:
                said = f"The key “{key}” stands here again; this one counts, the one before it does not."
                fields.repairs.append(Repair("duplicate-key", said, line, column, mendable=False))
            if len(key) > LONGEST_KEY and " " in key:
                said = "A whole sentence stands here as a key, because of the colon in it."
                fields.repairs.append(Repair("front-matter-key", said, line, column, mendable=False))
            fields[key] = self.value(value_node, 1)
            fields.lines[key] = line
        return fields

    def value(self, node: yaml.Node, level: int) -> Value:
        self.nodes += 1
        if self.nodes > MOST_NODES or level > MOST_LEVELS:
            raise FrontMatterUnreadable("nested too deep, or aliases that multiply")
        self._check_tag(node)
        if isinstance(node, yaml.ScalarNode):
            return Plain(node.value) if not node.style and node.tag == _STRING else str(node.value)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, level + 1) for item in node.value]
        return {self._key(key): self.value(item, level + 1) for key, item in node.value}

    def _key(self, node: yaml.Node) -> str:
        if not isinstance(node, yaml.ScalarNode):
            raise FrontMatterUnreadable("a key that is a list or a mapping")
        self._check_tag(node)
        return str(node.value)

    @staticmethod
    def _check_tag(node: yaml.Node) -> None:
        if node.tag not in _KNOWN_TAGS:
            raise FrontMatterUnreadable(f"the tag {node.tag}")
