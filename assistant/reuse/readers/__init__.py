"""One module for each file format; all give a :class:`~assistant.reuse.blocks.Document`."""
