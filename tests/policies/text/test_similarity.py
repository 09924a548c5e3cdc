from policies.text.parsing import parse
from policies.text.similarity import near_duplicates, nearness

DUTIES = (
    "職責制度\n一、每日匯報業績，並隨時關注庫存。\n二、督促倉庫做好管理工作。\n三、受理客戶訂單。"
)
SAME = "职责办法\n1.每日汇报业绩,并随时关注库存。\n2.督促仓库做好管理工作。\n3.受理客户订单。"
CHANGED = DUTIES.replace("每日", "每週").replace("受理", "處理")
OTHER = (
    "請假辦法\n一、員工請假應事先填寫假單。\n二、病假應附醫院證明。\n三、事假每年不得超過七日。\n"
)


def _outlines(*texts: str) -> list:
    return [parse(text).documents[0].outline for text in texts]


def test_title_labels_and_characters_make_no_difference() -> None:
    assert nearness(*_outlines(DUTIES, SAME)) == 1.0


def test_other_words_are_far() -> None:
    assert nearness(*_outlines(DUTIES, OTHER)) < 0.05


def test_a_few_changed_words_are_near() -> None:
    assert 0.6 < nearness(*_outlines(DUTIES, CHANGED)) < 1.0


def test_without_words_nothing_is_near() -> None:
    assert nearness(*_outlines("考勤辦法", "考勤辦法")) == 0.0


def test_pairs_are_reported_nearest_first() -> None:
    pairs = near_duplicates(_outlines(DUTIES, OTHER, CHANGED, SAME), threshold=0.5)
    assert [(i, j) for i, j, _ in pairs] == [(0, 3), (0, 2), (2, 3)]
    assert [share for _, _, share in pairs] == sorted((s for *_, s in pairs), reverse=True)


def test_a_high_threshold_leaves_only_the_same() -> None:
    assert [p[:2] for p in near_duplicates(_outlines(DUTIES, CHANGED, SAME), 1.0)] == [(0, 2)]
