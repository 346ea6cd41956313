"""A podcast seen from outside, as those who subscribe to it see it."""
