import { setTimeout as wait } from "node:timers/promises";
import { ChatFault, type ChatHandlers, type ChatPlatform } from "../ports/chat.ts";
import type { Log } from "../ports/log.ts";
import type { Owned, Ownership } from "../ports/ownership.ts";

/** How often a standby asks whether the place is free. */
const defaultAskMs = 2_000;
/** Waits before each further try to connect: one bad answer while the bot starts is not the end of it. */
const connectAgainMs: readonly number[] = [1_000, 2_000, 4_000, 8_000, 15_000];

export interface ServeOptions {
	readonly platform: ChatPlatform;
	readonly handlers: ChatHandlers;
	readonly ownership: Ownership;
	readonly log: Log;
	readonly askMs?: number;
	/** Waits before each further try to connect. */
	readonly againMs?: readonly number[];
	/** The platform is connected: what is to be posted can be. */
	readonly onServing: () => Promise<void>;
	/** It is not, for now: another process has it or will have it. */
	readonly onLeft: () => void;
	/** A standby took over and could not connect. */
	readonly onFault: (fault: unknown) => void;
}

export interface ServedChat {
	/** False while another process serves it and this one waits. */
	readonly serving: boolean;
	stop(): Promise<void>;
}

/**
 * Serves a platform that takes one process at a time. The first one connects before this resolves, trying again while that may help, and a
 * fault of that is thrown; a second one resolves at once, waits as a standby, and takes over when the first one ends or loses the database.
 */
export async function serveChat(options: ServeOptions): Promise<ServedChat> {
	const { platform, handlers, ownership, log, askMs = defaultAskMs, againMs = connectAgainMs } = options;
	const stopping = new AbortController();
	const stopped = new Promise<void>((resolve) => stopping.signal.addEventListener("abort", () => resolve()));
	const name = `chat:${platform.name}`;
	let serving = false;

	const startPlatform = async (): Promise<void> => {
		for (const waitMs of againMs) {
			try {
				return await platform.start(handlers);
			} catch (fault) {
				if (!(fault instanceof ChatFault && fault.retry) || stopping.signal.aborted) throw fault;
				log.warn("chat.not-connected", { platform: platform.name });
			}
			await wait(waitMs, undefined, { signal: stopping.signal }).catch(() => {});
		}
		return platform.start(handlers);
	};
	const connect = async (owned: Owned): Promise<void> => {
		try {
			await startPlatform();
		} catch (fault) {
			await owned.release();
			throw fault;
		}
		serving = true;
		await options.onServing();
	};
	const leave = async (owned: Owned): Promise<void> => {
		serving = false;
		options.onLeft();
		await platform.stop();
		await owned.release();
	};
	const untilLeft = async (owned: Owned): Promise<void> => {
		const lost = new Promise<void>((resolve) => {
			if (owned.lost.aborted) resolve();
			owned.lost.addEventListener("abort", () => resolve());
		});
		await Promise.race([lost, stopped]);
		await leave(owned);
	};
	const takeWhenFree = async (): Promise<Owned | null> => {
		while (!stopping.signal.aborted) {
			const owned = await ownership.take(name).catch((fault: unknown) => {
				log.error("chat.standby", fault, { platform: platform.name });
				return null;
			});
			if (owned !== null) return owned;
			await wait(askMs, undefined, { signal: stopping.signal }).catch(() => {});
		}
		return null;
	};
	const standBy = async (first: Owned | null): Promise<void> => {
		if (first !== null) await untilLeft(first);
		while (!stopping.signal.aborted) {
			const owned = await takeWhenFree();
			if (owned === null) return;
			log.info("chat.taken-over", { platform: platform.name });
			await connect(owned);
			await untilLeft(owned);
		}
	};

	const first = await ownership.take(name);
	if (first === null) log.info("chat.standby", { platform: platform.name });
	else await connect(first);
	const ended = standBy(first).catch(options.onFault);
	return {
		get serving() {
			return serving;
		},
		async stop() {
			stopping.abort();
			await ended;
		},
	};
}
