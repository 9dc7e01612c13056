"""The working-day calendar, read, changed and counted on."""
