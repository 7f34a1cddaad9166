"""What Google refuses, with the bodies it refuses with."""

from datetime import UTC, datetime
from typing import Any

STATUSES = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    413: "INVALID_ARGUMENT",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    502: "UNAVAILABLE",
    503: "UNAVAILABLE",
    504: "DEADLINE_EXCEEDED",
}
REASONS = {
    400: "badRequest",
    401: "authError",
    403: "forbidden",
    404: "notFound",
    408: "requestTimeout",
    429: "rateLimitExceeded",
    500: "internalError",
    502: "backendError",
    503: "backendError",
    504: "backendError",
}
USAGE = frozenset(
    {
        "rateLimitExceeded",
        "userRateLimitExceeded",
        "dailyLimitExceeded",
        "quotaExceeded",
    }
)


class ApiError(Exception):
    """Refuse a call of the Gmail API with a status, a message and a reason."""

    def __init__(self, status: int, message: str, reason: str = "", *, challenge: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.reason = reason or REASONS.get(status, "backendError")
        self.challenge = challenge

    def body(self) -> dict[str, Any]:
        """Give the JSON Google answers with."""
        detail: dict[str, Any] = {"message": self.message, "domain": self._domain(), "reason": self.reason}
        if self.status == 401:
            detail |= {"location": "Authorization", "locationType": "header"}
        body: dict[str, Any] = {"code": self.status, "message": self.message, "errors": [detail]}
        status = "FAILED_PRECONDITION" if self.reason == "failedPrecondition" else STATUSES.get(self.status)
        return {"error": body | ({"status": status} if status else {})}

    def _domain(self) -> str:
        return "usageLimits" if self.reason in USAGE else "global"


class TokenError(Exception):
    """Refuse at the token endpoint, in OAuth's own words."""

    def __init__(self, error: str, description: str, status: int = 400) -> None:
        super().__init__(error)
        self.error = error
        self.description = description
        self.status = status

    def body(self) -> dict[str, Any]:
        """Give the JSON the token endpoint answers with."""
        return {"error": self.error, "error_description": self.description}


def invalid(message: str) -> ApiError:
    """Refuse an argument."""
    return ApiError(400, message, "invalidArgument")


def not_found() -> ApiError:
    """Say that the thing asked for is not there."""
    return ApiError(404, "Requested entity was not found.")


def stale_token() -> ApiError:
    """Refuse an access token that is unknown, expired or revoked."""
    return ApiError(
        401,
        "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other"
        " valid authentication credential.",
        challenge='Bearer realm="https://accounts.google.com/", error="invalid_token"',
    )


def too_small(scopes: frozenset[str]) -> ApiError:
    """Refuse a token whose scopes do not reach."""
    return ApiError(
        403,
        "Request had insufficient authentication scopes.",
        "insufficientPermissions",
        challenge='Bearer realm="https://accounts.google.com/", error="insufficient_scope", '
        f'scope="{" ".join(sorted(scopes))}"',
    )


def limited(limit: str) -> ApiError:
    """Refuse for want of quota units."""
    return ApiError(
        403,
        f"Quota exceeded for quota metric 'Queries' and limit '{limit}' of service 'gmail.googleapis.com'"
        " for consumer 'project_number:100000000001'.",
        "rateLimitExceeded",
    )


def too_fast(until: datetime) -> ApiError:
    """Refuse a user until an instant, which is told in the message only."""
    stamp = until.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
    return ApiError(429, f"User-rate limit exceeded.  Retry after {stamp}", "rateLimitExceeded")
