"""A collection file whose comments or rejected names alone are others calls for no new index."""

from pathlib import Path

from indexer.pipeline.builder import Job, build, make_plan

ACTOR = '[[actor]]\nid = "yeltsin"\nkind = "person"\nja = "エリツィン"\nen = "Yeltsin"\n'


def test_what_an_index_does_not_depend_on_describes_nothing_anew(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Yeltsin spoke. エリツィンは語った。", encoding="utf-8")
    file = tmp_path / "collection.toml"
    file.write_text(ACTOR, encoding="utf-8")
    job = Job((tmp_path,), tmp_path / ".sakuin", jobs=1, engine="whoosh")
    build(job)
    for text, described in (
        (f"# 注記 ／ a comment\n{ACTOR}", True),
        (f'{ACTOR}\n[proposals]\nrejected = ["大西洋", "White House"]\n', True),
        (ACTOR.replace('en = "Yeltsin"', 'en = "Boris Yeltsin"'), False),
    ):
        file.write_text(text, encoding="utf-8")
        assert make_plan(job).described is described
