"""/statusrapport effekt: see tests/commands/test_statusrapport_effekt.py."""
