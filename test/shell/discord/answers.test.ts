import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { AttachmentLost, type ChatHandlers, type OptionValues, type Reply } from "../../../src/ports/chat.ts";
import { WrongFileHost } from "../../../src/ports/download.ts";
import { UploadTooLarge } from "../../../src/ports/upload-store.ts";
import {
	cardOf,
	type DiscordClient,
	type DiscordClientOptions,
	handlersWith,
	openDiscordClient,
} from "../../support/discord-client.ts";
import type { FakeAnswer, FakeDiscord, FakeMessage } from "../../support/fake-discord/fake-discord.ts";
import type { FakeOptions } from "../../support/fake-discord/fake-options.ts";
import { startFakeDiscord } from "../../support/fake-discord/start-fake-discord.ts";

const pressId = "pause:TST-2026-0001:3";
const card = (text: string, ...ids: readonly string[]): Reply => ({ kind: "card", card: cardOf(text, ...ids) });
const textOf = ({ message }: FakeMessage) => message.embeds[0]?.description;
const messageIn = (answer: FakeAnswer): FakeMessage => {
	if (answer.kind !== "message") throw new Error(answer.kind);
	return answer.message;
};

const clients: DiscordClient[] = [];
afterEach(async () => {
	await Promise.all(clients.splice(0).map((client) => client.close()));
});

function suite(options: FakeOptions = {}) {
	let fake: FakeDiscord;
	beforeAll(async () => {
		fake = await startFakeDiscord({ quietMs: 10_000, checkAnswers: true, ...options });
	});
	afterAll(() => fake.close());
	return {
		fake: () => fake,
		async open(handlers: Partial<ChatHandlers>, given: DiscordClientOptions = {}): Promise<DiscordClient> {
			await fake.trouble([]);
			const client = await openDiscordClient(fake, handlersWith(handlers), given);
			clients.push(client);
			return client;
		},
	};
}

describe("the answer to a command", () => {
	const { fake, open } = suite();
	afterEach(async () => expect(await fake().violations()).toEqual([]));

	it("stands in the reply that waited, and only the asker sees it", async () => {
		const client = await open({ onCommand: async () => card("Two cases are open.") });
		const before = await fake().privateMessages("bram");
		const message = messageIn(await fake().command("bram", "case list", {}));
		expect(textOf(message)).toBe("Two cases are open.");
		expect(message.visibleTo).toBe(fake().users.bram.id);
		expect(await fake().privateMessages("bram")).toHaveLength(before.length + 1);
		expect(client.logged).toEqual([]);
	});

	it("leaves nothing behind when there is nothing to say", async () => {
		await open({});
		const before = await fake().privateMessages("bram");
		expect(await fake().command("bram", "case list", {})).toMatchObject({ kind: "quiet" });
		expect(await fake().privateMessages("bram")).toEqual(before);
	});

	it("for everyone is public, and the private reply goes", async () => {
		const client = await open({ onCommand: async () => ({ ...card("The week so far."), everyone: true }) as Reply });
		const before = await fake().privateMessages("bram");
		await fake().command("bram", "status", {}, fake().channels.status);
		await client.settled();
		expect((await fake().messages(fake().channels.status)).map(textOf)).toEqual(["The week so far."]);
		expect(await fake().privateMessages("bram")).toEqual(before);
	});

	it("is given after the line broke, before or after the request arrived", async () => {
		const client = await open({ onCommand: async () => card("Here it is.") }, { times: { retryDelaysMs: [1, 1] } });
		for (const kind of ["drop-before", "drop-after"] as const) {
			await fake().trouble([{ kind, share: 1, times: 2, on: "original" }]);
			await fake().command("bram", "status", {});
			await client.settled();
			expect((await fake().privateMessages("bram")).map(textOf).at(-1)).toBe("Here it is.");
		}
		expect(client.logged).toEqual([]);
	});

	it("knows the case of the thread that it was typed in", async () => {
		const client = await open(
			{ onCommand: async ({ caseNumber }) => card(String(caseNumber)) },
			{ options: { caseOfThread: async ({ channel, thread }) => `${channel}/${thread}` } },
		);
		const headline = await client.post(fake().channels.cases, cardOf("A case"));
		const thread = await client.openThread(fake().channels.cases, headline);
		const message = messageIn(await fake().command("bram", "case show", {}, thread));
		expect(textOf(message)).toBe(`${fake().channels.cases}/${thread}`);
	});

	it("is a sentence with a number that stands in the log, when something went wrong", async () => {
		const fault = async () => {
			throw new Error("the words of a library");
		};
		const client = await open({ onCommand: fault });
		const message = messageIn(await fake().command("bram", "status", {}));
		const id = /number: ([0-9a-f]{6})$/.exec(textOf(message) ?? "")?.[1];
		expect(client.logged).toEqual([{ event: "fault-in-chat", fields: { id, platform: "discord" } }]);
		expect(JSON.stringify(message)).not.toContain("library");
	});
});

