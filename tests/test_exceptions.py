from __future__ import annotations

from rustybt import exceptions


def test_every_public_error_is_in_the_one_tree() -> None:
    for name in exceptions.__all__:
        assert issubclass(getattr(exceptions, name), exceptions.RustyBTError), name


def test_every_error_class_is_public_and_has_one_sentence() -> None:
    classes = {name: value for name, value in vars(exceptions).items() if isinstance(value, type)}
    assert sorted(classes) == exceptions.__all__
    for name, value in classes.items():
        assert value.__doc__, name
        assert value.__doc__.strip().splitlines()[0].endswith("."), name


def test_an_interrupted_run_is_still_a_keyboard_interrupt() -> None:
    assert issubclass(exceptions.RunInterruptedError, KeyboardInterrupt)
    assert exceptions.RunInterruptedError("stopped").partial is None
