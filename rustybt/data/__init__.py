"""Market data: immutable bundles in a catalog, adapters that fill it, readers that serve it."""
