"""The vocabulary of the trading core: frozen types that every layer shares."""
