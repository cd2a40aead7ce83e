"""Recognised print: ALTO, PAGE and hOCR."""
