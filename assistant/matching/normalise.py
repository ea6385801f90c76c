"""Bring a clerk's text into one spelling for matching: width, case, white space, traditional characters, typing errors.

``fold`` keeps the length, so offsets stay valid; ``normalise`` may change it. Punctuation is kept by both: clauses and
quantities need it. Both accept any string, take linear time and never fail.
"""

from __future__ import annotations

import re
from typing import Final

# Traditional characters of this genre, each followed by its simplified form. One to one in these texts; characters that
# need a context (乾, 著, 瞭) are left out.
_TRADITIONAL: Final = """
萬万 與与 專专 業业 東东 兩两 嚴严 個个 豐丰 臨临 為为 爲为 舉举 麼么 義义 烏乌 樂乐 習习 鄉乡 書书 買买 亂乱
爭争 虧亏 雲云 亞亚 產产 産产 親亲 億亿 僅仅 從从 倉仓 儀仪 們们 價价 眾众 衆众 優优 會会 傳传 傷伤 倫伦 偽伪
體体 傭佣 側侧 債债 傾倾 償偿 儲储 兒儿 黨党 蘭兰 關关 興兴 養养 獸兽 內内 岡冈 冊册 寫写 軍军 農农 馮冯 衝冲
決决 況况 凍冻 淨净 準准 涼凉 減减 湊凑 幾几 鳳凤 憑凭 凱凯 擊击 劃划 劉刘 則则 剛刚 創创 刪删 別别 製制 剎刹
劑剂 劍剑 劇剧 勸劝 辦办 務务 動动 勵励 勁劲 勞劳 勢势 勝胜 區区 醫医 華华 協协 單单 賣卖 盧卢 衛卫 卻却 廠厂
廳厅 歷历 曆历 厲厉 壓压 縣县 廁厕 參参 叢丛 雙双 發发 變变 敘叙 葉叶 號号 嘆叹 嚇吓 嗎吗 啓启 啟启 吳吴 員员
聽听 嗚呜 詠咏 響响 問问 嘩哗 喚唤 團团 園园 圍围 國国 圖图 圓圆 聖圣 場场 壞坏 塊块 堅坚 壇坛 墳坟 墜坠 壘垒
墊垫 墻墙 牆墙 壯壮 聲声 壺壶 處处 備备 復复 複复 夠够 頭头 誇夸 奪夺 奮奋 獎奖 婦妇 媽妈 孫孙 學学 寧宁 寶宝
實实 寵宠 審审 憲宪 宮宫 寬宽 賓宾 對对 尋寻 導导 壽寿 將将 爾尔 塵尘 嘗尝 盡尽 層层 屆届 屬属 歲岁 豈岂 嶺岭
島岛 崗岗 幣币 帥帅 師师 帳帐 簾帘 幟帜 帶带 幫帮 幹干 並并 併并 廣广 莊庄 慶庆 廬庐 庫库 應应 廟庙 廢废 開开
異异 棄弃 張张 彌弥 彎弯 彈弹 強强 歸归 當当 錄录 徹彻 徑径 禦御 憶忆 懷怀 態态 憐怜 總总 戀恋 懇恳 惡恶 悶闷
驚惊 慘惨 慣惯 憤愤 願愿 懶懒 戲戏 戰战 戶户 撲扑 執执 擴扩 掃扫 揚扬 擾扰 撫抚 搶抢 護护 報报 擔担 擬拟 攏拢
揀拣 擁拥 攔拦 擇择 掛挂 擋挡 掙挣 揮挥 撈捞 損损 撿捡 換换 據据 擲掷 攜携 攝摄 擺摆 搖摇 敵敌 數数 斷断 無无
舊旧 時时 曠旷 曬晒 暫暂 術术 機机 殺杀 雜杂 權权 條条 來来 楊杨 極极 構构 槍枪 楓枫 櫃柜 標标 棧栈 棟栋 欄栏
樹树 樣样 橋桥 檔档 檢检 樓楼 橫横 歡欢 歐欧 殘残 殼壳 畢毕 氣气 漢汉 湯汤 溝沟 沒没 淪沦 滄沧 滬沪 淚泪 潔洁
灑洒 澆浇 測测 濟济 渾浑 濃浓 塗涂 濤涛 漲涨 潤润 澀涩 漸渐 漁渔 滲渗 溫温 灣湾 濕湿 潰溃 滾滚 滿满 濾滤 濫滥
灘滩 瀏浏 災灾 爐炉 點点 煉炼 爛烂 煙烟 煩烦 燒烧 燭烛 熱热 愛爱 爺爷 牽牵 狀状 猶犹 獨独 獄狱 獵猎 獻献 環环
現现 璽玺 電电 畫画 暢畅 療疗 瘡疮 癥症 徵征 盤盘 監监 蓋盖 盜盗 睜睁 矯矫 礦矿 碼码 磚砖 礎础 確确 禮礼 禍祸
離离 種种 積积 稱称 稅税 穩稳 窮穷 竊窃 競竞 筆笔 筍笋 篩筛 籌筹 簽签 籤签 簡简 糧粮 緊紧 糾纠 紅红 約约 級级
紀纪 紙纸 純纯 紛纷 紗纱 綱纲 納纳 縱纵 綜综 緒绪 線线 組组 細细 織织 終终 紹绍 經经 結结 繞绕 給给 絡络 絕绝
統统 繼继 績绩 續续 維维 綠绿 編编 緩缓 締缔 縮缩 緣缘 繳缴 網网 羅罗 罰罚 罷罢 聞闻 聯联 聰聪 肅肃 脅胁 腫肿
脈脉 膽胆 腦脑 臉脸 職职 艦舰 艱艰 藝艺 節节 蘇苏 範范 莖茎 薦荐 榮荣 藥药 營营 蕭萧 薩萨 藍蓝 蘆芦 慮虑 蟲虫
雖虽 蝦虾 補补 裝装 襯衬 襲袭 見见 觀观 規规 視视 覽览 覺觉 觸触 計计 訂订 認认 討讨 讓让 訓训 議议 訊讯 記记
講讲 許许 論论 訟讼 設设 訪访 證证 評评 識识 訴诉 診诊 詞词 譯译 試试 詩诗 誠诚 話话 詢询 該该 詳详 語语 誤误
說说 請请 諸诸 諾诺 讀读 課课 誰谁 調调 諒谅 談谈 謀谋 謊谎 謠谣 謝谢 謹谨 譽誉 輿舆 貝贝 負负 財财 責责 敗败
賬账 貨货 質质 販贩 貪贪 貧贫 購购 貫贯 貼贴 貴贵 貸贷 費费 賀贺 資资 賦赋 賠赔 賞赏 賴赖 贈赠 贏赢 趙赵 趕赶
趨趋 躍跃 踐践 車车 軌轨 轉转 輪轮 軟软 輕轻 載载 較较 輔辅 輛辆 輯辑 輸输 轄辖 辭辞 邊边 遼辽 達达 遷迁 過过
運运 還还 這这 進进 遠远 違违 連连 遲迟 適适 選选 遞递 邏逻 遺遗 郵邮 鄰邻 釋释 裡里 裏里 鑒鉴 鑑鉴 針针 釘钉
鈔钞 鐘钟 鍾钟 鋼钢 鑰钥 錢钱 鉛铅 銀银 鋪铺 銷销 鎖锁 鍋锅 錯错 鍵键 鎮镇 鏡镜 長长 門门 閃闪 閉闭 閑闲 間间
鬧闹 閱阅 隊队 陽阳 陰阴 陣阵 階阶 際际 陸陆 陳陈 險险 隨随 隱隐 難难 霧雾 靈灵 靜静 韓韩 頁页 頂顶 項项 順顺
須须 頑顽 顧顾 頓顿 頒颁 預预 領领 頻频 題题 額额 顏颜 顯显 類类 風风 飛飞 飯饭 飲饮 飽饱 飾饰 館馆 餘余 饋馈
馬马 馳驰 駐驻 駕驾 駛驶 騙骗 驗验 髒脏 魚鱼 鮮鲜 鳥鸟 雞鸡 鹽盐 麥麦 黃黄 齊齐 齡龄 龍龙 龐庞 龜龟 後后 於于
週周 佈布 佔占 採采 託托 誌志 屍尸 捨舍 臺台 檯台 係系 繫系 髮发 隻只 閒闲 倆俩 貳贰 錶表 閘闸 啞哑 瑣琐 擱搁
攤摊 攬揽 瀆渎 濱滨 鬆松 彙汇 匯汇 繪绘 諮咨 祕秘 註注 夥伙 鬥斗 僱雇 蔔卜 傢家 嘮唠 羣群 鏈链 練练 獲获 曉晓
脫脱 攢攒 絲丝 喫吃 驟骤 滯滞 籠笼 銜衔 撥拨 駁驳 礙碍 鉤钩 燈灯 賽赛 賃赁 壩坝 滅灭 豬猪 贊赞 畝亩 夾夹 詐诈
櫥橱 騎骑 窩窝 丟丢 蹤踪 辯辩 斃毙 囑嘱 婁娄 闢辟 貿贸 樁桩 綁绑 癱瘫 輩辈 顆颗 鍛锻 遊游 腳脚 摻掺 懲惩 騰腾
瞞瞒 淵渊 謂谓 罵骂 傘伞 潑泼 噴喷 醜丑 紋纹 澤泽 築筑
"""

