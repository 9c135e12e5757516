"""The lead desk, where staff work: server-rendered pages in English and French under /desk."""
