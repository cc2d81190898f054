"""What Textual's own keys do, in Chinese and short English: its words are English literals.

A screen asks `meaning` for the words of a key, so that nothing of Textual's own reaches a person
untranslated; a description that is not in this table fails a test.
"""

from __future__ import annotations

from cityledger.tui.texts import TEXTS, say

BUILT_IN: dict[str, tuple[str, str]] = {
    "Copy selected text": ("复制选中的文字", "copy the selection"),
    "Cut selected text": ("剪切选中的文字", "cut the selection"),
    "Paste text from the clipboard": ("粘贴", "paste"),
    "Select all": ("全选", "select all"),
    "Select line end": ("选到末尾", "select to the end"),
    "Select line start": ("选到开头", "select to the start"),
    "Delete all to the left": ("删除光标左边全部", "delete all to the left"),
    "Delete all to the right": ("删除光标右边全部", "delete all to the right"),
    "Delete character left": ("删除左边一字", "delete to the left"),
    "Delete character right": ("删除右边一字", "delete to the right"),
    "Delete left to start of word": ("删除左边一词", "delete a word to the left"),
    "Delete right to start of word": ("删除右边一词", "delete a word to the right"),
    "Go to start": ("到开头", "to the start"),
    "Go to end": ("到末尾", "to the end"),
    "Move cursor left": ("光标左移", "to the left"),
    "Move cursor left a word": ("左移一词", "a word to the left"),
    "Move cursor left a word and select": ("左移一词并选中", "select a word to the left"),
    "Move cursor left and select": ("左移并选中", "select to the left"),
    "Move cursor right a word": ("右移一词", "a word to the right"),
    "Move cursor right a word and select": ("右移一词并选中", "select a word to the right"),
    "Move cursor right and select": ("右移并选中", "select to the right"),
    "Move cursor right or accept the completion suggestion": ("光标右移", "to the right"),
    "Focus Next": ("下一栏", "next field"),
    "Focus Previous": ("上一栏", "previous field"),
    "Cursor Down": ("下移", "down"),
    "Cursor Up": ("上移", "up"),
    "Cursor to next ancestor": ("到下一个上级", "to the next parent"),
    "Cursor to next sibling": ("到下一个同级", "to the next sibling"),
    "Cursor to parent": ("到上级", "to the parent"),
    "Cursor to previous sibling": ("到上一个同级", "to the previous sibling"),
    "Expand or collapse all": ("全部展开或折叠", "open or close all"),
    "Toggle": ("展开或折叠", "open or close"),
    "Up": ("上移", "up"),
    "Down": ("下移", "down"),
    "First": ("到第一项", "first"),
    "Last": ("到最后一项", "last"),
    "Page Up": ("上翻一页", "page up"),
    "Page Down": ("下翻一页", "page down"),
    "Page Left": ("左翻一页", "page left"),
    "Page Right": ("右翻一页", "page right"),
    "Scroll Up": ("向上滚动", "scroll up"),
    "Scroll Down": ("向下滚动", "scroll down"),
    "Scroll Left": ("向左滚动", "scroll left"),
    "Scroll Right": ("向右滚动", "scroll right"),
    "Scroll Home": ("滚到顶部", "scroll to the top"),
    "Scroll End": ("滚到底部", "scroll to the bottom"),
    "Select": ("选定", "pick"),
    "Show menu": ("打开列表", "open the list"),
    "Dismiss menu": ("收起列表", "close the list"),
    "Press button": ("按下按钮", "press the button"),
    "Submit": ("下一栏", "next field"),
    "Quit": ("退出", "quit"),
}


def meaning(description: str, lang: str) -> str:
    """Return what a key does in the language of the seat; the description itself if unknown."""
    if description in TEXTS:
        return say(description, lang)
    pair = BUILT_IN.get(description)
    if pair is None:
        return description
    return pair[0] if lang == "zh" else pair[1]
