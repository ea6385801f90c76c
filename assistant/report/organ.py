"""Who reports: the organ, how it speaks of itself, and the words that follow from its kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from assistant.report.standard import OrganKind

_DEPARTMENT_ENDINGS = ("局", "委", "厅", "办", "中心", "院", "署")
_AREA_ENDINGS = ("自治州", "市", "县", "区", "旗", "州", "省", "盟")


@dataclass(frozen=True, slots=True)
class Contact:
    """What the lead paragraph may say about where to look and whom to ask; None is left out."""

    website: str | None = None
    address: str | None = None
    postcode: str | None = None
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Organ:
    """A reporting organ by its full name. How it speaks of itself and where it is found do not make it another one."""

    name: str
    kind: OrganKind
    self_reference: str = field(compare=False)
    """我街道 / 我镇 / 我局 … (report-standard TQ-25)."""
    superior: str | None = field(default=None, compare=False)
    """The organ above, as the text calls it (区政府, 县政府)."""
    contact: Contact = field(default=Contact(), compare=False)

    @classmethod
    def of(
        cls,
        name: str,
        kind: OrganKind | None = None,
        self_reference: str | None = None,
        superior: str | None = None,
        contact: Contact | None = None,
    ) -> Organ:
        """Derive what is not given from the name: kind by its ending, self-reference by kind and last character."""
        kind = kind or kind_of(name)
        return cls(
            name=name,
            kind=kind,
            self_reference=self_reference or _self_reference(name, kind),
            superior=superior or _superior(name, kind),
            contact=contact or Contact(),
        )

    @property
    def words(self) -> Mapping[str, str]:
        """Ready-made words for phrases, by their Chinese slot names."""
        area = _area_character(self.name)
        units, whole, villages = {
            OrganKind.GOVERNMENT: (
                f"全{area}各部门、各乡镇（街道）" if area in "县区旗" else f"全{area}各地各部门",
                f"全{area}",
                "村（社区）",
            ),
            OrganKind.DEPARTMENT: ("各科室、下属单位", f"全{self.self_reference.removeprefix('我')}", "村（社区）"),
            OrganKind.TOWNSHIP: ("各站所、村（社区）", f"全{self.self_reference.removeprefix('我')}", "村（社区）"),
            OrganKind.STREET: ("各科室、社区", "全街道", "社区"),
            OrganKind.OTHER: ("各内设机构", "全单位", "村（社区）"),
        }[self.kind]
        return MappingProxyType(
            {
                "机关": self.name,
                "我单位": self.self_reference,
                "各单位": units,
                "全域": whole,
                "村社": villages,
                "上级": self.superior or "上级",
            }
        )


def kind_of(name: str) -> OrganKind:
    """Read the kind off the full name; what is neither government nor office is a department."""
    if name.endswith(("街道办事处", "街道办", "街道")):
        return OrganKind.STREET
    if name.endswith(("镇人民政府", "乡人民政府", "镇政府", "乡政府", "镇", "乡")):
        return OrganKind.TOWNSHIP
    if name.endswith(("人民政府", "政府")):
        return OrganKind.GOVERNMENT
    return OrganKind.DEPARTMENT


def _area_character(name: str) -> str:
    stem = name.removesuffix("人民政府").removesuffix("政府")
    for ending in _AREA_ENDINGS:
        if stem.endswith(ending):
            return ending[-1]
    return "域"


def _self_reference(name: str, kind: OrganKind) -> str:
    if kind is OrganKind.STREET:
        return "我街道"
    if kind is OrganKind.TOWNSHIP:
        stem = name.removesuffix("人民政府").removesuffix("政府")
        return "我乡" if stem.endswith("乡") else "我镇"
    if kind is OrganKind.GOVERNMENT:
        area = _area_character(name)
        return "本级政府" if area == "域" else f"我{area}"
    if kind is OrganKind.DEPARTMENT:
        for ending in ("办公室", "委员会"):
            if name.endswith(ending):
                return "我" + {"办公室": "办", "委员会": "委"}[ending]
        for ending in _DEPARTMENT_ENDINGS:
            if name.endswith(ending):
                return f"我{ending}"
    return next((f"我{word}" for ending, word in _OTHER_ENDINGS if name.endswith(ending)), "我单位")


_OTHER_ENDINGS = (
    ("学校", "校"), ("小学", "校"), ("中学", "校"), ("大学", "校"), ("学院", "院"), ("医院", "院"), ("公司", "公司"),
)  # fmt: skip


def _superior(name: str, kind: OrganKind) -> str | None:
    """区政府 for 云溪区青枫街道办事处; None where the name does not begin with the area above."""
    if kind is OrganKind.GOVERNMENT:
        return None
    for i, character in enumerate(name[:-2]):
        if i >= 1 and character in "县区旗":
            return f"{character}政府"
        if i >= 1 and character == "市" and not any(later in name[i + 1 :] for later in "县区旗"):
            return "市政府"
    return None
