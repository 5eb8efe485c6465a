"""The web client: pages rendered here, each fed by its own GraphQL document through the gateway's one door.

A page has no other way to data: this package may import neither the store, nor SQLAlchemy, nor the agencies (a
contract in ``pyproject.toml``). So every view of a page is decided by the law and stands in the access record with the
purpose that the person chose.
"""
