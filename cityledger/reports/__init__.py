"""Papers: a view becomes a document, a document becomes PDF or text."""
