"""Trades as names call them, each with its division of GB/T 4754-2017: which two names are of the same trade (art. 9, 17)."""

from typing import Final

SECTORS: Final[dict[str, tuple[str, ...]]] = {
    "A01": ("农业", "种植", "生态农业", "农业科技", "农业开发", "茶业", "果业"),
    "A02": ("林业", "木业", "苗木"),
    "A03": ("养殖", "畜牧", "牧业"),
    "B10": ("矿业", "砂石"),
    "C14": ("食品", "食品制造", "食品加工"),
    "C15": ("酒业", "饮料"),
    "C18": ("服装", "服饰", "制衣"),
    "C21": ("家具", "家居制造"),
    "C30": ("水泥", "玻璃", "建材制造"),
    "C34": ("机械", "机械制造", "设备制造"),
    "C39": ("电子", "电子科技"),
    "E47": ("建筑", "建设", "建筑工程", "建设工程", "建设集团"),
    "E48": ("市政", "市政工程", "公路工程", "园林工程"),
    "E50": ("装饰", "装饰工程", "装修"),
    "F51": ("商贸", "贸易", "建材", "粮油贸易", "农产品", "供应链", "供应链管理", "物资", "医药", "进出口"),
    "F52": ("百货", "超市", "便利店", "药房", "大药房", "土特产", "茶叶", "水果", "文具", "五金"),
    "G54": ("运输", "货物运输", "道路运输", "客运", "汽车运输"),
    "G59": ("物流", "仓储", "供应链物流"),
    "H61": ("酒店", "宾馆", "民宿", "旅馆"),
    "H62": ("餐饮", "餐饮管理", "餐饮服务", "小吃", "餐饮文化", "面", "饭", "餐"),
    "I64": ("网络科技", "网络", "信息服务"),
    "I65": ("软件", "信息技术", "软件开发", "信息科技", "智能科技", "数据"),
    "K70": ("房地产", "房地产开发", "物业", "物业管理", "房地产经纪"),
    "L71": ("租赁", "汽车租赁", "设备租赁"),
    "L72": ("商务服务", "企业管理", "咨询", "管理咨询", "广告", "广告传媒", "会展", "旅行社", "财务咨询"),
    "L726": ("人力资源", "劳务派遣", "劳务", "人力资源服务"),
    "M73": ("科技", "生物科技", "新材料", "环保科技", "技术研究"),
    "M74": ("检测", "检验检测", "测绘", "工程咨询", "勘察设计", "设计"),
    "O80": ("家政", "美容", "理发", "美发", "洗染", "照相", "裁缝"),
    "O81": ("汽车维修", "维修", "修理", "汽车服务"),
    "P83": ("教育", "培训", "教育科技", "职业培训"),
    "Q84": ("诊所", "医院", "口腔", "医疗", "健康管理"),
    "R86": ("文化传媒", "影视", "传媒", "出版"),
    "R88": ("文化", "文化艺术", "文化发展"),
    "R89": ("体育", "健身", "体育文化"),
    "R90": ("娱乐", "游乐", "歌舞"),
}
"""Division (one class where names tell it apart) to the words by which names call it."""
_BY_WORD: Final = {word: code for code, words in SECTORS.items() for word in words}
WORDS: Final = tuple(_BY_WORD)
LONGEST_FIRST: Final = tuple(sorted(_BY_WORD, key=len, reverse=True))
OTHER: Final = "~"


def sector_of(industry: str) -> str:
    """The trade that a name's words mean; words that nobody listed are a trade of their own; empty stays empty."""
    text = industry.strip()
    return _BY_WORD.get(text, OTHER + text if text else "")


def is_industry(text: str) -> bool:
    """Whether the words are nothing but a trade, which cannot be what tells one firm from another (art. 8)."""
    return text in _BY_WORD


def same_trade(one: str, other: str) -> bool:
    """Whether two names are of the same trade: the same sector, or one of them names none (art. 17)."""
    return not one or not other or one == other
