/** How fast something goes of late, and how long the rest takes. */
export interface Pace {
	/** Per second and seconds left, for `done` of `total` now; 0 and null while it can't be said. */
	at(done: number, total: number): { readonly rate: number; readonly secondsLeft: number | null };
}

const windowMs = 10_000;
const leastMs = 500;

/** Looks back over the last ten seconds. `now` gives milliseconds that only grow. */
export function createPace(now: () => number = () => performance.now()): Pace {
	const seen: { ms: number; done: number }[] = [];
	return {
		at(done, total) {
			const ms = now();
			const last = seen.at(-1);
			// A step back is another count, as of the next phase.
			if (last !== undefined && done < last.done) seen.length = 0;
			if (last === undefined || ms - last.ms >= 100 || seen.length === 0) seen.push({ ms, done });
			while (seen.length > 2 && ms - (seen[0]?.ms ?? ms) > windowMs) seen.shift();
			const first = seen[0] ?? { ms, done };
			const passed = ms - first.ms;
			const rate = passed < leastMs ? 0 : ((done - first.done) / passed) * 1_000;
			if (rate <= 0 || total <= 0) return { rate: Math.max(0, Math.round(rate)), secondsLeft: null };
			return { rate: Math.round(rate), secondsLeft: Math.max(0, Math.ceil((total - done) / rate)) };
		},
	};
}
