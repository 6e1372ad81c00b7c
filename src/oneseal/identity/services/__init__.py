"""Every write of identity: one function for one act."""

from oneseal.identity.services.clients import create_client, withdraw_client
from oneseal.identity.services.sessions import begin_session, current_actor, end_session

__all__ = ["begin_session", "create_client", "current_actor", "end_session", "withdraw_client"]
