"""The pages of contacts and of what is decided about them."""
