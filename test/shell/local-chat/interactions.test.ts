import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { interactionType, type MessagePage } from "../../../src/chat/local/wire.ts";
import { ask, interactionBody, openClient, signIn } from "../../support/local-chat-client.ts";
import { anna, bram, openRoom, type Room } from "../../support/local-chat-room.ts";

let room: Room;
let client: Awaited<ReturnType<typeof openClient>>;

beforeEach(async () => {
	room = await openRoom({ maxUploadBytes: 200_000 });
	client = await openClient(room);
});
afterEach(() => room.close());

const page = async (channel: string, as: string): Promise<MessagePage> =>
	(await client.get(`/api/messages?${new URLSearchParams({ channel, as })}`)).json as MessagePage;
const titles = async (channel: string, as: string) =>
	(await page(channel, as)).messages.map((message) => message.card.title);

describe("a command", () => {
	it("reaches its handler with its values, its file as a stream, and the person's roles", async () => {
		const answer = await client.interact({ values: { title: "T", credit: true } }, new Uint8Array(150_000));
		expect(answer).toMatchObject({ status: 200, json: { kind: "message" } });
		expect(room.heard).toEqual([
			{
				what: "command",
				name: "report",
				by: anna.id,
				roles: ["volunteer"],
				caseNumber: null,
				values: { title: "T", credit: true, file: "list.csv" },
			},
		]);
		expect((await page("thread:1", anna.id)).messages[0]?.card.lines?.[0]?.detail).toBe("150000 bytes");
	});

	it("is answered to the asker alone", async () => {
		await client.interact({ name: "lookup", values: { target: "192.0.2.1" } });
		expect(await titles("reports", anna.id)).toEqual(["/lookup"]);
		expect(await titles("reports", bram.id)).toEqual([]);
	});

	it("typed in a thread is about the thread's case", async () => {
		await client.interact({}, new Uint8Array(1));
		await client.interact({ name: "case show", channel: "thread:1" });
		expect(room.heard.at(-1)).toMatchObject({ name: "case show", caseNumber: "NSM-2026-0001" });
	});

	it("of somebody who is not in the list comes without roles", async () => {
		await client.interact({ name: "status", as: "local:mallory" });
		expect(room.heard.at(-1)).toMatchObject({ by: "local:mallory", roles: [] });
		expect(await titles("reports", "local:mallory")).toEqual(["Je hebt geen rol in dit meldpunt"]);
	});

	it("that fails gives an id that stands in the log too, and no word of the error", async () => {
		const answer = await client.interact({ name: "fail" });
		expect(answer.status).toBe(500);
		expect(answer.json).toEqual({ error: "failed", id: room.errors[0]?.fields.id });
		expect(answer.text).not.toContain("192.0.2.1");
		expect(room.errors).toHaveLength(1);
	});

	it.each(["thread:1", "thread:x", "elsewhere", "thread:1 or 1=1", ""])("in %s is refused", async (channel) => {
		expect(await client.interact({ name: "status", channel })).toMatchObject({ status: 404 });
		expect(room.heard).toEqual([]);
	});
});

describe("an upload", () => {
	it("over the limit is refused before it is read", async () => {
		const answer = await client.interact({}, new Uint8Array(200_001));
		expect(answer).toMatchObject({ status: 413, json: { error: "too-large", maxBytes: 200_000 } });
		expect(room.heard).toEqual([]);
	});

	it("that says it is small and is not is cut off at what it said", async () => {
		const file = { option: "file", fileName: "a.csv", bytes: 10 };
		const answer = await client.interact({ file }, new Uint8Array(300_000));
		expect(answer).toMatchObject({ status: 400, json: { error: "bad-request" } });
		expect(await titles("cases", anna.id)).toEqual([]);
	});

	it("that ends early is refused and not taken for the whole file", async () => {
		const file = { option: "file", fileName: "a.csv", bytes: 100 };
		const answer = await client.interact({ file }, new Uint8Array(99));
		expect(answer).toMatchObject({ status: 400, json: { error: "upload-cut-off" } });
		expect(await titles("cases", anna.id)).toEqual([]);
	});

	it("keeps nothing of a path in its name", async () => {
		const file = { option: "file", fileName: "../../etc/\u0000passwd\n.csv", bytes: 1 };
		await client.interact({ file }, new Uint8Array(1));
		expect(room.heard[0]?.values.file).toBe("passwd.csv");
	});

	it.each([
		["nothing", new Uint8Array()],
		["half a length", new Uint8Array([0, 0])],
		["a head without end", new Uint8Array([255, 255, 255, 255, 1])],
		["no JSON", new Uint8Array([0, 0, 0, 1, 64])],
		["another shape", interactionBody({ kind: "press" as never })],
		["a number too deep", interactionBody({ values: { a: { b: 1 } as never } })],
	])("whose body is %s is refused", async (_name, body) => {
		const headers = { cookie: client.cookie, origin: room.origin, "content-type": interactionType };
		const answer = await ask(room.origin, "/api/interaction", { method: "POST", headers, body });
		expect(answer).toMatchObject({ status: 400, json: { error: "bad-request" } });
	});

	it("with a type that any form can send is refused", async () => {
		const cookie = await signIn(room);
		const headers = { cookie, origin: room.origin, "content-type": "text/plain" };
		const answer = await ask(room.origin, "/api/interaction", { method: "POST", headers, body: interactionBody({}) });
		expect(answer.status).toBe(400);
	});
});

