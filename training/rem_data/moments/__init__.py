"""Annotated transcripts: what is talked about (threads), in which order (days), in which form, with how much noise; and their moments."""
