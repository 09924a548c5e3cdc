"""The patterns behind wording advice, over folded text (simplified, half width, small letters).

Words alone say little: 性别 stands in every ban on discrimination. So what is looked for is a
trait of a person together with what is done because of it, in one sentence, and sentences that
forbid or protect are left alone.
"""

import re

# 不得以性别、婚姻…为由; 不因怀孕而解雇; 禁止歧视: such a sentence protects.
PROTECTS = re.compile(
    r"歧视|差别(?:待遇|对待)|平等|不分|无分|不论性别|不受.{0,20}限制|保障|优待|尊重"
    r"|(?:不得|不应|不可|不能|禁止|严禁|不)(?:以|因|由于|基于|于|在|为由)"
    r"|(?:不得|不应|不可|禁止).{0,30}(?:为由|而(?:为|予))"
    r"|(?:不得|不应|不可|禁止)(?:其|将其|对其|任意|单方)?(?:终止|解除|解雇|辞退|降低|减少|强迫|要求|规定|约定)"
    r"|违反.{0,20}规定|不在此限|如有.{0,12}(?:事由|情事).{0,8}(?:申诉|检举)"
    r"|\b(?:shall|must|may|will) not\b|\bregardless of\b|\bdiscriminat|\bequal\b|\bprohibit"
)

# Who is hired, paid, promoted or let go: outside of that a trait decides about nobody.
_HIRED = (
    r"(?:招募|征才|招聘|招考|招收|应征|应聘|求职|录用|录取|进用|任用|雇用|聘用|聘任"
    r"|甄选|甄试|报考|报名)"
)
_MINOR = r"(?:录用|录取|进用|任用|雇用|聘用|聘任|晋升|升迁|升职|调薪|加薪|考虑|受理|招收)"
_TRAIT = (
    r"(?:怀孕|妊娠|孕期|产期|孕妇|结婚|已婚|未婚|离婚|生育|已育|分娩|哺乳|产假|陪产|育婴|育儿|生理假"
    r"|残疾|残障|身心障碍|宗教|信教|信仰|籍贯|户籍|户口|出生地|种族|民族|原住民|性倾向|性取向|同性恋|变性"
    r"|容貌|相貌|五官|身高|体重|星座|血型|属相|生肖|乙肝|艾滋|女性|男性|女员工|男员工)"
)
_PUNISHED = (
    r"(?:自动离职|自请离职|自行离职|自愿离职|应(?:即|予|当)?(?:离职|辞职|离开)|辞退|解雇|解聘|资遣|开除|除名"
    r"|终止(?:其)?(?:劳动)?(?:契约|合同)|解除(?:其)?(?:劳动)?(?:契约|合同)|降职|降级|降薪|减薪|扣薪|扣发|停发"
    rf"|不(?:予|得|应|可|再){_MINOR}|不予(?:考绩|奖金|续约|续聘|续签)|不得(?:请领|申请)(?:奖金|全勤|年终)"
    r"|不得(?:享受|享有|领取|参加|担任)[^。；;，,\n]{0,6}(?:奖|薪|晋升|升等|升迁|考绩|年终|福利|职|员|主管)"
    r"|视(?:同|为)[^。；;，,\n]{0,6}(?:不合格|放弃|不称职)|不适任|不适合(?:本职|担任|任用)"
    r"|拒绝(?:录用|聘用|雇用)|谢绝|勿试|免谈)"
)

DISCRIMINATORY = tuple(
    re.compile(pattern)
    for pattern in (
        # 限男性, 仅限女性, 限未婚
        r"(?:仅限|只限|限定?|限于|须为|应为|必须(?:为|是))(?:未满\S{1,4}岁之?)?"
        r"(?:役毕)?(?:男|女|未婚|已婚|未育|已育|单身)(?:性|生|士|者|员工|人员|职工)?+(?!方|儿|使用|进入|工宿舍|宿舍|厕|更衣)",
        # 男性优先, 未婚者尤佳, 已婚已育优先
        r"(?:男性?|女性?|男士|女士|未婚|已婚|未育|已育|单身|本地人|本地户籍|本市户籍|外地人?)(?:者|员工|人员|为佳)?"
        r"(?:优先|尤佳|尤宜|为佳|为限|不限?予考虑)",
        # 年龄三十五岁以下 when hiring
        rf"{_HIRED}[^。；;\n]{{0,40}}(?:(?:年龄|年纪)[^。；;，,\n]{{0,8}})?"
        r"(?:[2-6]\d|[二三四五六]十[一二三四五六七八九]?)周?岁(?:\(含\))?(?:以下|以内|为限|为上限)",
        rf"(?:年龄|年纪)[^。；;，,\n]{{0,8}}(?:[2-6]\d|[二三四五六]十[一二三四五六七八九]?)周?岁"
        rf"(?:\(含\))?(?:以下|以内|为限|为上限|者)[^。；;\n]{{0,30}}{_HIRED}",
        r"(?:年龄|年纪)(?:不得?超过|限|上限)[^。；;，,\n]{0,6}(?:[2-6]\d|[二三四五六]十[一二三四五六七八九]?)周?岁",
        # 怀孕者应自动离职, 身心障碍者不予录用
        rf"{_TRAIT}[^。；;\n]{{0,24}}{_PUNISHED}",
        # 四十岁以上员工优先资遣, 回教徒不得…
        r"[三四五六]十[一二三四五六七八九]?岁以上[^。；;\n]{0,12}(?:资遣|裁减|裁员|解雇|辞退|降薪)",
        r"(?:回教|伊斯兰教|基督教|天主教|佛教|道教)徒?[^。；;，,\n]{0,10}(?:不得|不予|禁止)",
        # 不录用…籍贯…
        rf"(?:不予?|拒绝|谢绝|不得)(?:录用|雇用|聘用|招收|招聘|任用|进用|晋升|升迁)[^。；;，,\n]{{0,12}}{_TRAIT}",
        # 女性员工之底薪低于男性
        r"(?:男|女)(?:性)?(?:员工|职工|同仁|人员)?[^。；;\n]{0,10}(?:薪资|工资|底薪|薪水|奖金|津贴|待遇)"
        r"[^。；;\n]{0,8}(?:低于|高于|较低|较高|少于|多于|\d{2}%|[七八九]成|打[七八九]折)",
        # 五官端正, 身高160公分以上
        r"(?:五官|相貌|容貌|面貌|外貌|形象|品貌)(?:端正|姣好|佳|良好|出众)",
        r"身高[^。；;，,\n]{0,6}\d{3}(?:公分|厘米|cm)[^。；;，,\n]{0,2}以上",
        # 限本地户籍, 限…籍
        r"(?:仅限|只限|限|须(?:为|具)|应(?:为|具))(?:本地|本市|本省|本县|外地|外省)(?:户籍|户口|籍|人)",
        # 婚育承诺: 到职二年内不得结婚
        r"(?:不得|不可|不准|禁止|承诺不)(?:结婚|怀孕|生育|恋爱)",
        r"\bonly (?:male|female|men|women|unmarried|single|married)\b",
        r"\b(?:women|men|mothers|fathers|pregnant \w+)\b[^.\n]{0,20}\bnot (?:be )?eligible\b",
        r"\b(?:male|female|men|women|unmarried|single|married|childless|young|native)\b"
        r"[^.\n]{0,20}\b(?:only|preferred)\b",
        r"\b(?:pregnan\w*|marri\w+|disabled|disabilit\w+|religio\w+|maternity)\b[^.\n]{0,60}"
        r"\b(?:dismiss\w*|terminat\w*|resign\w*|demot\w*|forfeit\w*"
        r"|not be (?:hired|promoted|considered))",
        r"\b(?:applicant|candidate|recruit|hire)\w*\b[^.\n]{0,60}"
        r"\b(?:under|below|younger than|over|above) (?:the age of )?[2-6]\d\b",
    )
)

