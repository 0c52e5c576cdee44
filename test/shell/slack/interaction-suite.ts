import { afterAll, afterEach, beforeAll, expect } from "vitest";
import type { Card } from "../../../src/core/thread/card.ts";
import type { Reply } from "../../../src/ports/chat.ts";
import type { FakeSlackOptions } from "../../support/fake-slack/fake-options.ts";
import type {
	FakeSlack,
	FakeSlackAnswer,
	FakeSlackMessage,
	FakeSlackView,
} from "../../support/fake-slack/fake-slack.ts";
import { startFakeSlack } from "../../support/fake-slack/start-fake-slack.ts";
import { readSlackMessage } from "../../support/slack-reader.ts";
import { type OpenInteractions, type OpenInteractionsOptions, openInteractions } from "./open-interactions.ts";

export interface InteractionSuite {
	fake(): FakeSlack;
	/** Closed after the test. */
	open(given?: OpenInteractionsOptions): Promise<OpenInteractions>;
}

/** One fake for all tests of a file or group; after each it has had nothing to object to, and its troubles are over. */
export function interactionSuite(options: FakeSlackOptions = {}): InteractionSuite {
	let fake: FakeSlack | null = null;
	const open: OpenInteractions[] = [];
	beforeAll(async () => {
		// Files are on their way before the note on them.
		fake = await startFakeSlack({ rateLimits: false, quietMs: 10_000, filesMs: 10, ...options });
	});
	afterEach(async () => {
		await fake?.trouble([]);
		await Promise.all(open.splice(0).map((each) => each.close()));
		expect(await fake?.violations()).toEqual([]);
	});
	afterAll(() => fake?.close());
	const running = (): FakeSlack => {
		if (fake === null) throw new Error("no fake is running");
		return fake;
	};
	return {
		fake: running,
		async open(given) {
			const opened = await openInteractions(running(), given);
			open.push(opened);
			return opened;
		},
	};
}

/** A card with one sentence, and a button for each id. */
export function cardOf(text: string, ...ids: readonly string[]): Card {
	const buttons = ids.map((id) => [{ id, label: id, style: "plain" } as const]);
	return { tone: "neutral", title: null, body: [text], ...(ids.length === 0 ? {} : { buttons }) };
}

export function replyOf(text: string, ...ids: readonly string[]): Reply {
	return { kind: "card", card: cardOf(text, ...ids) };
}

/** Throws on any other answer. */
export function messageIn(answer: FakeSlackAnswer): FakeSlackMessage {
	if (answer.kind !== "message") throw new Error(JSON.stringify(answer));
	return answer.message;
}

/** Throws on any other answer. */
export function viewIn(answer: FakeSlackAnswer): FakeSlackView {
	if (answer.kind !== "view") throw new Error(JSON.stringify(answer));
	return answer.view;
}

export const textOf = (message: FakeSlackMessage): string => readSlackMessage(message).text;
/** What is said in the message that an answer is. */
export const saidIn = (answer: FakeSlackAnswer): string => textOf(messageIn(answer));
