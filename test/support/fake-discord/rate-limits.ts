interface Bucket {
	readonly limit: number;
	readonly windowMs: number;
}

interface Window {
	left: number;
	endsAt: number;
}

export interface RateAnswer {
	readonly headers: Readonly<Record<string, string>>;
	/** Not null: too many; the rest of the 429's body. */
	readonly refused: { readonly retryAfterS: number; readonly isGlobal: boolean } | null;
}

/** Discord doesn't publish its buckets: these are what bots see in the headers. */
function bucketOf(route: string): Bucket | null {
	if (route === "POST /channels/:id/messages") return { limit: 5, windowMs: 5_000 };
	if (route === "PATCH /channels/:id/messages/:id") return { limit: 5, windowMs: 5_000 };
	if (route.includes("/webhooks/:id/:token")) return { limit: 5, windowMs: 2_000 };
	return null;
}

/** Counts requests by bucket and, for those with the bot's token, 50 a second. */
export function createRateLimits() {
	const windows = new Map<string, Window>();
	const take = (key: string, bucket: Bucket, now: number): Window => {
		let window = windows.get(key);
		if (!window || window.endsAt <= now) {
			window = { left: bucket.limit, endsAt: now + bucket.windowMs };
			windows.set(key, window);
		}
		window.left -= 1;
		return window;
	};
	return {
		/** `route` has its ids taken out, `major` is the channel or the webhook's token. */
		ask(route: string, major: string, isBots: boolean): RateAnswer {
			const now = Date.now();
			if (isBots) {
				const all = take("global", { limit: 50, windowMs: 1_000 }, now);
				if (all.left < 0) return tooMany(all, now, { "X-RateLimit-Global": "true", "X-RateLimit-Scope": "global" });
			}
			const bucket = bucketOf(route);
			if (!bucket) return { headers: {}, refused: null };
			const window = take(`${route} ${major}`, bucket, now);
			const waitS = (window.endsAt - now) / 1_000;
			const headers = {
				"X-RateLimit-Limit": `${bucket.limit}`,
				"X-RateLimit-Remaining": `${Math.max(0, window.left)}`,
				"X-RateLimit-Reset": (window.endsAt / 1_000).toFixed(3),
				"X-RateLimit-Reset-After": waitS.toFixed(3),
				"X-RateLimit-Bucket": Buffer.from(route).toString("hex").slice(0, 32),
			};
			return window.left < 0
				? tooMany(window, now, { ...headers, "X-RateLimit-Scope": "user" })
				: { headers, refused: null };
		},
	};
}

function tooMany(window: Window, now: number, headers: Readonly<Record<string, string>>): RateAnswer {
	const retryAfterS = Math.max(0.001, (window.endsAt - now) / 1_000);
	return {
		headers: { ...headers, "Retry-After": `${Math.ceil(retryAfterS)}` },
		refused: { retryAfterS, isGlobal: "X-RateLimit-Global" in headers },
	};
}
