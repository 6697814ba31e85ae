"""Records what CPython answers: PYTHONHASHSEED=0 python3.13 make.py ROWS

ROWS is about how many rows a function gets. A row is the function, its arguments and the answer,
separated by tabs; `\\-` stands for None. The tables are 3.13's, save that python3.10 writes
hash_siphash24.tsv, the hashes up to 3.10.
"""

import os
import pathlib
import random
import struct
import sys

ROWS = int(sys.argv[1])
DIRECTORY = pathlib.Path(__file__).parent
if os.environ.get("PYTHONHASHSEED") != "0":
    sys.exit("set PYTHONHASHSEED=0")
random.seed(ROWS)
pick = random.choice


def field(value):
    if value is None:
        return "\\-"
    if isinstance(value, float):
        return struct.pack(">d", value).hex()
    if isinstance(value, bytes):
        return value.hex()
    return "".join(c if " " <= c <= "~" and c != "\\" else "\\u{%x}" % ord(c) for c in str(value))


def answer(function, *arguments):
    try:
        value = function(*arguments)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return value if isinstance(value, str) else repr(value)


def table(name, rows, share=1.0):
    """Writes the rows of each kind: fixed ones first, then random ones until there are enough."""
    lines = []
    for kind, function, fixed, arguments in rows:
        cases = list(fixed)
        cases += [arguments() for _ in range(int(ROWS * share) - len(cases))]
        for case in cases:
            lines.append("\t".join(map(field, (kind, *case, answer(function, *case)))))
    (DIRECTORY / f"{name}.tsv").write_text("\n".join(dict.fromkeys(lines)) + "\n")


def word(alphabet, longest=8):
    return "".join(pick(alphabet) for _ in range(random.randrange(longest + 1)))


def text():
    return word(pick(["ab", "aB c", "abc -+01", "éßΣσςİ a", "'\"\\\n\t\x00\x7f\x85", "ǆŉﬁ𝔸日本'", "a \t\n\r\x0b\x1c\u2028b"]))


def number():
    return pick([0, 1, -1, random.randrange(-20, 20), random.randrange(-10**6, 10**6), random.randrange(-2**63, 2**63)])


def real():
    bits = struct.unpack(">d", random.getrandbits(64).to_bytes(8, "big"))[0]
    return pick([0.0, -0.0, float("inf"), float("-inf"), float("nan"), 0.5, 2.5, 1e16, 1e22, 123456.0, bits, bits,
                 random.uniform(-10, 10), random.uniform(-1, 1) * 10.0 ** random.randrange(-9, 20), float(number()),
                 round(random.uniform(-1000, 1000), 2), random.randrange(-999, 999) / 8])


def spec():
    if random.random() < 0.1:
        return word("<>=^+- z#0123,_.dfsé", 5)
    return (pick(["", "", "<", ">", "^", "=", "*<", "0=", "é^", "0>", " ="]) + pick(["", "", "+", "-", " "]) + pick([""] * 9 + ["z"])
            + pick(["", "", "#"]) + pick(["", "", "0"]) + pick(["", "", "1", "7", "12", "25"]) + pick(["", "", "", ",", "_"])
            + pick(["", "", ".0", ".1", ".3", ".17"]) + pick(["", "", *"bcdeEfFgGnosxX%"]))


def bound():
    return pick([None, None, 0, 1, -1, 2, -2, 5, -5, 20, -20, 2**63 - 1, -2**63])


def step():
    return pick([None, 1, -1, 2, -2, 3, -3, 0, 7, 2**63 - 1, -2**63])


def percent_case():
    if random.random() < 0.15:
        directives = [word("%%sd5.(a)lxy é", 6)]
    else:
        directives = [
            "%" + pick([""] * 6 + ["(a)"]) + word("-+ #0", 2) + pick(["", "", "1", "9", "*"]) + pick(["", "", ".", ".0", ".2", ".*", ".12"])
            + pick(["", "", "", "l"]) + pick("srdiuoxXeEfFgGcda%y") for _ in range(pick([1, 1, 2]))]
    values = []
    for _ in range(pick([0, 1, 1, 1, 2, 2, 3])):
        values += pick([("i", str(pick([number(), random.randrange(-9, 99)]))), ("f", struct.pack(">d", small_real()).hex()), ("s", text()), ("n", "")])
    if random.random() < 0.15:
        directives = [directive.replace("%", "%(a)", 1) for directive in directives if "(a)" not in directive]
        values = ["m", ""] + values[:2]
    return (pick(["", "a"]) + pick(["", " ", "é"]).join(directives), *values)


def value(kind, content):
    return {"i": int, "f": lambda bits: struct.unpack(">d", bytes.fromhex(bits))[0], "s": str, "n": lambda _: None}[kind](content)


