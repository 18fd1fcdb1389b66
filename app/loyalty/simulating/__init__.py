"""The simulator: the shop's own purchases replayed under rules that are not in force, beside those that are.

`app.loyalty.simulating.running.simulate` does it, and says there what is replayed and what is assumed.
"""
