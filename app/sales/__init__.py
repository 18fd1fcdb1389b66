"""What they bought and brought back."""
