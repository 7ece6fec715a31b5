r"""Articles that attack the terminal they are read in.

`payloads()` is every kind of control that does harm in some terminal, in each of the ways it can be written: with ESC
or as a C1 control, ended by BEL, by ST, or not at all. `poison(folder)` makes a desk of them: each payload stands in
every field of an article, in every format of front matter (where it is harmless ASCII until it is decoded), in every
construct of Markdown, and in names of files.
"""

import json
import os
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

# What stands between the opening of a sequence and its end; words, apart by spaces.
_CSI = (
    "2J 3J 31m 38;2;1;2;3m 6n c >c 21t 14t 5;5H 1000A 200C 200D 99@ 99X 1;24r !p s u 4i 5i 2q 9;1;1t ?1049l ?1049h "
    "?1000h ?1003h ?25h ?2004h ?2026h ?5h ?7h ?69h >25u <u =1u ?u ?2026$p 20h 1;2;3;4;5;6;7;8;9m"
)
_OSC = (
    "52;c;cHduZWQ= 52;c;? 0;pwned 1;pwned 2;pwned 4;1;? 7;file:///etc 8;;https://evil.example/ "
    "8;;javascript:alert(1) 9;toast 10;? 11;? 12;? 22;wait 50;font 104 133;A 777;notify;a;b "
    "1337;File=inline=1:AAAA 1337;SetMark 5522;x"
)
_ESCAPES = "c 7 8 D E H M N O Z = > n o | } ~ 6 9 (0 )0 #8 %G %@ [[A"
_STRINGS = (
    ("P", "\x90", "$qm"),
    ("P", "\x90", "q#0;2;0;0;0#0~~"),
    ("P", "\x90", "+q544e"),
    ("P", "\x90", "1$r0m"),
    ("P", "\x90", "tmux;\x1b\x1b]52;c;cHduZWQ=\x07"),
    ("_", "\x9f", "Ga=T,f=24,s=1,v=1;AAAA"),
    ("_", "\x9f", "Ga=t,t=f;L2V0Yy9wYXNzd2Q="),
    ("^", "\x9e", "pm"),
    ("X", "\x98", "sos"),
)
_ENDS = ("\x07", "\x1b\\", "\x9c", "")
_INVISIBLE = (
    "\u200b\u200e\u200f\u061c\u00ad\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\ufff9\ufffb"
    "\U000e0001\U000e0041\U000e007f"
)


def payloads() -> tuple[str, ...]:
    """Each payload once, as the text that a decoder makes of it."""

    def made() -> Iterator[str]:
        for body in _CSI.split():
            yield f"\x1b[{body}"
            yield f"\x9b{body}"
        for end in _ENDS:
            for body in _OSC.split():
                yield f"\x1b]{body}{end}"
                yield f"\x9d{body}{end}"
            for opening, c1, body in _STRINGS:
                yield f"\x1b{opening}{body}{end}"
                yield f"{c1}{body}{end}"
        for body in _ESCAPES.split():
            yield f"\x1b{body}"
        # Line feed and tab are what text is made of; all the rest is not.
        for code in (*range(0x20), *range(0x7F, 0xA0)):
            if code not in (0x09, 0x0A):
                yield chr(code) * 3
        yield from _INVISIBLE
        yield "e" + "\u0301" * 200

    return tuple(dict.fromkeys(made()))


def poison(folder: Path, *, every: int = 1) -> int:
    """Fill a folder with poisoned articles.

    Args:
        folder: Where; made if it is not there.
        every: Take each so-manieth payload only, for a shorter test.

    Returns:
        How many articles there are.
    """
    folder.mkdir(parents=True, exist_ok=True)
    chosen = payloads()[::every]
    formats = cycle((_yaml, _toml, _json))
    for number, (payload, form) in enumerate(zip(chosen, formats, strict=False)):
        fields = _fields(number, payload)
        body = _body(list(islice(cycle(chosen), number, number + 6)))
        (folder / f"{number:04}.md").write_bytes((form(fields) + body).encode("utf-8", "surrogatepass"))
    named = 0
    for payload in chosen:
        name = os.fsencode(f"n{payload}.md")
        if b"/" in name or b"\0" in name or len(name) > 200:
            continue
        (folder / os.fsdecode(name)).write_text("no front matter\n", "utf-8")
        named += 1
    return len(chosen) + named


def _fields(number: int, payload: str) -> dict[str, object]:
    said = f"a{payload}b"
    return {
        "title": f"{number:04} {said}",
        "subtitle": said,
        "description": said,
        "author": [said, f"{payload}second"],
        "read_time": said,
        "publish_date": f"2025-01-01{payload}",
        "heroImage": f"https://e.example/{payload}.png",
        "image_alt": said,
        "cta": said,
        "tags": [said],
        "status": said,
        "slug": said,
        "language": said,
        "canonical_url": f"https://e.example/{payload}",
        f"key{payload}": said,
        "extra": {said: [said]},
    }


def _yaml(fields: dict[str, object]) -> str:
    # JSON's escapes are YAML's: the file is ASCII, and the controls are there once it is read.
    return "---\n" + "".join(f"{json.dumps(key)}: {json.dumps(value)}\n" for key, value in fields.items()) + "---\n\n"


def _toml(fields: dict[str, object]) -> str:
    nested = {key: value for key, value in fields.items() if key != "extra"}
    rows = "".join(f"{_toml_value(key)} = {_toml_value(value)}\n" for key, value in nested.items())
    return f"+++\n{rows}+++\n\n"


def _toml_value(value: object) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_toml_value(one) for one in value) + "]"
    # TOML has no pairs of surrogates: what lies beyond the first plane is written in eight digits.
    return '"' + "".join(_toml_character(one) for one in str(value)) + '"'


def _toml_character(one: str) -> str:
    return one if (one.isalnum() and one.isascii()) or one in " :/.,-;?=()[]{}" else f"\\U{ord(one):08x}"


def _json(fields: dict[str, object]) -> str:
    return json.dumps(fields, indent=1) + "\n\n"


def _body(chosen: list[str]) -> str:
    return "".join(_markdown(payload) for payload in chosen)


def _markdown(payload: str) -> str:
    decimal = "".join(f"&#{ord(one)};" for one in payload)
    hexadecimal = "".join(f"&#x{ord(one):x};" for one in payload)
    twice = decimal.replace("&", "&amp;")
    address = payload.replace(" ", "")
    return (
        f"a{payload}b {decimal} {hexadecimal} {twice} **{payload}** *{decimal}* "
        f"`{payload}`\n\n"
        f"# h{payload} {decimal}\n\n"
        f"[t{payload}](https://e.example/{address} 'x{payload}') <https://e.example/{address}> "
        f"![i{payload}](p{address}.png)\n\n"
        f"[bank.example](https://e.example/{decimal}) https://e.example/{payload}\n\n"
        f"> q{payload}\n\n- l{payload}\n- [ ] {payload}\n\n"
        f"| h{payload} | {hexadecimal} |\n| --- | --- |\n| {payload} | {decimal} |\n\n"
        f"```{payload}\nc{payload} {decimal}\n```\n\n"
        f"    i{payload}\n\n<b title='{payload}'>{payload}{decimal}</b>\n\n$m{payload}$\n\nword[^{payload}]\n\n"
        f"[^{payload}]: f{payload}\n\n"
    )
