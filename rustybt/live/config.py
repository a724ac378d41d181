"""``live.yaml``: what an engine without a notebook runs, read strictly, and the engine that it describes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError, model_validator

from rustybt.exceptions import ConfigurationError, MissingExtraError, SchedulerError
from rustybt.finance.decimal.context import finite
from rustybt.finance.decimal.cost_kinds import COMMISSIONS, SLIPPAGES, check_kind
from rustybt.live.config_kinds import BREAKERS
from rustybt.live.job_plans import SchedulePlan
from rustybt.live.shadow.config import ShadowTradingConfig

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

__all__ = [
    "BrokerConfig",
    "DataConfig",
    "FeedConfig",
    "LimitsConfig",
    "LiveConfig",
    "MonitoringConfig",
    "ReconciliationConfig",
    "read_config",
]

BROKERS = ("paper", "module")
PROFILES = ("conservative", "moderate", "aggressive")


def _day(value: object) -> object:
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise ValueError("use a date such as 2005-01-03") from None
    return value


def _number(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        raise ValueError("use a number, such as 100000 or '0.05'")  # noqa: TRY004 - pydantic wants this one
    try:
        return finite(value, "it")
    except ConfigurationError:
        raise ValueError("use a number, such as 100000 or '0.05'") from None


def _breakers(given: object) -> object:
    if isinstance(given, str) and given in PROFILES:
        return given
    if not isinstance(given, list) or not all(isinstance(each, dict) for each in given):
        raise ValueError(
            f"use a risk profile ({', '.join(PROFILES)}), or a list of breakers, each with its kind"
        )
    for number, each in enumerate(given, 1):
        try:
            check_kind(each, BREAKERS)
        except ValueError as error:
            raise ValueError(f"breaker {number}: {error}") from None
    return given


def _broker(kind: str) -> str:
    if kind not in BROKERS:
        raise ValueError(f"there is no broker of this kind; there are {', '.join(BROKERS)}")
    return kind


def _commission(given: dict[str, Any]) -> dict[str, Any]:
    check_kind(given, COMMISSIONS)
    return given


def _slippage(given: dict[str, Any]) -> dict[str, Any]:
    check_kind(given, SLIPPAGES)
    return given


def _shadow(given: object) -> object:
    if given is None or isinstance(given, bool):
        return given
    if not isinstance(given, dict):
        raise ValueError("use true, false, or the fields of ShadowTradingConfig")  # noqa: TRY004 - as above
    known = [each.name for each in fields(ShadowTradingConfig)]
    if wrong := [name for name in given if name not in known]:
        raise ValueError(f"there is no {', '.join(map(repr, wrong))}: there are {', '.join(known)}")
    try:
        ShadowTradingConfig(**given)
    except ConfigurationError as error:
        raise ValueError(str(error)) from None
    return given


def _schedule(given: object) -> object:
    try:
        SchedulePlan.of(given)  # type: ignore[arg-type]
    except SchedulerError as error:
        raise ValueError(str(error)) from None
    return given


type Number = Annotated[Decimal, BeforeValidator(_number)]
type Day = Annotated[date, BeforeValidator(_day)]


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False)


class DataConfig(_Strict):
    """Where bars come from.

    Attributes:
        bundle: Name of the bundle.
        start: First session.
        end: Last session.
        frequency: ``"daily"`` or ``"minute"``.
        speed: Market seconds that pass in a second; None for as fast as they are taken.
        data_dir: Folder of the catalog; RUSTYBT_DATA_DIR or ~/.rustybt/data by default.
    """

    bundle: str
    start: Day
    end: Day
    frequency: Literal["daily", "minute"] = "daily"
    speed: Number | None = None
    data_dir: str | None = None


class FeedConfig(_Strict):
    """A feed that code makes, such as a `LiveFeed` on the streams of a venue.

    Attributes:
        kind: ``"module"``.
        factory: ``package.module:function`` or ``file.py:function``, which returns the feed.
        options: Its arguments, by name.
    """

    kind: Literal["module"]
    factory: str
    options: dict[str, Any] = {}


class BrokerConfig(_Strict):
    """Where orders go: to a `PaperBroker` of these arguments, or to a broker that code makes.

    Attributes:
        kind: ``"paper"`` or ``"module"``.
        factory: ``package.module:function`` or ``file.py:function``, which returns the broker; of ``"module"`` alone.
            It is called with the assets of the feed, an `AssetFinder`, by which it tells what the venue's symbols are.
        options: Its other arguments, by name; no secrets, which are in `rustybt.live.credentials`.
        starting_cash: Cash at the start.
        order_latency_ms: How long an order is on its way, in milliseconds of market time.
        latency_jitter_pct: Share by which that varies.
        volume_limit_pct: Share of a bar's volume that may be taken.
        commission: ``kind`` and its values; the strategy's by default.
        slippage: ``kind`` and its values; the strategy's by default.
    """

    kind: Annotated[str, AfterValidator(_broker)]
    factory: str | None = None
    options: dict[str, Any] = {}
    starting_cash: Number = Decimal(100_000)
    order_latency_ms: int = 100
    latency_jitter_pct: Number = Decimal("0.20")
    volume_limit_pct: Number | None = None
    commission: Annotated[dict[str, Any], AfterValidator(_commission)] | None = None
    slippage: Annotated[dict[str, Any], AfterValidator(_slippage)] | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        own = {"factory", "options"}
        if self.kind == "module":
            if self.factory is None:
                raise ValueError("factory is missing: write package.module:function or file.py:function")
            if wrong := sorted(self.model_fields_set - own - {"kind"}):
                raise ValueError(f"{', '.join(wrong)} is of paper alone: give the factory options")
        elif wrong := sorted(self.model_fields_set & own):
            raise ValueError(f"{', '.join(wrong)} is of kind 'module' alone")
        return self


class LimitsConfig(_Strict):
    """What every order is held to: the fields of `RiskLimits`, assets by their symbols; None for no limit.

    Attributes:
        max_order_amount: Of one order.
        max_order_notional: Of one order, in money.
        price_collar_pct: How far a price may be off the mark.
        max_position: By symbol.
        default_max_position: For other assets.
        max_gross_exposure: In money.
        max_gross_exposure_pct: Fraction of the portfolio's value.
        max_net_exposure: In money.
        max_net_exposure_pct: Fraction of the portfolio's value.
        max_open_orders: How many.
        max_orders_per_second: How many.
        max_orders_per_minute: How many.
        max_data_age_ns: Of the traded asset's mark, in nanoseconds.
        allow_list: The only symbols that may be traded.
        deny_list: Symbols that may not be traded.
    """

    max_order_amount: Number | None = None
    max_order_notional: Number | None = None
    price_collar_pct: Number | None = None
    max_position: dict[str, Number] = {}
    default_max_position: Number | None = None
    max_gross_exposure: Number | None = None
    max_gross_exposure_pct: Number | None = None
    max_net_exposure: Number | None = None
    max_net_exposure_pct: Number | None = None
    max_open_orders: int | None = None
    max_orders_per_second: int | None = None
    max_orders_per_minute: int | None = None
    max_data_age_ns: int | None = None
    allow_list: list[str] | None = None
    deny_list: list[str] = []


class ReconciliationConfig(_Strict):
    """How the account is compared with the broker's.

    Attributes:
        strategy: How differences are met; None for the broker's default.
        interval_seconds: How often; 0 for only at the start and the end.
        cash_tolerance_pct: Part of the cash that may be unexplained.
        large_fill_pct: Part of the portfolio's value: after a fill of that the account is compared; None for never.
    """

    strategy: Literal["warn_only", "sync_to_broker", "halt_and_alert"] | None = None
    interval_seconds: Number = Decimal(300)
    cash_tolerance_pct: Number = Decimal(0)
    large_fill_pct: Number | None = Decimal("0.05")


class MonitoringConfig(_Strict):
    """What watches the engine.

    Attributes:
        enabled: Whether anything does; if not, ``alerts`` is ``"none"`` and there are no ``logs``.
        port: Of /health, /alive and /metrics on loopback; 0 for any free one, None for none.
        heartbeat: Seconds between two writes of the file ``heartbeat`` in the session's folder; None for none.
        feed_seconds: After how many seconds without market data an alert is sent; None for 300 in the open market of a
            live feed and never with a replay, 0 for never.
        metrics: ``"environment"`` to post them to METRICS_ENDPOINT_URL if there is one, ``"none"`` for nowhere.
    """

    enabled: bool = True
    port: int | None = None
    heartbeat: Number | None = Decimal(30)
    feed_seconds: Number | None = None
    metrics: Literal["environment", "none"] = "environment"


class LiveConfig(_Strict):
    """An engine, described.

    Attributes:
        name: Of the session.
        strategy: ``file.py``, ``file.py:Class`` or ``package.module:Class``.
        data: A bundle that is replayed; or
        feed: A feed that code makes.
        broker: Where orders go.
        capital_base: What the strategy may count on; of any broker but paper, which has its ``starting_cash``.
        parameters: On ``context.parameters``.
        seed: Of ``context.random``.
        breakers: A risk profile, or a list of ``kind`` and its values.
        limits: What every order is held to.
        reconciliation: How the account is compared.
        checkpoint_seconds: How often a snapshot is taken; 0 for only at the end.
        shadow: Whether a shadow runs beside it, or the fields of its `ShadowTradingConfig`.
        schedule: ``calendar``, ``timezone``, ``misfire_grace_time`` and ``jobs``: each its ``job`` or ``callback``, its
            ``trigger``, and what that takes.
        alerts: ``"environment"`` for the channels of the environment's variables, ``"none"`` for none.
        monitoring: What watches it.
        logs: Folder of the JSON log, None for none.
        folder: Where sessions lie; RUSTYBT_LIVE_DIR or ~/.rustybt/live by default.
    """

    name: str
    strategy: str
    data: DataConfig | None = None
    broker: BrokerConfig
    capital_base: Number | None = None
    feed: FeedConfig | None = None
    parameters: dict[str, Any] = {}
    seed: int = 0
    breakers: Annotated[Any, BeforeValidator(_breakers)] = []
    limits: LimitsConfig = LimitsConfig()
    reconciliation: ReconciliationConfig = ReconciliationConfig()
    checkpoint_seconds: Number = Decimal(60)
    shadow: Annotated[Any, BeforeValidator(_shadow)] = None
    schedule: Annotated[Any, BeforeValidator(_schedule)] = None
    alerts: Literal["environment", "none"] = "environment"
    monitoring: MonitoringConfig = MonitoringConfig()
    logs: str | None = None
    folder: str | None = None

    @classmethod
    def of(cls, given: object, place: str) -> Self:
        """Return the configuration that a document holds.

        Args:
            given: As it was read.
            place: Where, for the error.

        Raises:
            ConfigurationError: If it does not fit; it names every key that does not, and what would.
        """
        if not isinstance(given, Mapping):
            raise ConfigurationError(
                f"{place} holds no keys and values: begin with name, strategy, data, broker"
            )
        try:
            found = cls.model_validate(dict(given))
        except ValidationError as error:
            told = "; ".join(_told(each, cls) for each in error.errors())
            raise ConfigurationError(f"{place}: {told}") from None
        if (found.data is None) == (found.feed is None):
            raise ConfigurationError(
                f"{place}: give data, a bundle to be replayed, or feed, a factory of one"
            )
        if not found.monitoring.enabled and (found.alerts != "none" or found.logs is not None):
            raise ConfigurationError(
                f"{place}: monitoring.enabled is false, and who alerts and logs is what it would be: set alerts: none "
                "and no logs as well, or leave it true"
            )
        return found

    def text(self) -> str:
        """Return it as a file holds it: JSON, which is YAML."""
        return json.dumps(self.model_dump(mode="json", exclude_defaults=True), indent=2) + "\n"


def read_config(path: Path) -> LiveConfig:
    """Return the configuration of a file; its relative paths are taken from its folder.

    Args:
        path: Of ``live.yaml``; JSON is YAML too.

    Raises:
        ConfigurationError: If it cannot be read, or does not fit.
        MissingExtraError: If PyYAML is not installed.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path} cannot be read: {getattr(error, 'strerror', error)}") from error
    config = LiveConfig.of(_parsed(text, path), str(path))
    return _anchored(config, path.resolve().parent)


