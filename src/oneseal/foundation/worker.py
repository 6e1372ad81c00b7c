"""The worker process: jobs in the main thread, subscribers beside it."""

import threading

from oneseal.foundation import jobs, subscribers


def run(*, concurrency: int = 2) -> None:
    """Work until SIGTERM or SIGINT; finish what is being done (20 s at most), then return."""
    stop = threading.Event()
    reader = threading.Thread(target=subscribers.run_forever, args=(stop,), name="subscribers")
    reader.start()
    try:
        jobs.run_worker(concurrency=concurrency)
    finally:
        stop.set()
        reader.join()
