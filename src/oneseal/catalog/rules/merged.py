"""Old certificates that the business licence took the place of (五证合一、一照一码; 两证整合).

国办发〔2016〕53号 for firms, 工商个字〔2016〕167号 for self-employed businesses: who asks for one of them is shown the
licence with the unified social credit code.
"""

from collections.abc import Iterable
from typing import Final

LICENCE: Final = "营业执照"
FIVE: Final = (LICENCE, "组织机构代码证", "税务登记证", "社会保险登记证", "统计登记证")
"""What a firm's licence stands for."""
TWO: Final = (LICENCE, "税务登记证")
"""What the licence of a self-employed business stands for."""
MERGED_BY: Final = {"company": FIVE, "individual": TWO}
"""Kind of firm to what its licence stands for."""
BASIS: Final = "国办发〔2016〕53号"


def licence_of(merges: Iterable[str]) -> str:
    """The kind of firm (a key of MERGED_BY) whose licence stands for these; empty: it is no business licence."""
    given = set(merges)
    if not given:
        return ""
    return "company" if given.issuperset(FIVE) else "individual"


def old_certificate(material: str) -> str:
    """The old certificate that a material of this name is, with 副本 or 复印件 behind it; empty for anything else."""
    text = material.strip().removeprefix("《").replace("》", "")
    found = next((name for name in FIVE if text.startswith(name)), "")
    rest = text.removeprefix(found).strip("（）()、 ") if found else text
    return found if not rest.strip("正副本原复印件和、（）()") else ""
