"""Regulations without end: invented sentences, the same in every run."""

import random
from collections.abc import Iterator

from policies.text.numbering import Scheme, heading_label, label_for
from policies.text.outline import Clause, Heading, Kind, Outline

WHO = """員工 部門主管 人力資源部 法務室 資訊部 總務部 稽核室 業務人員 新進人員 約聘人員 承辦人
值班人員 專案經理 採購人員 財務部 客服專員 產線班長 品質工程師 倉儲管理員 派駐人員 訪客 供應商
委員會 總經理 安全衛生人員 訓練講師 輪班人員 職務代理人 申請人 保管人""".split()
WHEN = """每日上班前 每週一 每月五日前 每季結束後十日內 事實發生後三日內 接獲通知後 到職當日 離職前
出差前二日 下班後 會議召開前 年度開始前 契約期滿前三十日 核准後 完成驗收後 遇有緊急情況時
必要時 經主管同意後 依規定期限 於工作時間內""".split()
MUST = "應 得 不得 應立即 應主動 應以書面 始得 須 應配合 應確實".split()
DO = """填寫 提出 核定 保存 登錄 查核 公告 交接 通報 更新 歸檔 覆核 申報 檢附 確認 追蹤 彙整 調閱
盤點 銷毀 簽收 說明 轉送 評估 檢討 修正 回覆 記載 複製 攜出""".split()
WHAT = """請假單 出勤紀錄 加班申請書 薪資明細 差旅費報告表 採購單 合約正本 客戶資料
機密文件 電子郵件 識別證 門禁卡 筆記型電腦 行動裝置 備份媒體 檢驗報告 作業標準書
訓練計畫 考核表 獎懲建議書 申訴書 會議紀錄 交接清冊 盤點清單 保固憑證 安全護具
危害通識資料 消防設備 急救藥品 公務車輛 退換貨紀錄 工程變更單 風險評估表
內部稽核報告 改善對策 個人資料 帳號權限 系統日誌 原始憑證 預算表""".split()
WHY = """以利查核 以維護公司及客戶之權益 以確保資料正確 並副知權責單位 並保存五年 逾期不予受理
違反者依獎懲辦法處理 但法令另有規定者從其規定 並於系統留存紀錄 以避免影響後續作業
其格式由權責單位另訂之 必要時得延長一次""".split()
SUBJECTS = """出勤 請假 加班 薪資 獎金 差旅 採購 資訊安全 個人資料保護 職業安全 教育訓練 績效考核
獎懲 申訴 客戶服務 品質管理 倉儲 設備保養 合約 檔案 車輛 宿舍 會議 專案 研發 出口 環境 保密
採檢 驗收""".split()
INTO = "管理辦法 作業細則 實施規程 行為守則 作業準則 管理制度".split()


class Writer:
    """Writes texts; two writers of the same seed write the same."""

    def __init__(self, seed: int = 20_000) -> None:
        self.dice = random.Random(seed)

    def sentence(self) -> str:
        of = self.dice.choice
        return f"{of(WHO)}{of(WHEN)}，{of(MUST)}{of(DO)}{of(WHAT)}，{of(WHY)}。"

    def paragraphs(self, sentences: int) -> str:
        return f"<p>{''.join(self.sentence() for _ in range(sentences))}</p>"

    def body(self, sentences: int = 2) -> str:
        """A clause; every third one has items."""
        body = self.paragraphs(sentences)
        if self.dice.random() < 1 / 3:
            items = "一二三"[: self.dice.randint(2, 3)]
            body += "".join(f"<p>{item}、{self.sentence()}</p>" for item in items)
        return body

    def title(self, number: int) -> str:
        return f"{self.dice.choice(SUBJECTS)}{self.dice.choice(INTO)}（{number}）"

    def outline(self, title: str, clauses: int, sentences: int = 2) -> Outline:
        """A regulation of ten clauses a chapter, numbered through."""
        return Outline(
            title=title,
            purpose=self.paragraphs(1),
            scope=self.paragraphs(1),
            headings=tuple(self._chapters(clauses, sentences)),
            supplementary=self.paragraphs(1),
        )

    def _chapters(self, clauses: int, sentences: int) -> Iterator[Heading]:
        for chapter, first in enumerate(range(1, clauses + 1, 10), 1):
            yield Heading(
                Kind.CHAPTER,
                heading_label(Kind.CHAPTER, chapter),
                f"{self.dice.choice(SUBJECTS)}之{self.dice.choice(DO)}",
                clauses=tuple(
                    Clause(
                        label_for(Scheme.ARTICLES_TW, number),
                        self.body(sentences),
                        caption=f"{self.dice.choice(WHAT)}之{self.dice.choice(DO)}",
                    )
                    for number in range(first, min(first + 10, clauses + 1))
                ),
            )

    def queries(self, count: int) -> list[str]:
        """What people ask: words, halves of words, several words, other scripts, nonsense."""
        of = self.dice.choice

        def cut() -> str:
            sentence = self.sentence()
            length = self.dice.randint(2, 8)
            start = self.dice.randrange(len(sentence) - length)
            return sentence[start : start + length]

        kinds = (
            lambda: of(WHAT),
            lambda: of(WHO),
            lambda: f"{of(WHO)} {of(WHAT)}",
            lambda: f"{of(DO)}{of(WHAT)}",
            cut,
            lambda: of("请假 员工 资讯 个人资料 纪录 检验报告 训练计画 书面".split()),
            lambda: f"第{self.dice.randint(1, 60)}條",
            lambda: of("員工 應 不得 公司 部門".split()),
            lambda: of("量子力學 海洋生物 太空旅行".split()),
        )
        return [kinds[number % len(kinds)]() for number in range(count)]
