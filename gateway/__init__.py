"""The door: HTTP, sign-in, the life of a request, the access record, the command line."""
