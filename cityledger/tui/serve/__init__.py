"""The screens in a browser: Textual's server behind a guard of ours; off unless it is started."""
