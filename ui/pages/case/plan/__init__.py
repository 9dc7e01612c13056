"""The tab of the plan: its versions, locks, drafts brought together, how it stands."""
