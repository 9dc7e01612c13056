"""Which evidence a case lacks, and answers told in words."""
