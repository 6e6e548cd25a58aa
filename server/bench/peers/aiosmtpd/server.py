"""aiosmtpd as a peer of norelay's bench: says "PID PORT" once it listens, and ends with its standard input."""

import asyncio
import os
import sys

from aiosmtpd.smtp import SMTP


class Sink:
    async def handle_DATA(self, server, session, envelope):
        return "250 2.0.0 ok"


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(Sink(), hostname="localhost", loop=loop, data_size_limit=64 << 20, timeout=600),
        "127.0.0.1", 0, backlog=1000,
    )
    print(os.getpid(), server.sockets[0].getsockname()[1], flush=True)
    ended = asyncio.Event()
    loop.add_reader(sys.stdin.fileno(), lambda: os.read(sys.stdin.fileno(), 4096) or ended.set())
    await ended.wait()


asyncio.run(main())
