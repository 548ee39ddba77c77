"""An analysis as one HTML file that needs nothing else: no request, no service, and scripts only for comfort.

Parts in the order of the page: ``grid`` the speaker × topic table, ``filters``, ``article`` with the text cut
by ``segments``, ``details`` of every statement; ``page`` puts them together from a ``view``. All HTML comes
from ``markup``, which escapes whatever is not markup already.
"""

from stancekit.report.html.page import frame, text

__all__ = ["frame", "text"]
