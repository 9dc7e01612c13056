"""Messages in: replies and forms brought in as files, which message each answers, and what it is taken as."""
