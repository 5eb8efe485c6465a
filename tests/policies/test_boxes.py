import random
from itertools import product

from policies.boxes import Point, boxes
from policies.vocabulary import ItemHandling, Ownership, Standing


def test_boxes_hold_each_point_once() -> None:
    every = list(product(Standing, ItemHandling, Ownership))
    for seed in range(20):
        points: list[Point] = random.Random(seed).sample(every, seed * 2)  # noqa: S311 - a fixed choice of cases
        held = [point for box in boxes(points) for point in product(*box)]
        assert len(held) == len(set(held))
        assert set(held) == set(points)


def test_a_full_product_is_one_box() -> None:
    points = list(product(Standing, ItemHandling, Ownership))
    assert boxes(points) == [(tuple(Standing), tuple(ItemHandling), tuple(Ownership))]
