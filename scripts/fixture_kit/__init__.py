"""What make-fixtures is made of: a small document model, its writers, and the reports themselves."""
