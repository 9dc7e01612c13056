"""`jfs due`: the 172 worked examples, the shapes, the bad uses, and nothing heavy loaded for it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

from tests.cli.conftest import ROOT, run, run_apart

EXAMPLES = Path(__file__).resolve().parents[1] / "example_files" / "worked-examples.json"


def _asked() -> list[dict[str, str]]:
    """The examples as lines; the start that cuts a window stands in the note, or in a neighbour of
    the same worked case."""
    examples = json.loads(EXAMPLES.read_text("utf-8"))
    starts: dict[str, str] = defaultdict(str)
    for example in examples:
        if example["rule"] == "maximum_provision":
            starts[example["id"].split("-")[0]] = example["event_date"]
    for example in examples:
        if example["rule"] == "re_engagement_window_capped":
            found = re.search(r"start=(\d{4}-\d{2}-\d{2})", example["note"])
            example["start"] = found[1] if found else starts[example["id"].split("-")[0]]
    return list(examples)


def test_all_worked_examples_come_out():
    """EX01 to EX25: every dated example of REQUIREMENTS.md, through the command itself."""
    asked = _asked()
    assert len(asked) == 172
    answer = run_apart("due", "--lines", given="\n".join(json.dumps(one) for one in asked))
    assert (answer.status, answer.error) == (0, "")
    told = [json.loads(line) for line in answer.out.splitlines()]
    wrong = [
        (one["id"], one["rule"], one["expected_date"], one["due"])
        for one in told
        if one["due"] != one["expected_date"]
    ]
    assert len(told) == len(asked)
    assert wrong == []


def test_one_date_with_its_explanation():
    """EX03: the Spring bank holiday is skipped by name."""
    told = run("due", "hold_initial_meeting", "2021-05-28", "--json").json
    assert set(told) == {"rule", "event", "due", "paragraph", "single_nation_due", "explanation"}
    assert (told["due"], told["paragraph"]) == ("2021-06-10", "JFS 3.17")
    assert any("Spring bank holiday" in line for line in told["explanation"])


def test_a_nation_alone_may_have_another_date():
    """AMB-02: Easter Monday is no holiday in Scotland (EX04)."""
    told = run("due", "hold_initial_meeting", "2021-04-01", "--nation", "sct", "--json").json
    assert (told["due"], told["single_nation_due"]) == ("2021-04-15", "2021-04-14")


def test_a_second_limit_that_cannot_be_counted_is_told():
    """EX17: without the start of provision the window is not cut, and nobody takes its date for the last."""
    alone = run("due", "re_engagement_window_capped", "2021-11-25", "--json").json
    cut = run("due", "re_engagement_window_capped", "2021-11-25", "--start", "2021-11-01", "--json").json
    told = (
        "At the latest it is due 20 working days from the day when the initial meeting was held, "
        "which is not known here."
    )
    assert (alone["due"], told in alone["explanation"]) == ("2021-12-03", True)
    assert (cut["due"], told in cut["explanation"]) == ("2021-11-29", False)


def test_a_moment_without_an_offset_is_a_time_in_london():
    """W9: 24 hours from 14:00 on a summer's day end at 14:00, not an hour later."""
    told = run("due", "cancel_after_post_confirmation", "2021-05-28T14:00", "--json").json
    assert told["due"] == "2021-05-29T14:00+01:00"


def test_a_moment_elsewhere_counts_from_the_day_in_london():
    """AMB-03: half past eleven in the evening, UTC, is the next day in a London summer."""
    for event in ("2021-06-03T23:30:00+00:00", "2021-06-04T00:30", "2021-06-04"):
        told = run("due", "service_end", event, "--json").json
        assert told["due"] == "2021-07-02"


def test_bad_lines_are_told_and_the_rest_answered():
    lines = ["{}", "no json", '{"rule":"service_end","event_date":"2021-02-31"}']
    lines.append('{"rule":"service_end","event_date":"2021-06-04","id":7}')
    answer = run("due", "--lines", given="\n".join(lines))
    told = [json.loads(line) for line in answer.out.splitlines()]
    assert answer.status == 2
    assert [bool(one.get("error")) for one in told] == [True, True, True, False]
    assert (told[3]["id"], told[3]["due"]) == (7, "2021-07-02")


def test_a_line_of_another_shape_is_told_apart_and_those_after_it_answered():
    good = '{"rule":"service_end","event_date":"2021-06-04"}'
    lines = ["\ufeff" + good, "[1]", "7", "no json", good[:-1] + ',"nation":7}', '{"rule":"service_end"}']
    lines += ['{"rule":3,"event_date":"2021-06-04"}', '{"rule":"service_end","event_date":20210604}', good]
    answer = run("due", "--lines", given="\n".join(lines))
    told = [json.loads(line) for line in answer.out.splitlines()]
    assert answer.status == 2
    assert [one.get("due") for one in told] == ["2021-07-02", *[None] * 7, "2021-07-02"]
    for one, words in zip(
        told[1:-1],
        (
            "not a JSON object",
            "not a JSON object",
            "not JSON",
            "'nation'",
            "'event_date'",
            "'rule'",
            "must be text",
        ),
        strict=True,
    ):
        assert words in one["error"], one


def test_bad_use_is_one_sentence():
    for words in (
        ("due",),
        ("due", "no_such_rule", "2021-06-04"),
        ("due", "service_end", "31/02/2021"),
        ("due", "service_end", "2021-06-04", "--nation", "NIR"),
        ("due", "service_end", "2021-06-04", "--wrong"),
        ("due", "service_end", "1850-01-01"),
        ("nothing",),
    ):
        answer = run(*words)
        assert (answer.status, answer.out) == (2, ""), words
        assert answer.error.startswith("jfs: ") and answer.error.count("\n") == 1, words
    assert "as `jfs clocks --json` writes" in run("due", "no_such_rule", "2021-06-04").error


def test_a_month_is_told_by_its_name():
    assert "the first Tuesday in September: Tuesday 2 Sept" in run("due", "childcare_stop", "2010-01-01").out


def test_it_loads_no_database_and_no_documents():
    """A date in the middle of a script must come at once."""
    program = (
        "import sys; sys.argv = ['jfs', 'due', 'service_end', '2021-06-04']\n"
        "from jfs_desktop.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'sqlalchemy', 'sqlcipher3', 'docx', 'openpyxl', 'PySide6', 'cryptography'}\n"
        "sys.exit(1 if heavy & set(sys.modules) else 0)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
