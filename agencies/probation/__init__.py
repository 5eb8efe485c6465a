"""The probation service: sentences, supervision, risk, victims, addresses."""
