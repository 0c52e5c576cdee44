import { describe, expect, it } from "vitest";
import type { Form } from "../../../src/core/thread/card.ts";
import type { ChatHandlers } from "../../../src/ports/chat.ts";
import { readSlackForm } from "../../support/slack-reader.ts";
import { cardOf, interactionSuite, messageIn, replyOf, saidIn, viewIn } from "./interaction-suite.ts";

const form: Form = {
	...{ id: "note:TST-2026-0001:3", title: "A note", submit: "Add" },
	inputs: [
		{ name: "confirmation", label: "Case number", kind: "line", required: true },
		{ name: "text", label: "The note", kind: "paragraph", required: false, value: "As before." },
		{ name: "list", label: "A list", kind: "file", required: false },
	],
};
const plainId = "pause:TST-2026-0001:3";
const handlers: Partial<ChatHandlers> = {
	formFor: (_, id) => (id === form.id ? form : null),
	onForm: async () => replyOf("Sent."),
	onPress: async () => replyOf("Pressed."),
};
const tooSlow = "The form could not be opened in time. Try again.";

const { fake, open } = interactionSuite();

describe("a button's form", () => {
	it("opens by the press, and what is typed comes back by name", async () => {
		const { asked, logged, post } = await open({ handlers });
		const message = await post(fake().channels.cases, cardOf("A case", form.id));
		const view = viewIn(await fake().press("bram", message, form.id));
		expect(readSlackForm(view)).toMatchObject({ id: form.id, title: "A note" });
		const file = { fileName: "list.csv", bytes: Buffer.from("ip") };
		const typed = { confirmation: "TST-2026-0001", text: "Two\nlines", list: file };
		expect(saidIn(await fake().submit("bram", view.id, typed))).toBe("Sent.");
		const asker = { person: { id: `slack:${fake().users.bram.id}`, name: "Bram" }, roles: ["volunteer"] };
		expect(asked).toMatchObject([{ what: "form", name: form.id, asker: { ...asker, caseNumber: "TST-2026-0001" } }]);
		const list = {
			fileName: "list.csv",
			bytes: 2,
			open: expect.any(Function) as unknown,
			discard: expect.any(Function) as unknown,
		};
		expect(asked[0]?.values).toEqual({ ...typed, list });
		expect(logged).toEqual([]);
	});

	it("keeps what stood in it, and leaves out what is empty", async () => {
		const { asked, post } = await open({ handlers });
		const message = await post(fake().channels.cases, cardOf("A case", form.id));
		const kept = viewIn(await fake().press("bram", message, form.id));
		const emptied = viewIn(await fake().press("anna", message, form.id));
		await Promise.all([
			fake().submit("bram", kept.id, { confirmation: "kept" }),
			fake().submit("anna", emptied.id, { confirmation: "emptied", text: "" }),
		]);
		const typed = Object.fromEntries(asked.map(({ asker, values }) => [asker.person.name, values]));
		expect(typed).toEqual({
			Bram: { confirmation: "kept", text: "As before." },
			Anna: { confirmation: "emptied" },
		});
	});

	it("is answered where its button was pressed: in the channel, in a thread, on a private card", async () => {
		const { post } = await open({
			handlers: {
				...handlers,
				onCommand: async () => replyOf("A private card", form.id),
				onForm: async () => ({ kind: "update", card: cardOf("Updated.") }),
			},
		});
		const sendIn = async (ts: string) => {
			const view = viewIn(await fake().press("bram", ts, form.id));
			return messageIn(await fake().submit("bram", view.id, { confirmation: "x" }));
		};
		const { cases } = fake().channels;
		const headline = await post(cases, cardOf("A case", form.id));
		const step = await post(cases, cardOf("A step", form.id), headline);
		const card = messageIn(await fake().command("bram", "send case:TST-2026-0001"));
		const mine = { visibleTo: fake().users.bram.id, isEphemeral: true };
		expect(await sendIn(headline)).toMatchObject({ ...mine, channel: cases, threadTs: null });
		expect(await sendIn(step)).toMatchObject({ ...mine, channel: cases, threadTs: headline });
		expect(await sendIn(card.ts)).toMatchObject({ ...mine, channel: fake().channels.reports, ts: card.ts });
	});

	it("does not open from a menu, nor from a button that has none", async () => {
		const asked: string[] = [];
		const menu = { id: form.id, label: "Column", options: [{ value: "2", label: "ip" }] };
		const { post } = await open({
			handlers: {
				...handlers,
				formFor(_, id) {
					asked.push(id);
					return null;
				},
			},
		});
		const message = await post(fake().channels.cases, { ...cardOf("A case", plainId), menu });
		expect(saidIn(await fake().press("bram", message, menu.id, "2"))).toBe("Pressed.");
		expect(saidIn(await fake().press("bram", message, plainId))).toBe("Pressed.");
		expect(asked).toEqual([plainId]);
	});

	it("that could not be made leaves it to the press to say so", async () => {
		const { asked, logged, faults, post } = await open({
			handlers: {
				...handlers,
				formFor() {
					throw new Error("no form for 192.0.2.55");
				},
			},
		});
		const message = await post(fake().channels.cases, cardOf("A case", form.id));
		expect(saidIn(await fake().press("bram", message, form.id))).toBe("Pressed.");
		expect(asked.map(({ what }) => what)).toEqual(["press"]);
		expect(logged).toEqual([{ event: "slack.form-failed", fields: {} }]);
		expect(faults).toMatchObject([{ message: "no form for 192.0.2.55" }]);
	});
});

