"""Sequences whose items are there when they are asked for. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar, overload

T = TypeVar("T")


class Lazy(Sequence[T]):
    """So many items, each of them what `item` gives for its place whenever it is asked for: it may wait for it."""

    def __init__(self, length: int, item: Callable[[int], T]) -> None:
        self._places = range(length)
        self._item = item

    def __iter__(self) -> Iterator[T]:
        return map(self._item, self._places)  # an IndexError of an item's is none of the sequence's

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, place: int) -> T: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[T]: ...

    def __getitem__(self, place: int | slice) -> T | Sequence[T]:
        if isinstance(place, slice):
            return tuple(self._item(each) for each in self._places[place])
        return self._item(self._places[place])
