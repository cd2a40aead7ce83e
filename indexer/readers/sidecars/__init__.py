"""Files that describe other files of their folder and are no documents themselves."""
