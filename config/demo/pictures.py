"""Draws the pictures of the demonstration: calm illustrations, never photographs.

The same words give the same bytes on the same machine. Without a Chinese font the
words are left out, and the date stands in digits.
"""

import colorsys
import hashlib
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 840, 560
INK, PAPER, RED = (58, 54, 50), (247, 244, 238), (164, 44, 38)
SKIN, WHITE = (224, 190, 160), (252, 251, 248)
FONTS = (
    "NotoSansCJK-Regular.ttc",
    "NotoSansSC-Regular.otf",
    "SourceHanSansCN-Regular.otf",
    "wqy-microhei.ttc",
    "wqy-zenhei.ttc",
    "PingFang.ttc",
    "msyh.ttc",
    "simhei.ttf",
)
NOTICE = "演示插图，非照片"
# Which scene a category is drawn as; what is not named is held in a hall.
SCENES = {
    "示范庭": "court",
    "庭审观摩": "court",
    "志愿服务": "hills",
    "普法宣传": "hills",
    "巡回审判": "hills",
    "爱国主义教育": "hills",
    "结对帮扶": "hills",
    "文体活动": "field",
    "节日活动": "field",
    "环境整治": "hills",
    "改善办公条件": "building",
    "基础建设": "building",
    "安全防护": "building",
    "文化阵地": "shelves",
    "读书活动": "shelves",
    "专项材料": "shelves",
    "公众开放日": "building",
}


def draw(title, day, category, number=1):
    """Return (JPEG, small WebP) of an event; `number` tells its pictures apart."""
    seed = hashlib.sha256(f"{title}{day}{number}".encode()).digest()
    image = Image.new("RGB", (WIDTH, HEIGHT), _tint(seed[0], 0.10, 0.96))
    pen = ImageDraw.Draw(image)
    _paint(pen, SCENES.get(category, "hall"), seed)
    _write(pen, title, f"{day:%Y.%m.%d}")
    # The small one is a plain halving: much faster than a thumbnail of the JPEG.
    return (
        _save(image, "JPEG", quality=60),
        _save(image.reduce(2), "WEBP", quality=65, method=0),
    )


def _save(image, kind, **how):
    kept = BytesIO()
    image.save(kept, kind, **how)
    return kept.getvalue()


@lru_cache
def _font(size):
    """A Chinese font of the machine, or None."""
    for name in FONTS:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return None


def _tint(byte, strength, light):
    red, green, blue = colorsys.hsv_to_rgb(byte / 255, strength, light)
    return int(red * 255), int(green * 255), int(blue * 255)


def _paint(pen, scene, seed):
    {
        "hall": _hall,
        "court": _court,
        "hills": _hills,
        "field": _field,
        "building": _building,
        "shelves": _shelves,
    }[scene](pen, seed)


def _write(pen, title, day):
    """The banner on top, the date and the notice below."""
    pen.rectangle((60, 34, WIDTH - 60, 104), fill=RED)
    if font := _font(30):
        words = title if len(title) <= 22 else title[:21] + "…"
        pen.text((WIDTH / 2, 69), words, font=font, fill=WHITE, anchor="mm")
        pen.text((24, HEIGHT - 30), NOTICE, font=_font(17), fill=INK, anchor="lm")
    else:
        for left in range(120, WIDTH - 140, 44):
            pen.rectangle((left, 60, left + 24, 78), fill=WHITE)
    digits = ImageFont.load_default(20)
    pen.text((WIDTH - 24, HEIGHT - 30), day, font=digits, fill=INK, anchor="rm")


def _people(pen, seed, top, count, size=1.0):
    """A row of figures, each a head above shoulders."""
    step = (WIDTH - 120) / count
    for place in range(count):
        middle = 60 + step * (place + 0.5) + seed[place % 32] % 11 - 5
        high = top + seed[(place + 7) % 32] % 9
        half, head = 26 * size, 15 * size
        coat = _tint(seed[(place + 3) % 32], 0.28, 0.42 + seed[place % 32] % 4 / 10)
        box = (middle - half, high + head * 1.8, middle + half, high + head * 7)
        pen.rounded_rectangle(box, 14 * size, fill=coat)
        pen.ellipse((middle - head, high, middle + head, high + head * 2), fill=SKIN)


