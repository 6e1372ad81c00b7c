"""Every write of identity: one function for one act."""

from oneseal.identity.services.sessions import begin_session, current_actor, end_session

__all__ = ["begin_session", "current_actor", "end_session"]
