"""The prison service: custody, key dates, public protection, security."""
