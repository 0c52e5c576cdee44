import type { Act, Shown } from "./act.ts";
import { deliver, type Line } from "./deliver.ts";
import type { FakeSlackAnswer } from "./fake-slack.ts";
import { fakeView } from "./open-view.ts";
import { fakeMessage } from "./store-message.ts";
import type { World } from "./world.ts";

/** An upload that isn't complete after this long is no sign of an answer. */
const uploadMs = 10_000;

/** Sends an act off and waits for what the person sees of it. */
export function awaitAnswer(world: World, line: Line, act: Act): Promise<FakeSlackAnswer> {
	return new Promise((resolve) => {
		let timer: NodeJS.Timeout | undefined;
		const give = (answer: FakeSlackAnswer): void => {
			clearTimeout(timer);
			act.events.removeAllListeners("shown");
			world.acts.delete(act);
			resolve(answer);
		};
		const wait = (ms: number, then: () => void): void => {
			clearTimeout(timer);
			timer = setTimeout(then, ms);
		};
		const settle = (): void => {
			const { seen, ackMs } = act;
			if (ackMs === null) return;
			if (seen === null) waitForAny(performance.now());
			else if (seen.kind === "message" && seen.stored.fileIds.length === 0) waitForFiles(seen, ackMs);
			else give(asAnswer(world, seen, ackMs));
		};
		const waitForFiles = (note: Shown, ackMs: number): void => {
			const { filesMs } = world.options;
			const look = (): void => {
				if (isUploading(world, act)) wait(filesMs, look);
				else give(asAnswer(world, note, ackMs));
			};
			wait(filesMs, look);
		};
		const waitForAny = (since: number): void => {
			const { quietMs, thinkingMs } = world.options;
			const look = (): void => {
				const isAwaited = performance.now() < act.awaitedUntil || isUploading(world, act);
				if (isAwaited && performance.now() - since < thinkingMs) wait(quietMs, look);
				else give({ kind: "quiet", ackMs: act.ackMs ?? 0 });
			};
			wait(quietMs, look);
		};
		act.events.on("shown", (shown: Shown) => {
			const isBetter = act.seen?.kind === "message" && shown.kind === "message" && shown.stored.fileIds.length > 0;
			if (act.seen !== null && !isBetter) return;
			act.seen = shown;
			settle();
		});
		world.acts.add(act);
		deliver(world, line, act)
			.then((body) => (body === null ? give({ kind: "no-answer" }) : settle()))
			.catch((error: unknown) => {
				world.violations.push(`the fake failed: ${error instanceof Error ? error.stack : String(error)}`);
				give({ kind: "no-answer" });
			});
	});
}

function isUploading(world: World, act: Act): boolean {
	if (world.pendingShares > 0) return true;
	const now = performance.now();
	return [...world.uploads.values()].some(({ askedAt }) => askedAt > act.startedAt && now - askedAt < uploadMs);
}

function asAnswer(world: World, seen: Shown, ackMs: number): FakeSlackAnswer {
	switch (seen.kind) {
		case "message":
			return { kind: "message", ackMs, message: fakeMessage(world, seen.stored) };
		case "view":
			return { kind: "view", ackMs, view: fakeView(seen.view) };
		case "errors":
			return { kind: "errors", ackMs, errors: seen.errors };
	}
}
