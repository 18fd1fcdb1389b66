"""The touchpoint kinds, one file each; `app.touchpoints.registry` finds them."""
