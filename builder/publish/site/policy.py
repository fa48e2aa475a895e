"""What pages and engines may do: the one place for the content policy and the other response headers.

Comes out as a meta tag, as _headers (Netlify, Cloudflare Pages), for nginx and for Caddy; preview reads _headers.
Knows header names and how these hosts write them. Does not know the pages: script hashes and file names come in.
"""

from __future__ import annotations

import re

CONTENT_POLICY = {
    "default-src": "'none'",
    # Pyodide needs 'wasm-unsafe-eval'; the hashes are those of the theme's inline scripts.
    "script-src": "'self' 'wasm-unsafe-eval'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    # A blob: worker inherits the page's policy; a worker from a URL would have none on a host without headers.
    "worker-src": "'self' blob:",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "object-src": "'none'",
}
# Browsers ignore this one in a meta tag, and say so in the console.
HEADER_ONLY = {"frame-ancestors": "'none'"}

DENIED_FEATURES = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media", "geolocation",
    "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer", "microphone", "midi", "payment",
    "publickey-credentials-get", "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip
REFERRER = "no-referrer"
HEADERS = {
    "Referrer-Policy": REFERRER,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in DENIED_FEATURES),
    "Strict-Transport-Security": "max-age=31536000",
}

# A file whose name holds a hash of its content never changes; everything else is asked for again (a short 304).
IMMUTABLE_NAME = r"\.[0-9a-f]{8,}\."
IMMUTABLE = "public, max-age=31536000, immutable"
REVALIDATE = "no-cache"

# It binds the whole host name, its other ports too, for as long as it says.
HOST_WIDE = (
    "# Under a path: take the lines with Strict-Transport-Security out, "
    "unless all that has this host name, on any port, is https.\n"
)

# What some servers do not know by themselves, and browsers insist on.
TYPES = {".mjs": "text/javascript", ".wasm": "application/wasm"}


def content_policy(hashes: list[str], *, header: bool) -> str:
    """The Content-Security-Policy, with the hashes of all inline scripts on the site."""
    policy = CONTENT_POLICY | {"script-src": " ".join([CONTENT_POLICY["script-src"], *hashes])}
    if header:
        policy |= HEADER_ONLY
    return "; ".join(f"{directive} {sources}" for directive, sources in policy.items())


def meta_tags(hashes: list[str]) -> str:
    """The tags that carry the policy in every page, for hosts that send no headers of ours."""
    return (
        f'<meta http-equiv="Content-Security-Policy" content="{content_policy(hashes, header=False)}">'
        f'<meta name="referrer" content="{REFERRER}">'
    )


def response_headers(hashes: list[str]) -> dict[str, str]:
    """The headers every response carries, the same for all files."""
    return {"Content-Security-Policy": content_policy(hashes, header=True)} | HEADERS


def is_immutable(path: str) -> bool:
    """Whether a file's name holds a hash of its content."""
    return bool(re.search(IMMUTABLE_NAME, path.rsplit("/", 1)[-1]))


def netlify_headers(hashes: list[str], paths: list[str], under: str = "/") -> str:
    """The _headers file. Rules that overlap are joined by these hosts, so each header stands in one rule only.

    What is not immutable gets no Cache-Control here: these hosts' own default is to revalidate.
    """
    rules = {f"{under}*": response_headers(hashes)}
    rules |= {f"{under}{path}": {"Cache-Control": IMMUTABLE} for path in sorted(paths) if is_immutable(path)}
    return "".join(
        f"{pattern}\n" + "".join(f"  {name}: {value}\n" for name, value in headers.items())
        for pattern, headers in rules.items()
    )


def read_netlify_headers(text: str, path: str) -> dict[str, str]:
    """The headers that a _headers file gives one path of the site, such as "/om/kallor/"."""
    found = {}
    applies = False
    under = text.partition("*")[0]
    for line in text.splitlines():
        if line.startswith("/"):
            applies = line in (f"{under}*", under + path.removeprefix("/"))
        elif applies:
            name, _, value = line.strip().partition(": ")
            found[name] = value
    return found


def nginx_snippet(hashes: list[str], under: str = "/") -> str:
    """Lines to include in nginx's `server { … }`, or in its `location` for a site under a path.

    No `if` and no variable: a location inside another one inherits headers, but not what has been set.
    """
    headers = "".join(f'add_header {name} "{value}" always;\n' for name, value in response_headers(hashes).items())
    types = "".join(f"location ~ \\{end}$ {{ types {{ }} default_type {kind}; }}\n" for end, kind in TYPES.items())
    return (
        "# A site of its own:  server { root /srv/viktigast; include /srv/viktigast/headers/nginx.conf; }\n"
        "# Under a path (finished with --under /sip/):\n"
        "#   location = /sip { return 301 /sip/; }\n"
        "#   location /sip/ { alias /srv/viktigast/; include /srv/viktigast/headers/nginx.conf; }\n"
        "# A location with an add_header of its own loses these: include it there too.\n"
        f"{HOST_WIDE}"
        f"{headers}"
        f'add_header Cache-Control "{REVALIDATE}" always;\n'
        "gzip_static on;\n"
        "gzip_vary on;\n"
        "# brotli_static on;  # where the brotli module is installed: about a fifth less to transfer\n"
        "charset utf-8;\n"
        "index index.html;\n"
        "absolute_redirect off;\n"
        f"error_page 403 404 =404 {under}404.html;\n"  # 403 is a folder without a page
        "location ~ /\\.(?!well-known/) { return 404; }\n"
        f"{types}"
        f'location ~ "{IMMUTABLE_NAME}[^/]*$" {{\n{headers}add_header Cache-Control "{IMMUTABLE}";\n}}\n'
    )


def caddy_snippet(hashes: list[str]) -> str:
    """Lines to import in a Caddy site block, or in its `handle_path` for a site under a path.

    All in a `route`, where Caddy keeps the order: a later header replaces an earlier one.
    """
    headers = "".join(f'\t\t{name} "{value}"\n' for name, value in response_headers(hashes).items())
    types = "".join(f'\theader *{end} Content-Type "{kind}"\n' for end, kind in TYPES.items())
    return (
        "# A site of its own:  root * /srv/viktigast  and then  import /srv/viktigast/headers/Caddyfile\n"
        "# Under a path (finished with --under /sip/):  "
        "redir /sip /sip/  and the two lines above in  handle_path /sip/* { … }\n"
        f"{HOST_WIDE}"
        f"@immutable path_regexp {IMMUTABLE_NAME}[^/]*$\n"
        "@hidden {\n\tpath */.*\n\tnot path /.well-known/*\n}\n"
        # Caddy 2.6 forgets the question when it sends a folder's address on. A relative one names no path and no host.
        '@folder {\n\tfile {path}/index.html\n\tnot path */\n\texpression {query} != ""\n}\n'
        "route {\n"
        f'\theader {{\n{headers}\t\tCache-Control "{REVALIDATE}"\n\t}}\n'
        f"{types}"
        f'\theader @immutable Cache-Control "{IMMUTABLE}"\n'
        "\trewrite @hidden /404\n"
        "\tredir @folder ./{file}/?{query} 308\n"
        "\tfile_server {\n\t\tprecompressed br gzip\n\t\tpass_thru\n\t}\n"
        "\trewrite * /404.html\n"
        f'\theader {{\n\t\tContent-Type "text/html; charset=utf-8"\n\t\tCache-Control "{REVALIDATE}"\n\t}}\n'
        "\tfile_server {\n\t\tprecompressed br gzip\n\t\tstatus 404\n\t}\n"
        "}\n"
    )
