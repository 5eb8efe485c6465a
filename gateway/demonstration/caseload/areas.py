"""How many people live in each MAPPA area, by which synthetic people are spread: fit for nothing else.

In thousands, rounded by hand to resemble the mid-2023 estimates of the Office for National Statistics: UNSOURCED, a
configuration and not a statistic of ours.
"""

from typing import Final

POPULATION: Final = {
    "AVS": 1790,
    "BED": 720,
    "CAM": 900,
    "CHE": 1120,
    "CLE": 580,
    "CUM": 505,
    "DER": 1080,
    "DVC": 1820,
    "DOR": 790,
    "DUR": 640,
    "DYP": 525,
    "ESX": 1900,
    "GLO": 655,
    "GMP": 2950,
    "GWE": 595,
    "HAM": 2040,
    "HER": 1210,
    "HUM": 945,
    "KEN": 1900,
    "LAN": 1560,
    "LEI": 1150,
    "LIN": 780,
    "LON": 8950,
    "MER": 1450,
    "NFK": 930,
    "NPT": 800,
    "NBR": 1480,
    "NWA": 690,
    "NYK": 830,
    "NOT": 1180,
    "SWA": 1360,
    "SYK": 1400,
    "STA": 1150,
    "SFK": 775,
    "SUR": 1230,
    "SUS": 1740,
    "THV": 2570,
    "WAR": 620,
    "WME": 1330,
    "WMI": 2980,
    "WYK": 2400,
    "WIL": 760,
}
