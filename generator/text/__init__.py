"""Bytes become text, and text becomes lines, trees and tables; every fault is a finding, nothing is judged."""
