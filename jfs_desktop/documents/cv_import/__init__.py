"""An old CV understood, line by line; a form's words read alike."""
