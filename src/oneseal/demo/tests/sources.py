"""What the sources name: the twelve kinds of companies that are founded as one thing."""

SOURCES = [
    "我要办劳务派遣公司",
    "我要开诊所",
    "我要开市政公司",
    "我要办校外培训机构",
    "我要办幼儿园",
    "我要开道路货物运输公司",
    "我要开餐饮公司",
    "我要开房屋建筑公司",
    "我要开商贸公司",
    "我要开食品公司",
    "我要开市政建筑公司",
    "我要开药品经营公司",
]
