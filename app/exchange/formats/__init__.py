"""The import formats, one file each; `app.exchange.registry` finds them."""
