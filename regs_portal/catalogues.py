"""Collects the texts for translation and checks that every one is translated. Needs no gettext.

`python -m regs_portal.catalogues update` writes new texts into the catalogues. People translate
zh_Hant; zh_Hans is made from it, so that the two say the same.
`python -m regs_portal.catalogues check` fails when one is missing, doubtful or has lost a place
that a value goes into.
"""

import ast
import io
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir, extract_python
from babel.messages.pofile import read_po, write_po
from opencc import OpenCC

PROJECT = Path(__file__).resolve().parent.parent
LOCALES = PROJECT / "regs_portal" / "locale"
# English is what the sources say; Django itself brings its own texts.
TRADITIONAL, SIMPLIFIED = LANGUAGES = ("zh_Hant", "zh_Hans")
SOURCES = ("regs_portal", "policies", "acknowledgements", "templates")
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# Words that the mainland says otherwise, longest first; OpenCC then changes the characters. Its own
# lists of words are left out, for they meet ours wrongly: 稽核 became 审核, 執行 became 运行.
MAINLAND_WORDS = {
    "純文字或 Markdown 檔": "纯文本或 Markdown 文件",
    "PDF 檔": "PDF 文件",
    "人資人員": "人事人员",
    "功能變數": "域",
    "員工編號": "工号",
    "文字方塊": "文本框",
    "文書軟體": "文字处理软件",
    "最終核定": "最终批准",
    "核決主管": "审批人",
    "示範資料": "示例数据",
    "章節附註": "尾注",
    "純文字檔": "纯文本文件",
    "網址代稱": "网址别名",
    "追蹤修訂": "修订",
    "逾期日數": "逾期天数",
    "重新整理": "刷新",
    "伺服器": "服务器",
    "儲存格": "单元格",
    "入口網": "门户",
    "到職日": "入职日",
    "壓縮檔": "压缩包",
    "控制項": "控件",
    "文字檔": "文本文件",
    "方程式": "公式",
    "試算表": "电子表格",
    "資料夾": "文件夹",
    "連字號": "连字符",
    "雜湊值": "哈希值",
    "位階": "层级",
    "作成": "作出",
    "儲存": "保存",
    "內嵌": "嵌入",
    "列印": "打印",
    "匯入": "导入",
    "原檔": "原文件",
    "名錄": "名册",
    "圖案": "图形",
    "字元": "字符",
    "字型": "字体",
    "宣告": "声明",
    "巨集": "宏",
    "帳號": "账号",
    "搬移": "移动",
    "核准": "批准",
    "檔名": "文件名",
    "檔案": "文件",
    "檢視": "查看",
    "檢討": "复审",
    "欄位": "列",
    "登入": "登录",
    "登出": "退出登录",
    "程式": "程序",
    "稽核": "审计",
    "範本": "模板",
    "簡報": "演示文稿",
    "紀錄": "记录",
    "維運": "运维",
    "線上": "在线",
    "設定": "设置",
    "註腳": "脚注",
    "註解": "批注",
    "請洽": "请联系",
    "貼上": "粘贴",
    "身分": "身份",
    "軟體": "软件",
    "載入": "加载",
    "辨識": "识别",
    "送出": "提交",
    "選單": "菜单",
    "開啟": "打开",
    "閱覽": "查阅",
    "頁尾": "页脚",
    "頁首": "页眉",
    "「": "“",
    "」": "”",
    "筆": "项",
}
# Babel's own would carry the day of its last run.
HEADER = """\
# The portal's texts in {language}; see regs_portal/catalogues.py.
msgid ""
msgstr ""
"Language: {language}\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
PLACE = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def extract_template(
    file: IO[bytes], keywords: Any, comment_tags: Any, options: Any
) -> Iterator[Any]:
    """A template's texts: Django turns it into something Python-like, Babel reads that."""
    from django.utils.translation.template import templatize

    words = templatize(file.read().decode())
    # Only the calls are Python; the indentation around them is not.
    lines = "\n".join(line.strip() for line in words.splitlines())
    return extract_python(io.BytesIO(lines.encode()), keywords, comment_tags, options)


