"""The marks of a template as its check reads them: fields, loops, conditions, findings."""
