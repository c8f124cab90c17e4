"""The kinds of activity the demonstration court logs, and which criteria they serve."""

from campaigns.models import Category

# Name | kind | counting word | criteria | proof it needs
TABLE = """
法官讲坛 | training | 期 | 2.2.1 | 签到表、照片、讲稿
上级法院培训 | training | 次 | 2.2.1 | 通知、名单
党校培训 | training | 次 | 2.2.1 | 通知、名单
专家讲课 | training | 次 | 2.2.1 | 签到表、照片
示范庭 | activity | 次 | 2.2.2 | 照片、评议表
庭审观摩 | activity | 次 | 2.2.2 | 照片、评议表
书记员比赛 | activity | 次 | 2.2.2 | 方案、成绩表、照片
人民陪审员和联络员培训 | training | 次 | 2.2.3 | 通知、签到表、照片
百案回访 | inspection | 次 | 4.2.2 | 方案、回访表
作风督查 | inspection | 次 | 4.2.2 | 记录、通报
文明检查 | inspection | 次 | 3.2.2 | 记录、通报
节日活动 | activity | 次 | 5.2.1 | 方案、照片
文体活动 | activity | 项 | 5.2.2 | 方案、照片
文明系列评比 | activity | 项 | 3.2.1 | 方案、公示、照片
文明素养 | activity | 项 | 4.2.1 | 通知、照片
读书活动 | activity | 次 | 5.1.2 | 照片、心得
爱国主义教育 | activity | 次 | 4.1.3 | 方案、照片
主题教育 | activity | 次 | 4.1.1 | 方案、照片
结对帮扶 | charity | 次 | 8.2.1 | 捐款名册、照片
志愿服务 | charity | 次 | 8.2.2 | 名单、照片
社区共建 | charity | 次 | 8.2.3 | 照片
普法宣传 | publicity | 场 | 8.1.1 | 照片
巡回审判 | activity | 场 | 8.1.2 2.3.2 | 照片
公众开放日 | publicity | 次 | 2.3.3 | 方案、照片
宣传信息 | publicity | 篇 | 3.2.3 | 稿件或网页
执行行动 | activity | 次 | 2.1.3 | 方案、照片
动员会 | meeting | 次 | 3.1.2 | 议程、照片
领导小组会议 | meeting | 次 | 1.1.1 | 会议记录
中心组学习 | meeting | 次 | 1.2.1 | 学习记录、照片
民主生活会 | meeting | 次 | 1.2.2 | 会议记录、整改方案
干警大会 | meeting | 次 | 6.1.2 | 议程、照片
关爱干警 | activity | 次 | 6.2.1 | 名册
改善办公条件 | facility | 处 | 7.1.1 | 清单、照片
基础建设 | facility | 项 | 7.1.1 | 照片
环境整治 | facility | 次 | 7.1.2 | 照片
文化阵地 | facility | 处 | 5.1.1 | 照片
安全防护 | facility | 次 | 7.2.1 | 清单、照片
制度建设 | measure | 项 | 3.1.3 | 正式文件
专项材料 | measure | 份 | | 文件、说明、表格、意见或照片
"""


def load(court, criteria):
    """Make the categories; return them by name."""
    rows = [
        [part.strip() for part in line.split("|")] for line in TABLE.split("\n") if line
    ]
    categories = {
        name: Category(
            court=court,
            name=name,
            kind=kind,
            counting_word=word,
            artefacts=artefacts,
            order=order,
        )
        for order, (name, kind, word, _codes, artefacts) in enumerate(rows, 1)
    }
    Category.objects.bulk_create(categories.values())
    served = Category.criteria.through
    served.objects.bulk_create(
        served(category=categories[name], criterion=criteria[code])
        for name, _kind, _word, codes, _artefacts in rows
        for code in codes.split()
    )
    return categories


def codes_served():
    """Return {name of a category: codes of the criteria it serves}."""
    rows = (line.split("|") for line in TABLE.split("\n") if line)
    return {row[0].strip(): row[3].split() for row in rows}
