"""What rules cannot list: small networks over the words' states, taught with our own sentences."""
