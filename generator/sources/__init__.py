"""Bytes become records; every fault becomes a finding; no judgement."""