# Digits, letters, and the signs that belong to numbers; other punctuation keeps its width.
_WIDE: Final = "０１２３４５６７８９" + "".join(chr(0xFF21 + i) + chr(0xFF41 + i) for i in range(26)) + "％．＋－／＊　"
_NARROW: Final = "0123456789" + "".join(chr(0x41 + i) + chr(0x61 + i) for i in range(26)) + "%.+-/* "

_FOLD: Final = {ord(pair[0]): ord(pair[1]) for pair in _TRADITIONAL.split()} | str.maketrans(_WIDE, _NARROW)

# What an input method makes of the genre's words: right form → wrong forms that mean nothing else there.
_TYPOS: Final[dict[str, str]] = {
    "依申请": "衣申请 医申请 伊申请 依审请 依深情 依身请 依申清 依申情 依伸请 依申报公开",
    "申请": "申清 神请 伸请 审请",
    "登记": "登计 登济 蹬记 登级 灯记",
    "公示": "宫示 公市栏",
    "公示栏": "公事栏 公式栏",
    "公开": "公凯 弓开 公幵",
    "政务": "政物 政雾 政悟",
    "政府": "政付 政俯",
    "公众号": "公从号 公重号 公种号 公中号 工众号 公众好 公终号 公众浩",
    "链接": "链结 练接 链节 链借 恋接",
    "死链": "死练 四链",
    "诉讼": "诉送 诉松 诉颂 述讼 诉论 素讼",
    "复议": "复义 付议 腹议 负议 复仪 覆议 复异",
    "账号": "帐号",
    "账户": "帐户",
    "台账": "台帐 抬账 台胀",
    "账本": "帐本",
    "三审三校": "三审三较 三审三叫 三审三教 三深三校 三申三校 三审叁校 三审三效 三审三孝 三审三笑",
    "培训": "培顺 陪训 培圳 赔训 培讯 陪顺 培寻 培迅 陪讯",
    "结转": "接转 洁转 结砖",
    "规范": "归范 规犯 归饭 规泛 规返",
    "解读": "解独 解渎 解赌",
    "政策解读": "政策解毒 政策借读",
    "图解": "图接 图姐 图届",
    "舆情": "愉情 预情 誉情",
    "征集": "征急",
    "检索": "捡索 检锁 简索",
    "检查": "捡查 捡察",
    "巡检": "巡捡 询检 循检",
    "巡查": "巡察看",
    "督查": "督茶 督插",
    "考核": "靠核",
    "补正": "补证 补整",
    "答复": "答付 答覆 搭复 答腹",
    "告知": "告之",
    "邮寄": "邮记 油寄 邮计",
    "受理": "受里 授理",
    "废止": "费止 废之 肺止 废指",
    "修订": "休订 修定 修盯",
    "印发": "印法",
    "规划": "规画",
    "预算": "预祘 玉算",
    "决算": "绝算 觉算 决祘",
    "三公": "三工经费 三共经费",
    "经费": "经废 经肺",
    "采购": "彩购 采构 踩购",
    "权责清单": "全责清单 权则清单 权责青单",
    "清单": "清丹",
    "行政处罚": "行政处法 行政处发",
    "行政许可": "行政许刻 行政许克",
    "热线": "热现 热限",
    "满意度": "满意渡 满益度 满意读",
    "问卷": "问券 问眷",
    "追究": "追纠",
    "问责": "问泽",
    "通报": "通抱 通暴",
    "整改": "整该 争改",
    "制度": "制渡 智度",
    "保密": "保蜜 宝密 保秘",
    "涉密": "涉秘 社密 射密",
    "泄密": "泄秘 泻密 谢密",
    "隐私": "隐思 阴私 隐丝",
    "脱敏": "托敏 脱民 拖敏 脱闽",
    "归档": "归挡 规档",
    "目录": "目禄 木录",
    "指南": "只南 纸南",
    "专栏": "专拦 专兰 砖栏 转栏 专篮",
    "栏目": "兰目 拦目 栏木",
    "公开栏": "公开兰 公开拦 公开篮",
    "适老化": "试老化 适老话 室老化",
    "无障碍": "无障爱 无账碍 无障得 无帐碍",
    "新媒体": "新煤体 新美体 心媒体 新媒提",
    "微博": "围脖 微伯",
    "视频": "事频 试频",
    "抖音": "斗音 抖阴",
    "漏洞": "漏动 漏懂",
    "错敏词": "错敏次",
    "错别字": "错别子 错憋字",
    "政府公报": "政府公抱 政府工报 政府公暴",
    "听证会": "听政会 听正会",
    "惠企": "慧企",
    "惠企政策": "惠其政策",
    "营商": "赢商 迎商 营伤",
    "应急": "应及预案 应级预案",
    "绩效": "积效 继效",
    "属性": "属姓 署性",
    "审核": "申核",
    "信息": "信习 信西公开",
    "决策": "决测 绝策",
    "查阅": "查悦 察阅",
    "纠正": "纠证 究正",
    "收费": "收肺",
    "处理": "处里",
    "乡村振兴": "乡村整兴 乡村镇兴 乡村真兴",
    "标准化": "标准话 表准化",
    "互动": "互懂",
    "回应": "回硬 回映",
    "满意": "满益",
    "社区": "社曲",
    "部署": "布署 部暑",
    "逾期": "愈期 预期答复",
    "渠道": "渠到",
}
# Forms of the table above that carry some context along, and so stand for more than their key.
_TYPO_EXCEPTIONS: Final = {
    "依申报公开": "依申请公开",
    "公市栏": "公示栏",
    "三工经费": "三公经费",
    "三共经费": "三公经费",
    "巡察看": "巡查看",
    "应及预案": "应急预案",
    "应级预案": "应急预案",
    "信西公开": "信息公开",
    "预期答复": "逾期答复",
}
# (wrong, right, what must stand before, what must stand after): regular expressions of bounded width, without anchors.
_TYPOS_IN_CONTEXT: Final[tuple[tuple[str, str, str, str], ...]] = (
    ("以申请", "依申请", r"(?<![可所予加难足得用])", r"(?!人|书|表|单|为|的方式)"),
    ("[一已亿宜易]申请", "依申请", r"(?<![0-9十百统同])", r"(?=公开)"),
    ("依申报", "依申请", r"", r"(?=[受收件办的有0-9一二两三四五六七八九十])"),
    ("公式", "公示", r"(?<!计算)(?<!数学)(?<!数据)(?<!套用)(?<!套)(?<!表格)(?<!的)", r"(?!化|计算|算|推|是)"),
    ("连[接结]", "链接", r"(?:(?<=死)|(?<=错)|(?<=坏)|(?<=失效)|(?<=打不开的)|(?<=错误)|(?<=无效))", r""),
    ("解毒", "解读", r"", r"(?=[政0-9一二两三四五六七八九十图视材稿])"),
    ("一见", "意见", r"(?:(?<=征集)|(?<=征求)|(?<=收集)|(?<=提)|(?<=的)|(?<=条))", r""),
    ("正集", "征集", r"(?:(?<=意见)|(?<=公开))", r""),
    (
        "废纸",
        "废止",
        r"(?:(?<=文件)|(?<=新发)|(?<=修订)|(?<=清理)|(?<=[份件，,、]))",
        r"(?=[了的0-9一二两三四五六七八九十])",
    ),
    ("威信", "微信", r"", r"(?=公众|群|号|推|上|视频)"),
    ("微薄|微波", "微博", r"", r"(?=[号发上0-9一二两三四五六七八九十百]|账号)"),
    ("整务", "政务", r"", r"(?=公开|新媒|服务|平台)"),
    ("文卷", "问卷", r"(?:(?<=调查)|(?<=满意度)|(?<=发)|(?<=发了)|(?<=做))", r""),
    ("正改", "整改", r"(?:(?<=问题)|(?<=督查)|(?<=限期)|(?<=反馈))", r""),
    ("就正", "纠正", r"(?:(?<=结果)|(?<=复议)|(?<=被))", r""),
    ("会应", "回应", r"", r"(?=关切|群众|网友|留言)"),
    ("新息", "信息", r"", r"(?=公开|发布|[0-9])"),
    ("考和", "考核", r"(?:(?<=绩效)|(?<=年终)|(?<=年度))", r""),
    ("与情|余情", "舆情", r"(?:(?<=网络)|(?<=涉政)|(?<=网上)|(?<=突发))", r"(?!况|形)"),
    ("户动|护动", "互动", r"(?:(?<=政民)|(?<=交流))", r"(?!态|员)"),
    ("提安|题案", "提案", r"(?:(?<=政协)|(?<=建议)|(?<=委员))", r""),
    ("视屏", "视频", r"(?:(?<=短)|(?<=小)|(?<=个)|(?<=条)|(?<=解读))", r""),
    ("处礼", "处理", r"(?:(?<=信息))", r"(?=费)"),
    ("节转|结传", "结转", r"(?:(?<=上年)|(?<=年度)|(?<=去年)|(?<=新收))", r""),
    ("复意", "复议", r"(?<![答回批])", r"(?!见)"),
    ("接转", "结转", r"(?<![承对衔])", r"(?![办送给达电交])"),
    ("设区", "社区", r"(?:(?<=[村个各]))", r"(?![市的])"),
)


