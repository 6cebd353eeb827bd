"""Bytes become text, and text becomes trees and tables; every fault is a finding."""
