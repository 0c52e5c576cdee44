import { createHash, timingSafeEqual } from "node:crypto";
import type { Context, MiddlewareHandler } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import type { Trouble } from "./wire.ts";

/** The page's policy: nothing but what this server itself serves. */
const pagePolicy = [
	"default-src 'none'",
	"script-src 'self'",
	"style-src 'self'",
	"connect-src 'self'",
	"img-src 'self' data:",
	"form-action 'none'",
	"frame-ancestors 'none'",
	"base-uri 'none'",
].join("; ");

/** For bytes that somebody else wrote: even opened by mistake they can do nothing. */
export const downloadPolicy = "sandbox; default-src 'none'; frame-ancestors 'none'";

export function refuse(c: Context, status: 400 | 401 | 403 | 404 | 413 | 500, trouble: Trouble): Response {
	// The rest of a body that is too large is not read, so the connection cannot carry another request.
	return status === 413 ? c.json(trouble, status, { connection: "close" }) : c.json(trouble, status);
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Compares without telling by its duration how much was right. */
const same = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

/** Headers that go on every answer, also on refusals. */
export const withHeaders: MiddlewareHandler = async (c, next) => {
	await next();
	const headers = c.res.headers;
	if (!headers.has("content-security-policy")) headers.set("content-security-policy", pagePolicy);
	headers.set("x-content-type-options", "nosniff");
	headers.set("cache-control", "no-store");
	headers.set("referrer-policy", "no-referrer");
	headers.set("cross-origin-opener-policy", "same-origin");
	headers.set("cross-origin-resource-policy", "same-origin");
	headers.set("x-frame-options", "DENY");
};

/**
 * Only our own page may ask. The Host is checked because a foreign name can be made to point at 127.0.0.1 (DNS rebinding),
 * the Origin because a foreign page can send requests here; a request that changes something must have one.
 */
export function onlyOwnPage(port: () => number): MiddlewareHandler {
	return async (c, next) => {
		const hosts = [`127.0.0.1:${port()}`, `localhost:${port()}`];
		const host = c.req.header("host") ?? "";
		if (!hosts.includes(host)) return refuse(c, 403, { error: "foreign-request" });
		const origin = c.req.header("origin");
		const reads = c.req.method === "GET" || c.req.method === "HEAD";
		if (origin === undefined ? !reads : origin !== `http://${host}`)
			return refuse(c, 403, { error: "foreign-request" });
		const site = c.req.header("sec-fetch-site");
		// A link to the page may stand anywhere; what holds data may be asked for by the page alone.
		if (c.req.path.startsWith("/api/") && site !== undefined && site !== "same-origin" && site !== "none")
			return refuse(c, 403, { error: "foreign-request" });
		return next();
	};
}

/**
 * The key stands in the link's fragment, which browsers never send; the page trades it for a cookie. The cookie's name has the
 * port, because cookies of 127.0.0.1 are shared by all ports, and its value is not the key itself.
 */
export function createSession(key: string, port: () => number) {
	const value = createHash("sha256").update(`meldkamer session ${key}`).digest("base64url");
	const name = (): string => `meldkamer-${port()}`;
	return {
		open(c: Context, given: unknown): Response {
			if (typeof given !== "string" || !same(given, key)) return refuse(c, 401, { error: "wrong-key" });
			setCookie(c, name(), value, { httpOnly: true, sameSite: "Strict", path: "/", maxAge: 30 * 24 * 3600 });
			return c.body(null, 204);
		},
		required: (async (c, next) => {
			if (!same(getCookie(c, name()) ?? "", value)) return refuse(c, 401, { error: "not-signed-in" });
			return next();
		}) satisfies MiddlewareHandler,
	};
}
