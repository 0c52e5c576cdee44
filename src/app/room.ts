/** Room for so much at once, handed out in the order in which it was asked for. */
export interface Room {
	/** Resolves when there is room for `size`, or nothing else is in it; gives what makes it free again. */
	take(size: number): Promise<() => void>;
}

/** A room for `capacity`. What is larger than that gets it alone. */
export function roomFor(capacity: number): Room {
	const waiting: { readonly size: number; readonly enter: () => void }[] = [];
	let taken = 0;
	const letIn = (): void => {
		for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
			if (taken > 0 && taken + next.size > capacity) return;
			waiting.shift();
			taken += next.size;
			next.enter();
		}
	};
	return {
		async take(size) {
			await new Promise<void>((resolve) => {
				waiting.push({ size, enter: resolve });
				letIn();
			});
			return () => {
				taken -= size;
				letIn();
			};
		},
	};
}