# 一律平等 and 绝对多数 are no excess, and a law may say 无条件 of a bank guarantee.
ABSOLUTE = tuple(
    re.compile(pattern)
    for pattern in (
        r"一律(?!平等|免费|公开)",
        r"绝对(?!多数|值|温度|压力|湿度|误差|高度|必要|优势|责任|无效|控股)",
        r"绝不|(?<![裁判表否])决不(?!服)",
        r"(?:在)?任何(?:情况|情形|状况)(?:之?下)?",
        r"(?:不得|不许|不准|无权|放弃)(?:有|提出|表示)?(?:任何)?异议",
        r"无条件(?:的|地)?(?=接受|服从|同意|配合|放弃|承担|遵守|离职|调动|支付)",
        r"永远|永不|永久(?:不[予得]?|性?(?:禁止|取消|剥夺))",
        r"(?:不论|无论|不问)(?:任?何种?|什么)?(?:原因|理由|缘由|事由|情况)",
        r"不得以任何(?:理由|原因|借口)",
        r"恕不(?:退还|受理|补发|另行|负责|接受)",
        r"放弃(?:其)?(?:一切|所有|全部|任何)(?:之|的)?(?:法律)?(?:请求|权利|主张|追诉|补偿|赔偿)",
        r"视(?:为|同)(?:自动|自愿|自请|自行|主动)(?:离职|辞职|放弃|解除)",
        r"概不(?:负责|受理|接受|退还|发还|补发|承认)",
        r"(?:最终|一切)解释权",
        r"一切(?:后果|责任|损失)(?:均?由)?[^。；;，,\n]{0,6}(?:自负|自行(?:负责|承担)|承担|负责)",
        r"公司(?:得|可|有权)(?:随时|任意|径行|片面)[^。；;，,\n]{0,8}"
        r"(?:变更|调整|修改|终止|解除|解雇|调动|扣除)",
        r"\bunder no circumstances?\b|\bwithout (?:any )?exceptions?\b|\bunconditional(?:ly)?\b"
        r"|\bat (?:its|the company'?s) sole (?:and absolute )?discretion\b"
        r"|\babsolutely\b|\bforever\b|\bno (?:objection|appeal)s?\b|\bfor any reason whatsoever\b"
        r"|\bin (?:all|any) circumstances\b|\bwaives? (?:all|any) (?:rights?|claims?)\b",
    )
)

# With a word of when, and nothing after it: 施行细则 and 实施轮班 say nothing of a day.
EFFECTIVE = re.compile(
    r"(?:自|由|从|于|经|俟|待|后|起|日|时)[^。；;\n]{0,40}(?:施行|实施|生效|执行|实行)"
    r"(?=[之す，,。；;、：:）)\s]|$)"
    r"|(?:施行|实施|生效|执行|实行)(?:日期|期日|之?日)"
    r"|\beffective\b|\btakes? effect\b|\b(?:comes?|enters?) into (?:force|effect)\b"
)
INTERPRETED = re.compile(
    r"解释|释义|疑义|\binterpret|\bclarif|\bquestions? (?:about|on|regarding|concerning)\b"
)
REVIEWED = re.compile(
    r"(?:定期|每(?:年|半年|季|\S{1,3}年)|届满|至少)[^。；;\n]{0,16}(?:检讨|检视|复审|复核|评估|审视|修订|评审)"
    r"|\breview(?:ed|s)?\b"
)
SENTENCE_END = re.compile(r"[。！？；;\n]|[.!?](?=\s|$)")
