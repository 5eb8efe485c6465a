"""The pages that act: a document and a template for each act, in the folder of its journey, and one view for all."""
