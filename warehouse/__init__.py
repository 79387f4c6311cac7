"""The only package that opens DuckDB: keeps records, freezes releases, reads them back."""
