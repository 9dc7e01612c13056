"""What an adviser does: one module a subject, one function a verb, sorted into families.

Which family may use which is said in one place, tests/test_architecture.py: each uses those below it alone.
"""
