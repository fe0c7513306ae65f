#!/usr/bin/python3
"""Cuts the two printing fonts out of Debian's fonts-noto-cjk.

No character of U+2E80-2FDF (radicals) may be mapped: a PDF maker maps a glyph back to its lowest code point, and 民 would be
copied out of the PDF as the radical ⺠. The cut fonts carry names of their own, because Noto is a trademark of its owner.
"""
import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection

SOURCE = Path("/usr/share/fonts/opentype/noto")
TARGET = Path(__file__).resolve().parents[2] / "src/Documents/Printing/Fonts"
SIMPLIFIED_CHINESE = 2  # place of the SC face in Debian's collections


def ranges(*pairs):
    return {c for first, last in pairs for c in range(first, last + 1)}


SIGNS = ranges(
    (0x20, 0x7E), (0xA0, 0xFF),          # Latin
    (0x2010, 0x2027), (0x2030, 0x203B),  # dashes, quotation marks, ellipsis, ※
    (0x2103, 0x2103), (0x2116, 0x2116), (0x2150, 0x217F), (0x2190, 0x2193), (0x2200, 0x2265),
    (0x2460, 0x249B), (0x25A0, 0x25CF), (0x2605, 0x2606),
    (0x3000, 0x303F), (0xFE30, 0xFE4F), (0xFF01, 0xFF5E), (0xFFE0, 0xFFE5),
)
UNIFIED = ranges((0x4E00, 0x9FFF))


def gb2312():
    rows = range(0xB0, 0xF8)
    cells = range(0xA1, 0xFF)
    pairs = (bytes((r, c)) for r in rows for c in cells)
    return {ord(text) for text in (p.decode("gb2312", "ignore") for p in pairs) if text}


def cut(collection, name, characters):
    font = TTCollection(str(SOURCE / collection)).fonts[SIMPLIFIED_CHINESE]
    present = set(font.getBestCmap())
    options = Options(
        hinting=False, layout_features=[], notdef_outline=True, name_IDs=[0, 1, 2, 3, 4, 5, 6, 7, 13, 14],
        name_languages=[0x409], drop_tables=["BASE", "GPOS", "GSUB", "GDEF", "VORG", "vhea", "vmtx", "DSIG"])
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters & present)
    subsetter.subset(font)
    rename(font, name)
    font["head"].modified = font["head"].created  # two runs give the same bytes
    font.recalcTimestamp = False
    target = TARGET / f"{name}.otf"
    font.save(str(target))
    missing = sorted(characters & UNIFIED - present)
    print(f"{target.name}: {target.stat().st_size:,} bytes, {len(characters & present):,} characters, "
          f"{len(missing)} Han characters absent from the source")


def rename(font, name):
    family = name.replace("Shoumi", "Shoumi ")
    for record in list(font["name"].names):
        text = {1: family, 3: f"{name};cut from {record.toUnicode()}", 4: family, 6: name}.get(record.nameID)
        if text:
            font["name"].setName(text, record.nameID, record.platformID, record.platEncID, record.langID)
    table = font["CFF "].cff
    table.fontNames[0] = name
    top = table.topDictIndex[0]
    for field, text in (("FamilyName", family), ("FullName", family)):
        if hasattr(top, field):
            setattr(top, field, text)


if __name__ == "__main__":
    sys.exit("No arguments, please") if len(sys.argv) > 1 else None
    TARGET.mkdir(parents=True, exist_ok=True)
    cut("NotoSerifCJK-Regular.ttc", "ShoumiSong", SIGNS | UNIFIED)
    cut("NotoSansCJK-Bold.ttc", "ShoumiHei", SIGNS | gb2312())
