import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.transparency.tiles import WIDTH, Grower, Tile, tiles_of
from gateway.transparency.tree import leaf_hash, root


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 0), "tile/0/000"),
        (Tile(0, 5, 12), "tile/0/005.p/12"),
        (Tile(2, 1234067), "tile/2/x001/x234/067"),
        (Tile(1, 1000, 255), "tile/1/x001/000.p/255"),
    ],
)
def test_a_tile_is_served_where_the_specification_says(tile: Tile, path: str) -> None:
    assert tile.path == path
    assert tile.bundle == path.replace(f"tile/{tile.level}/", "tile/entries/")
    assert Tile.at(tile.path) == tile
    assert Tile.at(tile.bundle) == Tile(0, tile.index, tile.width)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "tile/0/0",
        "tile/00/000",
        "tile/0/x000/067",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/012",
        "tile/0/000.p/12 ",
        "tile/-1/000",
        "tile/entries/000/",
        "tile/0/" + "\N{ARABIC-INDIC DIGIT ZERO}" * 3,
        "tile/0/" + "x001/" * 40 + "000",
    ],
    ids=range(12),
)
def test_where_the_specification_puts_nothing_there_is_no_tile(path: str) -> None:
    assert Tile.at(path) is None


def test_a_tile_is_of_trees_that_reach_its_end() -> None:
    assert [Tile(0, 5, 12).end, Tile(1, 0, 2).end, Tile(2, 1).end] == [5 * 256 + 12, 512, 512 * 65_536]


def test_a_tree_of_70000_has_the_tiles_that_the_specification_counts() -> None:
    found = list(tiles_of(70_000))
    assert [tile.width for tile in found if tile.level == 0] == [WIDTH] * 273 + [112]
    assert [tile.width for tile in found if tile.level == 1] == [WIDTH, 17]
    assert [tile.width for tile in found if tile.level == 2] == [1]
    assert len(found) == 277


def test_a_tree_of_256_has_a_whole_tile_and_a_partial_one_above() -> None:
    assert list(tiles_of(256)) == [Tile(0, 0), Tile(1, 0, 1)]
    assert list(tiles_of(0)) == []


@given(st.integers(0, 700), st.integers(0, 700))
def test_growing_tells_of_each_subtree_once_it_is_whole(start: int, more: int) -> None:
    leaves = [leaf_hash(str(number).encode()) for number in range(start + more)]
    tree = Grower()
    for leaf in leaves[:start]:
        tree.append(leaf)
    tree.taken()
    tree = Grower(tree.size, tree.hashes)  # as it is taken up again from what was stored
    for leaf in leaves[start:]:
        tree.append(leaf)
    whole = range(start // WIDTH, (start + more) // WIDTH)
    assert [(each.level, each.index) for each in tree.taken()] == [(1, index) for index in whole]
    assert tree.root() == root(leaves)


def test_the_root_of_65536_leaves_is_told_at_the_second_level() -> None:
    tree = Grower()
    leaf = leaf_hash(b"")
    for _ in range(WIDTH * WIDTH):
        tree.append(leaf)
    (highest,) = (each for each in tree.taken() if each.level == 2)
    assert (highest.index, highest.hash) == (0, tree.root())
