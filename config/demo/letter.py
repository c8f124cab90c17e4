"""The summary of 2014 as a report that goes up: its letterhead and imprint."""

from datetime import date

from dossiers.models import Letter

# 演示 stands where a court's own code would: no such paper was ever sent.
ENTERED = {
    "title": "罗田县人民法院关于2014年度省级文明单位创建工作情况的报告",
    "mark": "罗田县人民法院文件",
    "code": "演示",
    "number_year": 2014,
    "serial": 1,
    "signer": "院长甲",
    "addressee": "上级人民法院",
    "copies": "县委宣传部，县精神文明建设办公室",
    "printed_by": "罗田县人民法院办公室",
    "printed_on": date(2014, 11, 5),
    "note": "联系人：创建办干事甲",
    "is_annexed": True,
}


def load(summary):
    """Create the letter of the summary, unless it has one."""
    return Letter.objects.get_or_create(summary=summary, defaults=ENTERED)[0]
