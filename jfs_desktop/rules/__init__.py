"""Pure rules: facts in, what follows out, with the paragraph. No I/O; time is an argument."""
