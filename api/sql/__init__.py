"""SQL over HTTP: what is asked, the processes that answer, and the results that are kept."""
