"""Walk-forward: search on the past, test on what came next, and go on."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Unpack

import numpy as np
from numpy.typing import NDArray

from rustybt.backtest.market import Market
from rustybt.backtest.progress import Progress, ProgressOption, shown
from rustybt.data.polars.catalog import DataCatalog
from rustybt.exceptions import ObjectiveError, SampleError
from rustybt.finance.metrics.returns import TRADING_DAYS, sharpe_ratio, total_return
from rustybt.optimization.independence import sharpes
from rustybt.optimization.optimizer import optimize
from rustybt.optimization.settings import check_settings
from rustybt.optimization.walk_forward_result import TestedWindow, WalkForwardResult
from rustybt.optimization.windows import Length, Window, windows_of

if TYPE_CHECKING:
    from rustybt.algorithm.algorithm import TradingAlgorithm
    from rustybt.backtest.market import Day
    from rustybt.model.bars import Frequency
    from rustybt.optimization.settings import SearchSettings
    from rustybt.optimization.space import Dimension, Space
    from rustybt.optimization.study import Study
    from rustybt.optimization.trials import Parameters

__all__ = ["walk_forward", "walk_forward_on"]


def walk_forward(
    strategy: type[TradingAlgorithm],
    *,
    space: Space | Mapping[str, Dimension],
    train: Length,
    test: Length,
    start: Day,
    end: Day,
    anchored: bool = False,
    objective: Any = "sharpe",
    search: str = "bayesian",
    trials: int | None = None,
    bundle: str = "sample",
    catalog: DataCatalog | None = None,
    data_frequency: Frequency = "daily",
    progress: ProgressOption = None,
    **settings: Unpack[SearchSettings],
) -> WalkForwardResult:
    """Search on each window's training sessions only, and test what was found on the sessions right after them.

    Each window's search is a study of its own: one that is interrupted goes on where it was when the same call is made
    again, and its trials are counted as all others are.

    Args:
        strategy: As in :func:`optimize`.
        space: As in :func:`optimize`.
        train: How long each search is, in sessions or as text such as ``"2y"``; with `anchored`, the first one.
        test: How long each test is, in sessions or as text such as ``"6m"``.
        start: First session of the first search.
        end: Last session of the last test.
        anchored: Whether every search begins at the start, rather than moving on.
        objective: As in :func:`optimize`; of several, the first decides.
        search: As in :func:`optimize`.
        trials: As in :func:`optimize`, for each window.
        bundle: As in :func:`optimize`.
        catalog: As in :func:`optimize`.
        data_frequency: As in :func:`optimize`.
        progress: As in :func:`optimize`, in trials of all windows.
        settings: As in :func:`optimize`: capital_base (every test begins with it), commission, slippage, seed, executor
            (by name), workers, mode, constraint, timeout.

    Returns:
        The windows, and the returns of their tests as one series.

    Raises:
        SampleError: If there are fewer sessions than one window needs.
        StudyError: If no trial of a window was complete.
        RustyBTError: Whatever :func:`optimize` raises, and a strategy in its test.
    """
    check_settings(settings)
    market = Market.open(bundle, start, end, catalog=catalog, data_frequency=data_frequency)
    sessions = market.sessions
    windows = windows_of(sessions, train, test, anchored=anchored)
    tested = []
    with shown(f"{strategy.__name__} (walk-forward, {search})", progress, "trials") as tell:
        for number, window in enumerate(windows):
            study = optimize(
                strategy,
                space=space,
                objective=objective,
                search=search,
                trials=trials,
                start=sessions[window.train.start].item(),
                end=sessions[window.train.stop - 1].item(),
                bundle=bundle,
                catalog=_pinned(catalog, market),
                data_frequency=data_frequency,
                background=False,
                progress=_part(tell, number, len(windows)),
                **settings,
            )
            tested.append(_tested(study, sessions, window))
    return WalkForwardResult(
        name=study.task.name,
        objective=study.objectives[0].name,
        anchored=anchored,
        windows=[one for one, _ in tested],
        sessions=_of_tests(sessions, windows),
        returns=np.concatenate([returns for _, returns in tested]),
        periods=market.periods_per_year,
    )


def walk_forward_on(
    returns: NDArray[np.float64],
    sessions: NDArray[np.datetime64],
    *,
    train: Length,
    test: Length,
    anchored: bool = False,
    parameters: Sequence[Parameters] = (),
    name: str = "trials",
    periods: float = TRADING_DAYS,
) -> WalkForwardResult:
    """Walk through trials that were all run over the whole time: choose by the Sharpe ratio, test on what came next.

    It runs nothing again. The trials must not have been chosen by looking at the time they are tested on: those of a
    grid or a random search are not, those of a search that learns are.

    Args:
        returns: Simple returns of trials, float64[S, N].
        sessions: datetime64[D][S], increasing.
        train: As in :func:`walk_forward`.
        test: As in :func:`walk_forward`.
        anchored: As in :func:`walk_forward`.
        parameters: Of the trials, in their order; empty for their numbers.
        name: Of what was tried.
        periods: Sessions in a year.

    Raises:
        SampleError: If there are fewer sessions than one window needs, or not as many as returns.
    """
    if len(sessions) != len(returns) or not returns.size:
        raise SampleError(f"{len(sessions)} sessions for returns of the shape {returns.shape}: one a row")
    windows = windows_of(sessions, train, test, anchored=anchored)
    tested, stitched = [], []
    for window in windows:
        inside = sharpes(returns[window.train], periods)
        best = int(inside.argmax())
        outside = returns[window.test, best]
        after = float(sharpes(outside[:, None], periods)[0])
        tested.append(
            TestedWindow(
                train=_ends(sessions, window.train),
                test=_ends(sessions, window.test),
                parameters=parameters[best] if parameters else {"trial": best},
                in_sample=float(inside[best]),
                out_of_sample=after,
                in_sample_sharpe=float(inside[best]),
                out_of_sample_sharpe=after,
                out_of_sample_return=total_return(outside),
                trials=returns.shape[1],
            )
        )
        stitched.append(outside)
    return WalkForwardResult(
        name=name,
        objective="sharpe",
        anchored=anchored,
        periods=periods,
        windows=tested,
        sessions=_of_tests(sessions, windows),
        returns=np.concatenate(stitched),
    )


def _tested(
    study: Study, sessions: NDArray[np.datetime64], window: Window
) -> tuple[TestedWindow, NDArray[np.float64]]:
    best, (ended, _) = study.best, study.progress
    inside = study.returns([best.number])[:, 0]
    train, test = _ends(sessions, window.train), _ends(sessions, window.test)
    task = replace(study.task, start=str(test[0]), end=str(test[1]))
    evaluator = task.evaluator()
    result = evaluator.run(best.parameters)
    outside, periods = result.course.returns, result.periods_per_year
    try:
        value = evaluator.objectives[0].value(result)
    except ObjectiveError:
        value = math.nan
    one = TestedWindow(
        train=train,
        test=test,
        parameters=best.parameters,
        in_sample=best.values[0],
        out_of_sample=value,
        in_sample_sharpe=sharpe_ratio(inside, periods=periods),
        out_of_sample_sharpe=sharpe_ratio(outside, periods=periods),
        out_of_sample_return=total_return(outside),
        trials=ended,
    )
    return one, outside


def _pinned(catalog: DataCatalog | None, market: Market) -> DataCatalog:
    # Whatever is ingested meanwhile, all windows are of one version.
    found = DataCatalog() if catalog is None else catalog
    return found.as_of({market.bundle: market.panel.version})


def _of_tests(sessions: NDArray[np.datetime64], windows: Sequence[Window]) -> NDArray[np.datetime64]:
    return sessions[windows[0].test.start : windows[-1].test.stop]


def _ends(sessions: NDArray[np.datetime64], part: slice) -> tuple[np.datetime64, np.datetime64]:
    return sessions[part.start], sessions[part.stop - 1]


def _part(tell: Progress | None, number: int, parts: int) -> ProgressOption:
    if tell is None:
        return False
    return lambda done, wanted: tell(number * wanted + done, parts * wanted)
