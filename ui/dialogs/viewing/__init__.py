"""What is looked at: documents, pictures, papers before they go, printing, the shortcuts, a crash report."""
