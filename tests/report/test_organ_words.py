"""How an organ speaks of itself and of those under it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.report.organ import Contact, Organ, kind_of
from assistant.report.standard import OrganKind

CASES = [
    ("云溪区青枫街道办事处", "street", "我街道", "区政府", "全街道", "各科室、社区", "社区"),
    ("云溪市青枫街道", "street", "我街道", "市政府", "全街道", "各科室、社区", "社区"),
    ("云岭县临江镇人民政府", "township", "我镇", "县政府", "全镇", "各站所、村（社区）", "村（社区）"),
    ("云岭县白沙乡人民政府", "township", "我乡", "县政府", "全乡", "各站所、村（社区）", "村（社区）"),
    ("云岭县临江镇", "township", "我镇", "县政府", "全镇", "各站所、村（社区）", "村（社区）"),
    ("云岭县人民政府", "government", "我县", "上级", "全县", "全县各部门、各乡镇（街道）", "村（社区）"),
    ("云溪市云溪区人民政府", "government", "我区", "上级", "全区", "全区各部门、各乡镇（街道）", "村（社区）"),
    ("云溪市人民政府", "government", "我市", "上级", "全市", "全市各地各部门", "村（社区）"),
    ("某某自治州人民政府", "government", "我州", "上级", "全州", "全州各地各部门", "村（社区）"),
    ("云岭县自然资源局", "department", "我局", "县政府", "全局", "各科室、下属单位", "村（社区）"),
    ("云溪市发展和改革委员会", "department", "我委", "市政府", "全委", "各科室、下属单位", "村（社区）"),
    ("云溪市云溪区人民政府办公室", "department", "我办", "区政府", "全办", "各科室、下属单位", "村（社区）"),
    ("某省教育厅", "department", "我厅", "上级", "全厅", "各科室、下属单位", "村（社区）"),
    ("云溪区政务服务中心", "department", "我中心", "区政府", "全中心", "各科室、下属单位", "村（社区）"),
    ("国家税务总局云溪市税务局", "department", "我局", "市政府", "全局", "各科室、下属单位", "村（社区）"),
    ("某某集团", "department", "我单位", "上级", "全单位", "各科室、下属单位", "村（社区）"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "kind", "own", "superior", "whole", "units", "villages"), CASES)
def test_words_follow_from_the_name(
    name: str, kind: str, own: str, superior: str, whole: str, units: str, villages: str
) -> None:
    organ = Organ.of(name)
    assert organ.kind == kind_of(name) == kind
    assert organ.self_reference == own
    assert dict(organ.words) == {
        "机关": name,
        "我单位": own,
        "各单位": units,
        "全域": whole,
        "村社": villages,
        "上级": superior,
    }


def test_what_is_given_wins_over_the_name() -> None:
    contact = Contact(phone="1")
    organ = Organ.of("云岭县某中心", OrganKind.OTHER, "本中心", "县委编办", contact)
    assert organ == Organ("云岭县某中心", OrganKind.OTHER, "本中心", "县委编办", contact)
    assert organ.words["各单位"] == "各内设机构"
    assert organ.words["上级"] == "县委编办"
    assert Organ.of("云岭县某中心", OrganKind.OTHER).self_reference == "我单位"


@given(st.text(min_size=1, max_size=20), st.sampled_from([None, *OrganKind]))
def test_any_name_has_all_words(name: str, kind: OrganKind | None) -> None:
    assert all(Organ.of(name, kind).words.values())
