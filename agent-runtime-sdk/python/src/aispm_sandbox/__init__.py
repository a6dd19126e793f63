"""What the platform puts around an agent: a keeper outside of its sandbox, an init inside, a look at its code.

Standard library only, and none of it is for agents.
"""
