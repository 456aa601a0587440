"""Documents in the order of their scores, query by query: over scikit-learn's diabetes data, and with few documents."""

import numpy
import pytest
from ours import compute
from properties import agree
from sklearn import metrics
from sklearn.datasets import load_diabetes
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import cross_val_predict
from sklearn.neighbors import KNeighborsRegressor
from sklearn.tree import DecisionTreeRegressor

pytestmark = pytest.mark.filterwarnings("ignore")

MODELS = {
    "linear": LinearRegression(),
    # Few different scores: ties.
    "tree": DecisionTreeRegressor(max_depth=3, random_state=0),
    "neighbours": KNeighborsRegressor(3),
}


def reciprocal_rank(relevances, scores):
    """With only the best relevant document relevant, the average precision of scikit-learn's label rankings."""
    best = max(range(len(scores)), key=lambda place: (relevances[place] > 0, scores[place]))
    only = [[int(place == best) for place in range(len(scores))]]
    return metrics.label_ranking_average_precision_score(only, [scores])


def precision_at(k):
    """Relevant documents are worth the same and places too: the gain without a discount."""

    def expected(relevances, scores):
        found = 0.0
        for score in set(scores):
            tied = scores == score
            taken = numpy.clip(k - (scores > score).sum(), 0, tied.sum())
            found += taken * (relevances[tied] > 0).mean()
        return found / k

    return expected


METRICS = {
    "ndcg": lambda relevances, scores: metrics.ndcg_score([relevances], [scores]),
    "ndcg@k=3": lambda relevances, scores: metrics.ndcg_score([relevances], [scores], k=3),
    "dcg": lambda relevances, scores: metrics.dcg_score([relevances], [scores]),
    "dcg@k=5": lambda relevances, scores: metrics.dcg_score([relevances], [scores], k=5),
    "map": lambda relevances, scores: metrics.average_precision_score(relevances > 0, scores),
    "mrr": reciprocal_rank,
    "precision@k=1": precision_at(1),
    "precision@k=4": precision_at(4),
}


def case(queries, relevances, scores, names, weights=None):
    result = {
        "task": "ranking", "queries": queries, "relevances": relevances, "scores": scores, "metrics": list(names),
    }  # fmt: skip
    return result if weights is None else {**result, "weights": weights}


def by_query(queries, function, relevances, scores):
    return [function(relevances[queries == query], scores[queries == query]) for query in dict.fromkeys(queries)]


def patients(model):
    """Patients asked about by decade of their age, of whom those are relevant whose disease progressed much."""
    features, progress = load_diabetes(return_X_y=True, scaled=False)
    scores = cross_val_predict(model, features, progress, cv=3)
    queries = (features[:, 0] // 10).astype(int)
    return queries, numpy.maximum(progress // 60 - 1, 0), scores


@pytest.mark.parametrize("weighted", [False, True], ids=["unweighted", "weighted"])
@pytest.mark.parametrize("model", MODELS)
def test_scikit_learn_says_the_same_of_real_models(model, weighted):
    queries, relevances, scores = patients(MODELS[model])
    weights = numpy.random.default_rng(2).uniform(0, 3, len(queries)) if weighted else None
    firsts = [numpy.flatnonzero(queries == query)[0] for query in dict.fromkeys(queries)]
    expected = {
        name: numpy.average(
            by_query(queries, function, relevances, scores), weights=None if weights is None else weights[firsts])
        for name, function in METRICS.items()
    }  # fmt: skip
    found = compute([case(queries, relevances, scores, METRICS, weights)])[0]
    assert found == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("relevances", "scores", "expected"),
    [
        # Nothing is relevant: 0 / 0, but for what needs no relevant document.
        ([0, 0], [1, 2], {"ndcg": None, "map": None, "mrr": None, "dcg": 0, "precision@k=1": 0,
                          "ndcg@zero_division=0": 0, "map@zero_division=0": 0, "mrr@zero_division=0": 0}),
        # One document.
        ([2], [1], {"ndcg": 1, "map": 1, "mrr": 1, "dcg": 2, "precision@k=2": 0.5}),
        # All tied: the first relevant one may come last.
        ([1, 0], [3, 3], {"mrr": 0.5, "map": 0.5, "precision@k=1": 0.5}),
        # Worth less than nothing: a gain, but no share of the most.
        ([-1, 1], [2, 1], {"ndcg": None, "mrr": 0.5}),
    ],
)  # fmt: skip
def test_few_documents(relevances, scores, expected):
    found = compute([case([7] * len(scores), relevances, scores, expected)])[0]
    assert found == (pytest.approx(expected) if None not in expected.values() else expected)


def test_scikit_learn_says_the_same_of_a_query_without_relevant_documents():
    found = compute([case([1] * 3, [0, 0, 0], [3, 1, 2], ["ndcg@zero_division=0"])])[0]
    assert found["ndcg@zero_division=0"] == metrics.ndcg_score([[0, 0, 0]], [[3, 1, 2]])


@pytest.mark.parametrize("weighted", [False, True], ids=["unweighted", "weighted"])
def test_counting_queries_is_repeating_them(weighted):
    draw = numpy.random.default_rng(5)
    queries = draw.permutation(numpy.repeat(numpy.arange(8), draw.integers(2, 9, 8)))
    relevances, scores = draw.integers(0, 3, len(queries)), numpy.round(draw.uniform(0, 1, len(queries)), 1)
    relevances[[numpy.flatnonzero(queries == query)[0] for query in range(8)]] = 1
    weights = draw.uniform(0.5, 2, 8)[queries] if weighted else None
    times = draw.multinomial(8, [1 / 8] * 8)
    # A query that is drawn again is another query.
    rows = [(row, 100 * again + query) for query in range(8) for again in range(times[query])
            for row in numpy.flatnonzero(queries == query)]  # fmt: skip
    places = [row for row, _ in rows]
    repeated = case([query for _, query in rows], relevances[places], scores[places], METRICS,
                    None if weights is None else weights[places])  # fmt: skip
    counted = {**case(queries, relevances, scores, METRICS, weights), "counts": times[queries]}
    first, second = compute([counted, repeated])
    for name in METRICS:
        agree(first[name], second[name], name, 1e-12)
