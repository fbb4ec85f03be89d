//! Small forms of what `core` does with text.
