"""Clauses of a wide vocabulary, and the same clauses said a little differently.

``generating.Writer`` writes with some hundred words, so that every clause resembles every other;
where resemblance itself is measured, words must be about as varied as in real regulations.
"""

import random
from collections.abc import Sequence
from functools import cache

from opencc import OpenCC

from tests.benchmarks.generating import DO, MUST, WHAT, WHEN, WHO, WHY

OF = """年度 季度 月度 臨時 專案 廠區 門市 總部 海外 研發 試產 量產 外包 派駐 新進 資深 約聘
夜班 輪班 假日 跨部門 關鍵 重大 一般 例行 緊急 首件 批次 電子 書面 線上 現場 遠距
共用 個人 部門 公司 集團 供應鏈 客製""".split()
MATTER = """採購 招募 離職 調薪 晉升 考核 培訓 差旅 報支 請款 盤點 驗收 巡檢 保養 維修 報廢 出貨
退貨 收款 催收 開票 授信 合約 印章 檔案 機房 網路 帳號 密碼 備份 資安 個資 稽核 內控
環保 消防 用電 化學品 廢棄物 職災 急救 健檢 餐廳 宿舍 停車 門禁 訪客 會議 專利 商標
著作 投訴 客訴 回訪 展覽 廣告 媒體 捐贈 志工 社團 福委 退休 撫卹 保險 津貼 獎金 加班
補休 特休 產假 育嬰 病假 公假 調任 借調 外派 兼職""".split()
THING = """計畫 報告 清單 紀錄 申請 程序 標準 預算 費用 憑證 通知 說明 資料 名冊 時程 責任 權限
指標 成果 缺失 方案 人員 窗口 設備 場地 系統 表單 範圍 結果 進度 原因 風險 需求 契約
金額 期限 證明 樣本 圖面 規格""".split()
HOW = """逐項 逐級 逐筆 逐日 當場 事前 事後 定期 不定期 隨機 會同 個別 統一 優先 妥善 如實
完整 及時 另行 分別 親自 委託 聯名 匿名 公開 密件 雙人 輪流 按比例 依順序""".split()
ACT = """編製 審閱 核對 抽查 比對 封存 上傳 下載 列印 轉交 退回 補正 更正 註銷 登記 公示 張貼
廣播 演練 模擬 測試 校正 換發 補發 回收 清點 折抵 扣除 追討 理賠 分攤 結算 預支 暫停
恢復 終止 延長 縮短 變更 續約 改派 代理 簽認 用印 拍照 錄影 錄音 存證 公證""".split()
SHAPES = (
    "who when ， must how act noun ， why 。",
    "noun 經 who how act 後 ， must act noun 。",
    "辦理 noun 與 noun ， must how act 並 act noun 。",
    "noun 有 act noun 之必要者 ， who must how act 。",
    "who 對於 noun ， must act noun ； noun must act 。",
    "除 noun 外 ， noun must 由 who how act ， why 。",
)


@cache
def _nouns() -> tuple[str, ...]:
    """Some thousands, in an order that makes a few of them common and most of them rare."""
    nouns = [a + b + c for a in ("", *OF) for b in MATTER for c in THING]
    random.Random(7).shuffle(nouns)
    return tuple(WHAT + nouns)


class VariedWriter:
    """Writes clauses as lists of words; two writers of the same seed write the same."""

    def __init__(self, seed: int = 100_000) -> None:
        self.dice = random.Random(seed)

    def clause(self) -> list[str]:
        """One to four sentences of about twenty-five characters."""
        return [word for _ in range(self.dice.choice((1, 2, 2, 3, 3, 4))) for word in self._said()]

    def reworded(self, words: Sequence[str], share: float) -> list[str]:
        """The clause with that share of its words replaced, left out or added."""
        changed: list[str] = []
        for word in words:
            if word in "，。；、" or self.dice.random() >= share:
                changed.append(word)
            else:
                changed += self.dice.choice(([self._noun()], [self.dice.choice(HOW)], []))
        return changed

    def simplified(self, text: str) -> str:
        """In 简, with other punctuation and some white space, as another office would type it."""
        return _to_simplified().convert(text).replace("，", ", ").replace("。", "．")

    def _said(self) -> list[str]:
        """One sentence in words; signs are words too."""
        of, noun, shape = self.dice.choice, self._noun, self.dice.choice(SHAPES)
        chosen = {"who": WHO, "when": WHEN, "must": MUST, "how": HOW, "act": ACT + DO, "why": WHY}
        return [
            noun() if part == "noun" else of(chosen[part]) if part in chosen else part
            for part in shape.split()
        ]

    def _noun(self) -> str:
        """Every other one from the common ones, as words are; the rest from anywhere."""
        nouns = _nouns()
        place = int(self.dice.paretovariate(0.35)) - 1
        return (
            nouns[place]
            if self.dice.random() < 0.5 and place < len(nouns)
            else self.dice.choice(nouns)
        )


@cache
def _to_simplified() -> OpenCC:
    return OpenCC("t2s")
