"""An address in words."""

from .address import Address


def write(address: Address, jurisdiction: str, *, english: bool = False) -> str:
    """The address as that jurisdiction writes it: 第十二條之一第二項, 第十二条第二款第（三）项,
    《考勤管理辦法》第八條, Section 3.2. ``find(write(a, j), j)[0].address == a``."""
    return ""
