"""The reports: every agency, figure and sentence here is made up."""

from functools import partial

from . import kecamatan, kelautan, perpustakaan, puskesmas

# Name under fixtures/, how to build it, producer.
REPORTS = [
    ("kelautan", kelautan.build, "libreoffice"),
    ("kelautan-chromium", kelautan.build, "chromium"),
    ("perpustakaan", perpustakaan.build, "libreoffice"),
    ("perpustakaan-chromium", perpustakaan.build, "chromium"),
    ("kecamatan", kecamatan.build, "libreoffice"),
    ("kecamatan-chromium", kecamatan.build, "chromium-untagged"),
    *[(f"puskesmas/lkj-{year}", partial(puskesmas.build, year), "libreoffice") for year in (2021, 2022, 2023)],
]
