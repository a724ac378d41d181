"""The core that steps a strategy: bars in, decisions and fills out."""
