from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from newsroom import Newsroom, newsroom


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Newsroom]:
    async with newsroom(tmp_path) as opened:
        yield opened
