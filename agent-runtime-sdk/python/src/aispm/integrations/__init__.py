"""The platform's models and tools as other frameworks know them; each module needs its framework installed."""
