"""What runs around an agent inside its sandbox: the platform's own, standard library only."""
