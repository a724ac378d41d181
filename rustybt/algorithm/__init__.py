"""Strategies: the class to subclass, what they see of the market, and when their functions run."""
