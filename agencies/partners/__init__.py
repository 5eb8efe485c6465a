"""Bodies under the duty to co-operate."""
