"""Words and units by which ``blanks`` tells a count from a fixed expression and finds its name: data only."""

from __future__ import annotations

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TIMES: Final = tuple(_words("天 小时 钟头 工作日 分钟 星期 礼拜 周 个月 刻钟 秒 季度 年"))
"""Ends of units of time."""
TIME_FIGURES: Final = ("时间", "时长", "用时", "周期", "平均", "为期", "历时", "累计", "学习", "培训")
"""A time beside one of these is a figure of the year; others may be limits of the law."""
TIME_NAMES: Final = ("时间", "时限", "时长", "用时", "周期", "期限")
PEOPLE: Final = _words("人 名 位 号人 个人")
MONEY: Final = _words("元 万元 亿元 块 万块 块钱 元钱 万 亿 美元 万美元")
SHARE_NAMES: Final = ("率", "度", "比例", "比重", "占比")

STRUCTURE: Final = _words(
    "人 个 项 类 种 级 层 环节 步 步骤 部分 面 点 道 块 成 倍 遍 轮 分 折 家 套 本 支 名 位 份 张 条 组 处"
)
"""Measures with which a small Chinese numeral tells how work is set up (两个方面, 一名领导), not how much was done."""

EMPTY: Final = _words(
    "全年 今年 本年 年内 上年 去年 全部 共 共计 共有 合计 累计 总计 计 一共 总共 均 均已 已 约 近 超 超过 达 达到 为 是 了 的 到 至 有 其中 "
    "各类 各 等 次 人 人次 条 件 个 项 场 期 主动 仅 只 同比 比 较 在 向 对 将 把 数 数量 总数 余 多 左右 以上 就 并 还 也 又 再 先后 分别 陆续 面向 通过 人员"
)
"""Words that say nothing of what is counted."""
ACTIONS: Final = _words(
    "开展 组织 举办 召开 制作 发布 开设 印发 编发 编印 发放 收到 受理 办理 进行 完成 设置 设立 建立 新增 新建 更新 清理 整改 公开 实现 得到 缩短 "
    "压缩 缩减 提高 提升 增加 减少 增长 下降 安排 参与 参加 参会 涉及 撰写 编写 推送 推出 利用 覆盖 解决 回复 答复 梳理 排查 修订 出台 制定 报送 处理 "
    "接受 接收 提供 张贴 悬挂 播放 播报 投入 使用 落实 安装 建成 配备 采购 编制 录入 上传 转载 采编 采用 邀请"
)
"""Verbs of this genre: they name a count only when no noun does (清理12条 → 清理条数)."""
VAGUE: Final = _words("时间 时长 用时 周期 工作 事项 情况 内容 活动 信息 数量 比例")
"""Nouns that want the word before them in a name (办理时间, 政府信息)."""
STOPS: Final = _words(
    "逐一 逐条 逐项 逐个 逐件 统一 尚 未 没有 并 和 及 以及 均 已 全部 都 由 对 在 被 经 后 中 的 进行 用于 用 向 为 与 或 全 各 按 把 将 以 比 较 同比"
)
"""Words that end the noun behind a number."""
GOES_ON: Final = _words("研究 部署 推进 学习 宣传 解读 讲解 征求 听取 讨论 通报 督促 指导 介绍 分析 解决 答复 办理")
"""Verbs that go on behind that noun (3次专题会议研究……) but may also be all of it (3次学习)."""