def percent(template, *fields):
    values = [value(kind, content) for kind, content in zip(fields[::2], fields[1::2]) if kind != "m"]
    if fields[:1] == ("m",):
        try:
            return template % {"a": values[0] if values else 7}
        except KeyError:
            raise ValueError("lookup KeyError") from None
    return template % tuple(values)


def template_case():
    if random.random() < 0.4:
        template = word(pick(["{}", "{}:!r0a", "{}[].0a", "{}x", "{}:{}!s>5"]), 9)
    else:
        template = "".join(
            pick(["", "", "x", "{{", "}}"]) + "{" + pick(["", "", "", "0", "1", "a", "9"]) + pick([""] * 6 + [".real", "[0]", "[-1]", "[a]"])
            + pick(["", "", "", "!r", "!s", "!a", "!x"]) + pick(["", "", ":", ":>6", ":{}", ":{1}>{2}", ":.{a}", ":{:{}}"]) + "}"
            for _ in range(pick([1, 1, 2, 3])))
    values = []
    for _ in range(3):
        values += pick([("i", str(random.randrange(-9, 30))), ("s", word("abé'", 4)), ("s", pick("<>^5"))])
    return (template, *values)


def template(text, *fields):
    values = [value(kind, content) for kind, content in zip(fields[::2], fields[1::2])]
    try:
        return text.format(*values, a=7)
    except (KeyError, AttributeError, TypeError) as error:
        # What a lookup says is not this module's.
        raise ValueError(f"lookup {type(error).__name__}") from None
    except IndexError as error:
        raise error if "Replacement" in str(error) else ValueError("lookup IndexError") from None


def parsed(text, base):
    value = int(text, base)
    if not -2**63 <= value < 2**63:
        raise OverflowError("an int is simulated in 64 bits: this number needs more")
    return value


def small_real():
    """A float that `%d` turns into an int of 64 bits."""
    while not abs(x := real()) < 2**63:
        pass
    return x


def digits():
    return pick(["", " ", "-", "+"]) + pick(["", "", "", "0x", "0B", "0o", "0", "_"]) + word(pick(["01", "0123456789", "19_", "fF9", "٣1", "z1 ", "1.e-5", "1_.0e"]), 6) + pick(["", "", " ", "\n", "\xa0"])


def bounded(name):
    def search(subject, sub, start, end):
        found = getattr(subject, name)(sub, start, end)
        return None if found == -1 and name in ("find", "rfind") else found
    return (name, search, [("", "", 1, None), ("", "", None, None), ("abc", "", 3, None), ("abc", "", 4, None), ("abc", "", 2, 1)],
            lambda: (word("abé", 8), word("abé", 2), bound(), bound()))


def simple(name):
    return (name, lambda subject: getattr(subject, name)(), [("",), ("ΑΣ ΑΣ",), ("they're Bill's",), ("ß",), ("ǆ",), ("²③",), ("١",)], lambda: (text(),))


def mixed():
    return word(pick(["ab\n", "é\xff", "Ωж日", "a𝔸", "abcdefgh01234567"]), 20)


def hashes():
    return [pick([0, 1, -2, random.randrange(100), random.randrange(-2**60, 2**60)]) for _ in range(random.randrange(6))]


table("hash_" + sys.hash_info.algorithm, [
    ("hash_str", hash, [("",), ("a",), ("é",), ("Ω",), ("\U0001f600",), ("a" * 300,)], lambda: (mixed(),)),
    ("hash_bytes", hash, [(b"",)], lambda: (random.randbytes(random.randrange(20)),)),
])
if sys.hash_info.algorithm == "siphash24":
    sys.exit()

