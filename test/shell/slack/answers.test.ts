import { describe, expect, it } from "vitest";
import type { Card } from "../../../src/core/thread/card.ts";
import type { ChatHandlers, Reply } from "../../../src/ports/chat.ts";
import { readSlackMessage } from "../../support/slack-reader.ts";
import { cardOf, interactionSuite, messageIn, replyOf, saidIn, textOf } from "./interaction-suite.ts";
import { rawPayloads } from "./raw-payloads.ts";

const pressId = "pause:TST-2026-0001:3";
const { fake, open } = interactionSuite();
const heard = () => fake().privateMessages("bram");
const mine = () => ({ visibleTo: fake().users.bram.id, isEphemeral: true });

describe("the answer to a command", () => {
	it("is seen by who asked alone, where they asked", async () => {
		await open({ handlers: { onCommand: async () => replyOf("Two cases are open.") } });
		const before = (await heard()).length;
		const { cases } = fake().channels;
		const message = messageIn(await fake().command("bram", "case list", cases));
		expect(message).toMatchObject({ ...mine(), channel: cases, threadTs: null, text: "Two cases are open." });
		expect(await heard()).toHaveLength(before + 1);
	});

	it("comes where the bot is no member, too", async () => {
		await open({ handlers: { onCommand: async () => replyOf("Two cases are open.") } });
		const message = messageIn(await fake().command("bram", "case list", fake().channels.general));
		expect(message).toMatchObject({ ...mine(), channel: fake().channels.general });
	});

	it("for everyone stands in the channel", async () => {
		await open({ handlers: { onCommand: async () => ({ ...replyOf("The week so far."), everyone: true }) as Reply } });
		const message = messageIn(await fake().command("bram", "status"));
		expect(message).toMatchObject({ visibleTo: null, isEphemeral: false, channel: fake().channels.reports });
	});

	it("may be nothing", async () => {
		const { asked, settled } = await open();
		const before = await heard();
		await fake().raw("slash_commands", rawPayloads(fake()).command("bram", "status"));
		await settled();
		expect(asked).toHaveLength(1);
		expect(await heard()).toEqual(before);
	});
});

describe("the answer to a press", () => {
	it("on a headline is private and leaves the headline alone; in a thread it is in the thread", async () => {
		const { post } = await open({ handlers: { onPress: async () => ({ kind: "update", card: cardOf("Paused.") }) } });
		const { cases } = fake().channels;
		const headline = await post(cases, cardOf("A case", pressId));
		const step = await post(cases, cardOf("A step", pressId), headline);
		expect(messageIn(await fake().press("bram", headline, pressId))).toMatchObject({
			...{ ...mine(), channel: cases, threadTs: null },
		});
		expect(messageIn(await fake().press("bram", step, pressId))).toMatchObject({ ...mine(), threadTs: headline });
		const looks = (await fake().history()).filter(({ ts }) => ts === headline || ts === step);
		expect(looks).toHaveLength(2);
	});

	it("takes the place of the private card that it updates: previews page", async () => {
		const page = (at: number) => cardOf(`Mail ${at}`, `preview:TST-2026-0001:3:${at + 1}`);
		await open({
			handlers: {
				onCommand: async () => ({ kind: "card", card: page(1) }),
				onPress: async (_, id) => ({ kind: "update", card: page(Number(id.split(":")[3])) }),
			},
		});
		const first = messageIn(await fake().command("bram", "send case:TST-2026-0001"));
		const before = (await heard()).length;
		for (const at of [2, 3]) {
			const next = messageIn(await fake().press("bram", first.ts, `preview:TST-2026-0001:3:${at}`));
			expect([next.ts, readSlackMessage(next).text]).toEqual([first.ts, expect.stringContaining(`Mail ${at}`)]);
		}
		expect(await heard()).toHaveLength(before);
	});

	it("that updates nothing leaves the private card as it was", async () => {
		await open({
			handlers: { onCommand: async () => replyOf("A card", pressId), onPress: async () => replyOf("More.") },
		});
		const card = messageIn(await fake().command("bram", "status"));
		const answer = messageIn(await fake().press("bram", card.ts, pressId));
		expect(answer.ts).not.toBe(card.ts);
		expect((await heard()).find(({ ts }) => ts === card.ts)).toEqual(card);
	});

	it("for everyone stands where was pressed, and takes no card's place", async () => {
		const { post } = await open({
			handlers: { onPress: async () => ({ ...replyOf("For all."), everyone: true }) as Reply },
		});
		const { cases } = fake().channels;
		const headline = await post(cases, cardOf("A case", pressId));
		const step = await post(cases, cardOf("A step", pressId), headline);
		await fake().press("bram", headline, pressId);
		await fake().press("bram", step, pressId);
		expect((await fake().messages(cases)).slice(-2).map(textOf)).toEqual([
			expect.stringContaining("A case"),
			"For all.",
		]);
		expect((await fake().replies(cases, headline)).map(textOf)).toEqual([
			expect.stringContaining("A step"),
			"For all.",
		]);
	});
});

