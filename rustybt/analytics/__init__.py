"""What a run was worth: key figures, round trips, the picture and the report."""
