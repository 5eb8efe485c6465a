"""The law: who may see what, for which purpose. Polar and pure Python; no web, no database."""
