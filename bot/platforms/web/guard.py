"""Guards the pages: security headers on every answer, known hosts only, posts from the page itself only."""

from collections.abc import Mapping, Sequence

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
PERSONAL = HEADERS | {  # the address is a secret: it must not be sent on, found or kept
    "Content-Security-Policy": POLICY.replace("script-src 'self'; ", "").replace("connect-src 'self'; ", ""),
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


class Guard:
    """ASGI middleware: adds headers, and refuses a post that another site made.

    Under a secret address (PERSONAL) no other site can post, for it does not know the address: nothing is refused.
    """

    def __init__(self, app: ASGIApp, headers: Mapping[str, str], cache: str | None) -> None:
        self.app = app
        self.headers = headers
        self.cache = cache

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(self.headers)
                if self.cache:
                    headers["Cache-Control"] = self.cache
                else:
                    headers.setdefault("Cache-Control", "no-store")
            await send(message)

        if scope["method"] == "POST" and self.headers is not PERSONAL and not _same_origin(scope):
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


def guards(
    cache: str | None = "no-store", hosts: Sequence[str] = (), headers: Mapping[str, str] = HEADERS
) -> list[Middleware]:
    """The middleware of a route; `cache` is its Cache-Control (None: as the answer says, else it is not kept).

    `hosts` are welcome beside this machine.
    """
    return [
        Middleware(Guard, headers=headers, cache=cache),
        Middleware(TrustedHostMiddleware, allowed_hosts=(*HOSTS, *hosts), www_redirect=False),
        Middleware(RequestBodyLimitMiddleware, max_body_size=MAX_BODY),
        Middleware(ExceptionMiddleware),  # so that "not found" among the files carries the headers too
    ]
