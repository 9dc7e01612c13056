"""The minimum service, support given, signposting."""