describe("a form that Slack does not open at once", () => {
	const opened = async () => (await fake().counts())["views.open"] ?? 0;
	const pressed = async () => {
		const { post, ...rest } = await open({ handlers });
		const message = await post(fake().channels.cases, cardOf("A case", form.id));
		return { ...rest, message };
	};

	it("opens once when only the answer was lost", async () => {
		const { message, logged, settled } = await pressed();
		const before = await opened();
		const heard = (await fake().privateMessages("bram")).length;
		await fake().trouble([{ kind: "drop-after", share: 1, times: 1, on: "views.open" }]);
		const view = viewIn(await fake().press("bram", message, form.id));
		await settled();
		expect(await opened()).toBe(before + 2);
		expect(await fake().privateMessages("bram")).toHaveLength(heard);
		expect(logged).toEqual([]);
		expect(saidIn(await fake().submit("bram", view.id, { confirmation: "x" }))).toBe("Sent.");
	});

	it.each(["500", "internal_error", "drop-before"] as const)("is tried again: %s, twice", async (kind) => {
		const { message, logged } = await pressed();
		await fake().trouble([{ kind, share: 1, times: 2, on: "views.open" }]);
		viewIn(await fake().press("bram", message, form.id));
		expect(logged).toEqual([]);
	});

	it("is tried again when Slack says so, if that is in time, else becomes a sentence without a number", async () => {
		const { message, logged } = await pressed();
		await fake().trouble([{ kind: "429", share: 1, times: 1, retryAfterS: 1, on: "views.open" }]);
		viewIn(await fake().press("bram", message, form.id));
		await fake().trouble([{ kind: "429", share: 1, times: 1, retryAfterS: 30, on: "views.open" }]);
		expect(saidIn(await fake().press("bram", message, form.id))).toContain(tooSlow);
		expect(logged).toEqual([]);
	});

	it("is given up after three tries, with a sentence", async () => {
		const { message, logged } = await pressed();
		const before = await opened();
		await fake().trouble([{ kind: "500", share: 1, on: "views.open" }]);
		expect(saidIn(await fake().press("bram", message, form.id))).toMatch(/went wrong .* [0-9a-f]{6}$/);
		expect(await opened()).toBe(before + 3);
		expect(logged.map(({ event }) => event)).toEqual(["fault-in-chat"]);
	});
});

describe("a form whose time is over", () => {
	const over = interactionSuite({ triggerMs: 0 });
	const soon = interactionSuite({ triggerMs: 100 });

	it("becomes a sentence: of a button, a command, the list of commands and a message's file", async () => {
		const { asked, logged, post } = await over.open({ handlers });
		const message = await post(over.fake().channels.cases, cardOf("A case", form.id));
		const upload = await over.fake().upload("bram", [{ fileName: "list.csv", bytes: Buffer.from("ip") }]);
		const answers = await Promise.all([
			over.fake().press("bram", message, form.id),
			over.fake().command("bram", "lookup"),
			over.fake().command("bram", ""),
			over.fake().shortcut("bram", "report-from-file", upload),
		]);
		expect(answers.map(saidIn)).toEqual(
			[tooSlow, tooSlow, tooSlow, tooSlow].map((text) => expect.stringContaining(text)),
		);
		expect([asked, logged]).toEqual([[], []]);
	});

	it("becomes one too when it ended between two tries, of which the first opened nothing", async () => {
		const { post } = await soon.open({ handlers });
		const message = await post(soon.fake().channels.cases, cardOf("A case", form.id));
		await soon.fake().trouble([{ kind: "500", share: 1, times: 1, on: "views.open" }]);
		expect(saidIn(await soon.fake().press("bram", message, form.id))).toContain(tooSlow);
	});
});
