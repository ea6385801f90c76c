"""Light, dark and high contrast. Colour never carries a meaning alone: marks and words stand beside it."""

from __future__ import annotations

from textual.theme import Theme

LIGHT = Theme(
    name="nianbao-light",
    primary="#1a4f8b",
    secondary="#5b6b7a",
    accent="#8a4b08",
    warning="#8a5a00",
    error="#a11a1a",
    success="#1d6b35",
    foreground="#1b1f24",
    background="#f7f6f2",
    surface="#ffffff",
    panel="#e8e6df",
    dark=False,
)
DARK = Theme(
    name="nianbao-dark",
    primary="#7fb2e6",
    secondary="#93a1ad",
    accent="#e3b26a",
    warning="#e0b04c",
    error="#ef7b74",
    success="#7fc795",
    foreground="#e4e4df",
    background="#16191d",
    surface="#1e2227",
    panel="#2a3037",
    dark=True,
)
CONTRAST = Theme(
    name="nianbao-contrast",
    primary="#ffff00",
    secondary="#ffffff",
    accent="#00ffff",
    warning="#ffff00",
    error="#ff6666",
    success="#66ff66",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1a1a1a",
    dark=True,
    variables={"border": "#ffffff", "block-cursor-foreground": "#000000", "block-cursor-background": "#ffff00"},
)

THEMES = (LIGHT, DARK, CONTRAST)
THEME_NAMES = {LIGHT.name: "浅色", DARK.name: "深色", CONTRAST.name: "高对比度"}
