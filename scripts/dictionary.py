#!/usr/bin/env python3
"""Makes data/dictionary/: nouns of dictionaries, and which of them name goods, one file a language.

    apt-get download wordnet-base; dpkg-deb -x wordnet-base_*.deb wordnet     # WordNet 3.0
    git clone https://github.com/omwn/omw-data                                # Open Multilingual Wordnet
    pip download --no-deps wordfreq jieba
    python3 scripts/dictionary.py wordnet/usr/share/wordnet omw-data/wns WORDFREQ/data JIEBA/dict.txt

Frequency lists (ordinary-words/) know brands as well as words, and miss the rarer words for goods: pretzel, granola,
sourdough. Dictionaries have these and no brands. Which words name goods follows from WordNet: the senses of food,
artifacts that are no places or buildings, and substances. A word names goods where half of its senses do, in English
where the first and most usual one does.

A file has sections: `# goods` nouns for goods; `# dictionary` other nouns; `# names`, Chinese only, the words of
jieba's dictionary: names and brands are among them, so that they tell where words end and are no ordinary words.
"""
import collections
import glob
import gzip
import os
import sys

import msgpack

GOODS = {6, 13, 27}  # WordNet's lexicographer files noun.artifact, noun.food, noun.substance
PLACES = {"04341686", "04564698", "03315023", "08571898"}  # structure, way, facility, space
# Of the Open Multilingual Wordnet: those made by hand or checked, under licences that let their words be used freely,
# and for every language the one taken from Wiktionary. Share of the goods among a word's senses is taken over all.
WORDNETS = ["arb", "bul", "cow", "dan", "ell", "heb", "ita", "iwn", "nor", "pol", "por"]
LANGUAGES = {
    "arb": "ar", "bul": "bg", "cat": "ca", "ces": "cs", "cmn": "zh", "dan": "da", "deu": "de", "ell": "el", "fas": "fa", "fin": "fi",
    "fra": "fr", "heb": "he", "hin": "hi", "hun": "hu", "ind": "id", "isl": "is", "ita": "it", "jpn": "ja", "kor": "ko", "lav": "lv",
    "lit": "lt", "mkd": "mk", "nld": "nl", "nob": "nb", "pol": "pl", "por": "pt", "ron": "ro", "rus": "ru", "slk": "sk", "slv": "sl",
    "spa": "es", "swe": "sv", "tam": "ta", "tgl": "fil", "tur": "tr", "ukr": "uk", "urd": "ur", "vie": "vi", "ben": "bn",
}
CHINESE_NAMES = {"nr", "ns", "nt", "nz", "nrt", "nrfg"}
CHINESE_OTHERS = {"eng", "x"}
NAME_ZIPF = 3.5  # a Chinese name as usual as this shows where the words beside it end …
BORDER_ZIPF = 3.2  # … and another word as usual as this


def read_wordnet(folder):
    """synset → (lexicographer file, words, hypernyms, whether an instance); word → synsets, the most usual first."""
    synsets, order = {}, {}
    with open(os.path.join(folder, "data.noun"), encoding="latin1") as file:
        for line in file:
            if line.startswith("  "):
                continue
            parts = line.split(" | ")[0].split()
            count = int(parts[3], 16)
            words = [parts[4 + 2 * at] for at in range(count)]
            pointers = parts[5 + 2 * count :]
            pointers = [(pointers[at], pointers[at + 1]) for at in range(0, len(pointers) - 3, 4)]
            above = [synset for sign, synset in pointers if sign in ("@", "@i")]
            synsets[parts[0]] = (int(parts[1]), words, above, any(sign == "@i" for sign, _ in pointers))
    with open(os.path.join(folder, "index.noun"), encoding="latin1") as file:
        for line in file:
            if not line.startswith("  "):
                parts = line.split()
                order[parts[0]] = parts[-int(parts[2]) :]
    return synsets, order


def main(wordnet, omw, wordfreq, jieba):
    synsets, order = read_wordnet(wordnet)

    def is_place(synset):
        return synset in PLACES or any(is_place(above) for above in synsets[synset][2] if above in synsets)

    is_goods = {synset: facts[0] in GOODS and not is_place(synset) for synset, facts in synsets.items()}
    senses = collections.defaultdict(lambda: collections.defaultdict(set))  # language → word → synsets
    for synset, (_, words, _, instance) in synsets.items():
        for word in words:
            if word[0].islower() and not instance:
                senses["en"][word.replace("_", " ")].add(synset)
    # What English writes with a capital only, as Lego or Velcro, is a name in other languages too.
    names = {word.lower() for _, words, _, instance in synsets.values() for word in words if word[0].isupper() and not instance} - {
        word for _, words, _, _ in synsets.values() for word in words if word[0].islower()
    }
    tables = [path for name in WORDNETS for path in glob.glob(os.path.join(omw, name, "wn-data-*.tab"))]
    for path in tables + glob.glob(os.path.join(omw, "wikt", "wn-wikt-*.tab")):
        language = LANGUAGES.get(path.rsplit("-", 1)[1].split(".")[0])
        with open(path, encoding="utf-8") as file:
            for row in (line.rstrip("\n").split("\t") for line in file if language and not line.startswith("#")):
                if len(row) < 3 or not row[0].endswith("-n") or "lemma" not in row[1]:
                    continue
                synset, word = row[0][:8], row[2].replace("+", " ").replace("_", " ").strip()
                # Nouns have a capital in German; elsewhere it is a name's.
                plain = bool(word) and word.lower() not in names
                if plain and synset in synsets and not synsets[synset][3] and (language == "de" or word[0] == word[0].lower()):
                    senses[language][word].add(synset)
    out = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "data", "dictionary")
    os.makedirs(out, exist_ok=True)
    for language, words in sorted(senses.items()):
        sections = {"goods": set(), "dictionary": set()}
        for word, all_senses in words.items():
            share = sum(is_goods[synset] for synset in all_senses) / len(all_senses)
            first = order.get(word.lower().replace(" ", "_")) if language == "en" else None
            goods = share >= 1 / 3 and is_goods[first[0]] if first else share >= 1 / 2
            sections["goods" if goods else "dictionary"].add(word)
        if language == "zh":
            sections["names"] = set()
            add_chinese(sections, wordfreq, jieba)
        with open(os.path.join(out, language + ".txt"), "w", encoding="utf-8") as file:
            file.write("# Generated by scripts/dictionary.py from WordNet 3.0 and the Open Multilingual Wordnet: see data/README.md\n")
            for section, members in sections.items():
                file.write(f"# {section}\n")
                file.writelines(word + "\n" for word in sorted(members))


def add_chinese(sections, wordfreq, jieba):
    """What else a Chinese text is made of: it has no spaces to part its words."""
    zipf = {}
    with gzip.open(os.path.join(wordfreq, "large_zh.msgpack.gz")) as file:
        for centibels, members in enumerate(msgpack.load(file, raw=False)[1:]):
            zipf.update((word, 9 - centibels / 100) for word in members)
    with open(jieba, encoding="utf-8") as file:
        for word, count, tag in (line.split() for line in file):
            least = NAME_ZIPF if tag in CHINESE_NAMES else BORDER_ZIPF
            if 1 < len(word) < 5 and tag not in CHINESE_OTHERS and zipf.get(word, 0) >= least:
                sections["names"].add(word)


main(*sys.argv[1:5])