describe("an answer with files or a picture", () => {
	const file = { fileName: "problems.csv", mediaType: "text/csv", text: "line,reason\n" } as const;
	const image = { fileName: "weeks.png", mediaType: "image/png", base64: "iVBORw0KGgo=", alt: "Three weeks" } as const;
	const answering = (card: Card): { handlers: Partial<ChatHandlers> } => ({
		handlers: { onCommand: async () => ({ kind: "card", card }), onPress: async () => ({ kind: "update", card }) },
	});

	it.each([
		["a file", { title: "Problems", files: [file] }, "problems.csv"],
		["a picture", { title: "The weeks", image }, "weeks.png"],
	] as const)("of %s goes by direct message, with a note where it was asked", async (_, more, name) => {
		const { settled } = await open(answering({ ...cardOf("All of it"), ...more }));
		const before = (await heard()).length;
		const message = messageIn(await fake().command("bram", "status"));
		await settled();
		expect([message.channel[0], message.files.map((each) => each.name)]).toEqual(["D", [name]]);
		expect(textOf(message)).toContain("All of it");
		const note = (await heard()).slice(before).find(({ isEphemeral }) => isEphemeral);
		expect(note).toMatchObject({ ...mine(), channel: fake().channels.reports });
		expect(note && textOf(note)).toMatch(new RegExp(`^${more.title}\n.*direct message from the bot \\(under Apps\\)`));
	});

	it("pressed for on a private card leaves that card where it is", async () => {
		const opened = await open({
			handlers: {
				...answering({ ...cardOf("All of it"), files: [file] }).handlers,
				onCommand: async () => replyOf("A card", pressId),
			},
		});
		const card = messageIn(await fake().command("bram", "status"));
		const sent = messageIn(await fake().press("bram", card.ts, pressId));
		await opened.settled();
		expect(Buffer.from(await fake().file(sent.files[0]?.id ?? "")).toString()).toContain(file.text);
		expect((await heard()).find(({ ts }) => ts === card.ts)).toEqual(card);
	});
});

describe("an answer to something that went wrong", () => {
	const failing = async (): Promise<Reply> => {
		throw new Error("ECONNREFUSED 192.0.2.55 at TypeError");
	};

	it("is a sentence with a short id that stands in the log, whatever was done", async () => {
		const { logged, faults, post } = await open({
			handlers: { onCommand: failing, onPress: failing, onForm: failing },
		});
		const message = await post(fake().channels.cases, cardOf("A case", pressId));
		const said = [await fake().command("bram", "status"), await fake().press("bram", message, pressId)].map(saidIn);
		const ids = said.map((each) => /Something went wrong on our side.*: ([0-9a-f]{6})$/.exec(each)?.[1]);
		expect(new Set(ids).size).toBe(2);
		expect(logged).toEqual(ids.map((id) => ({ event: "fault-in-chat", fields: { id, platform: "slack" } })));
		expect(faults).toHaveLength(2);
		expect(said.join()).not.toMatch(/ECONN|192\.0|TypeError/);
	});

	it("comes for a card that cannot be shown, too", async () => {
		const { logged } = await open({ handlers: { onCommand: async () => ({ kind: "card" }) as unknown as Reply } });
		expect(saidIn(await fake().command("bram", "status"))).toContain("Something went wrong");
		expect(logged.map(({ event }) => event)).toEqual(["slack.answer-refused", "fault-in-chat"]);
	});

	it("is in the team's language", async () => {
		await open({ handlers: { onCommand: failing }, options: { language: "nl" } });
		const [fault, unknown] = await Promise.all([fake().command("bram", "status"), fake().command("bram", "nonsense")]);
		expect(saidIn(fault)).toMatch(/^.*Er ging bij ons iets mis.*[0-9a-f]{6}$/);
		expect(saidIn(unknown)).toContain("Het commando “nonsense” bestaat niet.");
	});
});
