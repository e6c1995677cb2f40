// The first file of this target takes the place of this one.
