"""What other formats call the declared columns: DDL, Arrow, polars, JSON Schema, dictionary."""
