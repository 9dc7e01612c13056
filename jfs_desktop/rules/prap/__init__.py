"""What is to be keyed on PRaP, how a case stands there, the comparison with its list."""
