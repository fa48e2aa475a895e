"""What is seen in a text, and suggested beside it, outside coaching: du-form and personal data."""
