"""Load for the step through HTTP: a process of its own, threads with one kept-alive connection each.

`python -m benchmarks.http_load PORT THREADS SECONDS COOKIE TOKEN` reads paths from stdin, one a line, posts to each
once until the time is over, and prints seconds, the times in ms and what was not answered by a redirect, as JSON.
"""

import json
import sys
import time
from http.client import HTTPConnection
from queue import Empty, SimpleQueue
from threading import Thread
from urllib.parse import urlencode


def post_all(
    port: int,
    until: float,
    cookies: tuple[str, str],
    paths: SimpleQueue[str],
    times: list[float],
    wrong: list[str],
) -> None:
    """One browser: posts until no path is left."""
    cookie, token = cookies
    connection = HTTPConnection("127.0.0.1", port)
    body = urlencode({"csrfmiddlewaretoken": token, "opinion": "同意"})
    headers = {
        "Cookie": cookie,
        "Content-Type": "application/x-www-form-urlencoded",
        "Referer": f"http://127.0.0.1:{port}/",
    }
    while time.perf_counter() < until:
        try:
            path = paths.get_nowait()
        except Empty:
            return
        begin = time.perf_counter()
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        said = answer.read()
        times.append((time.perf_counter() - begin) * 1000)
        if answer.status != 302:
            wrong.append(f"{answer.status} {path} {said[:200]!r}")


def main() -> None:
    """Post to every path of stdin."""
    port, threads, seconds = (int(word) for word in sys.argv[1:4])
    paths: SimpleQueue[str] = SimpleQueue()
    for line in sys.stdin:
        paths.put(line.strip())
    times: list[float] = []
    wrong: list[str] = []
    begin = time.perf_counter()
    given = (port, begin + seconds, (sys.argv[4], sys.argv[5]), paths, times, wrong)
    browsers = [Thread(target=post_all, args=given) for _ in range(threads)]
    for browser in browsers:
        browser.start()
    for browser in browsers:
        browser.join()
    print(json.dumps({"seconds": time.perf_counter() - begin, "ms": times, "wrong": wrong}))


if __name__ == "__main__":
    main()
