"""A server of tests that leaves no connection open, whoever still holds one at its end."""

import asyncio
import socket

import uvicorn


class StoppingServer(uvicorn.Server):
    """uvicorn waits for connections a while and forgets the rest: those that still had something to send stay open."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop as uvicorn does, then cut what is left, while there is a loop that can close it."""
        await super().shutdown(sockets)
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        await asyncio.sleep(0.01)
