"""An invented fortnight for people to try the front door with; never beside real data."""
