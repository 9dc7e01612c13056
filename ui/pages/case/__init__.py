"""The page of one case, one file a tab."""
