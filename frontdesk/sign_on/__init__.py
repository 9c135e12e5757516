"""Signing in with an OpenID Connect provider: the adapter that talks to it."""
