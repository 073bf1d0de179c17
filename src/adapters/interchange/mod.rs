//! Vitrina's own JSONL form: one catalog fact a line.
