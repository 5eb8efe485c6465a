"""What is taken out of the platform, as a file."""