describe("the answer to a press", () => {
	const { fake, open } = suite();
	const quick = suite({ quietMs: 50 });
	afterEach(async () => expect(await fake().violations()).toEqual([]));

	it("is a private message beside a card that all see, also when it is an update", async () => {
		for (const kind of ["card", "update"] as const) {
			const client = await open({ onPress: async () => ({ kind, card: cardOf("Paused.") }) });
			const pressed = await client.post(fake().channels.cases, cardOf("A case", pressId));
			const message = messageIn(await fake().press("bram", pressed, pressId));
			expect(message.visibleTo).toBe(fake().users.bram.id);
			expect(message.message.id).not.toBe(pressed);
			const shown = await fake().messages(fake().channels.cases);
			expect(shown.map(textOf)).toContain("A case");
			expect(shown.map(textOf)).not.toContain("Paused.");
		}
	});

	it("takes the place of a private card that it updates: previews page", async () => {
		const pages = (at: number) => cardOf(`Mail ${at}`, `preview:TST-2026-0001:3:${at + 1}`);
		await open({
			onCommand: async () => ({ kind: "card", card: pages(1) }),
			onPress: async (_, id) => ({ kind: "update", card: pages(Number(id.split(":")[3])) }),
		});
		const first = messageIn(await fake().command("bram", "send", {}));
		const before = await fake().privateMessages("bram");
		for (const at of [2, 3, 4]) {
			const next = messageIn(await fake().press("bram", first.message.id, `preview:TST-2026-0001:3:${at}`));
			expect([next.message.id, textOf(next)]).toEqual([first.message.id, `Mail ${at}`]);
		}
		expect(await fake().privateMessages("bram")).toHaveLength(before.length);
	});

	it("drops the files of the look before", async () => {
		const file = { fileName: "problems.csv", mediaType: "text/csv", text: "line,reason\n" } as const;
		await open({
			onCommand: async () => ({ kind: "card", card: { ...cardOf("With", pressId), files: [file] } }),
			onPress: async () => ({ kind: "update", card: cardOf("Without") }),
		});
		const first = messageIn(await fake().command("bram", "status", {}));
		const [attached] = first.message.attachments;
		expect(attached?.filename).toBe("problems.csv");
		expect(Buffer.from(await fake().file(attached?.url ?? "")).toString()).toContain(file.text);
		const next = messageIn(await fake().press("bram", first.message.id, pressId));
		expect(next.message.attachments).toEqual([]);
	});

	it("may be for everyone", async () => {
		const client = await open({ onPress: async () => ({ ...card("For all."), everyone: true }) as Reply });
		const pressed = await client.post(fake().channels.cases, cardOf("A case", pressId));
		const message = messageIn(await fake().press("bram", pressed, pressId));
		expect([textOf(message), message.visibleTo]).toEqual(["For all.", null]);
	});

	it("may be nothing", async () => {
		const client = await quick.open({});
		const pressed = await client.post(quick.fake().channels.cases, cardOf("A case", pressId));
		expect(await quick.fake().press("bram", pressed, pressId)).toMatchObject({ kind: "quiet" });
		await client.settled();
		expect(await quick.fake().privateMessages("bram")).toEqual([]);
	});

	it("gets the choice from a menu, and never a form", async () => {
		const menu = { id: "column:TST-2026-0001:3", label: "Column", options: [{ value: "2", label: "ip" }] };
		const client = await open({
			formFor: () => expect.unreachable("a menu opens no form"),
			onPress: async ({ caseNumber }, id, value) => card(`${caseNumber} ${id.length} ${value}`),
		});
		const pressed = await client.post(fake().channels.cases, { ...cardOf("A case"), menu });
		const message = messageIn(await fake().press("bram", pressed, menu.id, "2"));
		expect(textOf(message)).toBe(`TST-2026-0001 ${menu.id.length} 2`);
	});

	it("still comes when a form could not be made", async () => {
		const client = await open({
			formFor: () => {
				throw new Error("no form");
			},
			onPress: async () => card("Try again."),
		});
		const pressed = await client.post(fake().channels.cases, cardOf("A case", pressId));
		expect(textOf(messageIn(await fake().press("bram", pressed, pressId)))).toBe("Try again.");
		expect(client.logged.map(({ event }) => event)).toEqual(["discord.form-failed"]);
	});
});