def _parsed(text: str, path: Path) -> object:
    if text.lstrip().startswith("{"):
        try:
            return json.loads(text)
        except ValueError:
            pass  # YAML has braces as well
    try:
        import yaml  # type: ignore[import-untyped]
    except ImportError as error:
        raise MissingExtraError("live.yaml needs PyYAML: pip install 'rustybt[live]'") from error
    try:
        twice = next(_repeated(yaml.compose(text, Loader=yaml.SafeLoader)), None)
        found: object = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError) as error:
        raise ConfigurationError(f"{path} is no YAML: {error}") from error
    if twice is not None:
        raise ConfigurationError(f"{path}, line {twice[1]}: {twice[0]!r} stands there twice: keep one")
    return found


def _repeated(node: Any) -> Iterator[tuple[str, int]]:
    if node is None or isinstance(node.value, str):
        return
    seen = set()
    for each in node.value:
        key, value = each if isinstance(each, tuple) else (None, each)
        if key is not None and key.value in seen:
            yield key.value, key.start_mark.line + 1
        if key is not None and isinstance(key.value, str):
            seen.add(key.value)
        yield from _repeated(value)


def _anchored(config: LiveConfig, folder: Path) -> LiveConfig:
    def whole(path: str | None) -> str | None:
        return None if path is None else str(folder / Path(path).expanduser())

    def placed(place: str) -> str:
        path, colon, name = place.rpartition(":")
        file, rest = (path, f":{name}") if colon and path.endswith(".py") else (place, "")
        return f"{whole(file)}{rest}" if file.endswith(".py") else place

    data, feed, broker = config.data, config.feed, config.broker
    factory = None if broker.factory is None else placed(broker.factory)
    return config.model_copy(
        update={
            "strategy": placed(config.strategy),
            "logs": whole(config.logs),
            "folder": whole(config.folder),
            "data": data and data.model_copy(update={"data_dir": whole(data.data_dir)}),
            "feed": feed and feed.model_copy(update={"factory": placed(feed.factory)}),
            "broker": broker.model_copy(update={"factory": factory}) if factory else broker,
        }
    )


def _told(error: ErrorDetails, model: type[BaseModel]) -> str:
    place = [str(part) for part in error["loc"]]
    key = ".".join(place)
    match error["type"]:
        case "extra_forbidden":
            return f"{key} is no key there; there are {', '.join(_keys(model, place[:-1]))}"
        case "missing":
            return f"{key} is missing"
        case "value_error":
            return f"{key} is {error['input']!r}: {error['msg'].removeprefix('Value error, ')}"
        case _:
            return f"{key} is {error['input']!r}: {error['msg'][0].lower()}{error['msg'][1:]}"


def _keys(model: type[BaseModel], place: list[str]) -> list[str]:
    for part in place:
        annotation = model.model_fields[part].annotation
        for inner in (annotation, *get_args(annotation)):
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                model = inner
    return list(model.model_fields)
