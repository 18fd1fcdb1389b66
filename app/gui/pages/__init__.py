"""The pages, one module each. A module that offers `PAGE = PageKind(...)` is in the rail; nothing else is needed."""
