"""The desk that every verb works at: the opened vault, the facts of a case and where it stands, settings,
drafts, and files on their way out."""
