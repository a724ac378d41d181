"""Widgets of the notebook, one Python file each; their scripts are built from ``widgets/`` into ``static/``."""
