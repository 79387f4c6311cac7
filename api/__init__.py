"""The shell: HTTP, command line and pages over extraction and warehouse."""
