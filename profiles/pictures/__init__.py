"""The portrait as pictures, drawn from numbers and labels alone: same input, same bytes."""
