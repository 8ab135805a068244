"""So many works at a time: in the order in which they came, whoever is cancelled meanwhile."""

from __future__ import annotations

import asyncio

from watcher.daemon.shifts import Slots


class Works:
    """Works that hold a slot until they are released; `begun` and `ended` in their order."""

    def __init__(self, slots: Slots) -> None:
        self._slots = slots
        self.begun: list[int] = []
        self.ended: list[int] = []
        self.released: dict[int, asyncio.Event] = {}
        self._tasks: dict[int, asyncio.Task[None]] = {}

    async def begin(self, *numbers: int) -> None:
        for number in numbers:
            self.released[number] = asyncio.Event()
            self._tasks[number] = asyncio.create_task(self._work(number))
        await settled()

    async def _work(self, number: int) -> None:
        async with self._slots:
            self.begun.append(number)
            await self.released[number].wait()
        self.ended.append(number)

    async def release(self, *numbers: int) -> None:
        for number in numbers:
            self.released[number].set()
        await settled()

    def cancel(self, number: int) -> None:
        self._tasks[number].cancel()


async def settled() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def test_no_more_works_at_a_time_than_there_are_slots_and_who_came_first_is_first() -> None:
    works = Works(Slots(2))
    await works.begin(1, 2, 3, 4, 5)
    assert works.begun == [1, 2]
    await works.release(2)
    assert works.begun == [1, 2, 3]
    await works.release(1, 3)
    assert works.begun == [1, 2, 3, 4, 5]
    await works.release(4, 5)
    await works.begin(6, 7, 8)
    assert works.begun == [1, 2, 3, 4, 5, 6, 7]


async def test_who_is_cancelled_while_waiting_is_passed_over() -> None:
    works = Works(Slots(1))
    await works.begin(1, 2, 3)
    works.cancel(2)
    await works.release(1)
    assert (works.begun, works.ended) == ([1, 3], [1])
    works.cancel(3)
    await settled()
    await works.begin(4)
    assert works.begun == [1, 3, 4]


async def test_a_slot_that_was_given_to_a_work_just_cancelled_goes_to_the_next() -> None:
    works = Works(Slots(1))
    await works.begin(1, 2, 3)
    works.cancel(1)
    await asyncio.sleep(0)  # the first gives its slot to the second, which has not gone on yet
    works.cancel(2)
    await settled()
    assert works.begun == [1, 3]


async def test_where_all_who_wait_are_cancelled_the_slot_is_free_again() -> None:
    works = Works(Slots(1))
    await works.begin(1, 2)
    works.cancel(2)
    await settled()
    await works.release(1)
    await works.begin(3)
    assert works.begun == [1, 3]
