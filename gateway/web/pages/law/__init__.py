"""The law for those who answer for it: why something is shown or done, or not, and the whole of it as a heat map."""
