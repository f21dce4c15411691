"""An optional language model: read from its folder, and a little evidence beside the words."""

import json
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.domain.questions import Index, Meanings, meanings, understand
from bot.domain.questions.embedding import BadModel, Embedding
from bot.settings import SettingsError, load
from tests.domain.questions.conftest import BIRKEBY, MONDAY

WORDS = ["[PAD]", "[UNK]", "fod", "##bold", "bold", "skak", "##spil", "kvæk", "å", "##r"]
VECTORS = np.array(
    [[0, 0, 0], [9, 9, 9], [1, 0, 0], [1, 0, 0], [1, 0, 0], [0, 1, 0], [0, 1, 0], [1, 0.1, 0], [0, 0, 1], [0, 0, 1]],
    "<f4",
)


def write(folder: Path, tokenizer: dict[str, Any], **tensors: np.ndarray[Any, Any]) -> Path:
    """A model as model2vec writes it."""
    folder.mkdir(exist_ok=True)
    header, raw = {}, b""
    for name, tensor in tensors.items():
        kind = {"f4": "F32", "f2": "F16", "f8": "F64", "i8": "I64"}[tensor.dtype.str[1:]]
        begin, raw = len(raw), raw + tensor.tobytes()
        header[name] = {"dtype": kind, "shape": list(tensor.shape), "data_offsets": [begin, len(raw)]}
    text = json.dumps({"__metadata__": {"format": "pt"}, **header}).encode()
    (folder / "model.safetensors").write_bytes(struct.pack("<Q", len(text)) + text + raw)
    (folder / "tokenizer.json").write_text(json.dumps({"model": tokenizer}), "utf-8")
    return folder


def word_piece(words: list[str] = WORDS) -> dict[str, Any]:
    return {"type": "WordPiece", "unk_token": "[UNK]", "vocab": {word: row for row, word in enumerate(words)}}


def near(one: Any, other: list[float]) -> bool:
    return bool(np.allclose(one, np.array(other) / (np.linalg.norm(other) or 1), atol=1e-3))


def test_a_text_is_the_mean_of_its_pieces(tmp_path: Path) -> None:
    embedding = Embedding.load(write(tmp_path / "m", word_piece(), embeddings=VECTORS))
    assert near(embedding.vector("Fodbold, skak!"), [2, 1, 0])
    assert near(embedding.vector("år"), [0, 0, 1])
    assert near(embedding.vector("ukendt "), [0, 0, 0]), "an unknown word says nothing"
    assert near(embedding.vector(""), [0, 0, 0])
    assert near(embedding.vector("x" * 10_000 + " skak"), [0, 1, 0])


@pytest.mark.parametrize("kind", ["<f2", "<f8"])
def test_other_precisions_are_read(kind: str, tmp_path: Path) -> None:
    embedding = Embedding.load(write(tmp_path / "m", word_piece(), embeddings=VECTORS.astype(kind)))
    assert near(embedding.vector("skak"), [0, 1, 0])


def test_weights_and_a_mapping_to_fewer_vectors_are_read(tmp_path: Path) -> None:
    rows = np.array([0, 1, 1, 1, 1, 0, 0, 1, 0, 0], "<i8")
    weights = np.array([1, 1, 1, 1, 1, 3, 1, 1, 1, 1], "<f4")
    few = np.array([[0, 1], [1, 0]], "<f4")
    model = write(tmp_path / "m", word_piece(), embeddings=few, mapping=rows, weights=weights)
    assert near(Embedding.load(model).vector("bold skak"), [1, 3])


def test_a_unigram_tokenizer_takes_the_likeliest_pieces(tmp_path: Path) -> None:
    vocab = [["<unk>", 0], ["▁", -9], ["▁fod", -5], ["bold", -5], ["▁fodbold", -6], ["▁skak", -4], ["spil", -4]]
    vectors = np.eye(len(vocab), dtype="<f4")
    model = write(tmp_path / "m", {"type": "Unigram", "unk_id": 0, "vocab": vocab}, embeddings=vectors)
    embedding = Embedding.load(model)
    assert np.flatnonzero(embedding.vector("fodbold")).tolist() == [4]
    assert np.flatnonzero(embedding.vector("skakspil")).tolist() == [5, 6]


def test_a_folder_that_is_no_model_says_what_to_do(tmp_path: Path) -> None:
    def mistake(folder: Path) -> str:
        with pytest.raises(BadModel) as caught:
            Embedding.load(folder)
        return str(caught.value)

    assert mistake(tmp_path / "intet").startswith("mangler tokenizer.json.")
    good = write(tmp_path / "m", word_piece(), embeddings=VECTORS)
    (good / "tokenizer.json").write_text("{")
    assert "model2vec" in mistake(good)
    assert "passer ikke sammen" in mistake(write(good, word_piece(), embeddings=VECTORS[:4]))
    assert "model2vec" in mistake(write(good, word_piece(), other=VECTORS))
    assert "WordPiece eller Unigram" in mistake(write(good, {"type": "BPE", "vocab": []}, embeddings=VECTORS))
    write(good, word_piece(), embeddings=VECTORS)
    whole = (good / "model.safetensors").read_bytes()
    for broken in (whole[:-5], whole[:30], b"", b"\xff" * 40, whole[:8] + b"[]" + whole[10:]):
        (good / "model.safetensors").write_bytes(broken)
        assert "model2vec" in mistake(good)


def test_a_bad_folder_is_a_mistake_in_the_settings(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('[search]\nmodel = "model"\n', "utf-8")
    with pytest.raises(SettingsError) as caught:
        load(config, {})
    assert caught.value.problems == [
        f"{config}, linje 2: [search] model peger på en mappe, som mangler tokenizer.json. "
        "Peg på mappen med hele modellen, eller lad nøglen være tom."
    ]
    write(tmp_path / "model", word_piece(), embeddings=VECTORS)
    assert load(config, {}).search.model == str(tmp_path / "model")


def test_a_question_is_compared_with_the_phrasings_of_each_concept(tmp_path: Path) -> None:
    embedding = Embedding.load(write(tmp_path / "m", word_piece(), embeddings=VECTORS))
    said = Meanings(embedding, {"fodbold": ["fodbold", "bold"], "skak": ["skakspil"], "tomt": ["ukendt"]})
    evidence = dict(zip(said.concepts, said.evidence("kvæk").tolist(), strict=True))
    assert evidence["fodbold"] > 1 > evidence["skak"] == evidence["tomt"] == 0


def test_what_the_words_do_not_say_the_model_may(tmp_path: Path) -> None:
    model = write(tmp_path / "m", word_piece(), embeddings=VECTORS)
    with_model = Index(BIRKEBY, meanings(model))
    assert with_model.meanings is not None
    assert with_model.meanings.concepts == with_model.lexicon.senses.concepts
    heard = dict(understand("bold, men ikke fodbold: skak", MONDAY, with_model).needs)
    assert heard
    changed = with_model.changed(BIRKEBY, 10)
    assert changed is not None
    assert changed.meanings is with_model.meanings
