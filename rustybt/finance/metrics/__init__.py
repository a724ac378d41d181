"""Figures of merit of a series of returns: of the whole (`returns`) and to date (`to_date`)."""
