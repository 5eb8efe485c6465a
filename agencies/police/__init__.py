"""The police: notification, orders, intelligence, offender management."""
