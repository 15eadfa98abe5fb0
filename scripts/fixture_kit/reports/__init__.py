"""The reports: every agency, figure and sentence here is made up."""

from . import kelautan, perpustakaan

# Name under fixtures/, how to build it, producer.
REPORTS = [
    ("kelautan", kelautan.build, "libreoffice"),
    ("kelautan-chromium", kelautan.build, "chromium"),
    ("perpustakaan", perpustakaan.build, "libreoffice"),
    ("perpustakaan-chromium", perpustakaan.build, "chromium"),
]
