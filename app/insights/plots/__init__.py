"""The plots, one file each: a module that offers `PLOT = ...` is found everywhere."""