table("repr", [
    ("repr_str", repr, [("it's",), ('"',), ("'\"",), ("\x80\xad\u200b\u3000\U000e0001\ue000\u0301a\u0301\U0001f600",)], lambda: (text(),)),
    ("ascii_str", ascii, [], lambda: (text(),)),
    ("repr_bytes", repr, [(b"it's",), (b"'\"",)], lambda: (random.randbytes(5),)),
])
table("number", [
    ("repr_float", repr, [(2.0**-44,), (5e-324,), (1.7976931348623157e308,), (1e15,), (1e16,), (1e-4,), (1e-5,), (2.0**-1074 * 3,), (9007199254740993.0,)],
     lambda: (real(),)),
    ("int_from_text", parsed, [("1_0", 10), ("0x_f", 16), ("010", 0), ("0_0", 0), ("", 10), ("x" * 250, 10), ("5", 1), ("-9223372036854775808", 10)],
     lambda: (digits(), pick([10, 10, 10, 0, 2, 8, 16, 36, 37, -1]))),
    ("float_from_text", lambda text: repr(float(text)), [("-nan",), ("+Infinity",), ("1_0.0_1",), ("1_.0",), ("1e_5",), (".",), ("1e400",), ("0x1",), ("infinit",)],
     lambda: (pick([digits(), repr(real()), f"{real():.20e}"]),)),
])
table("format", [
    ("format_int", format, [(1, "05d,"), (1, "\u0663"), (1, "dd"), (1, ",_"), (1, "é"), (1, "99999999999999999999"), (1, ".")], lambda: (pick([number(), random.randrange(200)]), spec())),
    ("format_float", format, [(2.5, ".0f"), (0.5, ".0f"), (1e23, "f"), (5e-324, ".1100f"), (-0.04, "z.1f"), (1234.5, "012,.1f"), (12.0, ".99999999999f")], lambda: (real(), spec())),
    ("format_str", format, [("ab", "=5"), ("ab", "05"), ("ab", "^10,"), ("ab", " s")], lambda: (text(), spec())),
], 3)
table("percent", [("percent", percent, [("%",), ("%(a",), ("%y", "i", "1"), ("%é", "i", "1"), ("%99999999999999999999d", "i", "1"), ("%.99999999999999999999d", "i", "1"), ("%(a(b))s", "s", ""), ("%5%", "i", "1"), ("%09.1F", "f", "fff0000000000000")], percent_case)], 3)
table("template", [("template", template, [("{",), ("}",), ("{!}",), ("{!é}",), ("{99999999999999999999}",), ("{0[",), ("{0[0]x}", "s", "a"), ("{a!",), ("{0!r }",), ("{a{}}",)], template_case)], 3)
table("method", [
    *(simple(name) for name in "upper lower title capitalize swapcase casefold isdigit isalpha isalnum isspace isupper islower istitle isidentifier isdecimal isnumeric isprintable isascii".split()),
    *(bounded(name) for name in "find rfind index rindex count startswith endswith".split()),
    *((name, lambda subject, sep, count, name=name: getattr(subject, name)(sep, count), [("a,b", "", -1), ("", None, -1), ("", ",", -1), (" a  b ", None, 0)],
       lambda: (word("ab ,\n", 9), pick([None, ",", "ab"]), pick([-1, -1, 0, 1, 2]))) for name in ("split", "rsplit")),
    ("splitlines", lambda subject, keep: subject.splitlines(keep == 1), [], lambda: (word("a\n\r\x0b\x1c\x85\u2028", 6), pick([0, 1]))),
    *((name, lambda subject, chars, name=name: getattr(subject, name)(chars), [], lambda: (word(" ab\t\x1f\xa0", 6), pick([None, "", "a", "ab ", "é"]))) for name in ("strip", "lstrip", "rstrip")),
    ("replace", lambda *a: a[0].replace(*a[1:]), [("abc", "", "-", -1), ("", "", "x", 0), ("", "", "x", -1)], lambda: (word("ab", 6), word("ab", 2), word("xa", 2), pick([-1, 0, 1, 2]))),
    *((name, lambda subject, sep, name=name: getattr(subject, name)(sep), [], lambda: (word("ab", 6), word("ab", 2))) for name in ("partition", "rpartition", "removeprefix", "removesuffix")),
    *((name, lambda subject, width, name=name: getattr(subject, name)(width, "*"), [], lambda: (word("abé", 5), random.randrange(-1, 9))) for name in ("center", "ljust", "rjust")),
    ("zfill", lambda subject, width: subject.zfill(width), [], lambda: (pick(["", "+", "-", "--"]) + word("1é", 3), random.randrange(-1, 9))),
    ("expandtabs", lambda subject, size: subject.expandtabs(size), [], lambda: (word("a\t\né", 7), pick([-1, 0, 1, 4, 8]))),
], 0.3)
table("slice", [
    ("slice_str", lambda subject, *bounds: subject[slice(*bounds)], [], lambda: (word("abcé日", 8), bound(), bound(), step())),
    ("slice_indices", lambda length, *bounds: slice(*bounds).indices(length), [], lambda: (random.randrange(9), bound(), bound(), step())),
    ("char_at", lambda subject, index: subject[index], [], lambda: (word("abé", 4), random.randrange(-5, 5))),
])
table("hash", [
    ("hash_int", hash, [(-1,), (2**61 - 1,), (-2**63,), (2**61 - 2,), (-2**61,)], lambda: (number(),)),
    ("hash_float", hash, [(5e-324,), (-1.0,), (1.7976931348623157e308,)], lambda: ((lambda x: x if x == x else 0.1)(real()),)),
    ("hash_tuple", lambda *items: hash(tuple(items)), [()], lambda: tuple(map(hash, hashes()))),
    ("hash_frozenset", lambda *items: hash(frozenset(items)), [()], lambda: tuple({*map(hash, hashes())})),
])
