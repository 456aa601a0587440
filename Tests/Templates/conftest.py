import pytest

from harness import Repository


@pytest.fixture
def repository(tmp_path) -> Repository:
    return Repository(tmp_path)
