"""The classifier shipped as data."""

from __future__ import annotations

import json
import math
from dataclasses import asdict
from typing import Any

import pytest

from assistant.matching.model import FORMAT, TopicModel, Weights
from assistant.resources import PHRASEBANK, data_bytes
from assistant.workbench import load_model

WEIGHTS = Weights(1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0.5)
TINY: dict[str, Any] = {
    "format": FORMAT,
    "topics": ["甲", "乙", "丙"],
    "intercepts": [0.0, 1.0, 0.0],
    "coefficients": {"培训": [0, 300], "申请": [1, 200, 2, -100]},
    "phrases": ["a", "b"],
    "weights": asdict(WEIGHTS),
}


def test_another_format_is_refused() -> None:
    with pytest.raises(ValueError, match=str(FORMAT + 1)):
        TopicModel.from_json({**TINY, "format": FORMAT + 1})
    with pytest.raises(ValueError):
        TopicModel.from_json({name: value for name, value in TINY.items() if name != "format"})


@pytest.mark.parametrize("name", ["topics", "intercepts", "coefficients", "phrases", "weights"])
def test_an_incomplete_file_is_refused(name: str) -> None:
    with pytest.raises(KeyError):
        TopicModel.from_json({key: value for key, value in TINY.items() if key != name})


def test_probabilities_by_hand() -> None:
    model = TopicModel.from_json(TINY)
    found = model.log_probabilities({"培训": 3.0, "申请": 4.0, "别的": 0.0})
    scores = {"甲": 0.6 * 3, "乙": 0.8 * 2 + 1, "丙": -0.8}
    total = math.log(sum(math.exp(score) for score in scores.values()))
    assert found == pytest.approx({topic: score - total for topic, score in scores.items()})


def test_nothing_known_leaves_the_intercepts() -> None:
    model = TopicModel.from_json(TINY)
    assert model.log_probabilities({}) == model.log_probabilities({"没见过": 1.0})
    assert max(model.log_probabilities({}).items(), key=lambda entry: entry[1])[0] == "乙"


def test_parts_are_sorted_by_strength_and_add_up() -> None:
    model = TopicModel.from_json({**TINY, "coefficients": {"小": [1, 20], "大": [1, -300], "他": [0, 500]}})
    parts = model.parts({"小": 1.0, "大": 1.0, "他": 1.0}, "乙")
    assert [name for name, _ in parts] == ["大", "小"]
    assert sum(value for _, value in parts) == pytest.approx((0.2 - 3.0) / math.sqrt(3))
    assert len(model.parts({"小": 1.0, "大": 1.0}, "乙", top=1)) == 1


def test_the_shipped_model_is_whole() -> None:
    model = load_model()
    assert len(model.topics) == len(model.intercepts) == 78
    assert model.topics[-2:] == ("!chat", "!other_work")
    assert sum(math.exp(value) for value in model.log_probabilities({"培训": 1.0}).values()) == pytest.approx(1)
    stored = json.loads(data_bytes(PHRASEBANK, "matcher.json"))
    assert all(0 <= position < 78 for entry in stored["coefficients"].values() for position in entry[::2]), (
        "a coefficient for a topic that does not exist"
    )
