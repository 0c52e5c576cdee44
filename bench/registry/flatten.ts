import type { Networks } from "./made-up-networks.ts";

/** Takes a stretch of addresses, both ends included, and what holds for all of it. */
export type UseStretch = (from: number, to: number, answer: number) => void;

/** What holds for a network: the role that is responsible, or its own place. */
export type AnswerOf = (network: number) => number;

/** Cuts networks into stretches by the most specific one, in order; neighbours with the same answer are one. */
export function flatten(networks: Networks, answerOf: AnswerOf, use: UseStretch): void {
	const { first, last, count } = networks;
	let open: number[] = [];
	let at = 0;
	let held = { from: 0, to: -2, answer: -1 };
	const emit = (to: number, role: number) => {
		if (held.to + 1 === at && held.answer === role) held.to = to;
		else {
			if (held.to >= 0) use(held.from, held.to, held.answer);
			held = { from: at, to, answer: role };
		}
	};
	const width = (network: number) => (last[network] as number) - (first[network] as number);
	const closeUntil = (until: number) => {
		while (at < until) {
			open = open.filter((network) => (last[network] as number) >= at);
			if (open.length === 0) break;
			const narrowest = open.reduce((best, network) => (width(network) <= width(best) ? network : best));
			const end = Math.min((last[narrowest] as number) + 1, until);
			emit(end - 1, answerOf(narrowest));
			at = end;
		}
		at = until;
	};
	for (let network = 0; network < count; network++) {
		closeUntil(first[network] as number);
		open.push(network);
	}
	closeUntil(Number.POSITIVE_INFINITY);
	if (held.to >= 0) use(held.from, held.to, held.answer);
}
