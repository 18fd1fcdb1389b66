"""The steps of the ladder, one file each; `app.insights.relationship.ladder` finds them."""
