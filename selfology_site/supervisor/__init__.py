"""Keeps a handful of processes running until it is told to stop. No Django here."""

from selfology_site.supervisor.child import ChildSpec
from selfology_site.supervisor.supervisor import Supervisor

__all__ = ["ChildSpec", "Supervisor"]
