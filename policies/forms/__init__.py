"""Forms of the policies app, one file a group of pages."""
