"""CSV as it comes: every encoding, delimiter and line end, and every way a file can be broken."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exchange.csvfile import LONGEST_ROW, CsvFile
from app.kernel.errors import Refused, WorldFault


def written(folder: Path, content: bytes | str) -> Path:
    path = folder / "file.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(path: Path, encoding: str | None = None) -> tuple[list[str], list[tuple[int, list[str]]]]:
    with CsvFile(path, encoding) as source:
        return source.header, [(row.number, row.cells) for row in source]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a,b,c\n1,2,3\n", [["1", "2", "3"]]),
        ("a,b,c\r\n1,2,3\r\n", [["1", "2", "3"]]),
        ("a,b,c\n1,2,3\n4,5,ʤ", [["1", "2", "3"], ["4", "5", "ʤ"]]),
        ('a,b,c\n1,"",""\n2,3,4', [["1", "", ""], ["2", "3", "4"]]),
        ('a,b,c\r\n1,"",""\r\n2,3,4', [["1", "", ""], ["2", "3", "4"]]),
        ('name,street,town\nAnn,5 Mill Ln,"Bath, UK"', [["Ann", "5 Mill Ln", "Bath, UK"]]),
        ('a,b\n1,"say ""ah"" now"\n3,4\n', [["1", 'say "ah" now'], ["3", "4"]]),
        ('key,value\n1,"{""at"": [102.0, 0.5]}"\n', [["1", '{"at": [102.0, 0.5]}']]),
        ('a,b\n"Ring \ntwice",5\n7,8\n', [["Ring \ntwice", "5"], ["7", "8"]]),
        ('a,b\r\n"Ring \r\ntwice",5\r\n7,8\r\n', [["Ring \ntwice", "5"], ["7", "8"]]),
        ('a,b\n1,"say \n""ah"" \nnow"\n3,4\n', [["1", 'say \n"ah" \nnow'], ["3", "4"]]),
    ],
)
def test_awkward_files_mean_what_their_authors_say(tmp_path: Path, text: str, rows: list[list[str]]) -> None:
    header, found = read(written(tmp_path, text))
    assert header == text.splitlines()[0].split(",")
    assert [[cell.replace("\r\n", "\n") for cell in cells] for _number, cells in found] == rows


@pytest.mark.parametrize(
    "codec",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "cp1251", "shift_jis"],
)
def test_the_encoding_is_found(tmp_path: Path, codec: str) -> None:
    words = {
        "cp1251": "Имя;Город\r\n" + "Екатерина Соколова;Санкт-Петербург\r\nДмитрий Кузнецов;Москва\r\n" * 20,
        "shift_jis": "名前,町\r\n" + "佐藤 さくら,東京都千代田区\r\n鈴木 健太,京都市中京区\r\n" * 20,
    }.get(codec, "Name;Straße\r\nJürgen Groß;Königsstraße 3\r\nZoë Müller;Café-Gasse 9\r\n")
    header, rows = read(written(tmp_path, words.encode(codec)))
    first = words.splitlines()[1]
    assert header == words.splitlines()[0].replace(",", ";").split(";")
    assert rows[0] == (2, first.replace(",", ";").split(";"))


def test_what_is_not_utf8_late_in_the_file_is_noticed(tmp_path: Path) -> None:
    body = b"name,city\n" + b"Ann,Bath\n" * 300_000 + "Jürgen,Köln\n".encode("cp1252")
    _header, rows = read(written(tmp_path, body))
    assert rows[-1] == (300_002, ["Jürgen", "Köln"])


def test_the_encoding_can_be_said(tmp_path: Path) -> None:
    path = written(tmp_path, "name\nŁukasz\n".encode("cp1250"))
    assert read(path, "cp1250")[1] == [(2, ["Łukasz"])]
    with pytest.raises(Refused, match="not written in"):
        read(path, "utf-8")
    with pytest.raises(Refused, match="no encoding “klingon”"):
        read(path, "klingon")
    with pytest.raises(Refused, match="no encoding"):
        read(path, "zlib")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends(tmp_path: Path, delimiter: str, end: str) -> None:
    lines = [["name", "city", "note"], ["Ann", "Bath", "a, b; c"], ["Bob", "Wells", ""]]
    text = end.join(delimiter.join(f'"{cell}"' for cell in line) for line in lines)
    header, rows = read(written(tmp_path, text))
    assert header == lines[0]
    assert rows == [(2, lines[1]), (3, lines[2])]


def test_mixed_line_ends_and_blank_rows_keep_their_numbers(tmp_path: Path) -> None:
    _header, rows = read(written(tmp_path, 'a,b\r\n1,"x\r\ny"\n\n,\r3,4\r\n5,6'))
    assert rows == [(2, ["1", "x\r\ny"]), (5, ["3", "4"]), (6, ["5", "6"])]


def test_a_line_may_announce_the_delimiter(tmp_path: Path) -> None:
    header, rows = read(written(tmp_path, "sep=;\na;b\n1,5;2\n"))
    assert (header, rows) == (["a", "b"], [(3, ["1,5", "2"])])


def test_nul_is_dropped(tmp_path: Path) -> None:
    assert read(written(tmp_path, "a,b\nx\0y,1\n"))[1] == [(2, ["xy", "1"])]


def test_short_and_long_rows_are_told_by_their_cells(tmp_path: Path) -> None:
    _header, rows = read(written(tmp_path, "a,b\n1\n1,2,3\n1,2,,\n"))
    assert [(number, len(cells)) for number, cells in rows] == [(2, 1), (3, 3), (4, 2)]


@pytest.mark.parametrize("length", [10, LONGEST_ROW + 100, 3 * LONGEST_ROW])
@pytest.mark.parametrize("filler", ["x,y\n", "x"])
def test_an_open_quote_names_its_row(tmp_path: Path, length: int, filler: str) -> None:
    text = 'a,b\n1,2\n3,"never closed\n' + filler * (length // len(filler))
    with pytest.raises(Refused, match="opens in row 3 and is not closed"):
        read(written(tmp_path, text))


def test_a_long_cell_that_ends_is_kept(tmp_path: Path) -> None:
    long = "x" * 400_000
    assert read(written(tmp_path, f'a,b\n"{long}",1\n'))[1] == [(2, [long, "1"])]


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff", " \r\n"])
def test_an_empty_file_is_said_to_be_empty(tmp_path: Path, text: str) -> None:
    with pytest.raises(Refused, match="is empty"):
        read(written(tmp_path, text))


def test_a_header_is_kept_as_it_stands(tmp_path: Path) -> None:
    assert read(written(tmp_path, "E-mail,Name,e-mail\n1,2,3\n"))[0] == ["E-mail", "Name", "e-mail"]
    assert read(written(tmp_path, "a,,b,,\n1,2,3,,\n"))[0] == ["a", "", "b"]


def test_no_file_is_the_worlds_fault(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(WorldFault, match="cannot be read"):
            CsvFile(path)


@given(
    st.lists(
        st.lists(
            st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff")),
            min_size=3,
            max_size=3,
        ),
        max_size=8,
    )
)
def test_what_the_standard_writer_wrote_comes_back(tmp_path_factory, rows: list[list[str]]) -> None:
    stream = io.StringIO()
    csv.writer(stream, quoting=csv.QUOTE_ALL).writerows([["first", "second", "third"], *rows])
    path = written(tmp_path_factory.mktemp("any"), stream.getvalue())
    assert [cells for _number, cells in read(path)[1]] == [
        cells for cells in rows if any(cell.strip() for cell in cells)
    ]


@given(st.binary(max_size=600))
def test_any_bytes_are_read_or_refused(tmp_path_factory, content: bytes) -> None:
    path = written(tmp_path_factory.mktemp("bytes"), content)
    try:
        header, rows = read(path)
    except Refused as refusal:
        assert refusal.message
    else:
        assert all(number >= 1 for number, _cells in rows)
        assert isinstance(header, list)
