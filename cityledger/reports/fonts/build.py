"""Cut the vendored faces out of the full Noto fonts; run by a developer, never by the program.

    npm pack @expo-google-fonts/noto-sans-sc@0.4.3
    npm pack @expo-google-fonts/noto-serif-sc@0.4.3
    python -m cityledger.reports.fonts.build FOLDER_WITH_BOTH_TARBALLS

The tarballs are pinned by SHA-256. The set of a text face is the 8,105 characters of 通用规范汉字表
(2013; `characters.txt`, from the Unihan field kTGH), all of GB 2312, and the symbols papers use;
the title face holds the characters of printed titles and of 大写 amounts only.
"""

from __future__ import annotations

import hashlib
import io
import sys
import tarfile
import tempfile
from pathlib import Path

from cityledger.kernel.errors import Tampered
from cityledger.reports.fonts import BOLD, REGULAR, TITLE, path_of
from cityledger.reports.sfnt import Sfnt

_SANS = "expo-google-fonts-noto-sans-sc-0.4.3.tgz"
_SERIF = "expo-google-fonts-noto-serif-sc-0.4.3.tgz"
_SHA256 = {
    _SANS: "0d69d0f4971d2ff574e3d93cbc218dc950bf3f3f8f8e2c008d97687ed53aee59",
    _SERIF: "ff6bcf5ba68d92dfecc05544bb150f9e724741a932354a0dd97e7289c40a3f5e",
}
_FACES = (
    (REGULAR, _SANS, "package/400Regular/NotoSansSC_400Regular.ttf"),
    (BOLD, _SANS, "package/700Bold/NotoSansSC_700Bold.ttf"),
    (TITLE, _SERIF, "package/600SemiBold/NotoSerifSC_600SemiBold.ttf"),
)
_STANDALONE = (b"name", b"OS/2", b"post")
_SYMBOL_RANGES = (
    (0x20, 0x7F), (0xA0, 0x180), (0x2010, 0x2040), (0x20A0, 0x20C0), (0x2100, 0x2200),
    (0x2200, 0x2270), (0x2460, 0x24FF), (0x2500, 0x2600), (0x2600, 0x2650), (0x2700, 0x2720),
    (0x3000, 0x3040), (0x3200, 0x3260), (0x3380, 0x33E0),
    (0xFF00, 0xFFEF), (0x370, 0x400),
)  # fmt: skip
_TITLE_TEXT = (
    "记账凭证明细总账项目资金对账单日记现金银行存款科目余额表序时账簿资产负债收入支出预算会计财务备查登记"
    "到账批次资金来源拨付支付申请合同台账工程竣工决算年月报分析月度季度流水核验证明封面启用目录"
    "零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分整正负人民币第页共（）()·—0123456789.,-年月日城市建设城建融资"
)


def text_characters() -> set[int]:
    """Return the code points of a text face."""
    listed = {ord(char) for char in path_of("characters.txt").read_text("utf-8") if char > " "}
    gb2312: set[int] = set()
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            gb2312.update(map(ord, bytes([row, cell]).decode("gb2312", "ignore")))
    symbols = {code for first, last in _SYMBOL_RANGES for code in range(first, last)}
    return listed | gb2312 | symbols


def cut(source: bytes, codes: set[int]) -> bytes:
    """Return `source` reduced to `codes`, as a file that stands on its own."""
    with tempfile.NamedTemporaryFile(suffix=".ttf") as file:
        file.write(source)
        file.flush()
        return Sfnt(Path(file.name)).subset(codes, extra=_STANDALONE)[0]


def read_member(tarball: Path, member: str) -> bytes:
    """Return one file of a pinned tarball; raises `Tampered` for any other tarball."""
    data = tarball.read_bytes()
    if hashlib.sha256(data).hexdigest() != _SHA256[tarball.name]:
        raise Tampered(f"{tarball.name} is not the pinned tarball")
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        file = archive.extractfile(member)
        return file.read() if file else b""


def main(folder: Path) -> None:
    """Write the three faces and the licence beside this module."""
    for name, tarball, member in _FACES:
        codes = set(map(ord, _TITLE_TEXT)) if name == TITLE else text_characters()
        path_of(name).write_bytes(cut(read_member(folder / tarball, member), codes))
    path_of("OFL.txt").write_bytes(read_member(folder / _SANS, "package/LICENSE_FONT"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
