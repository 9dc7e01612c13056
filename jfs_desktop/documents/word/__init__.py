"""The one door for Word files: names, fields, what they fetch, what they tell of who made them."""
