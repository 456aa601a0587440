import pytest

from harness import Repository


@pytest.fixture
def repository(tmp_path) -> Repository:
    return Repository(tmp_path)


def pytest_collection_modifyitems(items):
    """On a busy machine act was once seen to end without the annotation of a step that had printed it and ended at
    once; the cause was not found, so what fails there is run again."""
    for item in items:
        if item.module.__name__ in ("test_github", "test_init"):
            item.add_marker(pytest.mark.flaky(reruns=2))
