"""What stands around an article on a web page: source lines before it, buttons and footers after it; and the date and
signature under a report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.reuse.titles import is_organ_name

_MAX_LINE = 80
_WORD = 12
_SENTENCE = re.compile("[。；！？]")
_BEFORE = re.compile(
    r"^(?:[【\[(（]?(?:发布|发文|公开|成文|生成|更新|印发|索引|来源|信息来源|文章来源|稿源|作者|浏览|阅读|点击|访问|字体|字号|分享|打印"
    r"|收藏|保存|朗读|语音|视力|无障碍|当前位置|您的位置|您当前|首页|责任编辑|编辑|审核|主题分类|分类|文号|发文字号|有效性"
    r"|关键词|主题词|标题|名称|信息名称|公开方式|公开范围|公开时限|公开责任|组配分类|体裁|时间|日期|扫一扫|手机|微信|微博|目录$"
    r"|下载|附件|导航|返回|大$|中$|小$|A[+-]))"
    r"|^[\d\s:：/.年月日时分-]+$|^\S{0,4}[>›»]|[>›»].*[>›»]|[|｜].*[|｜]"
)
_AFTER = re.compile(
    r"^[【\[(（]?\s*(?:打印|关闭|分享|收藏|推荐|复制|下载|纠错|返回|顶部|扫一扫|扫码|微信|微博|上一篇|下一篇|上一条|下一条|上一页|下一页"
    r"|责任编辑|编辑[:：]|审核[:：]|作者[:：]|来源[:：]|信息来源|相关(?:链接|阅读|文章|信息|文档|附件|稿件|新闻|解读)|友情链接|网站地图"
    r"|关于我们|联系我们|网站声明|隐私|版权|(?:主办|承办|协办|运维|维护)(?:单位|方)?[:：]|技术支持|地址[:：]|邮编[:：]|电话[:：]|网站标识码|政府网站标识码|备案|附件|网站支持"
    r"|Copyright|©|浏览次数|阅读次数|点击数|您是第|字号|字体|发布时间|政府网站找错|我要纠错|文章来源|本文链接|微信扫|用微信|手机扫|原文链接"
    r"|热点|最新|推荐阅读|猜你|评论|满意度|您对)"
    r"|ICP备|公网安备|版权所有|网站标识码|Copyright|©",
    re.IGNORECASE,
)
_OF_PAGE = re.compile("扫一扫|扫码|未经|版权所有|ICP|浏览器|分享到|Copyright|©", re.IGNORECASE)
_PAGE = re.compile(
    "发布时间|发布日期|信息来源|文章来源|来源：|浏览次数|阅读次数|点击数|字号|字体|当前位置|打印本页|关闭窗口|分享到|网站标识码|ICP备"
)
_MIN_MARKS = 2
_DATE = re.compile(
    r"(?:20\d\d|二[〇○零Ο0]{1,2}[一二三四五六七八九〇○零]{1,2})\s*年\s*[\d一二三四五六七八九十]{1,2}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日"
)


def looks_like_page(texts: Iterable[str]) -> bool:
    """Tell a web page that was printed or copied: it says when, where or how often it was published and shown."""
    marks = {match[0] for text in texts if len(text) <= _MAX_LINE for match in _PAGE.finditer(text)}
    return len(marks) >= _MIN_MARKS


def is_before_article(text: str) -> bool:
    """Tell whether a line near a title is a page's: source, date, font size, menus."""
    if len(text) > _MAX_LINE or _SENTENCE.search(text):
        return False
    return bool(_BEFORE.search(text)) or (len(text) <= _WORD and not text.endswith("："))


def article_end(texts: Sequence[str]) -> int:
    """Count the paragraphs that come before a page's buttons and footers."""
    for i, text in enumerate(texts):
        if len(text) <= _MAX_LINE and _AFTER.search(text) and not _is_sentence(text):
            return i
    return len(texts)


def _is_sentence(text: str) -> bool:
    """Tell a sentence of a report that begins as a button does (评论、留言均已回复。)."""
    return len(text) > _WORD and text.endswith(("。", "；", "：")) and not _OF_PAGE.search(text)


def is_date(text: str) -> bool:
    """Tell a line that holds nothing but a date, as under a title."""
    return bool(_DATE.fullmatch(text.strip("（）() ")))


def signature_start(texts: Sequence[str]) -> int:
    """Count the paragraphs that come before the signature: organ and date at the end of a report."""
    if not texts or not is_date(texts[-1]):
        return len(texts)
    end = len(texts) - 1
    while end > 0 and is_organ_name(texts[end - 1]):
        end -= 1
    return end
