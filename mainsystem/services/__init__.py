"""Reading the main case system's files, and writing what they say."""
