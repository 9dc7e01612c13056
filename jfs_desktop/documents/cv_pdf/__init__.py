"""Lines out of a PDF: runs of letters put back into columns, tables and forms."""
