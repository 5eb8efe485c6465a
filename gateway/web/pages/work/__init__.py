"""Lists of work: actions, reviews, referrals."""
