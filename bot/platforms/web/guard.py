"""Guards the page: security headers on every answer, loopback hosts only, posts from the page itself only."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOSTS = ("localhost", "127.0.0.1", "[::1]")  # others would be DNS rebinding
MAX_BODY = 256 * 1024  # bytes; the largest form, every letter percent-encoded, stays below
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # no-referrer would make the browser send "Origin: null" with our own forms
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Guard:
    """ASGI middleware: adds HEADERS, and refuses a post that another site made."""

    def __init__(self, app: ASGIApp, cache: str) -> None:
        self.app = app
        self.cache = cache

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                headers["Cache-Control"] = self.cache
            await send(message)

        if scope["method"] == "POST" and not _same_origin(scope):
            refused = PlainTextResponse("Afvist: Send kun fra Vejvisers egen side.", status_code=403)
            await refused(scope, receive, send_guarded)
        else:
            await self.app(scope, receive, send_guarded)


def _same_origin(scope: Scope) -> bool:
    """Whether the browser says that our own page sent this; a request that does not say is refused."""
    headers = Headers(scope=scope)
    origin, site = headers.get("origin"), headers.get("sec-fetch-site")
    ours = f"{scope['scheme']}://{headers.get('host', '')}"
    return (
        (origin is not None or site is not None) and origin in (None, ours) and site in (None, "same-origin")
    )


def guards(cache: str = "no-store") -> list[Middleware]:
    """The middleware of every route of the page; `cache` is its Cache-Control."""
    return [
        Middleware(Guard, cache=cache),
        Middleware(TrustedHostMiddleware, allowed_hosts=HOSTS, www_redirect=False),
        Middleware(RequestBodyLimitMiddleware, max_body_size=MAX_BODY),
        Middleware(ExceptionMiddleware),  # so that "not found" among the files carries the headers too
    ]
