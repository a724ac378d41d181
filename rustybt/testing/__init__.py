"""What tests need, ours and yours: made-up bundles, Hypothesis strategies, and a check that nothing looks ahead.

`rustybt.testing.strategies` needs Hypothesis and is imported by its own name.
"""

from __future__ import annotations

from rustybt.testing.builders import contents_of, made_up_bars, made_up_contents
from rustybt.testing.lookahead import assert_no_lookahead, garbled_after

__all__ = ["assert_no_lookahead", "contents_of", "garbled_after", "made_up_bars", "made_up_contents"]