def extract_source(
    file: IO[bytes], keywords: Any, comment_tags: Any, options: Any
) -> Iterator[Any]:
    """A module's texts by its syntax tree: before Python 3.12 Babel sees none in an f-string."""
    for node in ast.walk(ast.parse(file.read())):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", "")
        texts = [each.value if isinstance(each, ast.Constant) else None for each in node.args]
        if name in keywords and texts:
            yield node.lineno, name, texts[0] if len(texts) == 1 else tuple(texts), []


def extracted() -> Catalog:
    """Every text in the sources."""
    catalogue = Catalog(project="regs-portal", charset="utf-8", fuzzy=False)
    for folder in SOURCES:
        found = extract_from_dir(
            PROJECT / folder,
            method_map=[("**.py", "regs_portal.catalogues:extract_source"),
                        ("**.html", "regs_portal.catalogues:extract_template"),
                        ("letters/**.txt", "regs_portal.catalogues:extract_template")],
            keywords=KEYWORDS,
            comment_tags=("Translators:",),
            strip_comment_tags=True,
        )  # fmt: skip
        for name, _line, message, comments, context in found:
            # Without line numbers a catalogue changes only when a text does.
            catalogue.add(message, None, [(f"{folder}/{name}", 0)], auto_comments=comments,
                          context=context)  # fmt: skip
    return catalogue


def path_of(language: str) -> Path:
    return LOCALES / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    with path_of(language).open("rb") as file:
        return read_po(file, locale=language)


def update() -> None:
    """Adds new texts, drops those no longer used, and makes the simplified catalogue anew."""
    template = extracted()
    catalogue = read(TRADITIONAL) if path_of(TRADITIONAL).exists() else Catalog(locale=TRADITIONAL)
    catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    write(catalogue, TRADITIONAL)
    write(_simplified(catalogue), SIMPLIFIED)


def _simplified(traditional: Catalog) -> Catalog:
    catalogue = Catalog(locale=SIMPLIFIED)
    for message in traditional:
        if message.id:
            texts = tuple(simplified(text) for text in _texts(message.string))
            string = texts if isinstance(message.id, tuple) else texts[0]
            catalogue.add(message.id, string, message.locations, context=message.context)
    return catalogue


def simplified(text: str) -> str:
    """A sentence in the characters and words of the mainland."""
    for word, better in MAINLAND_WORDS.items():
        text = text.replace(word, better)
    converted: str = _converter().convert(text)
    return converted


@cache
def _converter() -> Any:
    return OpenCC("tw2s")


def write(catalogue: Catalog, language: str) -> None:
    path = path_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(HEADER.format(language=language).encode())
        write_po(
            file, catalogue, sort_output=True, width=98, include_lineno=False, omit_header=True
        )


def problems(language: str) -> list[str]:
    """What keeps the catalogue from being complete, one sentence each."""
    catalogue = read(language)
    found = []
    for message in extracted():
        if not message.id:
            continue
        ours = catalogue.get(_key(message), message.context)
        if ours is None or not all(_texts(ours.string)):
            found.append(f"{language}: no translation of {_key(message)!r}")
        elif ours.fuzzy:
            found.append(f"{language}: doubtful translation of {_key(message)!r}")
        elif not _same_places(ours):
            found.append(f"{language}: a value is lost in the translation of {_key(message)!r}")
    return found


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _texts(string: Any) -> tuple[str, ...]:
    return (string or "",) if string is None or isinstance(string, str) else tuple(string)


def _same_places(message: Message) -> bool:
    # Of a pair, the plural names every value; the singular may say "one".
    wanted = set(PLACE.findall(_texts(message.id)[-1]))
    return all(set(PLACE.findall(text)) == wanted for text in _texts(message.string))


def main(arguments: list[str]) -> int:
    if arguments == ["update"]:
        update()
        return 0
    found = [line for language in LANGUAGES for line in problems(language)]
    sys.stderr.writelines(f"{line}\n" for line in found)
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