describe("a press", () => {
	const press = (change: Record<string, unknown>) =>
		client.postJson("/api/press", { as: anna.id, channel: "cases", message: 1, id: "", value: null, ...change });

	beforeEach(async () => {
		await client.interact({}, new Uint8Array(1));
	});

	it("of a button reaches its handler with the case of the button", async () => {
		const answer = await press({ as: bram.id, id: "vote:NSM-2026-0001:1:valid" });
		expect(answer.json).toEqual({ kind: "quiet" });
		expect(room.heard.at(-1)).toMatchObject({ what: "press", by: bram.id, caseNumber: "NSM-2026-0001" });
		const headline = (await page("cases", anna.id)).messages[0];
		expect(headline?.card.buttons?.[0]?.[0]?.label).toBe("Klopt (1)");
		expect(headline?.editedAt).not.toBeNull();
	});

	it("that opens a form gives the form and asks no handler", async () => {
		const answer = await press({ id: "send:NSM-2026-0001:1" });
		expect(answer.json).toMatchObject({ kind: "form", form: { id: "confirm:NSM-2026-0001:1" } });
		expect(room.heard.filter(({ what }) => what === "press")).toEqual([]);
	});

	it("of a menu on a private card replaces that card", async () => {
		await client.interact({ name: "case list" });
		const card = (await page("reports", anna.id)).messages.at(-1);
		const where = { channel: "reports", message: card?.id, id: "column:NSM-2026-0001:1" };
		await press({ ...where, value: "1" });
		expect((await page("reports", anna.id)).messages.at(-1)).toMatchObject({
			id: card?.id,
			card: { title: "Kolom 1 gekozen" },
		});
	});

	it("that would replace a card everyone sees is answered beside it", async () => {
		await press({ id: "column:NSM-2026-0001:1", value: "1" });
		expect(await titles("cases", bram.id)).toEqual(["NSM-2026-0001 · Citrix zonder updates"]);
		expect(await titles("cases", anna.id)).toContain("Kolom 1 gekozen");
	});

	it("on somebody else's private card is refused", async () => {
		await client.interact({ name: "case list" });
		const card = (await page("reports", anna.id)).messages.at(-1);
		const where = { as: bram.id, channel: "reports", message: card?.id };
		const answer = await press({ ...where, id: "column:NSM-2026-0001:1", value: "1" });
		expect(answer).toMatchObject({ status: 404, json: { error: "not-found" } });
	});

	it.each([{ id: "" }, { id: "x".repeat(101) }, { message: "1" }, { value: 3 }])(
		"like %j is refused",
		async (change) => {
			expect((await press(change)).status).toBe(400);
		},
	);

	it("with a form's values reaches onForm", async () => {
		await client.interact({
			kind: "form",
			name: "confirm:NSM-2026-0001:1",
			channel: "cases",
			message: 1,
			values: { number: "NSM-2026-0001" },
		});
		expect(room.heard.at(-1)).toMatchObject({ what: "form", caseNumber: "NSM-2026-0001" });
		expect((await page("cases", anna.id)).messages[0]?.card.tone).toBe("good");
	});
});

describe("talk", () => {
	it("of a person is seen by all, under their name", async () => {
		const answer = await client.postJson("/api/say", {
			as: anna.id,
			channel: "cases",
			message: null,
			text: " <b>hi</b> ",
		});
		expect(answer.status).toBe(200);
		expect((await page("cases", bram.id)).messages[0]).toMatchObject({
			author: anna.name,
			visibleTo: null,
			card: { title: null, body: ["<b>hi</b>"] },
		});
	});

	it.each([
		[{ as: "local:mallory", text: "x" }, 404],
		[{ as: anna.id, text: "  " }, 400],
		[{ as: anna.id, text: "x".repeat(4001) }, 400],
	])("like %j is refused", async (change, status) => {
		const answer = await client.postJson("/api/say", { channel: "cases", message: null, ...change });
		expect(answer.status).toBe(status);
	});
});

it("suggests values for an option", async () => {
	const query = new URLSearchParams({
		as: anna.id,
		channel: "cases",
		command: "case show",
		option: "case",
		typed: "N",
	});
	const answer = await client.get(`/api/suggestions?${query}`);
	expect(answer.json).toEqual([{ value: "NSM-2026-0001", label: "NSM-2026-0001 · Citrix zonder updates" }]);
});
