import type { Change } from "../wire.ts";

export interface LiveEvents {
	readonly onChange: (change: Change) => void;
	readonly onConnection: (state: "live" | "lost") => void;
}

const retryMs = 1500;

/** Follows the server's changes for one person, coming back after each break where it was. Gives the function that ends it. */
export function followChanges(as: string, events: LiveEvents): () => void {
	let source: EventSource | null = null;
	let timer: ReturnType<typeof setTimeout> | undefined;
	let last: string | null = null;
	let ended = false;

	const remember = (event: MessageEvent<string>): void => {
		if (event.lastEventId !== "") last = event.lastEventId;
	};
	const connect = (): void => {
		const query = new URLSearchParams({ as, ...(last !== null && { since: last }) });
		source = new EventSource(`/api/events?${query}`);
		source.addEventListener("hello", (event) => {
			remember(event);
			events.onConnection("live");
		});
		source.addEventListener("change", (event: MessageEvent<string>) => {
			remember(event);
			events.onChange(JSON.parse(event.data) as Change);
		});
		source.onerror = () => {
			source?.close();
			if (ended) return;
			events.onConnection("lost");
			timer = setTimeout(connect, retryMs);
		};
	};
	connect();
	return () => {
		ended = true;
		clearTimeout(timer);
		source?.close();
	};
}