def _typo_table() -> dict[str, str]:
    table = {wrong: right for right, forms in _TYPOS.items() for wrong in forms.split() if wrong != right}
    return table | _TYPO_EXCEPTIONS


_TYPO_TABLE: Final = _typo_table()
# The longest form first, so that 政策解毒 is seen before a part of it.
_TYPO_PATTERN: Final = re.compile("|".join(sorted(map(re.escape, _TYPO_TABLE), key=lambda form: (-len(form), form))))
_CONTEXT_PATTERNS: Final = tuple(
    (re.compile(f"{before}(?:{wrong}){after}"), right) for wrong, right, before, after in _TYPOS_IN_CONTEXT
)

# Zero-width characters, soft hyphen, byte order mark, directional marks, variation selectors: nothing a reader sees.
_INVISIBLE: Final = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_LINE_BREAK: Final = re.compile("\r\n?|[\u0085\u2028\u2029\v\f]")
_CONTROL: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_SPACES: Final = re.compile(r"[^\S\n]+")
_BLANK_LINES: Final = re.compile(r" ?\n[ \n]*")


def fold(text: str) -> str:
    """Give digits, letters and number signs ASCII width, and traditional characters their simplified form.

    The result has exactly the length of ``text``.
    """
    return text.translate(_FOLD)


def normalise(text: str) -> str:
    """Return ``text`` in the spelling that matching works on.

    Letters are lower case; runs of white space become one space, line breaks one newline; control and invisible
    characters vanish; common homophone errors of the genre are corrected. Idempotent on the genre's words.
    """
    text = _LINE_BREAK.sub("\n", _INVISIBLE.sub("", text))
    text = _SPACES.sub(" ", _CONTROL.sub(" ", text))
    text = _BLANK_LINES.sub("\n", text).strip()
    text = fold(text).lower()
    text = _TYPO_PATTERN.sub(lambda match: _TYPO_TABLE[match[0]], text)
    for pattern, right in _CONTEXT_PATTERNS:
        text = pattern.sub(right, text)
    return text
