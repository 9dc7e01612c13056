"""The lines of an old CV, and the words by which its parts are told, in English and Welsh."""
