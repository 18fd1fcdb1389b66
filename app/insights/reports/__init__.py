"""The reports, one file each: a module that offers `REPORT = ...` is listed everywhere."""
