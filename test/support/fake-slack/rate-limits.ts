interface Bucket {
	left: number;
	at: number;
}

/** chat.postMessage's own rule: one a second and channel, and a few at once. */
const perChannel = { burst: 5, perSecond: 1 };

/** Slack's limits of how often. A method's minute may be used up at once; then it fills evenly. */
export function createRateLimits() {
	const buckets = new Map<string, Bucket>();
	const take = (key: string, burst: number, perSecond: number): number => {
		const now = performance.now();
		const bucket = buckets.get(key) ?? { left: burst, at: now };
		buckets.set(key, bucket);
		bucket.left = Math.min(burst, bucket.left + ((now - bucket.at) / 1_000) * perSecond);
		bucket.at = now;
		if (bucket.left < 1) return Math.max(1, Math.ceil((1 - bucket.left) / perSecond));
		bucket.left -= 1;
		return 0;
	};
	return {
		/** Seconds to wait, or 0. */
		ask(method: string, perMinute: number | null, channel: string): number {
			if (method === "chat.postMessage") return take(`${method} ${channel}`, perChannel.burst, perChannel.perSecond);
			return perMinute === null ? 0 : take(method, perMinute, perMinute / 60);
		},
	};
}
