import { describe, expect, it } from "vitest";
import { type ServedChat, type ServeOptions, serveChat } from "../../../src/main/serve-chat.ts";
import { ChatFault, type ChatHandlers } from "../../../src/ports/chat.ts";
import type { Owned, Ownership } from "../../../src/ports/ownership.ts";
import { createRecordingPlatform } from "../../support/recording-platform.ts";
import { waitUntil } from "../../support/wait-until.ts";

const handlers = {} as ChatHandlers;
const log = { info: () => {}, warn: () => {}, error: () => {} };

/** One place for two, in memory. `lose` takes it from its holder, as a broken line does. */
function onePlace() {
	let holder: AbortController | null = null;
	const ownership: Ownership = {
		async take() {
			if (holder !== null) return null;
			const mine = new AbortController();
			holder = mine;
			const release = async () => {
				if (holder === mine) holder = null;
			};
			return { lost: mine.signal, release } satisfies Owned;
		},
	};
	const lose = () => {
		const lost = holder;
		holder = null;
		lost?.abort();
	};
	return { ownership, lose, isFree: () => holder === null };
}

function process(ownership: Ownership, start: () => Promise<void> = async () => {}) {
	const heard: string[] = [];
	const platform = {
		...createRecordingPlatform("discord"),
		async start() {
			await start();
			heard.push("start");
		},
		async stop() {
			heard.push("stop");
		},
	};
	const options: ServeOptions = {
		...{ platform, handlers, ownership, log, askMs: 5, againMs: [1, 1, 1] },
		onServing: async () => void heard.push("serving"),
		onLeft: () => void heard.push("left"),
		onFault: () => void heard.push("fault"),
	};
	return { heard, serve: (): Promise<ServedChat> => serveChat(options) };
}

describe("serveChat", () => {
	it("connects at once where the place is free, and leaves it when it stops", async () => {
		const place = onePlace();
		const { heard, serve } = process(place.ownership);
		const chat = await serve();
		expect([chat.serving, ...heard]).toEqual([true, "start", "serving"]);
		await chat.stop();
		expect(heard).toEqual(["start", "serving", "left", "stop"]);
		expect(place.isFree()).toBe(true);
	});

	it("waits as a standby, and takes over when the first one ends", async () => {
		const place = onePlace();
		const first = await process(place.ownership).serve();
		const second = process(place.ownership);
		const standby = await second.serve();
		expect([standby.serving, ...second.heard]).toEqual([false]);
		await first.stop();
		await waitUntil(() => standby.serving);
		expect(second.heard).toEqual(["start", "serving"]);
		await standby.stop();
	});

	it("disconnects when it loses the place, and comes back when that is free again", async () => {
		const place = onePlace();
		const { heard, serve } = process(place.ownership);
		const chat = await serve();
		place.lose();
		await waitUntil(() => heard.length === 6);
		expect(heard).toEqual(["start", "serving", "left", "stop", "start", "serving"]);
		await chat.stop();
	});

	it("a standby can be stopped while it waits", async () => {
		const place = onePlace();
		const first = await process(place.ownership).serve();
		const second = process(place.ownership);
		await (await second.serve()).stop();
		expect(second.heard).toEqual([]);
		await first.stop();
	});

	it("passes on why the first connection failed, and frees the place", async () => {
		const place = onePlace();
		const refused = new Error("bad token");
		await expect(process(place.ownership, () => Promise.reject(refused)).serve()).rejects.toBe(refused);
		expect(place.isFree()).toBe(true);
	});

	it("tries again while the platform says that it helps, and no longer than it waits for", async () => {
		const place = onePlace();
		let tries = 0;
		const late = (worksAt: number) => async () => {
			tries += 1;
			if (tries < worksAt) throw new ChatFault("cannot be reached", { retry: true });
		};
		const chat = await process(place.ownership, late(3)).serve();
		expect([chat.serving, tries]).toEqual([true, 3]);
		await chat.stop();
		tries = 0;
		await expect(process(place.ownership, late(9)).serve()).rejects.toThrow("cannot be reached");
		expect([place.isFree(), tries]).toEqual([true, 4]);
	});

	it("tells when taking over fails", async () => {
		const place = onePlace();
		const first = await process(place.ownership).serve();
		const second = process(place.ownership, () => Promise.reject(new Error("bad token")));
		const standby = await second.serve();
		await first.stop();
		await waitUntil(() => second.heard.includes("fault"));
		expect(standby.serving).toBe(false);
		await standby.stop();
	});
});
