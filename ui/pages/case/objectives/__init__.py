"""The sheet of the plan: objectives, headings, activities, its language."""
