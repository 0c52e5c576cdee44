import { describe, expect, it } from "vitest";
import { interactionSuite, replyOf, viewIn } from "./interaction-suite.ts";
import { rawPayloads } from "./raw-payloads.ts";

const secret = "192.0.2.55";

describe("what is logged while things go wrong", () => {
	const { fake, open } = interactionSuite({ deletesUploads: false });
	const failing = () => {
		throw new Error(`a fault about ${secret}`);
	};

	it("names what happened, and nothing that anybody typed, sent or is called", async () => {
		let now = 0;
		const { logged, settled } = await open({
			now: () => now,
			handlers: {
				...{ onCommand: failing, onPress: failing, onForm: failing, onHome: failing, onAutocomplete: failing },
				...{ formFor: failing, formProblems: failing },
			},
			times: { retryDelaysMs: [] },
		});
		const { command, press, form, suggestion } = rawPayloads(fake());
		await fake().raw("slash_commands", command("bram", `lookup ${secret}`));
		await fake().raw("slash_commands", command("bram", secret));
		await fake().raw("interactive", press("bram", "column:TST-2026-0001:3"));
		await fake().raw(
			"interactive",
			press("bram", "column:TST-2026-0001:3", { text: { type: "plain_text", text: secret } }),
		);
		await fake().raw(
			"interactive",
			form("bram", "send:TST-2026-0001:3", { text: { type: "plain_text_input", value: secret } }),
		);
		await fake().raw(
			"interactive",
			form("bram", "command:lookup", { target: { type: "plain_text_input", value: secret } }),
		);
		await fake().raw("interactive", suggestion("bram", "command:case show", "case", secret));
		const event = { type: "app_home_opened", user: fake().users.bram.id, channel: "D1", tab: "home", event_ts: "1.2" };
		await fake().raw("events_api", { type: "event_callback", team_id: fake().teamId, event });
		await settled();
		now += 5 * 60_000;
		await fake().trouble([{ kind: "internal_error", share: 1 }]);
		for (const text of [`lookup ${secret}`, `report title:${secret}`, secret])
			await fake().raw("slash_commands", command("anna", text));
		await fake().raw("interactive", press("anna", "column:TST-2026-0001:3"));
		await settled();
		const events = new Set(logged.map(({ event }) => event));
		expect([...events].sort()).toEqual([
			...["fault-in-chat", "slack.answer-lost", "slack.answer-refused", "slack.form-failed"],
			...["slack.home-not-shown", "slack.roles-unknown", "slack.suggestions-failed"],
		]);
		expect(JSON.stringify(logged)).not.toMatch(/192\.0|about|Anna|Bram|U0|xox|http/i);
	});

	it("of a file names no more than why Slack would not delete it", async () => {
		const { logged, settled } = await open({
			handlers: {
				async onCommand(_, __, { file }) {
					if (typeof file !== "object") return replyOf("no file");
					for await (const _chunk of file.open()) void _chunk;
					return replyOf("Read.");
				},
			},
		});
		const view = viewIn(await fake().command("bram", "report"));
		const file = { fileName: `${secret}.csv`, bytes: Buffer.from(secret) };
		await fake().submit("bram", view.id, { title: secret, category: "other", description: secret, file });
		await settled();
		expect(logged).toEqual([{ event: "slack.upload-not-deleted", fields: { code: "cant_delete_file" } }]);
	});
});
