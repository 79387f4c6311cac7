"""What taught the learned parts of the events extractor; never used at run time."""