def _hall(pen, seed):
    pen.rectangle((0, 330, WIDTH, HEIGHT), fill=_tint(seed[1], 0.12, 0.82))
    pen.rectangle((180, 210, WIDTH - 180, 300), fill=_tint(seed[2], 0.35, 0.55))
    _people(pen, seed, 150, 3 + seed[3] % 3, 0.8)
    pen.rectangle((150, 230, WIDTH - 150, 300), fill=_tint(seed[2], 0.38, 0.50))
    for row in range(2):
        _people(pen, seed[row:] + seed[:row], 330 + row * 78, 7 + seed[4] % 3, 0.9)


def _court(pen, seed):
    pen.rectangle((0, 380, WIDTH, HEIGHT), fill=_tint(20, 0.25, 0.70))
    for left in (110, 250, 560, 700):
        pen.rectangle((left, 120, left + 26, 380), fill=_tint(seed[1], 0.08, 0.86))
    _people(pen, seed, 180, 3, 1.0)
    pen.rectangle((200, 250, WIDTH - 200, 350), fill=_tint(15, 0.50, 0.42))
    pen.rectangle((60, 390, 270, 450), fill=_tint(15, 0.45, 0.52))
    pen.rectangle((WIDTH - 270, 390, WIDTH - 60, 450), fill=_tint(15, 0.45, 0.52))
    _people(pen, seed[5:] + seed[:5], 440, 8, 0.8)


def _hills(pen, seed):
    left = 90 + seed[1] * 2
    pen.ellipse((left, 130, left + 74, 204), fill=(238, 186, 96))
    for number in range(3):
        base = 300 + number * 46
        peak = 100 + (seed[2 + number] * 3 + number * 210) % 640
        hill = _tint(88 + seed[5] % 18, 0.22 + number * 0.1, 0.78 - number * 0.12)
        pen.polygon(
            [(peak - 520, base + 200), (peak, base - 130), (peak + 520, base + 200)],
            hill,
        )
    pen.rectangle((0, 440, WIDTH, HEIGHT), fill=_tint(72, 0.24, 0.80))
    _people(pen, seed, 380, 6 + seed[6] % 4)


def _field(pen, seed):
    pen.rectangle((0, 290, WIDTH, HEIGHT), fill=_tint(10 + seed[1] % 12, 0.42, 0.74))
    pen.rectangle((0, 190, WIDTH, 290), fill=_tint(92, 0.30, 0.66))
    for line in range(4):
        high = 310 + line * 62
        pen.line((0, high, WIDTH, high + 10), fill=WHITE, width=4)
    for number in range(9):
        left = 40 + number * 90
        flag = _tint(seed[number], 0.55, 0.86)
        pen.polygon([(left, 120), (left + 44, 120), (left + 22, 160)], fill=flag)
    _people(pen, seed, 340, 6 + seed[2] % 3, 1.2)


def _building(pen, seed):
    pen.rectangle((0, 450, WIDTH, HEIGHT), fill=_tint(seed[1], 0.08, 0.80))
    pen.rectangle((150, 180, WIDTH - 150, 450), fill=_tint(26, 0.10, 0.90))
    for row in range(4):
        for column in range(9):
            left, top = 180 + column * 55, 200 + row * 52
            glass = _tint(145 + seed[(row + column) % 32] % 18, 0.30, 0.76)
            pen.rectangle((left, top, left + 34, top + 32), fill=glass)
    pen.rectangle(
        (WIDTH / 2 - 70, 390, WIDTH / 2 + 70, 450), fill=_tint(15, 0.40, 0.48)
    )
    for step in range(3):
        high = 450 + step * 12
        pen.rectangle((300 - step * 30, high, 540 + step * 30, high + 12), fill=WHITE)
    _people(pen, seed, 455, 3 + seed[2] % 3, 0.8)


def _shelves(pen, seed):
    for row in range(3):
        top = 140 + row * 110
        pen.rectangle((60, top + 92, WIDTH - 60, top + 102), fill=_tint(18, 0.45, 0.52))
        left = 74
        for number in range(40):
            value = seed[(number + row * 9) % 32]
            wide, high = 12 + value % 12, 58 + value % 32
            if left + wide > WIDTH - 74:
                break
            back = _tint((value * 7 + number * 13) % 255, 0.32, 0.66)
            pen.rectangle((left, top + 92 - high, left + wide, top + 91), fill=back)
            left += wide + 4
    _people(pen, seed, 440, 2 + seed[1] % 4)
