import type {
	APIApplicationCommandAutocompleteInteraction,
	APIApplicationCommandInteraction,
	APIModalSubmission,
} from "discord.js";
import { describe, expect, it } from "vitest";
import { toCommandCall, toTyping } from "../../../src/chat/discord/interactions/command-call.ts";
import { toFormValues } from "../../../src/chat/discord/interactions/form-values.ts";
import { caseTypedIn } from "../../../src/chat/discord/interactions/typed-in.ts";
import { createSeenIds } from "../../../src/core/seen-ids.ts";
import type { Attachment } from "../../../src/ports/chat.ts";
import { interactionPayload, payloadIds } from "../../support/discord-payloads.ts";

const file = { id: "9", filename: "list.csv", size: 3, url: "https://cdn.discordapp.com/list.csv" };
const attachment = ({ filename, size }: { filename: string; size: number }): Attachment => ({
	...{ fileName: filename, bytes: size },
	open: () => expect.unreachable("nobody reads it"),
});

describe("a slash command", () => {
	const call = (data: unknown) =>
		toCommandCall(interactionPayload({ data }) as APIApplicationCommandInteraction, attachment);

	it("gives its line and its values", () => {
		const options = [
			{ type: 3, name: "title", value: "Open RDP" },
			{ type: 4, name: "days", value: 3 },
			{ type: 5, name: "credit", value: true },
			{ type: 11, name: "file", value: "9" },
		];
		const { line, values } = call({ type: 1, name: "report", options, resolved: { attachments: { 9: file } } });
		expect(line).toBe("report");
		expect(values).toMatchObject({
			title: "Open RDP",
			days: 3,
			credit: true,
			file: { fileName: "list.csv", bytes: 3 },
		});
	});

	it("with a sub-command gives both names, with or without options", () => {
		const show = { type: 1, name: "show", options: [{ type: 3, name: "case", value: "TST-2026-0001" }] };
		expect(call({ type: 1, name: "case", options: [show] })).toEqual({
			...{ line: "case show", values: { case: "TST-2026-0001" } },
		});
		expect(call({ type: 1, name: "case", options: [{ type: 1, name: "list" }] })).toEqual({
			...{ line: "case list", values: {} },
		});
	});

	it("leaves out what it does not know: another kind of option, a file that did not come along", () => {
		const options = [
			{ type: 6, name: "who", value: "1" },
			{ type: 11, name: "file", value: "8" },
		];
		expect(call({ type: 1, name: "report", options, resolved: { attachments: { 9: file } } }).values).toEqual({});
		expect(call({ type: 2, name: "Report this person", target_id: "1" })).toEqual({
			...{ line: "Report this person", values: {} },
		});
	});
});

describe("what is being typed", () => {
	const typing = (options: unknown) =>
		toTyping(
			interactionPayload({
				type: 4,
				data: { type: 1, name: "case", options },
			}) as APIApplicationCommandAutocompleteInteraction,
		);

	it("is the option in focus", () => {
		const text = { type: 3, name: "text", value: "x" };
		const focused = { type: 3, name: "case", value: "TST", focused: true };
		expect(typing([{ type: 1, name: "note", options: [text, focused] }])).toEqual({
			...{ line: "case note", option: "case", typed: "TST" },
		});
		expect(typing([focused])?.line).toBe("case");
		expect(typing([text])).toBeNull();
		expect(typing(undefined)).toBeNull();
	});
});

describe("a form sent in", () => {
	it("gives what stands in labels and in rows, by name", () => {
		const form = {
			custom_id: "send:TST-2026-0001:4",
			components: [
				{ type: 10, id: 1 },
				{ type: 18, id: 2, component: { type: 4, id: 3, custom_id: "confirmation", value: "TST-2026-0001" } },
				{ type: 18, id: 4, component: { type: 19, id: 5, custom_id: "file", values: ["9"] } },
				{ type: 18, id: 6, component: { type: 19, id: 7, custom_id: "more", values: [] } },
				{ type: 18, id: 8, component: { type: 23, id: 9, custom_id: "tick", value: true } },
				{ type: 1, id: 10, components: [{ type: 4, id: 11, custom_id: "operator", value: "" }] },
			],
			resolved: { attachments: { 9: file } },
		} as unknown as APIModalSubmission;
		expect(toFormValues(form, attachment)).toEqual({
			...{ confirmation: "TST-2026-0001", operator: "" },
			file: expect.objectContaining({ fileName: "list.csv" }),
		});
	});
});

describe("the case in whose thread something is typed", () => {
	const asked: unknown[] = [];
	const typedIn = (channel: unknown) => {
		asked.length = 0;
		const caseOfThread = async (thread: unknown) => {
			asked.push(thread);
			return "TST-2026-0001";
		};
		return caseTypedIn({ caseOfThread }, interactionPayload({ channel }));
	};

	it("is looked up by the thread and the channel that it is in", async () => {
		for (const type of [10, 11, 12]) {
			const found = await typedIn({ id: payloadIds.thread, type, parent_id: payloadIds.cases });
			expect(found).toBe("TST-2026-0001");
			expect(asked).toEqual([{ channel: payloadIds.cases, thread: payloadIds.thread }]);
		}
	});

	it("is not looked up anywhere else", async () => {
		expect(await typedIn({ id: payloadIds.cases, type: 0, parent_id: "1" })).toBeNull();
		expect(await typedIn({ id: payloadIds.thread, type: 11 })).toBeNull();
		expect(await caseTypedIn({ caseOfThread: () => expect.unreachable() }, {})).toBeNull();
		expect(asked).toEqual([]);
	});
});

describe("ids that were seen", () => {
	it("are new once, as long as they are remembered", () => {
		const { isNew } = createSeenIds(2);
		expect(["a", "a", "b", "a", "c", "b", "c", "a"].map(isNew)).toEqual([
			...[true, false, true, false, true, false, false, true],
		]);
	});
});
