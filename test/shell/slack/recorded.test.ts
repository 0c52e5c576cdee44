import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Reply } from "../../../src/ports/chat.ts";
import { interactionSuite, replyOf } from "./interaction-suite.ts";

/** A folder with payloads that Slack really sent, kept outside this repository; without it these tests are left out. */
const samples = process.env.MELDKAMER_SAMPLES;

type Payload = Readonly<Record<string, unknown>>;
const files = ["slash-commands", "actions-reactions", "modals"].map((name) => `chat/${name}__slack.json`);
const recorded: readonly (readonly [name: string, payload: Payload])[] = files.flatMap((file) =>
	samples === undefined
		? []
		: Object.entries(JSON.parse(readFileSync(`${samples}/${file}`, "utf8")) as Readonly<Record<string, Payload>>)
				.filter(([, payload]) => typeof payload === "object" && ("command" in payload || "type" in payload))
				.map(([name, payload]) => [`${file} ${name}`, payload] as const),
);

function kindOf(payload: Payload) {
	if ("command" in payload) return "slash_commands";
	return payload.type === "event_callback" ? "events_api" : "interactive";
}

describe.skipIf(samples === undefined).each(["socket", "http"] as const)("what Slack really sent, over %s", (mode) => {
	const { fake, open } = interactionSuite({ mode });

	it("is acknowledged and answered, and nobody in it has a role here", async () => {
		const answer = async (): Promise<Reply> => replyOf("Read.");
		const { asked, logged, settled } = await open({
			handlers: {
				// Whoever sent a form in is nobody here, so that it has no place to be answered in.
				...{ onCommand: answer, onPress: answer },
			},
		});
		expect(recorded.length).toBeGreaterThan(8);
		for (const [name, payload] of recorded) {
			// The bot knows one command.
			const sent = "command" in payload ? { ...payload, command: "/meldkamer" } : payload;
			expect(await fake().raw(kindOf(payload), sent), name).toEqual({});
		}
		await settled();
		expect(logged).toEqual([]);
		expect(asked.length).toBeGreaterThan(4);
		for (const { asker } of asked) expect(asker.roles).toEqual([]);
		const heard = asked.map(({ what, name, values }) => [what, name, values]);
		expect(heard).toContainEqual(["press", "info", { value: null }]);
		expect(heard).toContainEqual(["press", "quick_action", { value: "greet" }]);
		const typed = expect.objectContaining({ message: "Hello!", category: "feature" }) as unknown;
		expect(heard).toContainEqual(["form", "feedback_form", typed]);
	});
});