describe("who presses on a headline while threads are private", () => {
	const { fake, open } = suite({ quietMs: 50 });
	const press = async (given: DiscordClientOptions, as: "bram" | "stranger") => {
		const client = await open({ onPress: async () => card("Done.") }, given);
		const pressed = await client.post(fake().channels.cases, cardOf("A case", pressId));
		await fake().press(as, pressed, pressId);
		await client.settled();
		return client;
	};

	it("is let into the case's thread", async () => {
		const client = await press({ options: { threads: "private" } }, "bram");
		expect(client.admitted).toEqual([["TST-2026-0001", fake().users.bram.id]]);
	});

	it("is not let in without a role, and there is no need to while threads are public", async () => {
		expect((await press({ options: { threads: "private" } }, "stranger")).admitted).toEqual([]);
		expect((await press({ options: { threads: "public" } }, "bram")).admitted).toEqual([]);
	});

	it("gets the answer though that fails", async () => {
		const admit = async () => {
			throw new Error("no such thread");
		};
		const client = await press({ admit, options: { threads: "private" } }, "bram");
		expect((await fake().privateMessages("bram")).map(textOf).at(-1)).toBe("Done.");
		expect(client.logged).toMatchObject([{ event: "discord.not-admitted", fields: { caseNumber: "TST-2026-0001" } }]);
	});
});

describe("a file that comes along", () => {
	const { fake, open } = suite();
	const typed = { title: "Open RDP", category: "other", description: "Found today." };
	const send = (bytes: Uint8Array) =>
		fake().command("bram", "report", { ...typed, file: { fileName: "list.csv", bytes } });
	/** Reads the file and answers with what came of it. */
	const read = async (_: unknown, __: unknown, { file }: OptionValues): Promise<Reply> => {
		if (typeof file !== "object") return card("no file");
		try {
			let text = "";
			for await (const chunk of file.open()) text += Buffer.from(chunk).toString();
			return card(`${file.fileName} ${file.bytes} ${text}`);
		} catch (fault) {
			if (fault instanceof WrongFileHost) return card("elsewhere");
			return card(fault instanceof UploadTooLarge ? "large" : fault instanceof AttachmentLost ? "lost" : "fault");
		}
	};

	it("is fetched from Discord, whole", async () => {
		await open({ onCommand: read });
		expect(textOf(messageIn(await send(Buffer.from("ip"))))).toBe("list.csv 2 ip");
	});

	it("is not fetched when it is too large for us", async () => {
		await open({ onCommand: read });
		expect(textOf(messageIn(await send(new Uint8Array(1_001))))).toBe("large");
	});

	it("is not fetched from another host", async () => {
		await open({ onCommand: read }, { options: { fileHosts: ["cdn.discordapp.com"] } });
		expect(textOf(messageIn(await send(Buffer.from("ip"))))).toBe("elsewhere");
	});
});

describe("an answer that Discord does not take", () => {
	const late = suite({ tokenMs: 1, thinkingMs: 100 });
	const small = suite({ attachmentSizeLimit: 100 });

	it("because its time is over is lost, and logged", async () => {
		const client = await late.open({ onCommand: async () => card("Too late.") });
		expect(await late.fake().command("bram", "status", {})).toMatchObject({ kind: "quiet" });
		await client.settled();
		expect(client.logged).toEqual([{ event: "discord.answer-lost", fields: { code: "50027" } }]);
	});

	it("because its file is too large for it becomes a sentence", async () => {
		const file = { fileName: "transcript.txt", mediaType: "text/plain", text: "x".repeat(101) } as const;
		const client = await small.open({
			onCommand: async () => ({ kind: "card", card: { ...cardOf("All"), files: [file] } }),
		});
		const message = messageIn(await small.fake().command("bram", "status", {}));
		expect(textOf(message)).toMatch(/went wrong .* [0-9a-f]{6}$/);
		expect(client.logged.map(({ event }) => event)).toEqual(["fault-in-chat"]);
	});
});
