"""The pages, one module each: a module that offers `PAGE = PageKind(...)` is in the rail."""
