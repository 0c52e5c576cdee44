import type { Actor } from "../scenario-driver.ts";
import { fakeFile } from "./store-file.ts";
import { fakeMessage, isTombstone } from "./store-message.ts";
import type { StoredMessage, World } from "./world.ts";

/** What the test's side may look at. */
export function reading(world: World) {
	const there = (filter: (stored: StoredMessage) => boolean) =>
		[...world.messages.values()]
			.filter((stored) => (!stored.isDeleted || isTombstone(world, stored)) && filter(stored))
			.sort((a, b) => Number(a.ts) - Number(b.ts))
			.map((stored) => fakeMessage(world, stored));
	return {
		messages: async (channel: string) =>
			there((one) => one.conversation === channel && one.threadTs === null && one.visibleTo === null),
		replies: async (channel: string, threadTs: string) =>
			there((one) => one.conversation === channel && one.threadTs === threadTs && !one.isEphemeral),
		privateMessages: async (as: Actor) => there(({ visibleTo }) => visibleTo === world.people[as].id),
		history: async () => world.history,
		async file(id: string) {
			const file = world.files.get(id);
			if (!file) throw new Error(`The fake has no file ${id}.`);
			return file.bytes;
		},
		files: async () => [...world.files.values()].map(fakeFile),
		violations: async () => world.violations,
		counts: async () => Object.fromEntries(world.counts),
		changed: (timeoutMs: number) =>
			new Promise<void>((resolve) => {
				const done = (): void => {
					clearTimeout(timer);
					world.events.off("changed", done);
					resolve();
				};
				const timer = setTimeout(done, timeoutMs);
				world.events.on("changed", done);
			}),
	};
}
