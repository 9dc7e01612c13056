"""Documents and files of a case as they are kept, the templates and standard wording that papers are made
from, and how each paper stands that goes out."""
