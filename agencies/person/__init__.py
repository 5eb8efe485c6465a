"""Who a case is about: owned by no single agency."""
