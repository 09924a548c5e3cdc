"""A revision in other clothes: the same outline, made into files that people take away."""
