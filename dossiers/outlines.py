"""The outline a new summary starts from: headings every court's summary has, no claims."""

# Heading and prose; the first and the last stand without a heading: lead and closing.
USUAL = (
    ("", ""),
    ("加强组织领导，落实创建责任", ""),
    ("加强学习培训，提升队伍素质", ""),
    ("加强党风廉政建设，促进公正廉洁司法", ""),
    ("坚持司法为民，树立文明窗口形象", ""),
    ("围绕审判主业，深化司法公开和普法宣传", ""),
    ("", ""),
)
