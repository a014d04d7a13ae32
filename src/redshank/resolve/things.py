"""Say what the numbers and weapons of a story are: units, conversions, designations, second names, stated facts."""

from redshank.resolve.equipment import resolve_equipment
from redshank.resolve.quantities import resolve_quantities

__all__ = ["resolve_equipment", "resolve_quantities"]
