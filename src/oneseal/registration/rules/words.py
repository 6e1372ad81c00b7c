"""What a name may not contain, with reason and article (企业名称登记管理规定 art. 11, 12)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from oneseal.kernel.text import N_

RULES: Final = "企业名称登记管理规定"


@dataclass(frozen=True, slots=True)
class Ban:
    """Words of one kind; `message` says why, what is wrong, what to do; `word` is put in."""

    code: str
    message: str
    basis: str
    words: tuple[str, ...]


BANS: Final = (
    Ban(
        "national_word",
        N_("名称含有“%(word)s”：使用这样的字词要从严审核并报国务院批准，不能自主申报。请换一个字号。"),
        f"{RULES}第十二条",
        ("中国", "中华", "中央", "全国", "国家"),
    ),
    Ban(
        "authority_word",
        N_("名称含有“%(word)s”：不能使用政党、党政军机关、群团组织的名称、简称和部队番号。请换一个字号。"),
        f"{RULES}第十一条第三项",
        (
            "共产党", "中共", "党委", "党校", "人民政府", "国务院", "公安", "检察", "法院", "解放军", "武警",
            "部队", "军区", "共青团", "工会", "妇联", "政协", "人大常委", "纪委", "海关", "消防救援",
        ),
    ),
    Ban(
        "foreign_word",
        N_("名称含有“%(word)s”：不能使用外国国家（地区）、国际组织的名称和通用简称。请换一个字号。"),
        f"{RULES}第十一条第四项",
        (
            "美国", "英国", "法国", "德国", "日本", "韩国", "俄罗斯", "加拿大", "澳大利亚", "意大利", "瑞士",
            "联合国", "世界银行", "世贸组织", "欧盟", "东盟", "亚投行", "红十字",
        ),
    ),
    Ban(
        "indecent_word",
        N_("名称含有“%(word)s”：不能含有淫秽、色情、赌博、迷信、恐怖、暴力的内容。请换一个字号。"),
        f"{RULES}第十一条第五项",
        ("赌博", "博彩", "赌场", "色情", "情色", "算命", "占卜", "巫术", "恐怖", "暴力", "黑帮", "枪支"),
    ),
    Ban(
        "discriminating_word",
        N_("名称含有“%(word)s”：不能含有民族、种族、宗教、性别歧视的内容。请换一个字号。"),
        f"{RULES}第十一条第六项",
        ("蛮夷", "鞑子", "黑鬼", "贱民", "异教徒"),
    ),
    Ban(
        "improper_word",
        N_("名称含有“%(word)s”：违背公序良俗或者可能有不良影响。请换一个字号。"),
        f"{RULES}第十一条第七项",
        ("汉奸", "鬼子", "流氓", "土匪", "恶霸", "二奶", "法西斯", "纳粹"),
    ),
    Ban(
        "misleading_word",
        N_("名称含有“%(word)s”：可能使公众受骗或者产生误解。请去掉这样的字词。"),
        f"{RULES}第十一条第八项",
        ("国家级", "最高级", "最佳", "第一品牌", "免检", "特供", "专供", "驰名商标", "政府指定"),
    ),
)  # fmt: skip
APPROVAL_WORDS: Final = (
    "银行", "证券", "保险", "信托", "期货", "基金管理", "融资担保", "小额贷款", "典当", "融资租赁", "交易所", "金融",
)  # fmt: skip
"""Trades that are approved before they are registered: a name with them is kept for a year, not two months (art. 18)."""


HARMLESS: Final = ("联合国际", "安全国际", "健全国际", "今日本", "明日本", "美国际", "英国际", "德国际")
"""Runs of signs that only look as if a forbidden word stood in them."""


def forbidden(name: str) -> Iterator[tuple[Ban, str]]:
    """The bans that a name runs into, with the word, each ban once."""
    for run in HARMLESS:
        name = name.replace(run, "\n")
    for ban in BANS:
        word = next((word for word in ban.words if word in name), "")
        if word:
            yield ban, word


def needs_approval(industry: str) -> bool:
    """Whether the trade is one that is approved before registration."""
    return any(word in industry for word in APPROVAL_WORDS)
