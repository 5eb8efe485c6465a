"""The access record in the words of others: comma-separated values, OCSF and FHIR. Each is one function of an entry."""
