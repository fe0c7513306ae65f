#!/usr/bin/python3
"""Writes src/Rules/Organisation/pinyin-initials.txt from the Unihan readings of Debian's package unicode-data.

One letter per character of U+4E00-9FFF, 64 to a line, "-" where Unihan gives no Mandarin reading. The reading is the one that
Unihan calls customary (kMandarin, mainland); surnames that are read otherwise stand in PinyinInitials.cs.
"""
import bz2
import unicodedata
from pathlib import Path

SOURCE = "/usr/share/unicode/Unihan_Readings.txt.bz2"
TARGET = Path(__file__).resolve().parents[2] / "src/Rules/Organisation/pinyin-initials.txt"
FIRST, LAST, WIDTH = 0x4E00, 0x9FFF, 64
IN_NAMES = {"晟": "s"}  # far more often met in given names than in the surname that Unihan lists first


def initial(reading):
    plain = unicodedata.normalize("NFD", reading)[0].lower()
    return plain if "a" <= plain <= "z" else "-"


def readings():
    with bz2.open(SOURCE, "rt", encoding="utf-8") as lines:
        for line in lines:
            parts = line.rstrip("\n").split("\t")
            if len(parts) == 3 and parts[1] == "kMandarin":
                yield int(parts[0][2:], 16), parts[2].split(" ")[0]


table = {code: initial(reading) for code, reading in readings() if FIRST <= code <= LAST}
table.update((ord(character), letter) for character, letter in IN_NAMES.items())
letters = "".join(table.get(code, "-") for code in range(FIRST, LAST + 1))
TARGET.write_text("".join(letters[i:i + WIDTH] + "\n" for i in range(0, len(letters), WIDTH)), encoding="ascii")
print(f"{TARGET.name}: {len(letters):,} characters, {letters.count('-')} without a reading")
