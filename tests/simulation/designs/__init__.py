"""Engines that are wrong in one rule each: the simulation has to tell every one of them from the true one.

A design replaces a method of one part, or one name of a module while a seed runs; everything else is the true engine.
"""

from __future__ import annotations

from tests.simulation.designs import answers, halting, sending, shadowing, surviving
from tests.simulation.designs.registry import DESIGNS, Design

__all__ = ["DESIGNS", "Design", "answers", "halting", "sending", "shadowing", "surviving"]
