"""Reading a query: a policy's code, an article, and words."""

import re
import unicodedata
from dataclasses import dataclass

from policies.models.policy import PolicyQuerySet
from policies.searching.indexing import article_key
from policies.text import searchtext
from policies.text.numbering import read_label
from policies.text.numerals import NUMERAL_CHARACTERS
from policies.text.synonyms import Synonyms

LONGEST_QUERY = 200

# HR-003, hr003: letters first, a digit last. 第12條, 第十二條之一, 第三點, 12條, article 12.
_CODE = re.compile(r"(?<![A-Za-z0-9-])[A-Za-z][A-Za-z0-9-]{0,28}[0-9](?![A-Za-z0-9-])")
_NUMERAL = f"[{NUMERAL_CHARACTERS}]"
_ARTICLE = re.compile(
    rf"第\s*{_NUMERAL}{{1,8}}(?:-{_NUMERAL}{{1,3}})?\s*[條条點点](?:\s*之\s*{_NUMERAL}{{1,4}}){{0,2}}"
    r"|(?<![0-9])[0-9]{1,4}\s*[條条點点]"
)
_ARTICLE_ENGLISH = re.compile(r"(?:\barticle|\bart\.?|§)\s*([0-9]{1,4}(?:[-.][0-9]{1,3})*)", re.I)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a query was understood to ask: a policy by its code, an article, and words."""

    query: str
    words: str
    policy: int | None = None  # its key
    code: str = ""
    article: str = ""  # its key: 12, 12-1
    article_words: str = ""

    @property
    def is_code_alone(self) -> bool:
        return self.policy is not None and not self.article and not self.tokens

    @property
    def tokens(self) -> str | None:
        """What the entries must hold, as a tsquery literal; None when that is nothing."""
        return self.tokens_with(())

    def tokens_with(self, synonyms: Synonyms) -> str | None:
        """The same, where a word may also be said by another of its group."""
        wanted = []
        if self.article:
            key = f"'{article_key(self.article)}'"
            spelled = searchtext.tsquery(self.article_words)
            wanted.append(f"({key} | ({spelled}))" if spelled else key)
        if words := searchtext.tsquery(self.words, synonyms):
            wanted.append(words)
        return " & ".join(wanted) or None


def understand(query: str, policies: PolicyQuerySet) -> Asked:
    """Reads codes and articles out of a query; ``policies`` are those whose codes count."""
    words = unicodedata.normalize("NFKC", query.replace("\x00", " "))[:LONGEST_QUERY].strip()
    words = words.encode("utf-8", "ignore").decode()
    whole, article, article_words = words, "", ""
    policy: int | None = None
    code = ""
    if match := _ARTICLE.search(words) or _ARTICLE_ENGLISH.search(words):
        article, article_words = _article_of(match), match[0]
        if article:
            words = f"{words[: match.start()]} {words[match.end() :]}"
    for match in list(_CODE.finditer(words))[:3]:
        policy, code = _known_policy(match[0].upper(), policies)
        if policy is not None:
            words = f"{words[: match.start()]} {words[match.end() :]}"
            break
    return Asked(whole, words.strip(), policy, code, article, article_words if article else "")


def _known_policy(written: str, policies: PolicyQuerySet) -> tuple[int | None, str]:
    """The policy of that code, also when its hyphen was left out: HR003."""
    with_hyphen = re.sub(r"(?<=[A-Z])(?=[0-9])", "-", written, count=1)
    found = policies.coded(written, with_hyphen).values_list("pk", "code").first()
    return found or (None, "")


def _article_of(match: re.Match[str]) -> str:
    """The key of an article as it is cited: 12-1 for 第十二條之一 and for article 12-1."""
    if match.re is _ARTICLE_ENGLISH:
        return match[1]
    written = re.sub(r"[點点]", "條", re.sub(r"\s", "", match[0]))
    label = read_label(written if written.startswith("第") else f"第{written}")
    return label.key if label else ""
