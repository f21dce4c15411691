"""The schedules of a running server: each begins soon, and goes on at its own pace."""

from dataclasses import replace
from datetime import timedelta

from bot.app import FIRST, find_schedules, start_schedules
from bot.chat import Desk
from bot.clock import Clock


def test_what_is_hourly_runs_within_a_minute_of_a_start(desk: Desk) -> None:
    scheduler = start_schedules(replace(desk, clock=Clock()))
    try:
        jobs = scheduler.get_jobs()
        latest = max(one.next_run_time for one in jobs)
        assert latest <= Clock().now() + timedelta(seconds=FIRST)
        assert len(jobs) == len(find_schedules())
        assert max(one.trigger.interval for one in jobs) == timedelta(hours=1)
    finally:
        scheduler.shutdown(wait=True)
