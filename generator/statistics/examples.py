"""Published figures that the examples in this folder work out again."""

from typing import Final

# Trials of BCG against tuberculosis: events and total with vaccine, events and total without.
# Colditz GA et al. JAMA 1994;271:698-702.
BCG: Final = (
    (4, 6, 3, 62, 33, 180, 8, 505, 29, 17, 186, 5, 27),
    (123, 306, 231, 13598, 5069, 1541, 2545, 88391, 7499, 1716, 50634, 2498, 16913),
    (11, 29, 11, 248, 47, 372, 10, 499, 45, 65, 141, 3, 29),
    (139, 303, 220, 12867, 5808, 1451, 629, 88391, 7277, 1665, 27338, 2341, 17854),
)
BCG_YEARS: Final = (1948, 1949, 1960, 1977, 1973, 1953, 1973, 1980, 1968, 1961, 1974, 1969, 1976)

# Patients who responded to hyperdynamic therapy, and patients treated. Zhou XH et al. Stat Med
# 1999;18:2683-2693.
PRITZ: Final = (
    (16, 10, 4, 43, 10, 25, 13, 12, 22, 4, 5, 18, 58, 6),
    (17, 12, 8, 58, 10, 42, 14, 12, 41, 5, 6, 23, 68, 10),
)

# Strokes and patient-years on warfarin. Hart RG et al. Ann Intern Med 1999;131:492-501.
HART: Final = ((9, 8, 3, 6, 7, 20), (413, 263, 487, 237, 489, 507))
