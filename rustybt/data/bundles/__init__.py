"""Bundles: how bars become a version of a bundle."""
