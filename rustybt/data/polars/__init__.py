"""The catalog and its readers, in Polars frames."""
